import { KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";

/** JSON with sorted keys, without spaces and with bigints as decimals in quotes: one text for one value. */
export function canonicalJson(value: object): string {
  return JSON.stringify(sorted(value));
}

/** Reads canonical JSON. @throws MALFORMED if it is any other text */
export function parseCanonicalJson(what: Text, text: string): unknown {
  const value = parseJson(what, text);
  // a name that stands twice, for one, would be read differently elsewhere
  if (JSON.stringify(sorted(value)) === text) return value;
  throw malformed(what, phrase`its JSON is not canonical`);
}

/** Reads JSON. @throws MALFORMED */
export function parseJson(what: Text, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw malformed(what, phrase`it is not JSON`, cause);
  }
}

export function malformed(what: Text, why: Text, cause?: unknown): KoboldError {
  return new KoboldError(
    "MALFORMED",
    phrase`${what} cannot be read: ${why}`,
    phrase`ask its sender for the whole file`,
    { cause },
  );
}

function sorted(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
