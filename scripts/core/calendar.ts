import { KoboldError } from "./errors.ts";
import { requireBits } from "./field.ts";
import { phrase } from "./phrase.ts";

const DAY_MS = 86_400_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The day since 1970-01-01 of a date written `2026-03-16`. @throws BAD_FIGURE */
export function dayOf(isoDate: string): number {
  const ms = ISO_DATE.test(isoDate) ? Date.parse(`${isoDate}T00:00:00Z`) : NaN;
  // Date.parse takes 2026-02-31 for 2026-03-03
  if (Number.isNaN(ms) || isoDateOf(ms / DAY_MS) !== isoDate) {
    throw new KoboldError("BAD_FIGURE", phrase`"${isoDate}" is not a date`, phrase`write it as 2026-03-16`);
  }
  return ms / DAY_MS;
}

/** The day since 1970-01-01 of a block timestamp in seconds. */
export function dayOfTimestamp(seconds: number): number {
  return Math.floor(seconds / (DAY_MS / 1000));
}

/** A day since 1970-01-01 as `2026-03-16`. */
export function isoDateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** A block's timestamp as `2026-03-16T08:00:00Z`. */
export function isoInstantOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}

/** A period as `2026-03`. */
export function isoMonthOf(period: number): string {
  return new Date(Date.UTC(1970, period)).toISOString().slice(0, 7);
}

/** The permit period of a day: months since January 1970, UTC. */
export function periodOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return 12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth();
}

/** The clock signal of a site's proof: day + 2^16 · period. @throws OUT_OF_RANGE for a day of more than 16 bits */
export function whenOf(day: number): bigint {
  return requireBits(phrase`day of the proof`, BigInt(day), 16) + (BigInt(periodOf(day)) << 16n);
}

/** The day of a clock signal. */
export function dayOfWhen(when: bigint): bigint {
  return BigInt.asUintN(16, when);
}
