import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { printable } from "../../scripts/core/printable.ts";
import { isSerial } from "../../scripts/passport/serials.ts";

/** @throws BAD_FILE for a file without serial numbers, or with one that stands twice, or that no passport can have */
export function serialsIn(text: string): string[] {
  const serials = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const last = new Map(serials.map((serial, i) => [serial, i]));
  const twice = serials.find((serial, i) => last.get(serial) !== i);
  const wrong = serials.find((serial) => !isSerial(serial));
  if (wrong !== undefined) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`"${printable(wrong)}" is no serial number`,
      phrase`give 1 to 20 characters each: letters without accents, digits, and ! " % & ' ( ) * + , - . / : ; < = > ? _`,
    );
  }
  if (serials.length > 0 && twice === undefined) return serials;
  throw new KoboldError(
    "BAD_FILE",
    twice === undefined
      ? phrase`the file has no serial numbers`
      : phrase`serial number ${twice} appears twice`,
    phrase`give one serial number per line, each only once`,
  );
}
