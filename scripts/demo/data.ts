import { readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "csv-parse/sync";
import { z } from "zod/v4";

import { dayOf } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { MintFigures } from "../core/mint.ts";
import type { Policy } from "../core/policy.ts";
import { parsePolicy } from "../core/policy-words.ts";
import { type Attribute, ATTRIBUTE_COUNT, ATTRIBUTE_RULES } from "../core/attributes.ts";
import { containedCobalt, parseDecimal } from "../core/units.ts";

/** Where the scenario's records stand; a user may edit them or point elsewhere. */
export const DATA_FOLDER = path.join(import.meta.dirname, "data");

export interface AttributeRecord extends Attribute {
  /** The firm that grants, renews and revokes it. */
  readonly controller: string;
}

/** A site as its accreditation dossier describes it. */
export interface SiteRecord {
  readonly name: string;
  readonly description: string;
  readonly mayMint: boolean;
  readonly mayRefine: boolean;
  readonly permits: number;
  readonly unitGrams: bigint;
  readonly auditedOn: number;
  readonly validUntil: number;
  readonly grants: readonly string[];
  readonly emissionFloor: bigint;
  readonly primaryShare: bigint;
  readonly yieldMin: bigint;
  readonly yieldMax: bigint;
}

/** A row of the weighbridge and assay sheet. */
export interface WeighRecord extends MintFigures {
  readonly lot: string;
  readonly site: string;
  /** The lot that was refined; empty for a mint. */
  readonly from: string;
  readonly bags: string;
  readonly documents: string;
}

export interface ScenarioData {
  readonly attributes: readonly AttributeRecord[];
  readonly sites: ReadonlyMap<string, SiteRecord>;
  readonly weighings: ReadonlyMap<string, WeighRecord>;
  readonly policies: ReadonlyMap<string, Policy>;
}

/** Reads attributes.json, sites.json, weighbridge.csv and policies.json of a folder. @throws BAD_RECORD, BAD_FIGURE, BAD_POLICY */
export function readScenarioData(folder = DATA_FOLDER): ScenarioData {
  const attributes = readJson(folder, "attributes.json", attributesSchema);
  const sites = Object.entries(readJson(folder, "sites.json", sitesSchema)).map(([name, site]) =>
    within(`sites.json, site ${name}`, () => siteRecord(name, site)),
  );
  const policies = Object.entries(readJson(folder, "policies.json", policiesSchema)).map(
    ([name, words]) =>
      [name, within(`policies.json, ${name}`, () => parsePolicy(words, attributes))] as const,
  );
  return {
    attributes,
    sites: new Map(sites.map((site) => [site.name, site])),
    weighings: readWeighings(folder, "weighbridge.csv"),
    policies: new Map(policies),
  };
}

/** The entry called `name`. @throws BAD_RECORD listing the names there are */
export function named<T>(entries: ReadonlyMap<string, T>, what: string, name: string): T {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  throw new KoboldError(
    "BAD_RECORD",
    phrase`no ${what} is called "${name}"`,
    phrase`use one of ${[...entries.keys()].join(", ")}`,
  );
}

const attributesSchema = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]*$/),
      controller: z.string().min(1),
      group: z.int().min(0).max(255),
      rule: z.enum(ATTRIBUTE_RULES),
    }),
  )
  .max(ATTRIBUTE_COUNT);

const siteSchema = z.strictObject({
  description: z.string(),
  rights: z.array(z.enum(["mint", "refine"])).min(1),
  permits: z.int().min(0).max(65_535),
  unitTonnes: z.string(),
  auditedOn: z.string(),
  validUntil: z.string(),
  grants: z.array(z.string()),
  emissionFloor: z.string(),
  primaryPercent: z.string(),
  yieldPercent: z.tuple([z.string(), z.string()]).default(["0", "0"]),
});
const sitesSchema = z.record(z.string(), siteSchema);
const policiesSchema = z.record(z.string(), z.string());

function siteRecord(name: string, site: z.infer<typeof siteSchema>): SiteRecord {
  return {
    name,
    description: site.description,
    mayMint: site.rights.includes("mint"),
    mayRefine: site.rights.includes("refine"),
    permits: site.permits,
    unitGrams: parseDecimal("unitTonnes", site.unitTonnes, 6),
    auditedOn: dayOf(site.auditedOn),
    validUntil: dayOf(site.validUntil),
    grants: site.grants,
    emissionFloor: parseDecimal("emissionFloor", site.emissionFloor, 6),
    primaryShare: parseDecimal("primaryPercent", site.primaryPercent, 2),
    yieldMin: parseDecimal("yieldPercent", site.yieldPercent[0], 2),
    yieldMax: parseDecimal("yieldPercent", site.yieldPercent[1], 2),
  };
}

function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): T {
  return within(file, () => {
    const result = schema.safeParse(JSON.parse(readText(folder, file)));
    if (result.success) return result.data;
    throw new KoboldError("BAD_RECORD", z.prettifyError(result.error), phrase`correct the file`);
  });
}

const weighSchema = z.strictObject({
  lot: z.string().min(1),
  site: z.string().min(1),
  from: z.string(),
  bags: z.string(),
  wet_tonnes: z.string(),
  moisture_percent: z.string(),
  grade_percent: z.string(),
  co2e_kg_per_kg: z.string(),
  documents: z.string(),
});

function readWeighings(folder: string, file: string): Map<string, WeighRecord> {
  const rows = within(file, () => {
    const parsed: unknown = parse(readText(folder, file), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    });
    return z.array(z.unknown()).parse(parsed);
  });
  const records = new Map<string, WeighRecord>();
  rows.forEach((row, i) => {
    const where = `${file}, line ${i + 2}`;
    const record = within(where, () => weighRecord(row));
    if (records.has(record.lot)) {
      throw new KoboldError(
        "BAD_RECORD",
        phrase`${where}: lot "${record.lot}" stands there twice`,
        phrase`give each lot a name of its own`,
      );
    }
    records.set(record.lot, record);
  });
  return records;
}

function weighRecord(row: unknown): WeighRecord {
  const result = weighSchema.safeParse(row);
  if (!result.success) {
    throw new KoboldError("BAD_RECORD", z.prettifyError(result.error), phrase`correct the columns`);
  }
  const { lot, site, from, bags, documents, ...figures } = result.data;
  const massGrams = containedCobalt({
    wetGrams: parseDecimal("wet_tonnes", figures.wet_tonnes, 6),
    moistureBp: parseDecimal("moisture_percent", figures.moisture_percent, 2),
    gradeBp: parseDecimal("grade_percent", figures.grade_percent, 2),
  });
  const stated = figures.co2e_kg_per_kg;
  const co2e = stated === "" ? {} : { co2e: parseDecimal("co2e_kg_per_kg", stated, 6) };
  return { lot, site, from, bags, documents, massGrams, ...co2e };
}

function readText(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), "utf8");
}

/** Runs `read` and says in its error where the record stands. */
function within<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const code = cause instanceof KoboldError ? cause.code : "BAD_RECORD";
    const remedy = cause instanceof KoboldError ? cause.said.remedy : phrase`correct the file`;
    const message =
      cause instanceof KoboldError
        ? cause.said.message
        : cause instanceof Error
          ? cause.message
          : String(cause);
    throw new KoboldError(code, phrase`${where}: ${message}`, remedy, { cause });
  }
}
