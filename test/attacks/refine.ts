import { describe, it } from "mocha";

import { scalarInput } from "../../scripts/core/circuit-inputs.ts";
import { readRegistry } from "../../scripts/chain/registry.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { factsOf, UNBOUND } from "../fixtures/attack-sites.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import { hash, type LotFacts, lotIdOf, modulo, words } from "../fixtures/circuits/lot.ts";
import { refinedLot, type RefineFacts } from "../fixtures/circuits/refine.ts";
import { sign } from "../fixtures/circuits/site.ts";
import { attributeNamed } from "../fixtures/sites.ts";

const PLACE = 1n << 63n;
const UNIT = 20_000_001n;
const RMAP = 2 + attributeNamed("rmap");
const RECYCLED = 2 + attributeNamed("recycled");
const REFINED = 2 + attributeNamed("refined");

/** A lot with some lanes changed. */
const withLanes = (lot: LotFacts, change: Readonly<Record<number, bigint>>): LotFacts => ({
  ...lot,
  lanes: lot.lanes.map((lane, k) => change[k] ?? lane),
});

describe("attacks on refine", () => {
  let ore: LotFacts;
  let heavy: LotFacts;
  const world = attackWorld(async (w) => {
    const mined = await w.mint("mine");
    const recycled = await w.mint("recycler", { massGrams: UNIT + 1n });
    await w.perform(w.alice, mined, recycled);
    [ore, heavy] = [mined.lot, recycled.lot];
  });
  const honest = (w: AttackWorld, change: Partial<RefineFacts> = {}) => w.refine("refinery", ore, change);

  it("shares traded between lanes of a parent that is unpacked without ranges", async () => {
    const w = world();
    await w.expectTaken(w.attempt(await honest(w)));
    // the same word, and so the same parent, with all of it recycled
    const below = ore.lanes[RECYCLED - 1] ?? 0n;
    const traded = withLanes(ore, { [RECYCLED - 1]: below - PLACE, [RECYCLED]: 1n });
    if (words(traded.lanes).join() !== words(ore.lanes).join()) throw new Error("another parent");
    const forged = await w.refine("refinery", traded, await leastOf(honest(w)));
    await w.expectForgeryRefused(w.attempt(forged), "Refine");
  });

  it("a parent heavier than the permit's unit", async () => {
    const w = world();
    await w.expectTaken(w.attempt(await honest(w)));
    await w.expectFalse(w.attempt(await w.refine("refinery", heavy)), "Refine");
  });

  it("more or less cobalt than the audited yield, and more than went in", async () => {
    const w = world();
    const [most, least] = [9_900n, 9_500n].map((share) => (ore.massGrams * share) / 10_000n);
    if (most === undefined || least === undefined) throw new RangeError("two masses");
    await w.expectTaken(w.attempt(await honest(w, { massGrams: most })));
    await w.expectForgeryRefused(w.attempt(await honest(w, { massGrams: most + 1n })), "Refine");
    await w.expectFalse(w.attempt(await honest(w, { massGrams: least - 1n })), "Refine");
    const doubled = await w.refine("crookedRefinery", ore, { massGrams: 2n * ore.massGrams });
    await w.expectFalse(w.attempt(doubled), "ProcessFigures");
  });

  it("a conformance kept through a refinery that has none, and a grant of the refiner's that it lacks", async () => {
    const w = world();
    const plain = await w.refine("plainRefinery", ore);
    if (plain.lot.lanes[RMAP] !== 0n || ore.lanes[RMAP] === 0n) throw new Error("the share is to be lost");
    await w.expectTaken(w.attempt(plain));
    const keep = (facts: RefineFacts) => withLanes(refinedLot(facts), { [RMAP]: 1_000_000_000n });
    const kept = await w.refine("plainRefinery", ore, {}, undefined, keep);
    await w.expectFalse(w.attempt(kept), "Refine");
    const raise = (facts: RefineFacts) => withLanes(refinedLot(facts), { [REFINED]: 1_000_000_000n });
    const raised = await w.refine("plainRefinery", ore, {}, undefined, raise);
    await w.expectFalse(w.attempt(raised), "Refine");
  });

  it("kinder attribute rules than the register's", async () => {
    const w = world();
    const plain = await w.refine("plainRefinery", ore);
    await w.expectTaken(w.attempt(plain));
    // carry rmap in place of requiring it
    const attributeRules =
      scalarInput(plain.inputs, "attributeRules") - (1n << BigInt(2 * attributeNamed("rmap")));
    const kinder = await w.refine("plainRefinery", ore, { attributeRules });
    const registry = await w.contracts.accreditation.registry();
    const forged = { ...kinder, inputs: { ...kinder.inputs, registry } };
    await w.expectFalse(w.attempt(forged), "SiteOperation");
  });

  it("emissions left behind, and primary data made up", async () => {
    const w = world();
    const { co2eMargin, co2ePrimary } = await leastOf(honest(w));
    await w.expectTaken(w.attempt(await honest(w)));
    const cleaner = await honest(w, { co2eMargin: co2eMargin + 1n });
    await w.expectFalse(w.attempt(cleaner), "RefinedFootprint");
    const better = await honest(w, { co2ePrimary: co2ePrimary + 1n });
    await w.expectFalse(w.attempt(better), "RefinedFootprint");
  });

  it("an unknown footprint that states figures, or that switches off the other rules", async () => {
    const w = world();
    const unknown = { footprintUnknown: 1n, co2eMargin: 0n, co2ePrimary: 0n };
    await w.expectTaken(w.attempt(await honest(w, unknown)));
    const stated = await honest(w, { ...unknown, co2eMargin: 1n });
    await w.expectFalse(w.attempt(stated), "RefinedFootprint");
    for (const [change, template] of [
      [{ massGrams: (ore.massGrams * 9_901n) / 10_000n }, "Refine"],
      [{ footprintUnknown: 2n }, "RefinedFootprint"],
      [{ footprintUnknown: modulo(-1n) }, "RefinedFootprint"],
    ] as const) {
      await w.expectNoWitness(w.attempt(await honest(w, { ...unknown, ...change })), template);
    }
  });

  it("a younger audit than the parent's", async () => {
    const w = world();
    await w.expectTaken(w.attempt(await honest(w)));
    const forget = (facts: RefineFacts) => ({ ...refinedLot(facts), oldestAudit: ore.oldestAudit + 1n });
    const younger = await w.refine("refinery", ore, {}, undefined, forget);
    await w.expectFalse(w.attempt(younger), "Refine");
  });

  it("a site without the right to refine, and one that was never accredited", async () => {
    const w = world();
    await w.expectTaken(w.attempt(await honest(w)));
    await w.expectFalse(w.attempt(await w.refine("mine", ore, { permitIndex: 1n })), "SiteOperation");
  });

  it("an assay of the same lot made from another parent", async () => {
    const w = world();
    const crafted = await honest(w);
    await w.expectTaken(w.attempt(crafted));
    const facts = factsOf("refinery", await readRegistry(w.contracts.accreditation), UNBOUND);
    const assayed = {
      lotId: lotIdOf(crafted.lot),
      siteKey: hash(facts.siteSecret, TAGS.SITE),
      deployment: facts.deployment,
      parent: lotIdOf(heavy),
    };
    const forged = { ...crafted, inputs: { ...crafted.inputs, ...sign(facts, assayed) } };
    await w.expectForgeryRefused(w.attempt(forged), "Assay");
  });
});

/** The footprint that an honest refinement states. */
async function leastOf(crafted: Promise<{ lot: LotFacts }>) {
  const [co2eMargin = 0n, co2ePrimary = 0n] = (await crafted).lot.lanes;
  return { co2eMargin, co2ePrimary };
}
