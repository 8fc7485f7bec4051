import { z } from "zod/v4";

import { fieldElement, hexBytes, pointField, processField } from "../notes/fields.ts";

export const siteRecordSchema = z.object({
  name: z.string().min(1),
  secrets: z.object({ siteSecret: fieldElement, traceSecret: fieldElement }).readonly(),
  /** The public key of the site's assayer. */
  assayer: pointField,
  /** The assayer's private key as hex, where this firm is the assayer. */
  assayerKey: hexBytes.length(66).nullable(),
  process: processField,
});

/** What a firm keeps of a site of its own; the rest of its accreditation is on the chain. */
export type SiteRecord = Readonly<z.output<typeof siteRecordSchema>>;

export const traceRecordSchema = z.object({
  siteKey: fieldElement,
  name: z.string(),
  traceSecret: fieldElement,
});

/** What the tracing authority was told of a site when it was accredited: enough to link its permits to it. */
export type TraceRecord = Readonly<z.output<typeof traceRecordSchema>>;
