import { z } from "zod";

import type { Point, ProcessFigures, SiteSecrets } from "../core/site.ts";
import { bigintField, fieldElement, hexBytes } from "./fields.ts";
import type { RecordSchema } from "./record-store.ts";

/** What a firm keeps of a site of its own; the rest of its accreditation is on the chain. */
export interface SiteRecord {
  readonly name: string;
  readonly secrets: SiteSecrets;
  /** The public key of the site's assayer. */
  readonly assayer: Point;
  /** The assayer's private key as hex, where this firm is the assayer. */
  readonly assayerKey: string | null;
  readonly process: ProcessFigures;
}

export const siteRecordSchema: RecordSchema<SiteRecord> = z.object({
  name: z.string().min(1),
  secrets: z.object({ siteSecret: fieldElement, traceSecret: fieldElement }),
  assayer: z.tuple([fieldElement, fieldElement]),
  assayerKey: hexBytes.length(66).nullable(),
  process: z.object({
    emissionFloor: bigintField,
    primaryShare: bigintField,
    yieldMin: bigintField,
    yieldMax: bigintField,
    processSalt: fieldElement,
  }),
});

/** What the tracing authority was told of a site when it was accredited: enough to link its permits to it. */
export interface TraceRecord {
  readonly siteKey: bigint;
  readonly name: string;
  readonly traceSecret: bigint;
}

export const traceRecordSchema: RecordSchema<TraceRecord> = z.object({
  siteKey: fieldElement,
  name: z.string(),
  traceSecret: fieldElement,
});
