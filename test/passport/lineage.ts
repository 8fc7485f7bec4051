import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { DeployedLots } from "../../scripts/passport/deployed-lots.ts";
import { traceLineage } from "../../scripts/passport/lineage.ts";
import { Questions } from "../../scripts/passport/node.ts";
import { Transactions } from "../../scripts/passport/transactions.ts";
import { digitsOf } from "../../scripts/passport/words.ts";
import { deployLots, freshTerms, mintLots } from "../fixtures/lots-fixture.ts";
import { encoded, mergeOperation, refineOperation, splitOperation } from "../fixtures/operations.ts";

describe("a lineage", () => {
  it("tells which lots changed hands, and between which times", async () => {
    const { ethers } = await network.create("simulated");
    const world = await deployLots(ethers);
    const { lots, alice, bob } = world;
    const give = async (from: typeof alice, to: typeof alice, lotId: bigint) =>
      lots.connect(from).transferFrom(from.address, to.address, lotId);
    const run = async (by: typeof alice, ...operations: Parameters<typeof encoded>[0]) =>
      lots.connect(by).execute(encoded(operations));
    await mintLots(world, alice.address, 1n, 2n);
    // straight on, to another firm's split; and there and back, which storage does not show
    await give(alice, bob, 1n);
    await give(alice, bob, 2n);
    await give(bob, alice, 2n);
    await run(bob, splitOperation(1n, [11n, 12n]));
    await give(bob, alice, 11n);
    await run(alice, mergeOperation([11n, 2n], 21n));
    await run(alice, refineOperation(21n, 31n, freshTerms()));
    await give(alice, bob, 31n);

    const address = await lots.getAddress();
    const read = async (slots: readonly bigint[]) =>
      Promise.all(
        slots.map(async (slot) => BigInt(await ethers.provider.getStorage(address, `0x${digitsOf(slot)}`))),
      );
    const stored = new DeployedLots([
      { deployment: { predecessor: undefined }, contract: { address, read } },
    ]);
    const ask = async (_: string, [hash]: readonly unknown[]) => ({
      input: (await ethers.provider.getTransaction(String(hash)))?.data,
    });
    const blocks = await Promise.all(
      Array.from({ length: (await ethers.provider.getBlockNumber()) + 1 }, (__, i) =>
        ethers.provider.getBlock(i),
      ),
    );
    const hashes = blocks.flatMap((block) => block?.transactions ?? []);
    const transactions = await Transactions.fetch(new Questions(ask), hashes, () => undefined);
    const { operations, handovers } = await traceLineage(stored, transactions, 31n, [undefined]);

    const madeAt = async (lotId: bigint) => Number((await lots.lotOf(lotId)).createdAt);
    expect(operations.map(({ operation, at }) => [operation.children, at])).to.deep.equal([
      [[1n], await madeAt(1n)],
      [[11n, 12n], await madeAt(11n)],
      [[2n], await madeAt(2n)],
      [[21n], await madeAt(21n)],
      [[31n], await madeAt(31n)],
    ]);
    expect(handovers).to.deep.equal([
      { lotId: 1n, depth: 0, after: await madeAt(1n), before: await madeAt(11n) },
      { lotId: 11n, depth: 0, after: await madeAt(11n), before: await madeAt(21n) },
      { lotId: 31n, depth: 0, after: await madeAt(31n), before: null },
    ]);
  });
});
