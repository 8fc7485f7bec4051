import { expect } from "chai";
import { describe, it } from "mocha";

import { lazyProver } from "../../scripts/prover/lazy-prover.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { standInProver } from "../fixtures/stand-in-prover.ts";

describe("a lazy prover", () => {
  it("is made at the first use, once, and closed only if it was made", async () => {
    const log: string[] = [];
    const create = (): Promise<Prover> => {
      log.push("made");
      const close = () => {
        log.push("closed");
        return Promise.resolve();
      };
      return Promise.resolve({ ...standInProver, close });
    };
    await lazyProver(create).close();
    expect(log).to.deep.equal([]);

    const prover = lazyProver(create);
    const inputs = { lotId: 1n, policyId: 2n, day: 3n };
    const { proof, publicSignals } = await prover.prove("claim", inputs);
    expect(await prover.verify("claim", proof, publicSignals)).to.equal(true);
    await prover.close();
    expect(log).to.deep.equal(["made", "closed"]);
  });
});
