import { expect } from "chai";
import fc from "fast-check";
import { before, describe, it } from "mocha";

import type { AssayDraft } from "../../scripts/core/assay-draft.ts";
import { bytesOfHex, hexOfBytes } from "../../scripts/core/bytes.ts";
import { dayOf } from "../../scripts/core/calendar.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { canonicalJson } from "../../scripts/core/canonical-json.ts";
import { type Deployment, deploymentBytes } from "../../scripts/core/deployment.ts";
import {
  ASSAY_DRAFT,
  ASSAY_SIGNATURE,
  AUDIT_DISCLOSURE,
  TOLL_REQUEST,
  TOLL_RESPONSE,
} from "../../scripts/notes/file-kinds.ts";
import { seal } from "../../scripts/notes/hpke.ts";
import { deriveNoteKey, type NoteKey } from "../../scripts/notes/keys.ts";
import { openFile, sealFile } from "../../scripts/notes/sealed-file.ts";
import { anyLot } from "../fixtures/arbitraries.ts";
import { expectError } from "../fixtures/errors.ts";
import { provenanceOf, TODAY } from "../fixtures/sites.ts";

const here: Deployment = { chainId: 31_337n, cobaltLot: `0x${"C0".repeat(20)}` };
const cover = { from: `0x${"a1".repeat(20)}`, purpose: "Audit 2026, order 17", expiresOn: TODAY };
const lot: Lot = { massGrams: 10_000_000n, provenance: provenanceOf(), salt: 3n };
const hash = `0x${"d0".repeat(32)}`;

const draft: AssayDraft = {
  sample: "HX-2211",
  ticket: "WB-2603-118",
  weighed: { wetGrams: 48_000_000n, moistureBp: 2_500n, gradeBp: 3_300n },
  lot: { massGrams: 11_880_000n, provenance: 2n ** 250n, salt: 4n },
  siteKey: 5n,
  parent: 0n,
  documentsHash: hash,
};
const signature = { sample: "HX-2211", r8: [1n, 2n] as const, s: 3n };
const response = {
  child: lot,
  operation: {
    parent: 1n,
    child: 2n,
    registry: 3n,
    day: TODAY,
    permit: 4n,
    submitter: cover.from,
    documentsHash: hash,
    note: "0x01ff",
    proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
  },
};
const disclosure = { subject: 9n, lots: [lot, { ...lot, salt: 8n }] };

