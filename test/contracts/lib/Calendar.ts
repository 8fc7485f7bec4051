import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

const { ethers } = await network.create("simulated");
const harness = await ethers.deployContract("StatementsHarness");

const DAY_MS = 86_400_000;

describe("Calendar", () => {
  it("tells the month of the first and the last day of every month, in years of each kind", async () => {
    // leap, common, a century's common, a fourth century's leap, the last of 16-bit days
    for (const year of [1970, 1972, 1999, 2000, 2026, 2027, 2028, 2100, 2148]) {
      const days: number[] = [];
      const months: bigint[] = [];
      for (let month = 0; month < 12; month += 1) {
        days.push(Date.UTC(year, month, 1) / DAY_MS, Date.UTC(year, month + 1, 0) / DAY_MS);
        const period = BigInt(12 * (year - 1970) + month);
        months.push(period, period);
      }
      expect(await harness.periodsOf(days)).to.deep.equal(months);
    }
  });

  it("puts a day and its month into one number, while circuits can read the day", async () => {
    // 2026-03-16 in month 674, 2149-06-06 in month 2153
    expect(await harness.whenOf(20_528)).to.equal(20_528n + 65_536n * 674n);
    expect(await harness.whenOf(65_535)).to.equal(65_535n + 65_536n * 2_153n);
    for (const day of [65_536n, 2n ** 16n * 674n + 20_528n, 2n ** 256n - 1n]) {
      await expect(harness.whenOf(day)).to.be.revertedWithCustomError(harness, "DayOutOfRange");
    }
  });
});
