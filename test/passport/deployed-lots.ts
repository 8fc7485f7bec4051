import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { DeployedLots } from "../../scripts/passport/deployed-lots.ts";
import { digitsOf } from "../../scripts/passport/words.ts";
import { deployWithLots, freshTerms, mintLots } from "../fixtures/lots-fixture.ts";
import { encoded, LOSS, mergeOperation, refineOperation, splitOperation } from "../fixtures/operations.ts";

const STATUSES = ["unknown", "active", "offered", "held", "consumed", "retired"];
const KINDS = ["mint", "split", "merge", "refine"];

describe("lots and provenances by their storage", () => {
  it("are what the contract says of them", async () => {
    const { ethers } = await network.create("simulated");
    const world = await deployWithLots(ethers);
    const { lots, ofAlice, alice } = world;
    const run = async (...operations: Parameters<typeof encoded>[0]) => ofAlice.execute(encoded(operations));
    await mintLots(world, alice.address, 9n);
    await run(
      mergeOperation([1n, 2n, 3n], 21n),
      mergeOperation([4n], 22n),
      mergeOperation([5n, 6n, 7n, 8n], 23n),
    );
    await run(splitOperation(21n, [31n, 32n]), refineOperation(22n, 41n, freshTerms()));
    await run(
      mergeOperation([31n, 41n], 51n),
      refineOperation(23n, 42n, freshTerms()),
      mergeOperation([42n], 52n),
    );
    await ofAlice.retire(9n, LOSS, `0x${"00".repeat(32)}`);

    const address = await lots.getAddress();
    const read = async (slots: readonly bigint[]) =>
      Promise.all(
        slots.map(async (slot) => BigInt(await ethers.provider.getStorage(address, `0x${digitsOf(slot)}`))),
      );
    const stored = new DeployedLots([
      { deployment: { predecessor: undefined }, contract: { address, read } },
    ]);
    const ids = [1n, 4n, 9n, 21n, 22n, 23n, 31n, 32n, 41n, 42n, 51n, 52n];
    await stored.load(ids);
    for (const id of [...ids, 99n]) {
      const lot = await lots.lotOf(id);
      const found = await stored.stored(0, id);
      const told = [found?.owner, found?.status, found?.kind, found?.provenanceId, found?.createdAt];
      const expected = [
        ...[lot.owner.toLowerCase(), STATUSES[Number(lot.status)], KINDS[Number(lot.kind)]],
        ...[Number(lot.provenanceId), Number(lot.createdAt)],
      ];
      expect(told, `lot ${id}`).to.deep.equal(lot.status === 0n ? Array(5).fill(undefined) : expected);
    }
    const count = Number(await lots.provenanceCount());
    // more than two groups of seven, the last not full
    expect(count).to.be.greaterThan(15);
    for (let id = 1; id <= count; id++) {
      const parents = (await lots.parentProvenances(id)).map(Number);
      expect(await stored.parentsOf(id), `provenance ${id}`).to.deep.equal(parents);
    }
    const [, , , , , , , , , , whole] = ids;
    const { provenanceId } = await lots.lotOf(whole ?? 0n);
    const ancestors = (await stored.ancestorsOf(Number(provenanceId))).sort((a, b) => a - b);
    expect(ancestors.slice(0, 4)).to.deep.equal([1, 2, 3, 4]);
  });
});
