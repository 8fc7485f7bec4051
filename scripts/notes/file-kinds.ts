import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { checkedLot } from "../core/lot.ts";
import { ATTRIBUTE_COUNT } from "../core/attributes.ts";
import {
  addressField,
  bigintField,
  hashField,
  hexBytes,
  pointField,
  processField,
  weighedField,
} from "./fields.ts";

const label = z.string().min(1).max(200);
const day = z.int().min(0).max(65_535);

const lot = z
  .strictObject({
    massGrams: bigintField,
    provenance: z
      .strictObject({
        co2eMargin: bigintField,
        co2ePrimary: bigintField,
        shares: z.array(bigintField).length(ATTRIBUTE_COUNT).readonly(),
        oldestAudit: day,
      })
      .readonly(),
    salt: bigintField,
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
    weighed: weighedField,
    lot: z.strictObject({ massGrams: bigintField, provenance: bigintField, salt: bigintField }).readonly(),
    siteKey: bigintField,
    parent: bigintField,
    documentsHash: hashField,
  }),
);

/** Assayer to site: the signature under the draft of this sample. */
export const ASSAY_SIGNATURE = kind(
  "assay-signature",
  z.strictObject({ sample: label, r8: pointField, s: bigintField }),
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
        parent: bigintField,
        child: bigintField,
        registry: bigintField,
        day,
        permit: bigintField,
        submitter: addressField,
        documentsHash: hashField,
        note: hexBytes,
        proof: z.array(bigintField).length(8).readonly(),
      })
      .readonly(),
  }),
);

/** Owner to auditor: openings of a lot and of its lineage as far as the owner knows it. */
export const AUDIT_DISCLOSURE = kind(
  "audit-disclosure",
  z.strictObject({ subject: bigintField, lots: z.array(lot).readonly() }),
);

/** Site to accreditor: public keys, and the figures that the auditor measured, which the chain only has a hash of. */
export const SITE_APPLICATION = kind(
  "site-application",
  z.strictObject({
    name: label,
    siteKey: bigintField,
    traceKey: bigintField,
    assayer: pointField,
    process: processField,
  }),
);

/** Site to tracing authority: the secret by which the site's permits can be told from others'. */
export const SITE_TRACE = kind(
  "site-trace",
  z.strictObject({ name: label, siteKey: bigintField, traceSecret: bigintField }),
);

/** What stands in every file beside its body. */
export const envelope = z.strictObject({
  from: addressField,
  purpose: label,
  expiresOn: day,
  body: z.unknown(),
});
