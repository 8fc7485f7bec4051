import { BASE_ORDER, FIELD_ORDER } from "../../core/field.ts";
import { FIELD, G1, G2, WORD } from "../sections.ts";
import { type Address, type EngineInstance, PAIR_BYTES } from "./instance.ts";
import type { TransformTables } from "./transform-tables.ts";
import { COEFFICIENT_BYTES, parseZkey, type Zkey } from "./zkey.ts";

export type Group = "G1" | "G2";

/** Points in the module's memory, and the numbers of their scalars. */
export interface StoredPoints {
  readonly group: Group;
  readonly points: Address;
  readonly wires: Address;
  readonly count: number;
}

/**
 * Where the scalars of a proof stand, by number: all wires, the domain's values of the quotient, and four more, so that
 * each of the proof's sums is one multiplication: α and β, which have the scalar 1, are among the points, and so is δ.
 */
export interface ScalarPlan {
  readonly quotient: number;
  readonly one: number;
  readonly r: number;
  readonly s: number;
  readonly minusRs: number;
  readonly total: number;
}

/** A proving key in the module's memory. */
export interface ProvingKey {
  readonly wires: number;
  readonly publicSignals: number;
  readonly domain: number;
  readonly scalars: ScalarPlan;
  /** α + Σ a·wire + r·δ, which is the proof's A. */
  readonly a: StoredPoints;
  /** β + Σ b·wire + s·δ in G1, which C takes; in G2 it is the proof's B. */
  readonly b1: StoredPoints;
  readonly b2: StoredPoints;
  /** Σ c·wire + Σ h·quotient − r·s·δ. */
  readonly c: StoredPoints;
  readonly entries: Address;
  readonly entryCount: number;
  readonly coefficients: Address;
  readonly coset: Address;
}

/** Takes a key into the module's memory, for good. @throws RangeError if the file is none, or its parts don't fit together */
export function loadProvingKey(
  engine: EngineInstance,
  tables: TransformTables,
  file: Uint8Array,
): ProvingKey {
  const zkey = parseZkey(file);
  const domain = 1 << zkey.domainBits;
  tables.reach(zkey.domainBits);
  const quotient = zkey.wires;
  const one = quotient + domain;
  const scalars = { quotient, one, r: one + 1, s: one + 2, minusRs: one + 3, total: one + 4 };
  const { alpha1, beta1, beta2, delta1, delta2, publicSignals } = zkey;
  const store = (group: Group, ...parts: readonly Part[]) => storePoints(engine, group, parts);
  return {
    wires: zkey.wires,
    publicSignals,
    domain,
    scalars,
    a: store("G1", [zkey.a, 0], [alpha1, scalars.one], [delta1, scalars.r]),
    b1: store("G1", [zkey.b1, 0], [beta1, scalars.one], [delta1, scalars.s]),
    b2: store("G2", [zkey.b2, 0], [beta2, scalars.one], [delta2, scalars.s]),
    c: store("G1", [zkey.c, publicSignals + 1], [zkey.h, quotient], [delta1, scalars.minusRs]),
    ...storeCoefficients(engine, zkey),
    coset: tables.coset(zkey.domainBits),
  };
}

/** Points, and the number of the first one's scalar; the others follow. */
type Part = readonly [points: Uint8Array, scalar: number];

/** A zkey's Montgomery form is for 2^256, the module's for 2^255: multiplying divides by that. */
const POINT_FACTOR = (1n << 254n) % BASE_ORDER;
const POINTS_AT_ONCE = 1024;

function storePoints(engine: EngineInstance, group: Group, parts: readonly Part[]): StoredPoints {
  const size = group === "G1" ? G1 : G2;
  const most = parts.reduce((sum, [points]) => sum + points.length / size, 0);
  // a coordinate takes 40 bytes in place of 32
  const stored = (size / FIELD) * (PAIR_BYTES / 2);
  const points = engine.allocate(most * stored);
  const wires = engine.allocate(most * WORD);
  let count = 0;
  engine.scoped(() => {
    const factor = group === "G1" ? engine.twice(POINT_FACTOR) : engine.twice(POINT_FACTOR, 0n);
    const raw = engine.allocate(POINTS_AT_ONCE * size);
    for (const [bytes, scalar] of parts) {
      for (let first = 0; first < bytes.length / size; first += POINTS_AT_ONCE) {
        const chunk = bytes.subarray(first * size, (first + POINTS_AT_ONCE) * size);
        engine.write(raw, chunk);
        const to = [points + count * stored, wires + count * WORD] as const;
        count += engine.call(`store${group}`, ...to, raw, chunk.length / size, scalar + first, factor);
      }
    }
  });
  return { group, points, wires, count };
}

/** A zkey's factors are a·2^512; the module takes a·2^510. */
const COEFFICIENT_FACTOR = (1n << 253n) % FIELD_ORDER;
const ENTRY_WORDS = 3;

/** Few factors differ from one another, so each is kept once. */
function storeCoefficients(engine: EngineInstance, { coefficients: view, domainBits }: Zkey) {
  const entryCount = view.byteLength / COEFFICIENT_BYTES;
  const entries = engine.allocate(entryCount * ENTRY_WORDS * WORD);
  const words = engine.words(entries, entryCount * ENTRY_WORDS);
  const known = new Map<bigint, number>();
  for (let index = 0; index < entryCount; index += 1) {
    const at = index * COEFFICIENT_BYTES;
    const value = factorAt(view, at + ENTRY_WORDS * WORD);
    const number = known.get(value) ?? known.size;
    known.set(value, number);
    const row = (view.getUint32(at, true) << domainBits) + view.getUint32(at + WORD, true);
    words.set([row, view.getUint32(at + 2 * WORD, true), number], index * ENTRY_WORDS);
  }
  return { entries, entryCount, coefficients: storeFactors(engine, [...known.keys()]) };
}

function factorAt(view: DataView, at: number): bigint {
  let value = 0n;
  for (let word = 3; word >= 0; word -= 1) value = (value << 64n) | view.getBigUint64(at + 8 * word, true);
  return value;
}

function storeFactors(engine: EngineInstance, factors: readonly bigint[]): Address {
  const out = engine.allocate((factors.length + 1) * (PAIR_BYTES / 2));
  engine.scoped(() => {
    const factor = engine.twice(COEFFICIENT_FACTOR);
    const pair = engine.allocate(PAIR_BYTES);
    for (let index = 0; index < factors.length; index += 2) {
      engine.writePair(pair, [factors[index] ?? 0n, factors[index + 1] ?? 0n]);
      engine.call("mulFr", pair, pair, factor);
      engine.call("storePairFr", pair, out + index * (PAIR_BYTES / 2), out + (index + 1) * (PAIR_BYTES / 2));
    }
  });
  return out;
}
