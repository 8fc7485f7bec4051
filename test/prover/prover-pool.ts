import { expect } from "chai";
import { describe, it } from "mocha";

import { KoboldError } from "../../scripts/core/errors.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { proverPool } from "../../scripts/prover/prover-pool.ts";
import { createProver } from "../../scripts/prover/create-prover.ts";
import { honestInputs } from "../fixtures/circuits/honest-inputs.ts";

describe("a pool of provers", () => {
  it("proves in other processes what a single prover accepts, and tells why a statement is refused", async function () {
    const single = await createProver();
    const pool = proverPool(single, 2);
    try {
      const inputs = ["a", "b", "c"].map((seed) => honestInputs("claim", seed));
      const [first] = inputs;
      if (first === undefined) throw new RangeError("three inputs");
      const [refused, ...proven] = await Promise.allSettled([
        pool.prove("claim", { ...first, massMax: 0n }),
        ...inputs.map((each) => pool.prove("claim", each)),
      ]);
      const reason: unknown = refused.status === "rejected" ? refused.reason : undefined;
      expect(reason).to.be.instanceOf(KoboldError).and.include({ code: "WITNESS_REJECTED" });
      for (const each of proven) {
        if (each.status === "rejected") throw each.reason;
        expect(await pool.verify("claim", each.value.proof, each.value.publicSignals)).to.equal(true);
      }
      expect(
        new Set(proven.map((each) => each.status === "fulfilled" && each.value.publicSignals[0])).size,
      ).to.equal(3);
    } finally {
      await pool.close();
      await single.close();
    }
  });

  it("lets go of what it was still asked for when it is closed", async () => {
    const never: Prover = {
      prove: () => Promise.reject(new Error("not asked")),
      verify: () => Promise.reject(new Error("not asked")),
      close: () => Promise.resolve(),
    };
    const pool = proverPool(never, 1);
    const asked = Promise.allSettled(
      ["a", "b"].map((seed) => pool.prove("claim", honestInputs("claim", seed))),
    );
    await pool.close();
    expect((await asked).map(({ status }) => status)).to.deep.equal(["rejected", "rejected"]);
  });
});
