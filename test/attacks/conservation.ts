import { describe, it } from "mocha";

import { UNBOUND } from "../fixtures/attack-sites.ts";
import { mergeOf, splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld, type Crafted } from "../fixtures/attack-world.ts";
import { type LotFacts, lotIdOf, range, withAt } from "../fixtures/circuits/lot.ts";
import { blended, mergeInputsOf, type MergeFacts, weighted } from "../fixtures/circuits/merge.ts";
import { attributeNamed } from "../fixtures/sites.ts";

const PLACE = 1n << 63n;
const HEAVIEST = (1n << 32n) - 1n;
const RECYCLED = 2 + attributeNamed("recycled");

describe("attacks on conservation", () => {
  let ore: LotFacts;
  let scrap: LotFacts;
  const world = attackWorld(async (w) => {
    const mined = await w.mint("mine");
    const recycled = await w.mint("recycler");
    await w.perform(w.alice, mined, recycled);
    [ore, scrap] = [mined.lot, recycled.lot];
  });

  describe("by a split", () => {
    it("a gram more than the parent has", async () => {
      const w = world();
      await w.expectTaken(w.attempt(splitOf(ore, [1_000_000n, ore.massGrams - 1_000_000n])));
      const more = splitOf(ore, [1_000_000n, ore.massGrams - 999_999n]);
      await w.expectForgeryRefused(w.attempt(more), "Split");
    });

    it("a piece of negative mass, which makes room for a heavy one by wrapping the field", async () => {
      const w = world();
      await w.expectTaken(w.attempt(splitOf(ore, [1n, ore.massGrams - 1n])));
      const wrapped = splitOf(ore, [-1_000_000n, ore.massGrams + 1_000_000n]);
      await w.expectForgeryRefused(w.attempt(wrapped), "Split");
    });

    it("mass hidden in an unused place, and a piece of no mass", async () => {
      const w = world();
      await w.expectTaken(w.attempt(splitOf(ore, [1n, ore.massGrams - 1n])));
      const { inputs, pieces } = splitOf(ore, [1n, ore.massGrams - 1n]);
      const [first, second] = pieces.map(lotIdOf);
      if (first === undefined || second === undefined) throw new RangeError("two pieces");
      const children = [first, 0n, 0n, 0n, 0n, 0n, 0n, 0n];
      const hidden: Crafted = { kind: "split", inputs: { ...inputs, children }, context: UNBOUND };
      await w.expectForgeryRefused(w.attempt(hidden), "OptionalLot");
      const empty = splitOf(ore, [ore.massGrams, 0n]);
      await w.expectFalse(w.attempt(empty), "OptionalLot");
    });

    it("a piece of another provenance than the parent's", async () => {
      const w = world();
      const whole = splitOf(ore, [ore.massGrams]);
      await w.expectTaken(w.attempt(whole));
      const [piece = ore] = whole.pieces;
      const better = lotIdOf({ ...scrap, massGrams: piece.massGrams, salt: piece.salt });
      const forged = splitOf(ore, [ore.massGrams], [better, 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
      await w.expectForgeryRefused(w.attempt(forged), "OptionalLot");
    });
  });

  describe("by a merge", () => {
    const honest = (): MergeFacts => ({ parents: [ore, scrap], child: blended([ore, scrap]) });

    it("a lane above the blend by one", async () => {
      const w = world();
      const { parents, child } = honest();
      await w.expectTaken(w.attempt(mergeOf({ parents, child })));
      const raised = withAt(child.lanes, RECYCLED, (child.lanes[RECYCLED] ?? 0n) + 1n);
      const forged = mergeOf({ parents, child: { ...child, lanes: raised } });
      await w.expectForgeryRefused(w.attempt(forged), "Merge");
    });

    it("a lane raised by a borrow from the next, and a remainder without bound", async () => {
      const w = world();
      const { parents, child } = honest();
      await w.expectTaken(w.attempt(mergeOf({ parents, child })));
      const fair = range(16).map((k) => weighted(parents, k) - (child.lanes[k] ?? 0n) * child.massGrams);
      const k = RECYCLED;
      const lanes = withAt(child.lanes, k, (child.lanes[k] ?? 0n) + 1n);
      const borrowed = withAt(
        withAt(fair, k, (fair[k] ?? 0n) + PLACE - child.massGrams),
        k + 1,
        (fair[k + 1] ?? 0n) - 1n,
      );
      const forged = mergeOf({ parents, child: { ...child, lanes }, remainders: borrowed });
      await w.expectForgeryRefused(w.attempt(forged), "Merge");
    });

    it("a mass above the sum, and mass from an unused place", async () => {
      const w = world();
      const { parents, child } = honest();
      await w.expectTaken(w.attempt(mergeOf({ parents, child })));
      const heavier = mergeOf({ parents, child: { ...child, massGrams: child.massGrams + 1n } });
      await w.expectForgeryRefused(w.attempt(heavier), "Merge");
      const twice = [ore, scrap, scrap];
      const inputs = mergeInputsOf({ parents: twice, child: blended(twice) });
      const ids = range(8).map((i) => (i < 2 ? lotIdOf(twice[i] ?? ore) : 0n));
      const fromNothing: Crafted = { kind: "merge", inputs: { ...inputs, parents: ids }, context: UNBOUND };
      await w.expectFalse(w.attempt(fromNothing), "OptionalLot");
    });

    it("an audit younger than the oldest", async () => {
      const w = world();
      const older = { ...blended([ore]), oldestAudit: ore.oldestAudit - 1n };
      await w.expectTaken(w.attempt(mergeOf({ parents: [ore], child: older })));
      const younger = { ...blended([ore]), oldestAudit: ore.oldestAudit + 1n };
      await w.expectFalse(w.attempt(mergeOf({ parents: [ore], child: younger })), "Merge");
    });

    it("pieces joined as of one provenance that are weakened, or a flag that is neither 0 nor 1", async () => {
      const w = world();
      const split = splitOf(ore, [1_000n, ore.massGrams - 1_000n]);
      await w.perform(w.alice, split);
      const join = { parents: split.pieces, child: { ...ore, salt: 9n }, sameProvenance: 1n };
      await w.expectTaken(w.attempt(mergeOf(join)));
      const weaker = { ...join, child: { ...ore, oldestAudit: ore.oldestAudit - 1n, salt: 9n } };
      await w.expectFalse(w.attempt(mergeOf(weaker)), "Merge");
      await w.expectFalse(w.attempt(mergeOf({ ...weaker, sameProvenance: 2n })), "Merge");
    });

    it("blended lots given out as of one provenance, which would inherit the claims of the better", async () => {
      const w = world();
      const { parents, child } = honest();
      await w.expectTaken(w.attempt(mergeOf({ parents, child })));
      const inheriting = mergeOf({ parents, child, sameProvenance: 1n });
      await w.expectForgeryRefused(w.attempt(inheriting), "Merge", "LotProvenancesDiffer");
    });
  });

  it("an honest maximum that is refused: the heaviest lot with the worst footprint is minted, split and joined", async () => {
    const w = world();
    const worst = { massGrams: HEAVIEST, co2eMargin: 0n, co2ePrimary: 0n, permitIndex: 1n, salt: 3n };
    const mined = await w.mint("recycler", worst);
    await w.expectTaken(w.attempt(mined));
    await w.perform(w.alice, mined);
    const split = splitOf(mined.lot, [HEAVIEST - 28n, 1n, 2n, 3n, 4n, 5n, 6n, 7n]);
    await w.perform(w.alice, split);
    const child = { ...mined.lot, salt: 4n };
    await w.perform(w.alice, mergeOf({ parents: split.pieces, child, sameProvenance: 1n }));
    const tooHeavy = await w.mint("recycler", { ...worst, massGrams: HEAVIEST + 1n, permitIndex: 2n });
    await w.expectFalse(w.attempt(tooHeavy), "Mint");
  });
});
