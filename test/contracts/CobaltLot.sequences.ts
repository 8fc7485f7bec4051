import { expect } from "chai";
import { ZeroHash } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";
import { describe, it } from "mocha";

import type { CobaltLot, PlainToken } from "../../types/index.ts";
import { deployLots, freshTerms, mintLots } from "../fixtures/lots-fixture.ts";
import {
  LOSS,
  encoded,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
} from "../fixtures/operations.ts";
import { revertOf } from "../fixtures/revert.ts";

const { ethers, networkHelpers } = await network.create("simulated");

async function fixture() {
  const all = await deployLots(ethers);
  const plain = await ethers.deployContract("PlainToken");
  await mintLots(all, all.alice.address, 1n, 2n);
  for (const lotId of [1n, 2n]) await plain.mint(all.alice.address, lotId);
  return { ...all, plain };
}

/** The same event on both tokens, as seen by its sender, and the lots that it makes for the lot's owner. */
interface Event {
  lots: (token: CobaltLot) => Promise<unknown>;
  plain: (token: PlainToken) => Promise<unknown>;
  made?: bigint[];
}

/** What may happen to one lot; `accounts` are two addresses, `fresh` are ids that no lot has. */
const EVENTS: Record<string, (lotId: bigint, accounts: [string, string], fresh: [bigint, bigint]) => Event> =
  {
    transfer: (lotId, [from, to]) => ({
      lots: (token) => token.transferFrom(from, to, lotId),
      plain: (token) => token.transferFrom(from, to, lotId),
    }),
    approve: (lotId, [, to]) => ({
      lots: (token) => token.approve(to, lotId),
      plain: (token) => token.approve(to, lotId),
    }),
    allow: (lotId, [, to]) => ({
      lots: (token) => token.setApprovalForAll(to, lotId % 3n !== 0n),
      plain: (token) => token.setApprovalForAll(to, lotId % 3n !== 0n),
    }),
    split: (lotId, _, fresh) => ({
      lots: (token) => token.execute(encoded([splitOperation(lotId, fresh)])),
      plain: (token) => token.burn(lotId),
      made: fresh,
    }),
    merge: (lotId, _, [fresh]) => ({
      lots: (token) => token.execute(encoded([mergeOperation([lotId], fresh)])),
      plain: (token) => token.burn(lotId),
      made: [fresh],
    }),
    refine: (lotId, _, [fresh]) => ({
      lots: (token) => token.execute(encoded([refineOperation(lotId, fresh, freshTerms())])),
      plain: (token) => token.burn(lotId),
      made: [fresh],
    }),
    retire: (lotId) => ({
      lots: (token) => token.retire(lotId, LOSS, ZeroHash),
      plain: (token) => token.burn(lotId),
    }),
    mint: (_, [, to], [fresh]) => ({
      lots: (token) => token.execute(encoded([mintOperation(fresh, to, freshTerms())])),
      plain: (token) => token.mint(to, fresh),
    }),
  };

const STEP = fc.record({
  name: fc.constantFrom(...Object.keys(EVENTS)),
  sender: fc.nat(2),
  from: fc.nat(2),
  to: fc.nat(2),
  lot: fc.nat(),
});

describe("CobaltLot beside OpenZeppelin's token", () => {
  it("has the same owners, balances, approvals and errors after any sequence of events", async () => {
    let successes = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 25, maxLength: 25 }), async (steps) => {
        const { lots, plain, alice, bob, carol } = await networkHelpers.loadFixture(fixture);
        const signers = [alice, bob, carol];
        const pick = (index: number) => signers[index] ?? alice;
        const known = [1n, 2n];
        let next = 100n;

        for (const step of steps) {
          // mostly of the latest lots, of which few have ended
          const lotId = known.at(-1 - (step.lot % 4)) ?? 1n;
          const accounts: [string, string] = [pick(step.from).address, pick(step.to).address];
          const event = EVENTS[step.name]?.(lotId, accounts, [next + 1n, next + 2n]);
          if (event === undefined) throw new Error(`no event ${step.name}`);
          const [owner, sender] = [(await lots.lotOf(lotId)).owner, pick(step.sender)];
          const error = await revertOf(event.lots(lots.connect(sender)));
          let expected = await revertOf(event.plain(plain.connect(sender)));
          // Where a burnt token does not exist, operations tell how the lot ended.
          const burnt = plain.interface.encodeErrorResult("ERC721NonexistentToken", [lotId]);
          const usesLot = event.made !== undefined || step.name === "retire";
          if (usesLot && expected === burnt) {
            const { status } = await lots.lotOf(lotId);
            expect(status).to.be.greaterThan(3n);
            expected = lots.interface.encodeErrorResult("LotNotActive", [lotId, status]);
          }
          expect(error).to.equal(expected);
          if (error !== undefined) continue;
          successes += 1;
          for (const lot of event.made ?? []) await plain.mint(owner, lot);
          known.push(...(step.name === "mint" ? [next + 1n] : (event.made ?? [])));
          next += 2n;
        }

        for (const { address } of signers) {
          expect(await lots.balanceOf(address)).to.equal(await plain.balanceOf(address));
        }
        const facts = (token: CobaltLot | PlainToken) =>
          Promise.all(
            known.flatMap((lotId) => [
              token.ownerOf(lotId).catch(() => "burnt"),
              token.getApproved(lotId).catch(() => "burnt"),
            ]),
          );
        expect(await facts(lots)).to.deep.equal(await facts(plain));
      }),
      { seed: 8, numRuns: 12 },
    );
    // of 300 events, so that the sequences are not all refusals
    expect(successes).to.be.greaterThan(100);
  });
});
