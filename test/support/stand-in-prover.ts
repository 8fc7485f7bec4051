import type { Prover } from "../../scripts/prover/prover.ts";
import { publicSignalsOf } from "../../scripts/prover/public-signals.ts";
import { standInFor } from "./proofs.ts";

/** A prover for the contract StatementVerifier: quick, and bound to the statement. What core refuses never gets here. */
export const standInProver: Prover = {
  prove(circuit, inputs) {
    const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = standInFor(circuit, inputs);
    return Promise.resolve({
      proof: [a, b, c, d, e, f, g, h],
      publicSignals: publicSignalsOf(circuit, inputs),
      witnessMs: 0,
      proveMs: 0,
    });
  },
  verify: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};
