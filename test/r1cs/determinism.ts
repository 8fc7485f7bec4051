import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { modulo } from "../fixtures/circuits/lot.ts";
import type { Combination, Constraint, R1cs } from "./r1cs.ts";
import { wiresOf } from "./symbols.ts";

/** What the inputs determine, whatever their values. */
export interface Determination {
  /** Wires that whoever proves could choose, as far as is known. */
  readonly free: readonly number[];
  /** Wires that a single constraint reads and determines but where it divides by 0, which lets them be anything. */
  readonly spare: readonly number[];
  /** Other wires that a constraint determines where it does not divide by 0. */
  readonly quotients: readonly { readonly wire: number; readonly divisor: Combination }[];
  /** Sums of bits that could wrap, and so had two readings but for other constraints. */
  readonly wrapping: readonly Constraint[];
}

interface Term {
  readonly wire: number;
  /** A number, or a combination of determined wires. */
  readonly factor: bigint | Combination;
}

/**
 * Works from the inputs on, constraint by constraint, with no witness:
 * - one in which a single undetermined wire is left determines it, if its factor is a number; if that is a
 *   combination of determined wires, only where this is not 0, which is used last and told;
 * - a sum of wires whose ranges do not overlap determines each of them;
 * - of IsZero's two constraints, in · inv = 1 - out and in · out = 0, one or the other determines `out`.
 * @param inputs wires 1 … inputs are given, but for `sought`
 * @param mayWrap the wires of which a sum is read as if it could not wrap
 */
export function determine(
  r1cs: R1cs,
  mayWrap: (wire: number) => boolean = () => false,
  sought: readonly number[] = [],
): Determination {
  const { constraints, wireCount, inputCount } = r1cs;
  const usedIn = usesOf(constraints);
  const known = Array.from({ length: wireCount }, (_, wire) => wire <= inputCount);
  for (const wire of sought) known[wire] = false;
  const widths = widthsOf(constraints, usedIn);
  const spare: number[] = [];
  const quotients: { wire: number; divisor: Combination }[] = [];
  const wrapping: Constraint[] = [];

  const learn = (wires: readonly number[]): Constraint[] => {
    for (const wire of wires) known[wire] = true;
    return wires.flatMap((wire) => usedIn.get(wire) ?? []);
  };
  const quotientsOf: Constraint[] = [];
  const follow = (queue: Constraint[]): void => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const terms = openTerms(next, known) ?? [];
      const [first, second] = terms;
      if (first === undefined) continue;
      if (second === undefined) {
        if (typeof first.factor === "bigint") queue.push(...learn([first.wire]));
        else quotientsOf.push(next);
      } else if (areDigits(terms, widths, mayWrap)) {
        if (!areDigits(terms, widths)) wrapping.push(next);
        queue.push(...learn(terms.map(({ wire }) => wire)));
      } else {
        const found = zeroTest(next, terms, usedIn);
        if (found === undefined) continue;
        spare.push(found.inverse);
        queue.push(...learn([found.out, found.inverse]));
      }
    }
  };

  follow([...constraints]);
  // the last found first: what is divided by then has been determined as far as it can be
  for (let next = quotientsOf.pop(); next !== undefined; next = quotientsOf.pop()) {
    const [only] = openTerms(next, known) ?? [];
    if (only === undefined || typeof only.factor === "bigint") continue;
    if (usedIn.get(only.wire)?.length === 1) spare.push(only.wire);
    else quotients.push({ wire: only.wire, divisor: only.factor });
    follow(learn([only.wire]));
  }
  const free = known.flatMap((isKnown, wire) => (isKnown || !usedIn.has(wire) ? [] : [wire]));
  return { free, spare, quotients, wrapping };
}

function usesOf(constraints: readonly Constraint[]): Map<number, Constraint[]> {
  const uses = new Map<number, Constraint[]>();
  for (const constraint of constraints) {
    for (const wire of wiresOf(constraint)) {
      const list = uses.get(wire);
      if (list === undefined) uses.set(wire, [constraint]);
      else list.push(constraint);
    }
  }
  return uses;
}

/** The undetermined wires of a constraint, or nothing if it is not linear in them. */
function openTerms({ a, b, c }: Constraint, known: readonly boolean[]): Term[] | undefined {
  const isKnown = ({ wires }: Combination): boolean => wires.every((wire) => known[wire] === true);
  const [times, open] = isKnown(a) ? [a, b] : [b, a];
  if (!isKnown(times)) return undefined;
  const inProduct = factorsOf(open);
  const alone = factorsOf(c);
  const wires = new Set([...open.wires, ...c.wires].filter((wire) => known[wire] !== true));
  return [...wires].flatMap((wire): Term[] => {
    const factor = plus(scaled(times, inProduct.get(wire) ?? 0n), -(alone.get(wire) ?? 0n));
    if (typeof factor !== "bigint") return [{ wire, factor }];
    return factor === 0n ? [] : [{ wire, factor }];
  });
}

function factorsOf({ wires, factors }: Combination): Map<number, bigint> {
  return new Map(wires.map((wire, i) => [wire, factors[i] ?? 0n]));
}

function scaled({ wires, factors }: Combination, by: bigint): Combination {
  return by === 0n ? { wires: [], factors: [] } : { wires, factors: factors.map((factor) => factor * by) };
}

