import { expect } from "chai";
import { describe, it } from "mocha";

import { createProver } from "../../../scripts/prover/create-prover.ts";
import { fuzz, type FuzzOutcome } from "../../fuzz/fuzz.ts";

/** All that a short run checks without fail; the long one is `npm run test:fuzz`. */
const LAWS = Array.from({ length: 27 }, (_, i) => `P-${i + 1}`);

/** Kinds of calls that must have gone through, or the run would show little. */
const KINDS = ["mint", "split", "merge", "refine", "batch", "claim", "offer", "accept", "transfer", "hold"];

function expectSound({ failure }: FuzzOutcome): void {
  const { message, steps } = failure ?? { message: "", steps: [] };
  expect(failure, `${message.slice(0, 4_000)}\nafter ${steps.join(", then ")}`).to.equal(undefined);
}

describe("All contracts together [fuzz]", () => {
  it("keep every property in random histories, and do what the model does", async function () {
    const outcome = await fuzz({ seed: 5, runs: 6 });
    expectSound(outcome);
    const { calls, laws, refusals, total } = outcome.tally;
    expect([...laws.keys()]).to.include.members([...LAWS, "P-30", "P-33"]);
    for (const kind of KINDS) expect(calls.get(kind)?.accepted ?? 0, kind).to.be.greaterThan(0);
    expect(total.accepted).to.be.greaterThan(80);
    expect(refusals.get("VerifierProofRejected") ?? 0).to.be.greaterThan(10);
    expect(refusals.size).to.be.greaterThan(15);
  });

  it("keep them with real proofs, where the circuits refuse what is false", async function () {
    const prover = await createProver();
    try {
      const outcome = await fuzz({ seed: 26, runs: 1, commands: 24, prover });
      expectSound(outcome);
      expect(outcome.tally.total.accepted).to.be.greaterThan(4);
      expect(outcome.tally.refusals.get("VerifierProofRejected") ?? 0).to.be.greaterThan(0);
    } finally {
      await prover.close();
    }
  });
});
