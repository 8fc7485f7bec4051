import { expect } from "chai";
import { describe, it } from "mocha";

import { assayerOf, verifyAssay } from "../../scripts/core/assay.ts";
import {
  type AssayDesk,
  type AssayDraft,
  requireSigned,
  type SampleEntry,
  type SampleRecord,
  signDraft,
} from "../../scripts/core/assay-draft.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { provenanceHash } from "../../scripts/core/provenance.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { expectError } from "../fixtures/errors.ts";
import { assayerKeyOf, provenanceOf, siteOf } from "../fixtures/sites.ts";

const site = siteOf("mine");
const { siteKey } = siteKeysOf(site.secrets, site.assayer);
const DEPLOYMENT = 4_711n;

/** The consignment H1: 48 t wet, 25 % water, 33 % cobalt in the dry mass. */
const weighed = { wetGrams: 48_000_000n, moistureBp: 2_500n, gradeBp: 3_300n };
const record: SampleRecord = { ...weighed, sample: "HX-2211", ticket: "WB-2603-118" };
const lot: Lot = { massGrams: 11_880_000n, provenance: provenanceOf(), salt: 12n };
const draftOf = (changes: Partial<AssayDraft> = {}): AssayDraft => ({
  sample: "HX-2211",
  ticket: "WB-2603-118",
  weighed,
  lot: { massGrams: lot.massGrams, provenance: provenanceHash(lot.provenance), salt: lot.salt },
  siteKey,
  parent: 0n,
  documentsHash: `0x${"d0".repeat(32)}`,
  ...changes,
});

function desk(): AssayDesk & { entries: SampleEntry[] } {
  const entries: SampleEntry[] = [];
  return {
    privateKey: assayerKeyOf("mine"),
    siteKeys: new Set([siteKey]),
    deployment: DEPLOYMENT,
    entries,
    log: {
      find: (sample, ticket) => entries.filter((entry) => entry.sample === sample || entry.ticket === ticket),
      add: (entry) => {
        entries.push(entry);
      },
    },
  };
}

describe("the assayer's desk", () => {
  it("signs the lot that its own figures give, which the site then finds valid", () => {
    const signature = signDraft(desk(), draftOf(), record);
    const statement = { lotId: lotId(lot), siteKey, deployment: DEPLOYMENT, parent: 0n };
    expect(verifyAssay(assayerOf(assayerKeyOf("mine")), statement, signature)).to.equal(true);
    expect(requireSigned(draftOf(), DEPLOYMENT, site.assayer, signature)).to.equal(signature);
  });

  const measured: [string, Partial<SampleRecord>, string][] = [
    ["sample number", { sample: "HX-2212" }, "its sample is HX-2211, the assayer's is HX-2212"],
    ["ticket number", { ticket: "WB-1" }, "its ticket is WB-2603-118, the assayer's is WB-1"],
    ["wet mass", { wetGrams: 47_999_999n }, "its wet mass is 48 t, the assayer's is 47.999999 t"],
    ["moisture", { moistureBp: 2_600n }, "its moisture is 25%, the assayer's is 26%"],
    ["grade", { gradeBp: 3_299n }, "its grade is 33%, the assayer's is 32.99%"],
  ];
  for (const [what, changes, part] of measured) {
    it(`refuses a draft whose ${what} is not its own`, async () => {
      const own = desk();
      await expectError("MISMATCH", () => signDraft(own, draftOf(), { ...record, ...changes }), part);
      expect(own.entries).to.deep.equal([]);
    });
  }

  it("refuses a lot that weighs one gram more than its figures give", async () => {
    const heavier = draftOf({ lot: { ...draftOf().lot, massGrams: lot.massGrams + 1n } });
    await expectError("MISMATCH", () => signDraft(desk(), heavier, record), "11880001 g");
  });

  it("refuses a site that it does not work for", async () => {
    const foreign = siteOf("elsewhere");
    const other = siteKeysOf(foreign.secrets, foreign.assayer).siteKey;
    await expectError(
      "MISMATCH",
      () => signDraft(desk(), draftOf({ siteKey: other }), record),
      String(other),
    );
  });

  it("gives the same draft the same signature, in case the answer was lost", () => {
    const own = desk();
    expect(signDraft(own, draftOf(), record)).to.deep.equal(signDraft(own, draftOf(), record));
    expect(own.entries).to.have.length(1);
  });

  const second: [string, Partial<AssayDraft>][] = [
    ["another lot of the same figures", { lot: { ...draftOf().lot, salt: 13n } }],
    ["another parent", { parent: 5n }],
    ["another sample of the same ticket", { sample: "HX-2212" }],
    ["another ticket of the same sample", { ticket: "WB-2603-119" }],
  ];
  for (const [what, changes] of second) {
    it(`signs no cobalt twice: ${what}`, async () => {
      const own = desk();
      signDraft(own, draftOf(), record);
      const { sample, ticket } = draftOf(changes);
      const again = () => signDraft(own, draftOf(changes), { ...record, sample, ticket });
      await expectError("ALREADY_SIGNED", again, "HX-2211");
      expect(own.entries).to.have.length(1);
    });
  }

  it("signs nothing that its log could not keep", () => {
    const full = new Error("disk full");
    const own = desk();
    const add = () => {
      throw full;
    };
    expect(() => signDraft({ ...own, log: { ...own.log, add } }, draftOf(), record)).to.throw(full);
  });

  it("is held to its signature: the site refuses one for another draft, deployment or of another assayer", async () => {
    const signature = signDraft(desk(), draftOf(), record);
    const refused = (draft: AssayDraft, deployment: bigint, assayer = site.assayer) =>
      expectError("MISMATCH", () => requireSigned(draft, deployment, assayer, signature), "HX-2211");
    await refused(draftOf({ parent: 5n }), DEPLOYMENT);
    await refused(draftOf(), DEPLOYMENT + 1n);
    await refused(draftOf(), DEPLOYMENT, siteOf("elsewhere").assayer);
  });
});
