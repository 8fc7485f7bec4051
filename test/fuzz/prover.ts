import type { CircuitInputs, SignalValue } from "../../scripts/core/circuit-inputs.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { CircuitName } from "../../scripts/prover/manifest.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { publicSignalsOf } from "../../scripts/prover/public-signals.ts";
import { standInFor } from "../fixtures/proofs.ts";
import { holds } from "./relations.ts";

/** Makes proofs of true statements, and rubbish for false ones, as anyone can; knows which are which. */
export interface FuzzProver {
  prove(circuit: CircuitName, inputs: CircuitInputs): Promise<readonly bigint[]>;
  /** Whether this proof was made for this statement, which was true. */
  verifies(circuit: CircuitName, signals: readonly bigint[], proof: readonly bigint[]): boolean;
}

/** Eight words for a true statement; for a false one, eight that no verifier may take. */
type Make = (circuit: CircuitName, inputs: CircuitInputs, isTrue: boolean) => Promise<readonly bigint[]>;

function remembering(make: Make): FuzzProver {
  const made = new Set<string>();
  const key = (circuit: CircuitName, signals: readonly bigint[], proof: readonly bigint[]) =>
    [circuit, ...signals, ...proof].join();
  return {
    async prove(circuit, inputs) {
      const isTrue = holds(circuit, inputs);
      const proof = await make(circuit, inputs, isTrue);
      if (isTrue) made.add(key(circuit, publicSignalsOf(circuit, inputs), proof));
      return proof;
    },
    verifies: (circuit, signals, proof) => made.has(key(circuit, signals, proof)),
  };
}

/** For the contract StatementVerifier: the statement is checked here, which is quick. */
export function quickProver(): FuzzProver {
  return remembering((circuit, inputs, isTrue) => {
    const proof = standInFor(circuit, inputs);
    return Promise.resolve(isTrue ? proof : proof.map((word) => word ^ 1n));
  });
}

/** Points of the curves that prove nothing: both generators. */
const NO_PROOF = [
  1n,
  2n,
  11559732032986387107991004021392285783925812861821192530917403151452391805634n,
  10857046999023057135944570762232829481370756359578518086990519993285655852781n,
  4082367875863433681332203403145435568316851327593401208105741076214120093531n,
  8495653923123431417604973247489272438418190587263600148770280649306958101930n,
  1n,
  2n,
];

function wrapped(value: SignalValue): SignalValue {
  return typeof value === "bigint" ? (value + FIELD_ORDER) % FIELD_ORDER : value.map(wrapped);
}

/** Real proofs; that the circuits' own calculators refuse what is false here, and nothing else, is checked on the way. */
export function realProver(prover: Prover): FuzzProver {
  return remembering(async (circuit, inputs, isTrue) => {
    // a bound that was raised leaves a negative remainder, which in the field is a huge one
    const inField = Object.entries(inputs).map(([name, value]) => [name, wrapped(value)] as const);
    const proven = await prover.prove(circuit, Object.fromEntries(inField)).catch((error: unknown) => {
      if (error instanceof KoboldError && error.code === "WITNESS_REJECTED") return undefined;
      throw error;
    });
    if ((proven !== undefined) !== isTrue) {
      throw new Error(
        `P-28 is broken: the circuit ${circuit} ${isTrue ? "refuses a true" : "proves a false"} statement`,
      );
    }
    return proven?.proof ?? NO_PROOF;
  });
}
