import { expect } from "chai";
import { describe, it } from "mocha";

import { renderText } from "../../scripts/core/phrase.ts";
import { checkDisclosure, type LotFacts } from "../../scripts/core/disclosure.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { merge } from "../../scripts/core/merge.ts";
import { mint } from "../../scripts/core/mint.ts";
import { refine } from "../../scripts/core/refine.ts";
import { split } from "../../scripts/core/split.ts";
import { seededField } from "../fixtures/random.ts";
import { provenanceOf, siteOf, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const random = seededField("disclosure");
const mine = siteOf("mine", { grants: ["rmap", "non-asm"] });
const refiner = siteOf("refiner", { grants: ["rmap", "refined"], profile: { right: "refine" } });

const H1 = mint(mine, { massGrams: 1_000n }, TODAY, random);
const H2 = mint(siteOf("pit", { grants: ["asm-assessed"] }), { massGrams: 500n }, TODAY, random);
const blend = merge([H1, H2], random);
const [left, right] = split(blend, [900n, 600n], random);
if (left === undefined || right === undefined) throw new Error("no pieces");
const K = refine(refiner, ATTRIBUTES, left, { massGrams: 890n }, TODAY, random);

type Kind = LotFacts["kind"];
const made = (lot: Lot, kind: Kind, ...parents: Lot[]): [bigint, LotFacts] => [
  lotId(lot),
  { kind, parents: parents.map(lotId) },
];
const chain = [
  made(H1, "mint"),
  made(H2, "mint"),
  made(blend, "merge", H1, H2),
  made(left, "split", blend),
  made(right, "split", blend),
  made(K, "refine", left),
];
const check = (subject: Lot, openings: readonly Lot[], facts = chain) => {
  const lineage = new Map(facts);
  const report = checkDisclosure(lotId(subject), openings, (id) => lineage.get(id), ATTRIBUTES);
  return { ...report, problems: report.problems.map((problem) => renderText(problem)) };
};

describe("an audit disclosure", () => {
  it("of a whole lineage is accepted, from the lot back to its mints", () => {
    const { lots, undisclosed, problems } = check(K, [H1, H2, blend, left, K]);
    expect(lots.map(({ lot, kind }) => [kind, lot])).to.deep.equal([
      ["refine", K],
      ["split", left],
      ["merge", blend],
      ["mint", H1],
      ["mint", H2],
    ]);
    expect([undisclosed, problems]).to.deep.equal([[], []]);
  });

  it("of one lot, or of a part of the lineage, tells what was not opened", () => {
    expect(check(K, [K])).to.deep.include({
      undisclosed: [left, blend, H1, H2].map(lotId),
      problems: [],
    });
    expect(check(K, [K, blend, H1])).to.deep.include({ undisclosed: [left, H2].map(lotId), problems: [] });
  });

  it("accepts pieces that were joined again", () => {
    const joined = { ...blend, salt: 5n };
    const facts = [...chain, made(joined, "merge", left, right)];
    expect(check(joined, [joined, left, right, blend, H1, H2], facts).problems).to.deep.equal([]);
  });

  it("with an opening that was altered names the lot that does not exist, and the one left unopened", () => {
    const lighter = { ...left, massGrams: left.massGrams - 1n };
    const { problems, undisclosed } = check(K, [K, lighter, blend, H1, H2]);
    expect(problems).to.deep.equal([
      `an opening gives lot ${String(lotId(lighter))}, which does not exist on this chain`,
    ]);
    expect(undisclosed).to.deep.equal([lotId(left)]);
  });

  it("with lots of another lineage is refused", () => {
    expect(check(left, [left, K]).problems).to.deep.equal([
      `lot ${String(lotId(K))} is not an ancestor of lot ${String(lotId(left))}`,
    ]);
  });

  it("without the lot in question, or about an unknown one, is refused", () => {
    expect(check(K, [left]).problems).to.deep.equal([
      `the opening of lot ${String(lotId(K))} itself is missing`,
    ]);
    const unknown = { ...K, salt: 6n };
    expect(check(unknown, []).problems[0]).to.contain("does not exist on this chain");
  });

  /** What a chain with forgeable keys could hold: `child` made of `parents` against the rules. */
  const forged = (kind: Kind, child: Lot, ...parents: Lot[]) =>
    check(
      child,
      [child, ...parents],
      [...parents.map((lot) => made(lot, "mint")), made(child, kind, ...parents)],
    ).problems;
  const parent: Lot = { massGrams: 100n, provenance: provenanceOf(), salt: 7n };
  const heavy: Lot = { ...parent, massGrams: 101n, salt: 8n };
  const better = (fields: Parameters<typeof provenanceOf>[0]): Lot => ({
    ...parent,
    provenance: provenanceOf(fields),
    salt: 9n,
  });
  const forgeries: [string, readonly string[], string][] = [
    ["a split that changes the provenance", forged("split", better({ oldestAudit: 1 }), parent), "changes"],
    ["a split into more than there was", forged("split", heavy, parent), "was split into at least 101 g"],
    ["a merge that makes cobalt", forged("merge", heavy, parent), "makes 101 g of 100 g"],
    [
      "a merge that raises a bound",
      forged("merge", better({ oldestAudit: TODAY }), parent),
      "has a better figure",
    ],
    ["a refining that makes cobalt", forged("refine", heavy, parent), "returns more cobalt than it took"],
    [
      "a refining that loses emissions",
      forged("refine", better({ co2eMargin: 1_067_000_000n }), parent),
      "lowers the emissions",
    ],
    [
      "a refining that renews the audit",
      forged("refine", better({ oldestAudit: TODAY }), parent),
      "makes the oldest audit younger",
    ],
    [
      "a refining that raises a share that is carried",
      forged("refine", better({ shares: provenanceOf().shares.with(7, 600_000_000n) }), parent),
      "raises the share of attribute 7",
    ],
  ];
  for (const [what, problems, part] of forgeries) {
    it(`finds ${what}, whatever the chain took`, () => {
      expect(problems).to.have.length(1);
      expect(problems[0]).to.contain(part);
    });
  }

  it("takes a refining that raises `refined` or gives the footprint up as unknown", () => {
    const raised = better({ shares: provenanceOf().shares.with(10, 1_000_000_000n) });
    expect(forged("refine", raised, parent)).to.deep.equal([]);
    // nine tenths of the mass cannot state the emissions of a lot next to the cap
    const dirty = better({ co2eMargin: 1n });
    const unknown = { ...better({ co2eMargin: 0n, co2ePrimary: 0n }), massGrams: 90n };
    expect(forged("refine", unknown, dirty)).to.deep.equal([]);
  });
});
