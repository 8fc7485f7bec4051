import { execFileSync } from "node:child_process";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { groth16, type SignalValueType } from "snarkjs";

import type { SignalValue } from "../../scripts/core/circuit-inputs.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { artefactPaths, projectRoot } from "../../scripts/prover/files.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";
import { publicSignalCount } from "../fixtures/public-signal-count.ts";
import { type ProofWords, toProofWords, toSnarkjsProof } from "../../scripts/prover/proof.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { createSnarkjsProver } from "../../scripts/prover/snarkjs-prover.ts";
import { honestInputs } from "../fixtures/circuits/honest-inputs.ts";

async function refusal(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** snarkjs's types want arrays that may be changed. */
function copied(value: SignalValue): SignalValueType {
  return typeof value === "bigint" ? value : value.map(copied);
}

describe("the prover", () => {
  let prover: Prover;
  before(async () => {
    prover = await createSnarkjsProver();
  });
  after(async () => {
    await prover.close();
  });

  it("proves a statement with the public signals of its inputs in the manifest's order", async () => {
    const inputs = honestInputs("claim", "prover");
    const { proof, publicSignals, witnessMs, proveMs } = await prover.prove("claim", inputs);
    expect(publicSignals).to.deep.equal([inputs["lotId"], inputs["policyId"], inputs["day"]]);
    expect(Math.min(witnessMs, proveMs)).to.be.above(0);
    expect(await prover.verify("claim", proof, publicSignals)).to.equal(true);
    const [lotId = 0n, ...rest] = publicSignals;
    expect(await prover.verify("claim", proof, [lotId + 1n, ...rest])).to.equal(false);
  });

  it("makes another proof of the same statement each time", async () => {
    const inputs = honestInputs("claim", "prover");
    const [one, two] = [await prover.prove("claim", inputs), await prover.prove("claim", inputs)];
    expect(one.proof).to.not.deep.equal(two.proof);
    expect(one.publicSignals).to.deep.equal(two.publicSignals);
  });

  it("computes the witness that snarkjs computes", async () => {
    const { wasm, zkey } = artefactPaths("split");
    const inputs = honestInputs("split", "witness");
    const forSnarkjs = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [name, copied(value)]),
    );
    const { publicSignals } = await groth16.fullProve(forSnarkjs, wasm, zkey);
    const ours = await prover.prove("split", inputs);
    expect(ours.publicSignals.map(String)).to.deep.equal(publicSignals);
  });

  it("names the circuit and the template that rejects a false statement", async () => {
    const inputs = honestInputs("split", "false");
    const { massGrams } = inputs;
    if (typeof massGrams !== "bigint") throw new TypeError("a lot has one mass");
    const error = await refusal(prover.prove("split", { ...inputs, massGrams: massGrams + 1n }));
    expect(error).to.be.instanceOf(KoboldError).with.property("code", "WITNESS_REJECTED");
    expect(error)
      .to.have.property("message")
      .that.matches(/circuit split: template \w+ rejects/);
    expect(error).to.have.nested.property("cause.message").that.includes("line");
    // The refusal leaves nothing behind.
    const { proof, publicSignals } = await prover.prove("split", inputs);
    expect(await prover.verify("split", proof, publicSignals)).to.equal(true);
  });

  it("does not take missing, surplus, ill-sized or unreduced inputs", async () => {
    const inputs = honestInputs("claim", "ill-formed");
    const { lotId = 0n, ...incomplete } = inputs;
    expect(await refusal(prover.prove("claim", incomplete))).to.be.instanceOf(RangeError);
    expect(await refusal(prover.prove("claim", { ...inputs, surplus: 1n }))).to.be.instanceOf(RangeError);
    expect(await refusal(prover.prove("claim", { ...inputs, lotId: [lotId, lotId] }))).to.be.instanceOf(
      RangeError,
    );
    for (const day of [-1n, FIELD_ORDER]) {
      expect(await refusal(prover.prove("claim", { ...inputs, day }))).to.have.property(
        "code",
        "OUT_OF_RANGE",
      );
    }
  });

  it("turns proofs into words and back", () => {
    const words: ProofWords = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n];
    expect(toProofWords(toSnarkjsProof(words))).to.deep.equal(words);
    expect(toSnarkjsProof(words).pi_b).to.deep.equal([
      ["4", "3"],
      ["6", "5"],
      ["1", "0"],
    ]);
  });

  it("lets a process end by itself once it is closed", () => {
    const script = `
      const { createSnarkjsProver } = await import(${JSON.stringify(path.join(projectRoot, "scripts/prover/snarkjs-prover.ts"))});
      const first = await createSnarkjsProver();
      const second = await createSnarkjsProver();
      await first.close();
      await first.close();
      await second.close();`;
    execFileSync(process.execPath, ["--input-type=module", "-e", script], { timeout: 60_000, stdio: "pipe" });
  });
});

describe("the circuits' manifest", () => {
  it("gives the public signals that the design of each circuit counts", () => {
    expect(circuitNames.map(publicSignalCount)).to.deep.equal([5, 9, 10, 6, 3]);
  });
});