/** The combination and a number, as a number if that is all. */
function plus({ wires, factors }: Combination, constant: bigint): bigint | Combination {
  const sum = new Map<number, bigint>([[0, constant]]);
  wires.forEach((wire, i) => sum.set(wire, modulo((sum.get(wire) ?? 0n) + (factors[i] ?? 0n))));
  const terms = [...sum].filter(([, factor]) => modulo(factor) !== 0n);
  if (terms.every(([wire]) => wire === 0)) return modulo(terms[0]?.[1] ?? 0n);
  return { wires: terms.map(([wire]) => wire), factors: terms.map(([, factor]) => modulo(factor)) };
}

/** Wire → below which power of two its constraints keep it: bits, and what linear constraints add up from these. */
function widthsOf(
  constraints: readonly Constraint[],
  usedIn: ReadonlyMap<number, readonly Constraint[]>,
): Map<number, number> {
  const widths = new Map<number, number>();
  const queue: Constraint[] = [];
  const learn = (wire: number, width: number): void => {
    widths.set(wire, width);
    queue.push(...(usedIn.get(wire) ?? []));
  };
  for (const constraint of constraints) {
    const bit = bitOf(constraint);
    if (bit !== undefined && !widths.has(bit)) learn(bit, 1);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next.a.wires.length > 0 && next.b.wires.length > 0) continue;
    const terms = next.c.wires.map((wire, i) => ({ wire, factor: next.c.factors[i] ?? 0n }));
    const wide = terms.filter(({ wire }) => !widths.has(wire));
    const [sum] = wide;
    if (sum === undefined || wide.length > 1 || next.c.wires.includes(0)) continue;
    const unit = [1n, -1n].find((sign) => modulo(sum.factor * sign) === 1n);
    if (unit === undefined) continue;
    const digits = terms
      .filter(({ wire }) => wire !== sum.wire)
      .map(({ wire, factor }) => ({ width: widths.get(wire) ?? 0, factor: modulo(-unit * factor) }))
      .sort((x, y) => (x.factor < y.factor ? -1 : 1));
    const top = digits.at(-1);
    if (top === undefined || !digits.every(({ factor }) => isPowerOfTwo(factor))) continue;
    // an upper bound of the whole sum
    const bits = digits.reduce((most, { width, factor }) => most + factor * ((1n << BigInt(width)) - 1n), 0n);
    if (bits < FIELD_ORDER) learn(sum.wire, bits.toString(2).length);
  }
  return widths;
}

/** Whether the terms are numbers of known widths, one above the other (but for a common sign), that cannot wrap. */
function areDigits(
  terms: readonly Term[],
  widths: ReadonlyMap<number, number>,
  mayWrap: (wire: number) => boolean = () => false,
): boolean {
  return [1n, -1n].some((sign) => {
    const digits = terms
      .map(({ wire, factor }) => ({
        wire,
        width: widths.get(wire) ?? FIELD_ORDER.toString(2).length,
        factor: typeof factor === "bigint" ? modulo(sign * factor) : 0n,
      }))
      .sort((x, y) => (x.factor < y.factor ? -1 : 1));
    let below = 0n;
    return digits.every(({ wire, width, factor }) => {
      const isNext = isPowerOfTwo(factor) && factor > below;
      below += factor * ((1n << BigInt(width)) - 1n);
      return isNext && (below < FIELD_ORDER || mayWrap(wire));
    });
  });
}

function isPowerOfTwo(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}

/** IsZero's output and the inverse that only its first constraint reads, where `constraint` is one of the two. */
function zeroTest(
  { a, b }: Constraint,
  terms: readonly Term[],
  usedIn: ReadonlyMap<number, readonly Constraint[]>,
): { out: number; inverse: number } | undefined {
  const out = terms.find(({ factor }) => typeof factor === "bigint")?.wire;
  const inverse = terms.find(({ factor }) => typeof factor !== "bigint")?.wire;
  if (out === undefined || inverse === undefined || terms.length !== 2) return undefined;
  if (usedIn.get(inverse)?.length !== 1) return undefined;
  const times = b.wires.length === 1 && b.wires[0] === inverse ? a : b;
  const isOther = (constraint: Constraint): boolean =>
    constraint.c.wires.length === 0 &&
    [[constraint.a, constraint.b] as const, [constraint.b, constraint.a] as const].some(
      ([x, y]) => y.wires.length === 1 && y.wires[0] === out && isMultiple(x, times),
    );
  return usedIn.get(out)?.some(isOther) === true ? { out, inverse } : undefined;
}

function isMultiple(x: Combination, y: Combination): boolean {
  const of = factorsOf(y);
  const [first = 0] = x.wires;
  const [p, q] = [x.factors[0] ?? 0n, of.get(first) ?? 0n];
  return (
    x.wires.length === of.size &&
    q !== 0n &&
    x.wires.every((wire, i) => modulo((x.factors[i] ?? 0n) * q - (of.get(wire) ?? 0n) * p) === 0n)
  );
}

/** The wire that a constraint `(w - 1) · w = 0` makes a bit. */
function bitOf({ a, b, c }: Constraint): number | undefined {
  const [single, other] = a.wires.length === 1 ? [a, b] : [b, a];
  const wire = single.wires[0] ?? 0;
  if (wire === 0 || single.wires.length !== 1 || c.wires.length > 0) return undefined;
  const factorOf = (w: number) => other.factors[other.wires.indexOf(w)] ?? 0n;
  const isOnly = other.wires.every((w) => w === wire || w === 0);
  return isOnly && factorOf(wire) !== 0n && modulo(factorOf(wire) + factorOf(0)) === 0n ? wire : undefined;
}
