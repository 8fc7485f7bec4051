import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { deployLots, freshTerms, mintLots } from "../../fixtures/lots-fixture.ts";
import {
  encoded,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
} from "../../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

/** How a provenance comes about, in an order that puts each kind at the ends and in the middle of groups of seven. */
const KINDS = "mmrbwrr rrrrrrr mmmmmmm rmmmmmb bbbmmwr rm".replaceAll(" ", "");

describe("Ancestry", () => {
  it("remembers the parents of every provenance, after each of many", async () => {
    const all = await deployLots(ethers);
    const { lots, alice } = all;
    const ofAlice = lots.connect(alice);
    // expected[i] are the parents of provenance i
    const expected: bigint[][] = [[]];
    await mintLots(all, alice.address, 1n);
    expected.push([]);

    for (const kind of KINDS) {
      const [last, next] = [BigInt(expected.length - 1), BigInt(expected.length)];
      // The lot of provenance i has id i. A blend also takes a lot minted for it, whose provenance comes first.
      if (kind === "m") await ofAlice.execute(encoded([mintOperation(next, alice.address, freshTerms())]));
      if (kind === "r") await ofAlice.execute(encoded([refineOperation(last, next, freshTerms())]));
      if (kind === "w") await ofAlice.execute(encoded([mergeOperation([last], next)]));
      if (kind === "b") {
        const minted = mintOperation(next, alice.address, freshTerms());
        await ofAlice.execute(encoded([minted, mergeOperation([next, last], next + 1n)]));
        expected.push([]);
      }
      expected.push({ m: [], r: [last], w: [last], b: [next, last] }[kind] ?? []);

      const ids = Array.from({ length: expected.length + 8 }, (_, i) => i);
      const parents = await Promise.all(ids.map((id) => lots.parentProvenances(id)));
      expect(parents).to.deep.equal(ids.map((id) => expected[id] ?? []));
      expect(await lots.provenanceCount()).to.equal(expected.length - 1);
    }
  });

  it("gives out ids up to 2^32 − 2, and none after", async () => {
    const { lots, alice } = await deployLots(ethers);
    const address = await lots.getAddress();
    // in a new contract, the one word of its storage that is 1 holds the next id
    const words = await Promise.all(
      Array.from({ length: 16 }, (_, slot) => networkHelpers.getStorageAt(address, slot)),
    );
    const slots = words.flatMap((word, slot) => (BigInt(word) === 1n ? [slot] : []));
    expect(slots).to.have.length(1);
    const last = 2n ** 32n - 2n;
    await networkHelpers.setStorageAt(address, slots[0] ?? 0, last - 2n);
    const ofAlice = lots.connect(alice);
    for (const lotId of [1n, 2n])
      await ofAlice.execute(encoded([mintOperation(lotId, alice.address, freshTerms())]));
    await ofAlice.execute(encoded([mergeOperation([1n, 2n], 3n)]));
    expect((await lots.lotOf(3n)).provenanceId).to.equal(last);
    expect(await lots.parentProvenances(last)).to.deep.equal([last - 2n, last - 1n]);
    for (const operation of [
      mintOperation(4n, alice.address, freshTerms()),
      mergeOperation([3n], 4n),
      refineOperation(3n, 4n, freshTerms()),
    ]) {
      await expect(ofAlice.execute(encoded([operation]))).to.be.revertedWithCustomError(
        lots,
        "ProvenanceIdsExhausted",
      );
    }
    // pieces and what is joined of them need no id
    await ofAlice.execute(encoded([splitOperation(3n, [4n, 5n]), mergeOperation([4n, 5n], 6n, true)]));
    expect(await lots.provenanceCount()).to.equal(last);
  });
});
