import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { type LotFacts, lotIdOf, modulo, range, words } from "./circuit-lot.ts";

const PLACES = 8;
const UNUSED: LotFacts = { massGrams: 0n, lanes: range(16).map(() => 0n), oldestAudit: 0n, salt: 0n };

/** A merge as numbers without any check. */
export interface MergeFacts {
  readonly parents: readonly LotFacts[];
  /** Its mass enters only its id: the circuit adds up its own. */
  readonly child: LotFacts;
  /** Σ mass · lane - lane · child's mass if not given. */
  readonly remainders?: readonly bigint[];
  readonly sameProvenance?: bigint;
}

/** Σ mass · lane over some lots. */
export function weighted(lots: readonly LotFacts[], lane: number): bigint {
  return lots.reduce((sum, { massGrams, lanes }) => sum + massGrams * (lanes[lane] ?? 0n), 0n);
}

/** The lot that a merge makes, every bound rounded down. */
export function blended(parents: readonly LotFacts[], salt = 77n): LotFacts {
  const massGrams = parents.reduce((sum, lot) => sum + lot.massGrams, 0n);
  const audits = parents.map(({ oldestAudit }) => oldestAudit);
  return {
    massGrams,
    lanes: range(16).map((k) => weighted(parents, k) / massGrams),
    oldestAudit: audits.reduce((least, audit) => (audit < least ? audit : least)),
    salt,
  };
}

/** Inputs whose hashes fit the facts, whether these are allowed or not. */
export function mergeInputsOf({
  parents,
  child,
  remainders,
  sameProvenance = 0n,
}: MergeFacts): CircuitInputs {
  const places = range(PLACES).map((i) => parents[i] ?? UNUSED);
  const mass = places.reduce((sum, { massGrams }) => sum + massGrams, 0n);
  const remainder = (k: number): bigint => weighted(places, k) - (child.lanes[k] ?? 0n) * mass;
  return {
    parents: places.map((lot) => (lot.massGrams === 0n ? 0n : lotIdOf(lot))),
    child: lotIdOf(child),
    sameProvenance: modulo(sameProvenance),
    parentMassGrams: places.map(({ massGrams }) => modulo(massGrams)),
    parentLanes: places.map(({ lanes }) => words(lanes)),
    parentOldestAudits: places.map(({ oldestAudit }) => modulo(oldestAudit)),
    parentSalts: places.map(({ salt }) => salt),
    childLanes: child.lanes.map(modulo),
    remainders: range(16).map((k) => modulo(remainders?.[k] ?? remainder(k))),
    childOldestAudit: modulo(child.oldestAudit),
    childSalt: child.salt,
  };
}
