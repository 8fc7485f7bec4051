import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";
import { describe, it } from "mocha";

import type { CobaltLot } from "../../types/index.ts";
import { deployWithLots } from "../fixtures/lots-fixture.ts";
import { revertOf } from "../fixtures/revert.ts";
import { LOSS } from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

async function fixture() {
  return deployWithLots(ethers);
}

/** The rules in words of their own: what is known of a lot, and which error, if any, an event meets. */
interface Known {
  owner: string;
  approved: string;
  status: "active" | "offered" | "held" | "retired";
  to: string;
  expiry: number;
}

interface Step {
  lotId: bigint;
  sender: string;
  other: string;
  seconds: number;
  now: number;
}

interface Event {
  send: (token: CobaltLot, step: Step) => Promise<unknown>;
  refusal: (lot: Known, step: Step, mayUse: boolean) => string | undefined;
  effect: (lot: Known, step: Step) => void;
  byRole?: true;
}

const back = (lot: Known) => Object.assign(lot, { status: "active", to: ZeroAddress, expiry: 0 });
const give = (lot: Known, owner: string) => Object.assign(back(lot), { owner, approved: ZeroAddress });
const active = ({ status }: Known) => (status === "active" ? undefined : "LotNotActive");
const offered = ({ status }: Known) => (status === "offered" ? undefined : "LotNotOffered");
const used = (mayUse: boolean) => (mayUse ? undefined : "ERC721InsufficientApproval");
const toSender = ({ to }: Known, { sender }: Step) => (to === sender ? undefined : "OfferNotToSender");

const EVENTS: Record<string, Event> = {
  offer: {
    send: (token, { lotId, other, now, seconds }) => token.offer(lotId, other, now + seconds, "0x"),
    refusal: (lot, { other, seconds }, mayUse) =>
      active(lot) ??
      used(mayUse) ??
      (other === lot.owner ? "OfferRecipientInvalid" : seconds > 0 ? undefined : "OfferExpiryPassed"),
    effect: (lot, { other, now, seconds }) =>
      Object.assign(lot, { status: "offered", to: other, expiry: now + seconds }),
  },
  accept: {
    send: (token, { lotId }) => token.accept(lotId),
    refusal: (lot, step) =>
      offered(lot) ?? toSender(lot, step) ?? (step.now < lot.expiry ? undefined : "OfferExpired"),
    effect: (lot, { sender }) => give(lot, sender),
  },
  reject: {
    send: (token, { lotId }) => token.reject(lotId),
    refusal: (lot, step) => offered(lot) ?? toSender(lot, step),
    effect: back,
  },
  cancel: {
    send: (token, { lotId }) => token.cancel(lotId),
    refusal: (lot, _, mayUse) => offered(lot) ?? used(mayUse),
    effect: back,
  },
  transfer: {
    send: (token, { lotId, sender, other }) => token.transferFrom(sender, other, lotId),
    refusal: (lot, { sender }, mayUse) =>
      lot.status === "retired"
        ? "ERC721NonexistentToken"
        : (used(mayUse) ?? active(lot) ?? (lot.owner === sender ? undefined : "ERC721IncorrectOwner")),
    effect: (lot, { other }) => give(lot, other),
  },
  approve: {
    send: (token, { lotId, other }) => token.approve(other, lotId),
    refusal: (lot, { sender }) =>
      lot.status === "retired"
        ? "ERC721NonexistentToken"
        : lot.owner === sender
          ? undefined
          : "ERC721InvalidApprover",
    effect: (lot, { other }) => Object.assign(lot, { approved: other }),
  },
  retire: {
    send: (token, { lotId }) => token.retire(lotId, LOSS, ZeroHash),
    refusal: (lot, _, mayUse) => active(lot) ?? used(mayUse),
    effect: (lot) => Object.assign(lot, { status: "retired" }),
  },
  hold: {
    send: (token, { lotId }) => token.hold([lotId], ZeroHash),
    refusal: () => undefined,
    // what has ended, or is held, is passed over
    effect: (lot) =>
      active(lot) === undefined || offered(lot) === undefined
        ? Object.assign(back(lot), { status: "held", approved: ZeroAddress })
        : lot,
    byRole: true,
  },
  release: {
    send: (token, { lotId }) => token.release([lotId]),
    refusal: () => undefined,
    effect: (lot) => (lot.status === "held" ? back(lot) : lot),
    byRole: true,
  },
};

