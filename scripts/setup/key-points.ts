import { randomBytes } from "node:crypto";

import type { Curve, CurveGroup } from "snarkjs";

import { FIELD_ORDER } from "../core/field.ts";
import { r1csShape, zkeyHeaderPoints } from "./key-shape.ts";
import { inverse, inversesOf, power } from "./modular.ts";
import { powersOfTauPower } from "./powers-of-tau.ts";
import { G1, G2, openSection } from "../prover/sections.ts";
import type { Trapdoors } from "./trapdoors.ts";

/** Bytes of the weights of each sum that a section is compared by. */
const IN_G1 = [16];
/**
 * A point on G2's curve that is not in the group may have an order of 10,069 only, and one sum in as many misses that:
 * further sums, whose short weights are quick, leave it no chance.
 */
const IN_G2 = [16, ...Array.from({ length: 9 }, () => 2)];

/** Logarithms of a zkey's points to the generators, by section. */
interface Logarithms {
  readonly combination: readonly bigint[];
  readonly left: readonly bigint[];
  readonly right: readonly bigint[];
  readonly rest: readonly bigint[];
  readonly quotient: readonly bigint[];
}

/**
 * Names the sections of a zkey whose points are not those that its circuit and its trapdoors give; none if all are.
 * Takes nothing from snarkjs but the curve's arithmetic: the points' logarithms come from the constraints, and each
 * section is compared by sums with weights that nobody knows before, of 128 bits in the first.
 * @param curve as `withCurve` gives it
 */
export async function wrongSections(
  curve: Curve,
  r1cs: Uint8Array,
  zkey: Uint8Array,
  trapdoors: Trapdoors,
): Promise<string[]> {
  const { alpha, beta, delta } = trapdoors;
  const { combination, left, right, rest, quotient } = logarithmsOf(r1cs, trapdoors);
  const { alpha1, beta1, beta2, gamma2, delta1, delta2 } = zkeyHeaderPoints(zkey);
  const inG1: [string, Uint8Array, readonly bigint[]][] = [
    ["header", Buffer.concat([alpha1, beta1, delta1]), [alpha, beta, delta]],
    ["IC", openSection(zkey, 3).rest(), combination],
    ["A", openSection(zkey, 5).rest(), left],
    ["B1", openSection(zkey, 6).rest(), right],
    ["C", openSection(zkey, 8).rest(), rest],
    ["H", openSection(zkey, 9).rest(), quotient],
  ];
  const inG2: typeof inG1 = [
    ["header", Buffer.concat([beta2, gamma2, delta2]), [beta, 1n, delta]],
    ["B2", openSection(zkey, 7).rest(), right],
  ];
  const wrong = new Set<string>();
  for (const [section, points, logarithms] of inG1) {
    if (!(await areMultiples(curve.G1, points, G1, logarithms, IN_G1))) wrong.add(section);
  }
  for (const [section, points, logarithms] of inG2) {
    if (!(await areMultiples(curve.G2, points, G2, logarithms, IN_G2))) wrong.add(section);
  }
  return [...wrong];
}

/** Whether points are the generator's multiples by these numbers. */
async function areMultiples<C>(
  group: CurveGroup<C>,
  points: Uint8Array,
  size: number,
  logarithms: readonly bigint[],
  draws: readonly number[],
): Promise<boolean> {
  if (points.length !== size * logarithms.length) return false;
  for (let at = 0; at < points.length; at += size) {
    if (!group.isValid(points.subarray(at, at + size))) return false;
  }
  for (const bytes of draws) {
    const weights = randomBytes(bytes * logarithms.length);
    const sum = logarithms.reduce(
      (total, logarithm, i) => total + numberAt(weights, bytes * i, bytes) * logarithm,
      0n,
    );
    const expected = group.timesScalar(group.g, sum % FIELD_ORDER);
    if (!group.eq(await group.multiExpAffine(points, weights), expected)) return false;
  }
  return true;
}

