import { expect } from "chai";
import { describe, it } from "mocha";

import { claimOf } from "../../scripts/chain/claims.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import { type CircuitInputs, scalarInput } from "../../scripts/core/circuit-inputs.ts";
import { NEUTRAL_ROW, packInterval, packRows, type Policy, policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { claimInputsOf, splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import { type LotFacts, lotIdOf, modulo, withAt } from "../fixtures/circuits/lot.ts";
import { attributeNamed, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const PLACE = 1n << 63n;
const SHARES = 2;
const policy = (words: string) => parsePolicy(words, ATTRIBUTES);
const CONFORMANT = policy("rmap = 100%");
const RECYCLED = policy("recycled = 100%");
const TEN_TONNES = policy("mass >= 10 t");

describe("attacks on claims", () => {
  let ore: LotFacts;
  const world = attackWorld(async (w) => {
    const mined = await w.mint("mine");
    await w.perform(w.alice, mined);
    ore = mined.lot;
    for (const each of [CONFORMANT, RECYCLED, TEN_TONNES]) await definePolicy(w.contracts.policies, each);
  });
  const prove = async (w: AttackWorld, rows: Policy, lot: LotFacts, by = w.alice, day = TODAY) => {
    const inputs = claimInputsOf(rows, lot, day);
    return w.contracts.claims.connect(by).prove([claimOf(inputs, await w.proofOf("claim", inputs))]);
  };
  const provenDay = async ({ contracts }: AttackWorld, rows: Policy, lot: LotFacts) =>
    contracts.claims.provenDay(lotIdOf(lot), policyId(rows));

  describe("by the statement", () => {
    it("a row that fails by one", async () => {
      const w = world();
      const [margin = 0n] = ore.lanes;
      const atMost = (constant: bigint): Policy => ({
        ...CONFORMANT,
        rows: [{ ...NEUTRAL_ROW, co2eFactor: 1n, constant }],
      });
      for (const each of [-margin, -margin - 1n].map(atMost)) await definePolicy(w.contracts.policies, each);
      await w.expectTaken(w.claimAttempt(claimInputsOf(atMost(-margin), ore, TODAY)));
      const forged = claimInputsOf(atMost(-margin - 1n), ore, TODAY);
      await w.expectForgeryRefused(w.claimAttempt(forged), "PolicyRow");
    });

    it("a mass outside the interval", async () => {
      const w = world();
      await w.expectTaken(w.claimAttempt(claimInputsOf(TEN_TONNES, ore, TODAY)));
      const eleven = policy("mass >= 12 t");
      await definePolicy(w.contracts.policies, eleven);
      await w.expectForgeryRefused(w.claimAttempt(claimInputsOf(eleven, ore, TODAY)), "Claim");
    });

    it("lanes traded against each other: primary ore as recycled", async () => {
      const w = world();
      const lane = SHARES + attributeNamed("recycled");
      await w.expectTaken(w.claimAttempt(claimInputsOf(CONFORMANT, ore, TODAY)));
      const below = ore.lanes[lane - 1] ?? 0n;
      const one = withAt(withAt(ore.lanes, lane - 1, below - PLACE * 1_000_000_000n), lane, 1_000_000_000n);
      const traded = { ...ore, lanes: one };
      expect(lotIdOf(traded)).to.equal(lotIdOf(ore));
      await w.expectForgeryRefused(w.claimAttempt(claimInputsOf(RECYCLED, traded, TODAY)), "Claim");
    });

    it("a row with a second reading, as a part beyond its bits gives it", async () => {
      const w = world();
      const fresh = policy("audited within 1 days");
      await definePolicy(w.contracts.policies, fresh);
      await w.expectTaken(w.claimAttempt(claimInputsOf(CONFORMANT, ore, TODAY)));
      // the same number, read as a weight of the footprint's margin in place of the audit's age, which any lot meets
      const [row = NEUTRAL_ROW] = fresh.rows;
      const change = { auditFactor: 0n, co2eFactor: 1n << 15n };
      const reread = claimInputsOf({ ...fresh, rows: [{ ...row, ...change }] }, ore, TODAY);
      expect(reread["policyId"]).to.equal(policyId(fresh));
      await w.expectForgeryRefused(w.claimAttempt(reread), "PolicyRow");
    });

    it("a factor below zero, under which the weaker lot would pass", async () => {
      const w = world();
      await w.expectTaken(w.claimAttempt(claimInputsOf(CONFORMANT, ore, TODAY)));
      const [row = NEUTRAL_ROW] = CONFORMANT.rows;
      const negative = { ...row, shareFactor: modulo(-1n), constant: 1_000_000_000n };
      const inputs = claimInputsOf({ ...CONFORMANT, rows: [negative] }, ore, TODAY);
      await w.expectForgeryRefused(w.claimAttempt(inputs), "PolicyRow", "PolicyUnknown");
    });

    it("a lot of the claimant's fancy under the id of a real one", async () => {
      const w = world();
      await w.expectTaken(w.claimAttempt(claimInputsOf(CONFORMANT, ore, TODAY)));
      const lane = SHARES + attributeNamed("recycled");
      const fancy = claimInputsOf(
        RECYCLED,
        { ...ore, lanes: withAt(ore.lanes, lane, 1_000_000_000n) },
        TODAY,
      );
      const forged: CircuitInputs = { ...fancy, lotId: lotIdOf(ore) };
      await w.expectForgeryRefused(w.claimAttempt(forged), "Claim");
    });
  });

  describe("by the register of policies", () => {
    it("shares added that may be of the same cobalt, and shares of undefined attributes", async () => {
      const w = world();
      const { policies } = w.contracts;
      const of = async (...names: readonly number[]) => {
        const shares = names.reduce((set, attribute) => set | (1n << BigInt(attribute)), 0n);
        const [row = NEUTRAL_ROW] = CONFORMANT.rows;
        const [a = 0n, b = 0n, c = 0n, d = 0n] = packRows({ ...CONFORMANT, rows: [{ ...row, shares }] });
        return policies.definePolicy.staticCall([a, b, c, d], packInterval(CONFORMANT));
      };
      await of(attributeNamed("non-asm"), attributeNamed("asm-assessed"));
      await w.expectRefused(
        of(attributeNamed("rmap"), attributeNamed("recycled")),
        "PolicyAttributesNotExclusive",
      );
      await w.expectRefused(of(14), "PolicyAttributeUndefined");
    });

    it("a policy of the same id with another meaning: an id is its content, and is defined once", async () => {
      const w = world();
      const { policies } = w.contracts;
      const words = packRows(TEN_TONNES);
      const [a = 0n, b = 0n, c = 0n, d = 0n] = words;
      const range = await policies.massRange(policyId(TEN_TONNES));
      const again = await mined(
        policies.connect(w.mallory).definePolicy([a, b, c, d], packInterval(TEN_TONNES)),
      );
      expect(again.logs).to.deep.equal([]);
      const other = await policies
        .connect(w.mallory)
        .definePolicy.staticCall([a, b, c, d], packInterval(TEN_TONNES) - 1n);
      expect(other).to.not.equal(policyId(TEN_TONNES));
      expect(await policies.massRange(policyId(TEN_TONNES))).to.deep.equal(range);
    });

    it("a policy that nobody defined, whose rows nobody can read", async () => {
      const w = world();
      await prove(w, CONFORMANT, ore);
      await w.expectRefused(prove(w, policy("rmap >= 1%"), ore), "PolicyUnknown");
    });
  });

  describe("by the claimant", () => {
    it("a claim by a stranger, whose thresholds would bisect the owner's figures", async () => {
      const w = world();
      await prove(w, CONFORMANT, ore);
      await w.expectRefused(prove(w, CONFORMANT, ore, w.mallory), "ClaimUnauthorized", w.mallory.address);
    });

    it("a claim by a former owner, who still knows the opening", async () => {
      const w = world();
      const id = lotIdOf(ore);
      await prove(w, CONFORMANT, ore);
      await w.contracts.cobaltLot.connect(w.alice).transferFrom(w.alice.address, w.bob.address, id);
      await w.expectRefused(prove(w, CONFORMANT, ore), "ClaimUnauthorized", w.alice.address);
      await prove(w, CONFORMANT, ore, w.bob);
    });

    it("a claim of a lot that is offered, held, used up or retired", async () => {
      const w = world();
      const id = lotIdOf(ore);
      const { cobaltLot } = w.contracts;
      const lots = cobaltLot.connect(w.alice);
      await prove(w, CONFORMANT, ore);
      await lots.offer(id, w.bob.address, 2_000_000_000, "0x");
      await w.expectRefused(prove(w, CONFORMANT, ore), "ClaimLotNotActive", id);
      expect(await provenDay(w, CONFORMANT, ore)).to.equal(0n);
      await lots.cancel(id);
      await cobaltLot.connect(w.deployed.surveillance).hold([id], `0x${"11".repeat(32)}`);
      await w.expectRefused(prove(w, CONFORMANT, ore), "ClaimLotNotActive", id);
      expect(await provenDay(w, CONFORMANT, ore)).to.equal(0n);
      await cobaltLot.connect(w.deployed.surveillance).release([id]);
      expect(await provenDay(w, CONFORMANT, ore)).to.equal(BigInt(TODAY));
      const split = splitOf(ore, [ore.massGrams]);
      await w.perform(w.alice, split);
      await w.expectRefused(prove(w, CONFORMANT, ore), "ClaimLotNotActive", id);
      expect(await provenDay(w, CONFORMANT, ore)).to.equal(0n);
    });

    it("a claim dated tomorrow, or further back than the tolerance", async () => {
      const w = world();
      await prove(w, CONFORMANT, ore, w.alice, TODAY - 1);
      for (const day of [TODAY + 1, TODAY - 2]) {
        await w.expectRefused(prove(w, CONFORMANT, ore, w.alice, day), "DayOutOfRange", day);
      }
    });

    it("an older claim that would make a newer one look stale", async () => {
      const w = world();
      await prove(w, CONFORMANT, ore);
      await prove(w, CONFORMANT, ore, w.alice, TODAY - 1);
      expect(await provenDay(w, CONFORMANT, ore)).to.equal(BigInt(TODAY));
    });

    it("a claim of a lot's mass shown for a piece of it", async () => {
      const w = world();
      await prove(w, TEN_TONNES, ore);
      expect(await provenDay(w, TEN_TONNES, ore)).to.equal(BigInt(TODAY));
      const split = splitOf(ore, [1n, ore.massGrams - 1n]);
      await w.perform(w.alice, split);
      for (const piece of split.pieces) expect(await provenDay(w, TEN_TONNES, piece)).to.equal(0n);
    });

    it("a proof made for another lot, policy or day", async () => {
      const w = world();
      const inputs = claimInputsOf(CONFORMANT, ore, TODAY);
      const proof = await w.proofOf("claim", inputs);
      const right = claimOf(inputs, proof);
      const claims = w.contracts.claims.connect(w.alice);
      await claims.prove.staticCall([right]);
      for (const change of [{ policyId: policyId(RECYCLED) }, { day: TODAY - 1 }]) {
        await w.expectProofRefused(claims.prove.staticCall([{ ...right, ...change }]));
      }
    });

    it("an unknown lot, whose provenance id is 0", async () => {
      const w = world();
      await prove(w, CONFORMANT, ore);
      const ghost = { ...ore, salt: ore.salt + 1n };
      await w.expectRefused(prove(w, CONFORMANT, ghost), "ClaimLotNotActive", lotIdOf(ghost));
      expect(await provenDay(w, CONFORMANT, ghost)).to.equal(0n);
    });

    it("a lot id to which the field's order was added, to be claimed under a second name", async () => {
      const w = world();
      const inputs = claimInputsOf(CONFORMANT, ore, TODAY);
      const right = claimOf(inputs, await w.proofOf("claim", inputs));
      const claims = w.contracts.claims.connect(w.alice);
      await claims.prove.staticCall([right]);
      const second = scalarInput(inputs, "lotId") + modulo(-1n) + 1n;
      const call = claims.prove.staticCall([{ ...right, lotId: second }]);
      await w.expectRefused(call, "ClaimLotNotActive", second);
    });
  });
});
