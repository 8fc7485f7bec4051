import path from "node:path";

import { asJson } from "../../scripts/core/json.ts";
import { toldOf } from "../../scripts/exports/told.ts";
import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { readEvidence, replaying } from "../../scripts/passport/evidence.ts";
import { writeNew } from "../ui/write-new.ts";
import { FORMAT_NAMES, writerOf } from "./formats.ts";

/** A plant that does not exist, with a number of those that GS1 keeps for examples. */
const PLANT = {
  page: "https://plant.example/passports.html",
  context: "https://plant.example/kobold-v1.json",
  issuer: "did:web:plant.example",
  issuerName: "Example Plant",
  gtin: "9521234567899",
  resolver: "https://id.plant.example",
  country: "BE",
  served: "product=https://plant.example/untp-product.json,epcis=https://plant.example/epcis.json",
};

/** Writes what evidence of a pack's check proves, in every format. @throws BAD_FILE, RangeError unless it is true */
export async function writeExamples(folder: string, text: string): Promise<void> {
  const { evidence, passport } = readEvidence(text);
  const told = toldOf(passport, await checkPassport(passport, { ask: replaying(evidence) }), PLANT.page);
  for (const format of FORMAT_NAMES) {
    const out = path.join(folder, `${format}.json`);
    writeNew(out, asJson(writerOf({ ...PLANT, format, out })(told), 2));
  }
}
