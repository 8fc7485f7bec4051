import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { checkedLot } from "../core/lot.ts";
import { ATTRIBUTE_COUNT } from "../core/attributes.ts";

const number = z
  .string()
  .regex(/^(0|[1-9]\d{0,77})$/, "must be a decimal number")
  .transform((digits) => BigInt(digits));
const hash = z.string().regex(/^0x[0-9a-f]{64}$/, "must be 32 bytes in hexadecimal");
const bytes = z.string().regex(/^0x([0-9a-f]{2})*$/, "must be bytes in hexadecimal");
const label = z.string().min(1).max(200);
const day = z.int().min(0).max(65_535);
export const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "must be an address");

const lot = z
  .strictObject({
    massGrams: number,
    provenance: z
      .strictObject({
        co2eMargin: number,
        co2ePrimary: number,
        shares: z.array(number).length(ATTRIBUTE_COUNT).readonly(),
        oldestAudit: day,
      })
      .readonly(),
    salt: number,
  })
  .readonly()
  .check(({ value, issues }) => {
    try {
      checkedLot(value);
    } catch (error) {
      if (!(error instanceof KoboldError)) throw error;
      issues.push({ code: "custom", message: error.message, input: value });
    }
  });
const point = z.tuple([number, number]).readonly();

/** A kind of sealed file: its name, and what stands in it. */
export interface FileKind<Body> {
  readonly name: string;
  readonly body: z.ZodType<Body>;
}

function kind<Body>(name: string, body: z.ZodType<Body>): FileKind<Body> {
  return { name, body };
}

/** Site to assayer: an `AssayDraft`. */
export const ASSAY_DRAFT = kind(
  "assay-draft",
  z.strictObject({
    sample: label,
    ticket: label,
    weighed: z.strictObject({ wetGrams: number, moistureBp: number, gradeBp: number }).readonly(),
    lot: z.strictObject({ massGrams: number, provenance: number, salt: number }).readonly(),
    siteKey: number,
    parent: number,
    documentsHash: hash,
  }),
);

/** Assayer to site: the signature under the draft of this sample. */
export const ASSAY_SIGNATURE = kind(
  "assay-signature",
  z.strictObject({ sample: label, r8: point, s: number }),
);

/** Owner to refiner: the lot to be refined. */
export const TOLL_REQUEST = kind("toll-request", z.strictObject({ parent: lot }));

/** Refiner to owner: the lot that resulted, and the finished operation for the owner to send. */
export const TOLL_RESPONSE = kind(
  "toll-response",
  z.strictObject({
    child: lot,
    operation: z
      .strictObject({
        parent: number,
        child: number,
        registry: number,
        day,
        permit: number,
        submitter: address,
        documentsHash: hash,
        note: bytes,
        proof: z.array(number).length(8).readonly(),
      })
      .readonly(),
  }),
);

/** Owner to auditor: openings of a lot and of its lineage as far as the owner knows it. */
export const AUDIT_DISCLOSURE = kind(
  "audit-disclosure",
  z.strictObject({ subject: number, lots: z.array(lot).readonly() }),
);

/** Site to accreditor: public keys, and the figures that the auditor measured, which the chain only has a hash of. */
export const SITE_APPLICATION = kind(
  "site-application",
  z.strictObject({
    name: label,
    siteKey: number,
    traceKey: number,
    assayer: point,
    process: z
      .strictObject({
        emissionFloor: number,
        primaryShare: number,
        yieldMin: number,
        yieldMax: number,
        processSalt: number,
      })
      .readonly(),
  }),
);

/** Site to tracing authority: the secret by which the site's permits can be told from others'. */
export const SITE_TRACE = kind(
  "site-trace",
  z.strictObject({ name: label, siteKey: number, traceSecret: number }),
);

/** Plant to supplier: what an order says beside what stands on the chain. */
export const ORDER_SHEET = kind("order-sheet", z.strictObject({ intake: address, order: number, due: day }));

/** What stands in every file beside its body. */
export const envelope = z.strictObject({
  from: address,
  purpose: label,
  expiresOn: day,
  body: z.unknown(),
});
