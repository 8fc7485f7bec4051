import { KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";

/** The id of a lot or a policy as people see it: 0x and 64 digits. */
export function idText(id: bigint): string {
  return `0x${id.toString(16).padStart(64, "0")}`;
}

/** The first digits of an id as `idText` writes it: 48 bits, by which people tell ids apart and can name one. */
export function shortId(text: string): string {
  return text.slice(0, 14);
}

/** The ids that begin with what somebody typed, four hexadecimal digits at least; undefined for any other text. */
export function idsFrom(typed: string, ids: Iterable<bigint>): bigint[] | undefined {
  const [, digits] = /^(?:0x)?([0-9a-f]{4,64})$/i.exec(typed) ?? [];
  if (digits === undefined) return undefined;
  const start = `0x${digits.toLowerCase()}`;
  return [...ids].filter((id) => idText(id).startsWith(start));
}

/** The only id that somebody can mean by `typed`. @throws NOT_FOUND, AMBIGUOUS, saying `none`, or naming those that it may be */
export function onlyId(typed: string, found: readonly bigint[], none: Text, remedy: Text): bigint {
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  throw new KoboldError(
    only === undefined ? "NOT_FOUND" : "AMBIGUOUS",
    only === undefined ? none : phrase`"${typed}" could be any of ${found.map(idText).join(", ")}`,
    remedy,
  );
}