describe("sealed files", () => {
  let key: NoteKey;
  let stranger: NoteKey;
  before(async () => {
    key = await deriveNoteKey(new Uint8Array(32).fill(1), 0);
    stranger = await deriveNoteKey(new Uint8Array(32).fill(2), 0);
  });
  const sealed = (body = disclosure) => sealFile(AUDIT_DISCLOSURE, { ...cover, body }, key.publicKey, here);
  const open = (text: string, { keys = [key], place = here, today = TODAY } = {}) =>
    openFile(AUDIT_DISCLOSURE, text, keys, place, today);
  /** The file with some of its fields changed. */
  const altered = (text: string, changes: object) => {
    const file: unknown = JSON.parse(text);
    return JSON.stringify({ ...(typeof file === "object" ? file : {}), ...changes });
  };
  /** A file of someone who keeps to none of the rules inside. */
  const forged = async (content: string) => {
    const context = { info: "kobold/file/v2:audit-disclosure", aad: deploymentBytes(here) };
    const bytes = await seal(key.publicKey, context, new TextEncoder().encode(content));
    return altered(await sealed(), { sealed: hexOfBytes(bytes) });
  };

  it("of every kind give back what was put in", async () => {
    const kinds = [
      [await sealFile(ASSAY_DRAFT, { ...cover, body: draft }, key.publicKey, here), ASSAY_DRAFT, draft],
      [
        await sealFile(ASSAY_SIGNATURE, { ...cover, body: signature }, key.publicKey, here),
        ASSAY_SIGNATURE,
        signature,
      ],
      [
        await sealFile(TOLL_REQUEST, { ...cover, body: { parent: lot } }, key.publicKey, here),
        TOLL_REQUEST,
        { parent: lot },
      ],
      [
        await sealFile(TOLL_RESPONSE, { ...cover, body: response }, key.publicKey, here),
        TOLL_RESPONSE,
        response,
      ],
      [await sealed(), AUDIT_DISCLOSURE, disclosure],
    ] as const;
    for (const [text, kind, body] of kinds) {
      expect(await openFile<unknown>(kind, text, [stranger, key], here, TODAY)).to.deep.equal({
        ...cover,
        body,
      });
    }
  });

  it("show kind, chain, contract and recipient, and nothing of what is in them", async () => {
    const file: unknown = JSON.parse(await sealed());
    expect(file).to.have.all.keys("kobold", "version", "kind", "chainId", "cobaltLot", "recipient", "sealed");
    expect(file).to.include({
      kind: "audit-disclosure",
      chainId: "31337",
      recipient: hexOfBytes(key.publicKey),
    });
  });

  it("are as long whatever a lot weighs and is", async () => {
    const { length } = await sealed({ subject: 0n, lots: [lot] });
    await fc.assert(
      fc.asyncProperty(anyLot, fc.bigInt({ min: 0n, max: 2n ** 254n }), async (any, subject) => {
        expect(await sealed({ subject, lots: [any] })).to.have.length(length);
      }),
      { seed: 11, numRuns: 30 },
    );
  });

  it("are opened up to their last day", async () => {
    const text = await sealed();
    expect((await open(text)).expiresOn).to.equal(TODAY);
    await expectError("EXPIRED", () => open(text, { today: TODAY + 1 }), "2026-03-16");
    expect(TODAY).to.equal(dayOf("2026-03-16"));
  });

  it("are for one recipient, whom they name", async () => {
    const text = await sealed();
    await expectError("WRONG_RECIPIENT", async () => open(text, { keys: [stranger] }));
    const redirected = altered(text, { recipient: hexOfBytes(stranger.publicKey) });
    await expectError("NOT_OPENABLE", () => open(redirected, { keys: [key, stranger] }));
  });

  it("are for one chain and contract, whichever case the address is written in", async () => {
    const text = await sealed();
    const lower = { ...here, cobaltLot: here.cobaltLot.toLowerCase() };
    expect((await open(text, { place: lower })).body).to.deep.equal(disclosure);
    await expectError("CHAIN_MISMATCH", () => open(text, { place: { ...here, chainId: 1n } }), "chain 31337");
    const elsewhere = { ...here, cobaltLot: `0x${"c1".repeat(20)}` };
    await expectError("CHAIN_MISMATCH", () => open(text, { place: elsewhere }), elsewhere.cobaltLot);
    const moved = altered(text, { chainId: "1" });
    await expectError("NOT_OPENABLE", () => open(moved, { place: { ...here, chainId: 1n } }));
  });

  it("are of one kind", async () => {
    const text = await sealed();
    await expectError("BAD_FILE", () => openFile(TOLL_REQUEST, text, [key], here, TODAY), "audit-disclosure");
    const renamed = altered(text, { kind: "toll-request" });
    await expectError("NOT_OPENABLE", () => openFile(TOLL_REQUEST, renamed, [key], here, TODAY));
  });

  it("do not open with any byte altered", async () => {
    const text = await sealed();
    const [, hex = ""] = /"sealed": "(0x[0-9a-f]+)"/.exec(text) ?? [];
    const bytes = bytesOfHex("sealed", hex);
    expect(bytes.length).to.be.greaterThan(1_000);
    for (let i = 0; i < bytes.length; i += 13) {
      const copy = Uint8Array.from(bytes);
      copy[i] = (bytes[i] ?? 0) ^ 1;
      await expectError("NOT_OPENABLE", () => open(altered(text, { sealed: hexOfBytes(copy) })));
    }
  });

  it("that are cut off, of another program or version are refused", async () => {
    const text = await sealed();
    await expectError("MALFORMED", () => open(text.slice(0, -10)), "not JSON");
    await expectError("MALFORMED", () => open("[]"), "not a sealed file");
    await expectError("MALFORMED", () => open(altered(text, { kobold: "else" })), "not a sealed file");
    for (const version of [1, 3]) {
      const words = `version ${version}; this program reads version 2`;
      await expectError("UNKNOWN_VERSION", () => open(altered(text, { version })), words);
    }
    await expectError("MALFORMED", () => open(altered(text, { sealed: "0x0" })));
    await expectError("MALFORMED", () => open(altered(text, { further: 1 })));
    await expectError("NOT_OPENABLE", () => open(altered(text, { sealed: "0x00" })));
  });

  it("whose content breaks its form are refused with the reason", async () => {
    const good = { ...cover, body: disclosure };
    const cases: [string, string][] = [
      ["no JSON", "not JSON"],
      [JSON.stringify({ purpose: "x", from: "y" }), "not canonical"],
      [canonicalJson({ ...good, expiresOn: 1e6 }), "expiresOn"],
      [canonicalJson({ ...good, from: "0x" }), "must be an address"],
      [canonicalJson({ ...good, further: 1 }), "further"],
      [canonicalJson({ ...good, body: { subject: 1n } }), "lots"],
      [canonicalJson({ ...good, body: { subject: "01", lots: [] } }), "decimal number"],
      [canonicalJson({ ...good, body: { subject: 1n, lots: [{ ...lot, massGrams: 0n }] } }), "mass is 0 g"],
      [canonicalJson({ ...good, body: { subject: 1n, lots: [{ ...lot, salt: 2n ** 255n }] } }), "salt is"],
    ];
    for (const [content, part] of cases) {
      const text = await forged(content);
      await expectError("MALFORMED", () => open(text), part);
    }
  });

  it("that could not be read again are not written", async () => {
    const nothing = { ...lot, massGrams: 0n };
    await expectError("MALFORMED", () => sealed({ subject: 1n, lots: [nothing] }), "mass is 0 g");
    await expectError("MALFORMED", () =>
      sealFile(TOLL_REQUEST, { ...cover, body: { parent: lot } }, new Uint8Array(3), here),
    );
  });
});
