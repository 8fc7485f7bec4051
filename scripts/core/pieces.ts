import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { WHOLE_SHARE } from "./attributes.ts";
import { formatMass, parseMass, parseShare } from "./units.ts";

/**
 * Reads how a lot is shared out, such as `10t,rest` or `40%,60%`, as the grams of its pieces in their order.
 * @param massGrams of the lot
 * @throws BAD_FIGURE for a part that is no whole number of grams, RULE_BROKEN unless the pieces are the lot
 */
export function parsePieces(text: string, massGrams: bigint): bigint[] {
  const parts = text.split(",").map((part) => part.trim());
  const known = parts.map((part) => (part === "rest" ? undefined : parsePiece(part, massGrams)));
  const taken = known.reduce<bigint>((sum, grams) => sum + (grams ?? 0n), 0n);
  const rest = massGrams - taken;
  const rests = known.filter((grams) => grams === undefined).length;
  if (rests > 1) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`pieces "${text}": only one of them can be \`rest\``,
      phrase`give masses to the others`,
    );
  }
  if (rest < 0n || (rests === 1) === (rest === 0n)) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`pieces "${text}" weigh ${formatMass(taken)} together, the lot ${formatMass(massGrams)}`,
      phrase`write \`rest\` for the piece that takes what is left; leave it out if nothing is left`,
    );
  }
  return known.map((grams) => grams ?? rest);
}

function parsePiece(part: string, massGrams: bigint): bigint {
  if (!part.endsWith("%")) return parseMass(phrase`piece`, part);
  const product = massGrams * parseShare(phrase`piece`, part.slice(0, -1));
  if (product % WHOLE_SHARE === 0n) return product / WHOLE_SHARE;
  throw new KoboldError(
    "BAD_FIGURE",
    phrase`piece "${part}" of ${formatMass(massGrams)} is not a whole number of grams`,
    phrase`give its mass, or call it \`rest\``,
  );
}
