import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import { expectError } from "../fixtures/errors.ts";
import { playJourney } from "../fixtures/journey.ts";
import { deployLots, mintLots } from "../fixtures/lots-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const journey = async () => playJourney(await deployLots(ethers));
const text = (id: bigint | undefined) => `0x${(id ?? -1n).toString(16).padStart(64, "0")}`;

describe("a lot on the chain", () => {
  it("is meant by its id, or while it lives by its first digits", async () => {
    const { ids, lots } = await networkHelpers.loadFixture(journey);
    const { KAB = 0n, H1 = 0n } = ids;
    for (const given of [
      text(KAB),
      text(KAB).slice(2),
      text(KAB).slice(0, 10),
      text(KAB).toUpperCase().slice(2, 12),
    ]) {
      expect(await lotOnChain(lots, given)).to.equal(KAB);
    }
    expect(await lotOnChain(lots, text(H1))).to.equal(H1);
    await expectError("NOT_FOUND", () => lotOnChain(lots, text(H1).slice(0, 12)), "the chain has no lot");
    await expectError("NOT_FOUND", () => lotOnChain(lots, text(5n)), "the chain has no lot");
    for (const given of ["H1", "0x12", "", `${text(H1)}0`]) {
      await expectError("BAD_INPUT", () => lotOnChain(lots, given), "not a lot's id");
    }
  });

  it("is not guessed", async () => {
    const all = await networkHelpers.loadFixture(journey);
    await mintLots(all, all.alice.address, 0xabcd01n, 0xabcd02n);
    const { message } = await expectError("AMBIGUOUS", () => lotOnChain(all.lots, "0".repeat(58) + "abcd"));
    expect(message).to.contain(text(0xabcd01n)).and.contain(text(0xabcd02n));
  });
});