const STEP = fc.record({
  name: fc.oneof(
    { arbitrary: fc.constantFrom("offer", "accept"), weight: 3 },
    { arbitrary: fc.constantFrom(...Object.keys(EVENTS)), weight: 2 },
  ),
  // from 3 on: whoever is entitled
  sender: fc.nat(8),
  other: fc.nat(2),
  lot: fc.nat(1),
  seconds: fc.constantFrom(0, 1, 5, 1000, 1000, 1000, 1000),
  wait: fc.constantFrom(1, 1, 1, 4, 5),
});
const STATUS = { active: 1n, offered: 2n, held: 3n, retired: 5n } as const;

describe("handovers among transfers, approvals, holds and the end of lots", () => {
  it("follow the rules in any sequence", async () => {
    let handovers = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 30, maxLength: 30 }), async (steps) => {
        const { lots, admin, alice, bob, carol } = await networkHelpers.loadFixture(fixture);
        const signers = [alice, bob, carol];
        const known = [1n, 2n].map((): Known => ({
          owner: alice.address,
          approved: ZeroAddress,
          status: "active",
          to: ZeroAddress,
          expiry: 0,
        }));
        for (const { name, lot: index, wait, ...drawn } of steps) {
          const [event, lot] = [EVENTS[name], known[index]];
          if (event === undefined || lot === undefined) throw new RangeError(`${name} of lot ${index}`);
          const now = (await networkHelpers.time.latest()) + wait;
          await networkHelpers.time.setNextBlockTimestamp(now);
          const entitled = name === "accept" || name === "reject" ? lot.to : lot.owner;
          const signer = signers[drawn.sender] ?? signers.find(({ address }) => address === entitled);
          const sender = event.byRole ? admin : (signer ?? alice);
          const step: Step = {
            lotId: BigInt(index + 1),
            sender: sender.address,
            other: (signers[drawn.other] ?? alice).address,
            seconds: drawn.seconds,
            now,
          };
          const mayUse = [lot.owner, lot.approved].includes(step.sender);
          const expected = event.refusal(lot, step, mayUse);
          const token = lots.connect(sender);
          const data = await revertOf(event.send(token, step));
          expect(data === undefined ? undefined : lots.interface.parseError(data)?.name).to.equal(expected);
          if (expected === undefined) {
            event.effect(lot, step);
            if (name === "accept") handovers += 1;
          } else {
            // a refused transaction makes no block, but its time must pass in the model as well
            await networkHelpers.mine();
          }
          const { owner, status } = await lots.lotOf(step.lotId);
          expect([owner, status]).to.deep.equal([lot.owner, STATUS[lot.status]]);
          expect(await lots.offerOf(step.lotId)).to.deep.equal([lot.to, BigInt(lot.expiry)]);
        }
        const owned = (address: string) =>
          known.filter(({ owner, status }) => owner === address && status !== "retired").length;
        // Alice keeps the six lots that nothing happens to
        expect(await lots.balanceOf(alice.address)).to.equal(BigInt(owned(alice.address) + 6));
        for (const { address } of [bob, carol]) {
          expect(await lots.balanceOf(address)).to.equal(BigInt(owned(address)));
        }
        for (const [index, { approved, status }] of known.entries()) {
          if (status !== "retired") expect(await lots.getApproved(BigInt(index + 1))).to.equal(approved);
        }
      }),
      { seed: 9, numRuns: 30 },
    );
    // so that the sequences are not all refusals
    expect(handovers).to.be.greaterThan(25);
  });
});
