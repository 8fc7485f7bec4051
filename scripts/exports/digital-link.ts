import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

/** Crockford's base 32: no letter that is taken for a digit. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ID_BITS = 254n;
const BATCH_BITS = 100n;

/** The product that a firm has a number for, at GS1. */
export interface Article {
  /** 14 digits. */
  readonly gtin: string;
  /** The URL of the resolver, without a slash at its end. */
  readonly resolver: string;
}

/** @param gtin of 8, 12, 13 or 14 digits, the last its check digit @throws BAD_INPUT */
export function articleOf(gtin: string, resolver: string): Article {
  if (!/^(\d{8}|\d{12,14})$/.test(gtin) || checkDigit(gtin.slice(0, -1)) !== gtin.at(-1)) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`"${gtin}" is not a GTIN: its digits and check digit do not fit`,
      phrase`give 8, 12, 13 or 14 digits, as GS1 has given them out`,
    );
  }
  return { gtin: gtin.padStart(14, "0"), resolver: resolver.replace(/\/+$/, "") };
}

/** GS1's check digit: from the right, digits count three times and once by turns. */
export function checkDigit(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** A lot as a batch of a product: the first 100 bits of its id, in 20 characters, as many as a batch may have. */
export function batchOf(lotId: string): string {
  let rest = BigInt(lotId) >> (ID_BITS - BATCH_BITS);
  let batch = "";
  while (batch.length < 20) {
    batch = (DIGITS[Number(rest & 31n)] ?? "") + batch;
    rest >>= 5n;
  }
  return batch;
}

export function batchLink({ gtin, resolver }: Article, lotId: string): string {
  return `${resolver}/01/${gtin}/10/${batchOf(lotId)}`;
}

export function serialLink({ gtin, resolver }: Article, serial: string): string {
  return `${resolver}/01/${gtin}/21/${encodeURIComponent(serial)}`;
}
