import { readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod/v4";

import { ATTRIBUTE_COUNT, ATTRIBUTE_RULES } from "../core/attributes.ts";
import { dayOf } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, stored, type Text } from "../core/phrase.ts";
import { parsePolicy } from "../core/policy-words.ts";
import { SITE_RIGHTS } from "../core/site.ts";
import { parseBand, parseCo2e, parseMass, parsePercent } from "../core/units.ts";
import { readSheet } from "../sheets/read-sheet.ts";
import type { Weighing } from "../sheets/weighing.ts";
import { readWeighings } from "../sheets/weighings.ts";
import { messageOf } from "./report.ts";

/** Where the scenario's records stand; a user may edit them or point elsewhere. */
export const DATA_FOLDER = path.join(import.meta.dirname, "data");

/** The scenario's records, by the names of sites, lots and policies. */
export type ScenarioData = Awaited<ReturnType<typeof readScenarioData>>;

/**
 * Reads attributes.json, sites.json, weighbridge.csv, campaigns.csv and policies.json of a folder.
 * @throws BAD_FILE, BAD_FIGURE, BAD_POLICY
 */
export async function readScenarioData(folder = DATA_FOLDER) {
  const attributes = readJson(folder, "attributes.json", attributesSchema);
  return {
    /** Each with its controller: who grants, renews and revokes it. */
    attributes,
    sites: readEach(folder, "sites.json", siteSchema, dossierOf),
    /** What comes into the chain. */
    mined: await readNamedLots(folder, "weighbridge.csv"),
    /** What leaves a refinery or plant. */
    refined: await readNamedLots(folder, "campaigns.csv"),
    policies: readEach(folder, "policies.json", z.string(), (words) => parsePolicy(words, attributes)),
  };
}

/** The entry called `name`. @throws NOT_FOUND listing the names there are */
export function named<T>(entries: ReadonlyMap<string, T>, what: Text, name: string): T {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  throw new KoboldError(
    "NOT_FOUND",
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
  right: z.enum(SITE_RIGHTS),
  permits: z.int().min(0).max(65_535),
  unit: z.string(),
  auditedOn: z.string(),
  validUntil: z.string(),
  grants: z.array(z.string()),
  raisedAtMint: z.array(z.string()).default([]),
  floor: z.string(),
  primary: z.string(),
  yield: z.string().default("0%..0%"),
});

/** A site as its accreditation dossier describes it; its grants are names of attributes, which it is open to. */
export type SiteDossier = ReturnType<typeof dossierOf>;
function dossierOf(site: z.output<typeof siteSchema>) {
  const [yieldMin, yieldMax] = parseBand("yield", site.yield);
  return {
    description: stored(site.description),
    terms: {
      right: site.right,
      permits: site.permits,
      unitGrams: parseMass("unit", site.unit),
      auditedOn: dayOf(site.auditedOn),
      validUntil: dayOf(site.validUntil),
    },
    grants: site.grants,
    /** Those of them that refining raises, where it mints. */
    raisedAtMint: site.raisedAtMint,
    process: {
      emissionFloor: parseCo2e("floor", site.floor),
      primaryShare: parsePercent("primary", site.primary),
      yieldMin,
      yieldMax,
    },
  };
}

function readEach<T, U>(
  folder: string,
  file: string,
  schema: z.ZodType<T>,
  read: (entry: T) => U,
): Map<string, U> {
  const entries = Object.entries(readJson(folder, file, z.record(z.string(), schema)));
  return new Map(entries.map(([name, entry]) => [name, within(`${file}, ${name}`, () => read(entry))]));
}

function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): T {
  return within(file, () => {
    const result = schema.safeParse(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
    if (result.success) return result.data;
    throw new Error(z.prettifyError(result.error));
  });
}

/** A weighbridge and assay sheet, by the lots' names. */
async function readNamedLots(folder: string, file: string): Promise<Map<string, Weighing>> {
  const rows = await readSheet(path.join(folder, file));
  const { weighings, problems } = readWeighings(rows, { decimal: "point" });
  for (const { row, column, error } of problems)
    throw standingIn(phrase`${file}, row ${row}, ${column ?? "–"}`, error);
  return new Map(weighings.map((weighing) => [weighing.label, weighing]));
}

/** Runs `read` and says in its error where the record stands. */
function within<T>(where: Text, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw standingIn(where, cause);
  }
}

function standingIn(where: Text, cause: unknown): KoboldError {
  const { code, said } =
    cause instanceof KoboldError
      ? cause
      : new KoboldError("BAD_FILE", messageOf(cause), phrase`correct the file`);
  return new KoboldError(code, phrase`${where}: ${said.message}`, said.remedy, { cause });
}
