import { expect } from "chai";
import { before, describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import { lanesOf, provenanceHash } from "../../scripts/core/provenance.ts";
import { packLanes } from "../../scripts/core/lanes.ts";
import { checkedLot, checkedPack, documentsOf } from "../fixtures/exported.ts";
import { ACCREDITED, developmentWallet } from "../fixtures/desk-world.ts";
import { leaksIn } from "../fixtures/leak-encodings.ts";
import { type PassportWorld, passportWorld } from "../fixtures/passport-world.ts";

/** All figures of all lots, what each lot's id commits to, masses that the chain knows of, and the sites' secrets. */
function hiddenIn({ mints, blend, refined, lot, rest }: PassportWorld): Map<string, bigint> {
  const lots = [...mints, blend, refined, lot, rest].flatMap(({ massGrams, provenance, salt }, i) => [
    [`mass ${i}`, massGrams] as const,
    [`salt ${i}`, salt] as const,
    [`provenance ${i}`, provenanceHash(provenance)] as const,
    ...packLanes(lanesOf(provenance)).map((word, k) => [`word ${k} of ${i}`, word] as const),
    [`margin ${i}`, provenance.co2eMargin] as const,
  ]);
  const sites = ACCREDITED.flatMap(({ secrets: { siteSecret, traceSecret } }, i) => [
    [`siteSecret ${i}`, siteSecret] as const,
    [`traceSecret ${i}`, traceSecret] as const,
  ]);
  const packs = [["a pack's cobalt", 20_000n] as const, ["all packs' cobalt", 2_000_000n] as const];
  // a word of nothing is everywhere
  return new Map([...lots, ...sites, ...packs].filter(([, value]) => value > 0n));
}

describe("exports keep secret", () => {
  let world: PassportWorld;
  let texts: Map<string, string>;

  before(async () => {
    world = await passportWorld();
    const all = [await checkedPack(world), await checkedLot(world)].map(documentsOf);
    const written = all.flatMap((each, i) =>
      Object.entries(each)
        .filter(([name]) => name !== "told")
        .map(([name, document]) => [`${name} ${i}`, JSON.stringify(document)] as const),
    );
    texts = new Map(written);
  });

  it("all that is hidden, and the masses that the chain itself tells", () => {
    expect(texts.size).to.equal(11);
    const hidden = hiddenIn(world);
    expect(hidden.size).to.be.greaterThan(30);
    for (const [name, text] of texts) expect([name, leaksIn(text, hidden)]).to.deep.equal([name, []]);
    for (const [name, text] of texts) expect(text, name).not.to.match(/mass\b|gram|\bunits|quantity"|"uom"/i);
  });

  it("which firms' accounts the lots went through", () => {
    const accounts = [10, 11].map((i) => developmentWallet(i).address.slice(2).toLowerCase());
    for (const text of texts.values())
      for (const account of accounts) expect(text.toLowerCase()).not.to.include(account);
  });

  it("from a search that finds what is planted, and the lots' ids", () => {
    const { lot } = world;
    const text = texts.get("epcis 0") ?? "";
    for (const value of [lot.massGrams, lot.salt, 20_000n]) {
      const hidden = new Map([["it", value]]);
      for (const planted of [value.toString(), value.toString(16)])
        expect(leaksIn(text.replace("eventTime", planted), hidden)).to.deep.equal(["it"]);
    }
    expect(leaksIn(text, new Map([["id", lotId(lot)]]))).to.deep.equal(["id"]);
  });
});
