import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { gasOf } from "../../scripts/bench/gas.ts";
import { deployLots, mintLots } from "../fixtures/lots-fixture.ts";
import { encoded, mergeOperation } from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const ORIGIN = 1n;
const REASON = id("a letter");

async function fixture() {
  const all = await deployLots(ethers);
  const recalls = await ethers.deployContract("Recalls", [
    await all.authority.getAddress(),
    await all.lots.getAddress(),
  ]);
  return { ...all, ofAlice: all.lots.connect(all.alice), recalls };
}

describe("the gas of recalls", () => {
  it("is no more than their authority, gates and suppliers can bear", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    await mintLots(w, w.alice.address, 1n, 2n);
    const steps = Array.from({ length: 120 }, (_, i) => mergeOperation([BigInt(i + 2)], BigInt(i + 3)));
    for (let at = 0; at < steps.length; at += 40) await w.ofAlice.execute(encoded(steps.slice(at, at + 40)));
    const opening = () => gasOf(w.recalls.open([1], ORIGIN, REASON, true));
    await opening();
    expect(await opening()).to.be.within(100_000, 135_000);
    expect(await gasOf(w.recalls.check(1n, [11])), "10 provenances").to.be.within(100_000, 135_000);
    expect(await gasOf(w.recalls.check(2n, [111])), "110 provenances").to.be.within(700_000, 900_000);
    for (const recallId of [1n, 2n]) await w.recalls.close(recallId);
    // 21,000 of which every transaction costs
    expect(await w.recalls.requireClear.estimateGas(112)).to.be.at.most(25_000n);
  });
});
