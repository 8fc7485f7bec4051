import { readFileSync } from "node:fs";

import { expect } from "chai";
import { before, describe, it } from "mocha";
import { z } from "zod/v4";

import { idText } from "../../scripts/core/ids.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { isoInstantOf } from "../../scripts/core/calendar.ts";
import { epcisDocument } from "../../scripts/exports/epcis.ts";
import { toldOf } from "../../scripts/exports/told.ts";
import { productPassport } from "../../scripts/exports/untp-product.ts";
import { packOf } from "../../scripts/passport/link.ts";
import {
  ARTICLE,
  checkedLot,
  checkedPack,
  type CheckedFile,
  documentsOf,
  NOW,
  PAGE,
  PUBLISHER,
} from "../fixtures/exported.ts";
import { GATE, type PassportWorld, passportWorld } from "../fixtures/passport-world.ts";

const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PACK = "https://id.plant.example/01/09521234567899/21/KBD-1038";
const WORDS = "rmap >= 10%, audited within 3000 days";

describe("exports", () => {
  let world: PassportWorld;
  let pack: CheckedFile;
  let lot: CheckedFile;
  let documents: ReturnType<typeof documentsOf>;
  let ofLot: ReturnType<typeof documentsOf>;

  /** The token that a lot is, written by hand. */
  const token = (each: PassportWorld["lot"], depth: 0 | 1) =>
    `eip155:31337/erc721:${contract("cobaltLot", depth)}/${lotId(each)}`;
  const contract = (name: "cobaltLot" | "claims" | "proofVerifier" | "policies", depth: 0 | 1 = 0) =>
    world.files[depth].contracts[name].address.toLowerCase();

  before(async () => {
    world = await passportWorld();
    [pack, lot] = [await checkedPack(world), await checkedLot(world)];
    [documents, ofLot] = [documentsOf(pack), documentsOf(lot)];
  });

  it("tell what a check has found true, and nothing of any other", () => {
    expect(pack.report.verdict).to.equal("true");
    for (const verdict of ["false", "unchecked"] as const)
      expect(() => toldOf(pack.file, { ...pack.report, verdict }, PAGE)).to.throw(RangeError);
    const facts = { ...pack.report.facts, lineage: null };
    expect(() => toldOf(pack.file, { ...pack.report, facts }, PAGE)).to.throw(RangeError);
  });

  it("hold the same claim everywhere, and none about masses", () => {
    const { told, conformity, product, credential, epcis } = documents;
    const [proven] = told.claims.map((each) => each.proven);
    const { "kobold:page": page, "kobold:transaction": transaction, ...others } = proven ?? {};
    expect(others).to.deep.equal({
      type: "kobold:ProvenClaim",
      "kobold:words": WORDS,
      "kobold:policyId": idText(policyId(GATE)),
      "kobold:lotId": idText(lotId(world.lot)),
      "kobold:provenOf": idText(lotId(world.lot)),
      "kobold:day": "2026-03-16",
      "kobold:chain": "eip155:31337",
      "kobold:contract": `eip155:31337:${contract("claims")}`,
      "kobold:verifier": `eip155:31337:${contract("proofVerifier")}`,
      "kobold:hasDevelopmentKeys": true,
    });
    expect(world.parts.transactions).to.include(transaction);
    const [address, fragment = ""] = page?.split("#") ?? [];
    expect([address, packOf(fragment)?.serial]).to.deep.equal([PAGE, "KBD-1038"]);

    expect([told.claims.length, told.withheld]).to.deep.equal([1, 1]);
    expect(
      conformity.credentialSubject.conformityAssessment.map((each) => each["kobold:provenClaim"]),
    ).to.deep.equal([proven]);
    expect(product?.credentialSubject.characteristics["kobold:provenClaims"]).to.deep.equal([proven]);
    expect(credential.credentialSubject["kobold:provenClaims"]).to.deep.equal([proven]);
    const told_ = epcis.epcisBody.eventList.flatMap((event) => event["kobold:provenClaims"] ?? []);
    expect(told_).to.deep.equal([proven]);
  });

  it("tell of a lot that lives by whom its provenance was proven, and where", () => {
    const [proven] = ofLot.told.claims.map((each) => each.proven);
    expect(proven?.["kobold:lotId"]).to.equal(idText(lotId(world.rest)));
    expect(proven?.["kobold:provenOf"]).to.equal(idText(lotId(world.lot)));
    expect(proven?.["kobold:page"]).to.equal(PAGE);
    expect(ofLot.told.pack).to.equal(undefined);
    const { told } = ofLot;
    expect(() => productPassport(told, { ...PUBLISHER, article: ARTICLE, country: "BE" })).to.throw(
      RangeError,
    );
  });

  it("leave out that keys are for development where they are not", () => {
    const deployments = pack.report.trust.deployments.map((each) => ({ ...each, hasDevelopmentKeys: false }));
    const trust = { ...pack.report.trust, deployments };
    const { claims } = toldOf(pack.file, { ...pack.report, trust }, PAGE);
    expect(claims[0]?.proven).not.to.have.property("kobold:hasDevelopmentKeys");
  });

  it("are credentials that say by whom, of which block and by which words", () => {
    const { conformity, product, events, credential } = documents;
    const all = [conformity, product, events, credential].flatMap((each) => each ?? []);
    expect(all.map(({ type }) => type)).to.deep.equal([
      ["DigitalConformityCredential", "VerifiableCredential"],
      ["DigitalProductPassport", "VerifiableCredential"],
      ["DigitalTraceabilityEvent", "VerifiableCredential"],
      ["kobold:ProvenClaims", "VerifiableCredential"],
    ]);
    const untp = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
    for (const each of all) {
      const isPlain = each === credential;
      expect(each["@context"]).to.deep.equal([
        "https://www.w3.org/ns/credentials/v2",
        ...(isPlain ? [] : [untp]),
        PUBLISHER.context,
      ]);
      expect(each.issuer).to.deep.include(PUBLISHER.issuer);
      expect(each.validFrom).to.equal(isoInstantOf(BigInt(pack.report.facts.anchor?.timestamp ?? 0)));
      expect(each.id).to.match(UUID);
    }
    expect(new Set(all.map(({ id }) => id)).size).to.equal(4);
    expect(ofLot.conformity.id).not.to.equal(conformity.id);
  });

  it("assess each policy, and give no measure", () => {
    const { credentialSubject } = ofLot.conformity;
    expect(credentialSubject.referenceScheme.id).to.equal(`eip155:31337:${contract("policies")}`);
    const [assessment] = credentialSubject.conformityAssessment;
    expect(assessment).to.deep.include({
      ...{ name: WORDS, assessmentDate: "2026-03-16", conformance: true },
      assessmentCriteria: [
        { type: ["Criterion"], id: `kobold:policy/${idText(policyId(GATE))}`, name: WORDS },
      ],
    });
    expect(assessment?.assessedPerformance[0]).to.have.all.keys("metric", "score");
    expect(assessment?.assessedPerformance[0].score.code).to.equal("proven");
    expect(assessment?.assessedProduct[0].product.id).to.equal(token(world.rest, 0));
    expect(assessment?.evidence[0].linkURL).to.equal(PAGE);
    expect(assessment?.conformityTopic.map(({ name }) => name)).to.deep.equal(["Responsible Procurement"]);
  });

  it("say of a pack what its maker knows, and name the plant by its intake alone", () => {
    const { product } = documents;
    const subject = product?.credentialSubject ?? expect.fail("no passport");
    const intake = `eip155:31337:${world.intake.toLowerCase()}`;
    expect(subject).to.deep.include({
      ...{
        id: PACK,
        itemNumber: "KBD-1038",
        idGranularity: "item",
        countryOfProduction: { countryCode: "BE" },
      },
      producedAtFacility: { type: ["Facility"], id: intake, name: "The plant that this intake is of" },
    });
    expect(subject.characteristics).to.deep.include({
      "kobold:intake": intake,
      "kobold:order": String(world.order),
      "kobold:lotId": idText(lotId(world.lot)),
    });
    expect(subject.performanceClaim.map(({ name, claimDate }) => [name, claimDate])).to.deep.equal([
      [WORDS, "2026-03-16"],
    ]);
  });

  it("trace each lot by one name through deployments, and name registries for sites", () => {
    const { events } = documents;
    const { mints, blend, refined, rest } = world;
    const told = events.credentialSubject.map((event) => [
      event["kobold:operation"],
      event.inputProduct.map(({ product }) => product.id),
      event.outputProduct.map(({ product }) => product.id),
    ]);
    expect(told).to.deep.equal([
      ...mints.map((mint) => ["mint", [], [token(mint, 1)]]),
      ["merge", mints.map((mint) => token(mint, 1)), [token(blend, 1)]],
      ["refine", [token(blend, 1)], [token(refined, 1)]],
      ["split", [token(refined, 1)], [token(world.lot, 0), token(rest, 0)]],
    ]);
    const [registry = ""] = pack.report.trust.registries;
    const named = `kobold:registry/${registry}`;
    const [before, now] = [1, 0].map((depth) => `eip155:31337:${contract("cobaltLot", depth === 1 ? 1 : 0)}`);
    expect(events.credentialSubject.map(({ madeAtFacility }) => madeAtFacility.id)).to.deep.equal([
      ...[named, named, before, named, now],
    ]);
    expect(events.credentialSubject.map(({ eventDate }) => eventDate)).to.deep.equal(
      pack.report.facts.lineage?.made.map(({ at }) => isoInstantOf(BigInt(at))),
    );
  });

  it("are EPCIS events of what was made, handed over, found and built, without amounts and places", () => {
    const { epcis } = documents;
    const { eventList } = epcis.epcisBody;
    expect([epcis.type, epcis.schemaVersion, epcis.creationDate]).to.deep.equal([
      ...["EPCISDocument", "2.0", isoInstantOf(BigInt(NOW))],
    ]);
    expect(eventList.map((event) => [event.type, event.bizStep, event["kobold:operation"]])).to.deep.equal([
      ["ObjectEvent", "commissioning", "mint"],
      ["ObjectEvent", "commissioning", "mint"],
      ["TransformationEvent", "creating_class_instance", "merge"],
      ["TransformationEvent", "creating_class_instance", "refine"],
      ["TransformationEvent", "repackaging", "split"],
      ["ObjectEvent", "accepting", "handover"],
      ["ObjectEvent", "inspecting", undefined],
      ["TransformationEvent", "assembling", "retire"],
    ]);
    for (const event of eventList) {
      expect(event).not.to.have.any.keys("readPoint", "bizLocation", "sourceList", "destinationList");
      const lots =
        event.type === "ObjectEvent"
          ? event.quantityList
          : [...event.inputQuantityList, ...(event.outputQuantityList ?? [])];
      for (const each of lots) expect(each).to.have.all.keys("epcClass");
      expect(event.eventID).to.match(UUID);
    }
    const last = eventList.at(-1);
    expect(last?.type === "TransformationEvent" ? last.outputEPCList : []).to.deep.equal([PACK]);
    const { told } = documents;
    expect(() => epcisDocument(told, { context: "", article: undefined, now: NOW })).to.throw(RangeError);
  });

  it("say of a time that storage does not tell that it is the latest, and the earliest beside it", () => {
    const { made = [] } = pack.report.facts.lineage ?? {};
    const found = documents.epcis.epcisBody.eventList.filter((event) => "kobold:eventTimeIs" in event);
    const [earliest, latest] = [made.at(-1)?.at, pack.report.facts.anchor?.timestamp].map((each) =>
      isoInstantOf(BigInt(each ?? 0)),
    );
    expect(found.map((event) => [event.bizStep, event["kobold:notBefore"], event.eventTime])).to.deep.equal([
      ["accepting", earliest, latest],
      ["assembling", earliest, latest],
    ]);
  });

  it("give an event one id, whoever tells of it, and other events others", () => {
    const ids = ({ epcis }: ReturnType<typeof documentsOf>) =>
      epcis.epcisBody.eventList.map(({ eventID }) => eventID);
    expect(new Set(ids(documents)).size).to.equal(8);
    // both lots came of the same five operations; then each was inspected by itself
    const shared = ids(documents).filter((id) => ids(ofLot).includes(id));
    expect([shared, ids(ofLot).length]).to.deep.equal([ids(documents).slice(0, 5), 6]);
    expect(documents.events.credentialSubject.map(({ id }) => id)).to.deep.equal(shared);
  });

  it("link what a resolver is asked for to the page, and to documents that are served", () => {
    const [links] = documents.links.linkset;
    expect(links.anchor).to.equal(PACK);
    expect(links["https://gs1.org/voc/sustainabilityInfo"]?.[0].href).to.equal(documents.told.page);
    expect(Object.keys(links).sort()).to.deep.equal([
      "anchor",
      "https://gs1.org/voc/epcis",
      "https://gs1.org/voc/sustainabilityInfo",
      "https://test.uncefact.org/vocabulary/linkTypes/dpp",
      "itemDescription",
    ]);
    expect(ofLot.links.linkset[0].anchor).to.match(
      /^https:\/\/id\.plant\.example\/01\/09521234567899\/10\/\w{20}$/,
    );
  });

  it("have the members that their formats know and our words, and no other", () => {
    const { conformity, product, events, epcis, credential } = documents;
    const head = "@context id type issuer validFrom name credentialSubject";
    const measured = "metric score code definition evidence linkURL linkName mediaType conformityTopic";
    for (const [document, members] of [
      [credential, head],
      [
        conformity,
        `${head} description assessorLevel assessmentLevel attestationType issuedToParty referenceScheme ${measured}
        conformityAssessment assessmentCriteria assessmentDate assessedPerformance assessedProduct product batchNumber
        idVerifiedByCAB conformance`,
      ],
      [
        product,
        `${head} idScheme idGranularity itemNumber productCategory schemeId schemeName producedAtFacility ${measured}
        countryOfProduction countryCode characteristics relatedDocument performanceClaim referenceCriteria claimDate
        claimedPerformance`,
      ],
      [
        events,
        `${head} eventDate activityType code schemeId schemeName inputProduct outputProduct product idGranularity
        batchNumber disposition madeAtFacility`,
      ],
      [
        epcis,
        `@context id type schemaVersion creationDate epcisBody eventList eventID eventTime eventTimeZoneOffset bizStep
        action disposition quantityList epcClass inputQuantityList outputQuantityList outputEPCList`,
      ],
    ] as const) {
      const found = membersOf(document).filter((name) => !name.startsWith("kobold:"));
      expect([...new Set(found)]).to.have.members(members.split(/\s+/));
    }
  });

  it("use the words of kobold-v1.json, all of them and no other", () => {
    const file: unknown = JSON.parse(readFileSync("scripts/exports/kobold-v1.json", "utf8"));
    const { "@context": context } = z.object({ "@context": z.record(z.string(), z.unknown()) }).parse(file);
    const defined = Object.keys(context).filter((name) => name.startsWith("kobold:"));
    // of ids, what stands before the slash is no word
    const written = [documents, ofLot].flatMap((each) =>
      Object.entries(each).filter(([name]) => name !== "told"),
    );
    const text = JSON.stringify(written.map(([, document]) => document));
    const used = new Set([...text.matchAll(/"(kobold:\w+)"/g)].map(([, word]) => word));
    expect([...used]).to.have.members(defined);
  });
});

/** The names of all members, however deep. */
function membersOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(membersOf)];
}
