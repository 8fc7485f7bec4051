import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import manifest from "../../../circuits/circuits.json" with { type: "json" };

const { ethers } = await network.create("simulated");
const harness = await ethers.deployContract("StatementsHarness");

const PROOF = [101n, 102n, 103n, 104n, 105n, 106n, 107n, 108n];

/** Different words for the public signals of a circuit, by name. */
function words(publicSignals: { name: string; size: number }[]): Map<string, bigint[]> {
  let next = 0n;
  return new Map(
    publicSignals.map(({ name, size }) => [name, Array.from({ length: size }, () => (next += 1n))]),
  );
}

describe("Statements", () => {
  manifest.circuits.forEach(({ name, publicSignals }, circuit) => {
    it(`puts the public signals of ${name} in the manifest's order, under its number`, async () => {
      const fragment = harness.interface.fragments.find((f) => "name" in f && f.name === name);
      const parameters = (fragment?.inputs ?? []).map((input) => input.name);
      expect(parameters).to.have.members([...publicSignals.map((signal) => signal.name), "proof"]);

      const byName = words(publicSignals);
      // one word that can only be a truth value: its place is told apart by being 1 again
      if (byName.has("sameProvenance")) byName.set("sameProvenance", [1n]);
      const values = (parameter: string) => byName.get(parameter) ?? PROOF;
      const one = (parameter: string) => values(parameter)[0] ?? 0n;
      const calls = new Map(
        Object.entries({
          mint: () =>
            harness.mint(one("lotId"), one("registry"), one("when"), one("permit"), one("context"), PROOF),
          split: () => harness.split(one("parent"), values("children"), PROOF),
          merge: () => harness.merge(values("parents"), one("child"), true, PROOF),
          refine: () =>
            harness.refine(
              one("parent"),
              one("child"),
              one("registry"),
              one("when"),
              one("permit"),
              one("context"),
              PROOF,
            ),
          claim: () => harness.claim(one("lotId"), one("policyId"), one("day"), PROOF),
        }),
      );
      const batch = await calls.get(name)?.();

      expect(batch?.circuits).to.deep.equal([BigInt(circuit)]);
      expect(batch?.signals).to.deep.equal([...byName.values()].flat());
      expect(batch?.proofs).to.deep.equal(PROOF);
    });
  });

  it("fills the places of lots that are not used with zero", async () => {
    const split = await harness.split(1n, [2n, 3n], PROOF);
    expect(split.signals).to.deep.equal([1n, 2n, 3n, 0n, 0n, 0n, 0n, 0n, 0n]);
    const merge = await harness.merge([1n], 2n, false, PROOF);
    expect(merge.signals).to.deep.equal([1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 2n, 0n]);
  });

  it("keeps apart the statements of a batch that is full", async () => {
    const eight = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n];
    const batch = await harness.fullBatch(eight, PROOF);
    expect(batch.circuits).to.deep.equal([2n, 2n, 2n]);
    expect(batch.signals).to.deep.equal([...eight, 11n, 1n, ...eight, 12n, 0n, ...eight, 13n, 1n]);
    expect(batch.proofs).to.deep.equal([...PROOF, ...PROOF, ...PROOF]);
  });
});
