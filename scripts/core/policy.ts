import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { policyHash } from "./policy-hash.ts";
import { requireBits, requireRange } from "./field.ts";
import { formatMass, MAX_MASS_GRAMS } from "./units.ts";
import type { Provenance } from "./provenance.ts";
import { ATTRIBUTE_COUNT, attributesInSet } from "./attributes.ts";

/** The most rows of a policy. */
export const MAX_ROWS = 8;
const ROW_BITS = 126n;
const FACTOR_BITS = 15;
const CONSTANT_BITS = 48;
/** The largest factor of a row. */
export const MAX_FACTOR = (1n << BigInt(FACTOR_BITS)) - 1n;

/**
 * One inequality over a provenance, true where
 * shareFactor · Σ share[j] + primaryFactor · co2ePrimary + co2eFactor · co2eMargin
 * + auditFactor · (oldestAudit − day) + constant ≥ 0.
 * All factors are non-negative, so a weaker provenance never passes where a stronger one fails.
 */
export interface PolicyRow {
  /** 18-bit set of the attributes j whose shares are added, within one group. */
  readonly shares: bigint;
  readonly shareFactor: bigint;
  readonly primaryFactor: bigint;
  readonly co2eFactor: bigint;
  readonly auditFactor: bigint;
  /** Signed, 48 bits. */
  readonly constant: bigint;
}

/** Up to 8 rows that must all hold, and an interval that the mass must lie in. */
export interface Policy {
  readonly rows: readonly PolicyRow[];
  readonly massMin: bigint;
  readonly massMax: bigint;
}

/** The row that always holds: how an unused one is stored. */
export const NEUTRAL_ROW: PolicyRow = {
  shares: 0n,
  shareFactor: 0n,
  primaryFactor: 0n,
  co2eFactor: 0n,
  auditFactor: 0n,
  constant: 0n,
};

/** A row's constant in two's complement, as circuit and contract take it. */
export function encodeConstant(constant: bigint): bigint {
  const limit = 1n << BigInt(CONSTANT_BITS - 1);
  return BigInt.asUintN(CONSTANT_BITS, requireRange(phrase`constant of a row`, constant, -limit, limit - 1n));
}

/** A row as one number of 126 bits, lowest bits first. @throws OUT_OF_RANGE */
export function packRow(row: PolicyRow): bigint {
  return (
    requireBits(phrase`attributes of a row`, row.shares, ATTRIBUTE_COUNT) |
    (requireBits(phrase`factor of the shares`, row.shareFactor, FACTOR_BITS) << 18n) |
    (requireBits(phrase`factor of the primary data`, row.primaryFactor, FACTOR_BITS) << 33n) |
    (requireBits(phrase`factor of the footprint`, row.co2eFactor, FACTOR_BITS) << 48n) |
    (requireBits(phrase`factor of the audit day`, row.auditFactor, FACTOR_BITS) << 63n) |
    (encodeConstant(row.constant) << 78n)
  );
}

/** The row that `packRow` packed. @throws OUT_OF_RANGE above 126 bits */
export function unpackRow(packed: bigint): PolicyRow {
  requireBits(phrase`row of a policy`, packed, Number(ROW_BITS));
  const field = (place: bigint, bits: number) => BigInt.asUintN(bits, packed >> place);
  return {
    shares: field(0n, ATTRIBUTE_COUNT),
    shareFactor: field(18n, FACTOR_BITS),
    primaryFactor: field(33n, FACTOR_BITS),
    co2eFactor: field(48n, FACTOR_BITS),
    auditFactor: field(63n, FACTOR_BITS),
    constant: BigInt.asIntN(CONSTANT_BITS, field(78n, CONSTANT_BITS)),
  };
}

/** All eight rows, unused ones neutral. @throws OUT_OF_RANGE above eight */
export function paddedRows({ rows }: Policy): PolicyRow[] {
  requireRange(phrase`number of rows`, BigInt(rows.length), 0n, BigInt(MAX_ROWS));
  return Array.from({ length: MAX_ROWS }, (_, i) => rows[i] ?? NEUTRAL_ROW);
}

/** The four words of rows, two in each: row 2k + 2^126 · row 2k+1. */
export function packRows(policy: Policy): bigint[] {
  const rows = paddedRows(policy).map(packRow);
  return Array.from(
    { length: MAX_ROWS / 2 },
    (_, k) => (rows[2 * k] ?? 0n) | ((rows[2 * k + 1] ?? 0n) << ROW_BITS),
  );
}

/**
 * The policy of four words and an interval. Unused rows at the end are left out, others stand as neutral ones, since a
 * row's place counts in the identifier.
 * @throws OUT_OF_RANGE
 */
export function unpackPolicy(words: readonly bigint[], interval: bigint): Policy {
  const rows = words.flatMap((word) => [BigInt.asUintN(Number(ROW_BITS), word), word >> ROW_BITS]);
  const used = rows.findLastIndex((row) => row !== 0n) + 1;
  return {
    rows: rows.slice(0, used).map(unpackRow),
    massMin: BigInt.asUintN(32, interval),
    massMax: requireBits(phrase`maximum mass`, interval >> 32n, 32),
  };
}

/** massMin + 2^32 · massMax. @throws OUT_OF_RANGE, BAD_POLICY for the second spelling of no interval */
export function packInterval({ massMin, massMax }: Policy): bigint {
  requireRange(phrase`minimum mass`, massMin, 0n, massMax, formatMass);
  if (massMin === 1n && massMax === MAX_MASS_GRAMS) {
    throw new KoboldError(
      "BAD_POLICY",
      phrase`every lot weighs at least 1 g, so these bounds exclude nothing`,
      phrase`write it from 0 g`,
    );
  }
  return massMin | (requireRange(phrase`maximum mass`, massMax, 1n, MAX_MASS_GRAMS, formatMass) << 32n);
}

/** The policy's identifier, the same on chain and in the circuit. */
export function policyId(policy: Policy): bigint {
  return policyHash(packRows(policy), packInterval(policy));
}

/** Whether the policy is about one lot's mass too, so that a claim does not hold for the lot's pieces. */
export function isAboutLot({ massMin, massMax }: Policy): boolean {
  return massMin !== 0n || massMax !== MAX_MASS_GRAMS;
}

/** Whether a row holds for every lot on every day: only its audit term can be negative, and days have 16 bits. */
export function alwaysHolds({ auditFactor, constant }: PolicyRow): boolean {
  return constant >= auditFactor * 65_535n;
}

/** The left side of a row's inequality; negative by how much the row fails. */
export function rowValue(row: PolicyRow, provenance: Provenance, day: number): bigint {
  const share = attributesInSet(row.shares).reduce((sum, j) => sum + (provenance.shares[j] ?? 0n), 0n);
  return (
    row.shareFactor * share +
    row.primaryFactor * provenance.co2ePrimary +
    row.co2eFactor * provenance.co2eMargin +
    row.auditFactor * BigInt(provenance.oldestAudit - day) +
    row.constant
  );
}