/** A number of two bytes or of words of eight, the lowest first. */
function numberAt(bytes: Buffer, at: number, length: number): bigint {
  if (length === 2) return BigInt(bytes.readUInt16LE(at));
  let value = 0n;
  for (let word = length - 8; word >= 0; word -= 8) value = (value << 64n) + bytes.readBigUInt64LE(at + word);
  return value;
}

/** By Groth16, with γ = 1 and snarkjs's basis of the quotient: the odd ones of twice as many Lagrange polynomials. */
function logarithmsOf(r1cs: Uint8Array, { tau, alpha, beta, delta }: Trapdoors): Logarithms {
  const { wires, publicSignals, constraints, domainSize } = r1csShape(r1cs);
  const lagrange = lagrangeAt(tau, domainSize);
  const zeros = () => Array.from({ length: wires }, () => 0n);
  const [left, right, output] = [zeros(), zeros(), zeros()];
  const source = openSection(r1cs, 2);
  for (let row = 0; row < constraints; row += 1) {
    for (const side of [left, right, output]) {
      for (let terms = source.word(); terms > 0; terms -= 1) {
        add(side, source.word(), source.field() * (lagrange[row] ?? 0n));
      }
    }
  }
  // the rows that keep the public signals apart
  for (let wire = 0; wire <= publicSignals; wire += 1) add(left, wire, lagrange[constraints + wire] ?? 0n);
  const sums = left.map(
    (a, wire) => (beta * a + alpha * (right[wire] ?? 0n) + (output[wire] ?? 0n)) % FIELD_ORDER,
  );
  const perDelta = inverse(delta);
  return {
    combination: sums.slice(0, publicSignals + 1),
    left,
    right,
    rest: sums.slice(publicSignals + 1).map((sum) => (sum * perDelta) % FIELD_ORDER),
    quotient: withoutLastPower(lagrangeAt(tau, 2 * domainSize), tau)
      .filter((_, i) => i % 2 === 1)
      .map((value) => (value * perDelta) % FIELD_ORDER),
  };
}

function add(sums: bigint[], wire: number, value: bigint): void {
  sums[wire] = ((sums[wire] ?? 0n) + value) % FIELD_ORDER;
}

/** The Lagrange polynomials over the roots of unity of order `size`, at `point`: ω^i · (point^size − 1) / size / (point − ω^i). */
function lagrangeAt(point: bigint, size: number): bigint[] {
  const root = rootOfUnity(size);
  const scale = (power(point, BigInt(size)) - 1n) * inverse(BigInt(size));
  const roots = Array.from({ length: size }, () => 1n);
  for (let i = 1; i < size; i += 1) roots[i] = ((roots[i - 1] ?? 0n) * root) % FIELD_ORDER;
  const inverses = inversesOf(roots.map((at) => (point - at + FIELD_ORDER) % FIELD_ORDER));
  return roots.map((at, i) => (((at * scale) % FIELD_ORDER) * (inverses[i] ?? 0n)) % FIELD_ORDER);
}

/**
 * The powers of tau end one before the last that polynomials of the largest domain have, so snarkjs leaves its term out;
 * that of a quotient is always 0.
 */
function withoutLastPower(values: readonly bigint[], tau: bigint): readonly bigint[] {
  const size = values.length;
  if (size < 2 ** (powersOfTauPower + 1)) return values;
  const root = rootOfUnity(size);
  let term = power(tau, BigInt(size - 1)) * inverse(BigInt(size));
  return values.map((value) => {
    const left = (value + FIELD_ORDER - (term %= FIELD_ORDER)) % FIELD_ORDER;
    term *= root;
    return left;
  });
}

function rootOfUnity(order: number): bigint {
  // 5 generates the field's multiplicative group
  return power(5n, (FIELD_ORDER - 1n) / BigInt(order));
}
