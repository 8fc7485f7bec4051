import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { NEUTRAL_ROW } from "../../scripts/core/policy.ts";
import { CO2E_CAP } from "../../scripts/core/provenance.ts";
import { hash, type LotFacts, lotIdOf, modulo, range } from "./circuit-lot.ts";

export interface Row {
  readonly shares: bigint;
  readonly shareFactor: bigint;
  readonly primaryFactor: bigint;
  readonly co2eFactor: bigint;
  readonly auditFactor: bigint;
  /** As the circuit takes it, in two's complement. */
  readonly constant: bigint;
}

/** A claim as numbers without any check. */
export interface ClaimFacts {
  readonly lot: LotFacts;
  /** What is not given is 0. */
  readonly rows: readonly Partial<Row>[];
  readonly massMin: bigint;
  readonly massMax: bigint;
  readonly day: bigint;
}

export const honestClaim: ClaimFacts = {
  lot: {
    massGrams: 11_905_000n,
    lanes: [CO2E_CAP - 11_821_455n, 11_821_452n, ...range(14).map((j) => 71_000_000n * BigInt(j + 1))],
    oldestAudit: 20_100n,
    salt: 5n,
  },
  rows: [],
  massMin: 0n,
  massMax: (1n << 32n) - 1n,
  day: 20_528n,
};

export function twosComplement(constant: bigint): bigint {
  return BigInt.asUintN(48, constant);
}

function packed({ shares, shareFactor, primaryFactor, co2eFactor, auditFactor, constant }: Row): bigint {
  const parts: [bigint, number][] = [
    [shares, 0],
    [shareFactor, 14],
    [primaryFactor, 30],
    [co2eFactor, 46],
    [auditFactor, 62],
    [constant, 78],
  ];
  return parts.reduce((sum, [part, place]) => sum + part * (1n << BigInt(place)), 0n);
}

/** Inputs whose hashes fit the facts, whether these are allowed or not. */
export function claimInputsOf(facts: ClaimFacts): CircuitInputs {
  const rows = range(8).map((i): Row => ({ ...NEUTRAL_ROW, ...facts.rows[i] }));
  const word = (k: number) =>
    packed(rows[2 * k] ?? NEUTRAL_ROW) + (1n << 126n) * packed(rows[2 * k + 1] ?? NEUTRAL_ROW);
  return {
    lotId: lotIdOf(facts.lot),
    policyId: hash(word(0), word(1), word(2), word(3), facts.massMin + (1n << 32n) * facts.massMax),
    day: modulo(facts.day),
    massGrams: modulo(facts.lot.massGrams),
    lanes: facts.lot.lanes.map(modulo),
    oldestAudit: modulo(facts.lot.oldestAudit),
    salt: facts.lot.salt,
    shares: rows.map((r) => modulo(r.shares)),
    shareFactors: rows.map((r) => modulo(r.shareFactor)),
    primaryFactors: rows.map((r) => modulo(r.primaryFactor)),
    co2eFactors: rows.map((r) => modulo(r.co2eFactor)),
    auditFactors: rows.map((r) => modulo(r.auditFactor)),
    constants: rows.map((r) => modulo(r.constant)),
    massMin: modulo(facts.massMin),
    massMax: modulo(facts.massMax),
  };
}
