import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { nonceTaker } from "../../scripts/chain/nonce-taker.ts";

const { ethers, networkHelpers } = await network.create("simulated");

describe("the transaction that used a nonce", () => {
  it("is found in whichever block it stands, among others and beside its neighbours", async () => {
    const [rival = expect.fail("no account"), other = expect.fail("no other")] = await ethers.getSigners();
    const send = async (from: typeof rival) => from.sendTransaction({ to: other.address, value: 1n });
    const first = await ethers.provider.getBlockNumber();
    const nonce = await rival.getNonce();
    const hashes: string[] = [];
    for (const blocks of [1, 5, 1, 17]) {
      await send(other);
      hashes.push((await send(rival)).hash);
      await networkHelpers.mine(blocks);
    }
    const last = await ethers.provider.getBlockNumber();
    for (const [i, hash] of hashes.entries())
      expect(await nonceTaker(ethers.provider, rival.address, nonce + i, { first, last })).to.equal(hash);
  });
});
