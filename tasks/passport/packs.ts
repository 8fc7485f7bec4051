import { readdirSync, statSync } from "node:fs";
import path from "node:path";

import { z } from "zod/v4";

import { canonicalJson } from "../../scripts/core/canonical-json.ts";
import { isEvidence, readEvidence } from "../../scripts/passport/evidence.ts";
import { type PassportFile, readPassport, type Subject } from "../../scripts/passport/file.ts";
import { understood } from "./read.ts";

/** A file, or a folder's passports in the order of their names. @throws BAD_FILE */
export function filesIn(place: string): string[] {
  if (/^https?:/.test(place) || statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true)
    return [place];
  const names = readdirSync(place).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => path.join(place, name));
}

/** A passport, alone or in evidence. */
export interface Made {
  /** As it was written. */
  readonly json: Json;
  readonly hasEvidence: boolean;
  /** All that the packs of an order have in common, as one text. */
  readonly shared: string;
  /** Undefined for a lot's. */
  readonly pack: Extract<Subject, { kind: "pack" }> | undefined;
}

const jsonSchema = z.looseObject({
  subject: z.looseObject({}).optional(),
  passport: z.looseObject({}).optional(),
});
export type Json = z.infer<typeof jsonSchema>;

/** JSON that has been read as a passport or evidence before. */
export function jsonIn(text: string): Json {
  return jsonSchema.parse(JSON.parse(text));
}

/** @throws BAD_FILE */
export function madeOf(name: string, text: string): Made {
  const hasEvidence = isEvidence(text);
  const { subject }: PassportFile = understood(name, () =>
    hasEvidence ? readEvidence(text).passport : readPassport(text),
  );
  const json = jsonIn(text);
  const passport = hasEvidence ? (json.passport ?? {}) : json;
  return {
    json,
    hasEvidence,
    shared: canonicalJson(withoutPack(jsonSchema.parse(passport))),
    pack: subject.kind === "pack" ? subject : undefined,
  };
}

const OF_A_PACK = ["serial", "position", "siblings"];

/** A passport or evidence without what tells a pack from the others of its order. */
export function withoutPack(json: Json): Json {
  const { passport, subject } = json;
  if (passport !== undefined) return { ...json, passport: withoutPack(jsonSchema.parse(passport)) };
  const order = Object.entries(subject ?? {}).filter(([name]) => !OF_A_PACK.includes(name));
  return { ...json, subject: Object.fromEntries(order) };
}
