import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { readEvents } from "../../../scripts/chain/history/read-events.ts";
import { playJourney } from "../../fixtures/journey.ts";
import { deployLots } from "../../fixtures/lots-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const journey = async () => playJourney(await deployLots(ethers));

describe("the events of a contract", () => {
  it("are those that ethers gives, filtered or not, also where the chain went back", async () => {
    const { lots, alice, bob, ofAlice, ids, claims, policies } = await networkHelpers.loadFixture(journey);
    const { KAB = 0n } = ids;
    const expectSame = async () => {
      const { filters } = lots;
      for (const filter of [
        filters.LotMinted(),
        filters.LotsMerged(KAB),
        filters.LotOffered(undefined, alice.address, bob.address),
        filters.LotHeld(),
      ]) {
        const expected = await lots.queryFilter(filter);
        const told = await readEvents(lots, filter);
        expect(told.map(({ blockNumber, index, args }) => [blockNumber, index, [...args]])).to.deep.equal(
          expected.map(({ blockNumber, index, args }) => [blockNumber, index, [...args]]),
        );
      }
      const proven = await readEvents(claims, claims.filters.ClaimProven());
      expect(proven.map(({ args }) => args.day)).to.deep.equal(
        (await claims.queryFilter(claims.filters.ClaimProven())).map(({ args }) => args.day),
      );
      expect(await readEvents(policies, policies.filters.PolicyDefined(1n))).to.deep.equal([]);
    };
    await expectSame();
    const before = await networkHelpers.takeSnapshot();
    const offer = async (expiry: bigint) => ofAlice.offer(KAB, bob.address, expiry, "0x");
    await offer(2_000_000_000n);
    await networkHelpers.mine(100);
    await expectSame();
    expect(await readEvents(lots, lots.filters.LotOffered(KAB))).to.have.length(1);
    await before.restore();
    await expectSame();
    expect(await readEvents(lots, lots.filters.LotOffered(KAB))).to.deep.equal([]);
    await offer(2_000_000_001n);
    await networkHelpers.mine(300);
    await expectSame();
    const [offered] = await readEvents(lots, lots.filters.LotOffered(KAB));
    expect(offered?.args.expiry).to.equal(2_000_000_001n);
  });
});
