import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { modulo, quotient } from "../fixtures/circuits/lot.ts";
import { type Form, LinearForms } from "./linear-forms.ts";
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
 * Works from the inputs on, constraint by constraint, with no witness. A sum is known if sums that are known already give
 * it, so that it does not matter which wires circom's simplification keeps:
 * - where both factors of a product are known, what it equals is;
 * - where one is, and a single wire of the rest is open, that is determined if its factor is a number; if that is a
 *   combination of known wires, only where this is not 0, which is used last and told;
 * - a sum of wires whose ranges do not overlap determines each of them;
 * - IsZero's two constraints, in · inv = 1 - out and in · out = 0, determine `out` together.
 * @param inputs wires 1 … inputs are given, but for `sought`
 * @param mayWrap the wires of which a sum is read as if it could not wrap
 */
export function determine(
  r1cs: R1cs,
  mayWrap: (wire: number) => boolean = () => false,
  sought: readonly number[] = [],
): Determination {
  const { constraints, inputCount } = unfolded(r1cs);
  const usedIn = usesOf(constraints);
  const widths = widthsOf(constraints, usedIn);
  const forms = new LinearForms();
  const spare: number[] = [];
  const quotients: { wire: number; divisor: Combination }[] = [];
  const wrapping: Constraint[] = [];

  const open = new Set(constraints);
  const learn = (form: Form): void => {
    for (const wire of forms.learn(form))
      for (const constraint of usedIn.get(wire) ?? []) open.add(constraint);
  };
  const learnWire = (wire: number): void => {
    learn(forms.openPart({ wires: [wire], factors: [1n] }));
  };
  const divisions: Constraint[] = [];
  const waiting: Constraint[] = [];
  const follow = (constraint: Constraint, isLast = false): void => {
    const terms = openTerms(constraint, forms) ?? [];
    const numbers = terms.flatMap(({ wire, factor }): [number, bigint][] =>
      typeof factor === "bigint" ? [[wire, factor]] : [],
    );
    const wraps = terms.every(({ wire }) => wire >= r1cs.wireCount || mayWrap(wire));
    if (terms.length > 1 && areDigits(terms, widths, wraps)) {
      if (!areDigits(terms, widths)) wrapping.push(constraint);
      for (const { wire } of terms) learnWire(wire);
    } else if (numbers.length === terms.length) {
      // once the rest is known, its bits may be digits
      const waits = terms.length > 1 && terms.some(({ wire }) => widths.has(wire));
      if (waits && !isLast) waiting.push(constraint);
      else learn(new Map(numbers));
    } else if (terms.length === 1) {
      divisions.push(constraint);
    } else {
      const test = zeroTest(constraint, terms, usedIn);
      if (test === undefined) return;
      spare.push(test.inverse);
      learnWire(test.inverse);
      learn(forms.openPart(test.isNotZero));
    }
  };
  const followAll = (): void => {
    // in their order, round and round: what follows later is mostly written later
    do {
      while (open.size > 0) {
        for (const constraint of constraints) if (open.delete(constraint)) follow(constraint);
      }
      for (const constraint of waiting.splice(0)) follow(constraint, true);
    } while (open.size > 0);
  };

  for (let wire = 1; wire <= inputCount; wire++) if (!sought.includes(wire)) learnWire(wire);
  followAll();
  // the last found first: what is divided by then has been determined as far as it can be
  for (let next = divisions.pop(); next !== undefined; next = divisions.pop()) {
    const [only] = openTerms(next, forms) ?? [];
    if (only === undefined || typeof only.factor === "bigint") continue;
    // what stands in the constraint itself, of wires that others make equal
    const wire = wiresOf(next).find((each) => !forms.isKnown(each)) ?? only.wire;
    if (usedIn.get(wire)?.length === 1) spare.push(wire);
    else quotients.push({ wire, divisor: only.factor });
    learnWire(wire);
    followAll();
  }
  const free = Array.from({ length: r1cs.wireCount }, (_, wire) => wire).filter(
    (wire) => usedIn.has(wire) && !forms.isKnown(wire),
  );
  return { free, spare, quotients, wrapping };
}

/**
 * The constraints as they were before circom put a sum in a bit's place: with a wire of its own, beyond the r1cs's, for
 * each sum that a constraint makes a bit.
 */
function unfolded(r1cs: R1cs): R1cs {
  let { wireCount } = r1cs;
  const constraints = r1cs.constraints.flatMap((constraint): Constraint[] => {
    const sum = sumMadeBit(constraint);
    if (sum === undefined) return [constraint];
    const wire = wireCount++;
    const bit = { wires: [wire], factors: [1n] };
    const less = { wires: [wire, 0], factors: [1n, -1n] };
    const difference = { wires: [...sum.wires, wire], factors: [...sum.factors, -1n] };
    return [
      { a: NONE, b: NONE, c: asDigits(difference) },
      { a: bit, b: less, c: NONE },
    ];
  });
  return { ...r1cs, wireCount, constraints };
}

const NONE: Combination = { wires: [], factors: [] };

/** The sum L of several wires in a constraint L · (L - 1) = 0. */
function sumMadeBit({ a, b, c }: Constraint): Combination | undefined {
  if (c.wires.length > 0) return undefined;
  return [[a, b] as const, [b, a] as const].find(
    ([sum, less]) => sum.wires.filter((wire) => wire !== 0).length > 1 && isSame(plus(sum, -1n), less),
  )?.[0];
}

/** The same sum with a factor by which most of its terms have powers of two, so that it says how wide what it adds up to is. */
function asDigits({ wires, factors }: Combination): Combination {
  const scales = factors.map((factor) => quotient(1n, factor));
  const powersBy = (scale: bigint): number =>
    factors.filter((factor) => powerOfTwo(factor * scale) > 0n).length;
  const best = scales.reduce((most, scale) => (powersBy(scale) > powersBy(most) ? scale : most), 1n);
  return { wires, factors: factors.map((factor) => modulo(factor * best)) };
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

/** The open wires of a constraint, or nothing if it is not linear in them. */
function openTerms({ a, b, c }: Constraint, forms: LinearForms): Term[] | undefined {
  const [openA, openB] = [forms.openPart(a), forms.openPart(b)];
  if (openA.size > 0 && openB.size > 0) return undefined;
  const [times, inProduct] = openA.size === 0 ? [a, openB] : [b, openA];
  const alone = forms.openPart(c);
  return [...new Set([...inProduct.keys(), ...alone.keys()])].flatMap((wire): Term[] => {
    const factor = numberIn(plus(scaled(times, inProduct.get(wire) ?? 0n), -(alone.get(wire) ?? 0n)));
    return factor === 0n ? [] : [{ wire, factor }];
  });
}

function factorsOf({ wires, factors }: Combination): Map<number, bigint> {
  return new Map(wires.map((wire, i) => [wire, factors[i] ?? 0n]));
}

function scaled({ wires, factors }: Combination, by: bigint): Combination {
  return by === 0n ? { wires: [], factors: [] } : { wires, factors: factors.map((factor) => factor * by) };
}

/** A number if the combination is no more. */
function numberIn(sum: Combination): bigint | Combination {
  return sum.wires.every((wire) => wire === 0) ? (sum.factors[0] ?? 0n) : sum;
}

/** The combination and a number. */
function plus({ wires, factors }: Combination, constant: bigint): Combination {
  const sum = new Map<number, bigint>([[0, constant]]);
  wires.forEach((wire, i) => sum.set(wire, modulo((sum.get(wire) ?? 0n) + (factors[i] ?? 0n))));
  const terms = [...sum].filter(([, factor]) => modulo(factor) !== 0n);
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

/** Whether the terms are numbers of known widths, one above the other, whose sum cannot wrap. */
function areDigits(terms: readonly Term[], widths: ReadonlyMap<number, number>, mayWrap = false): boolean {
  const factors = terms.map(({ factor }) => (typeof factor === "bigint" ? factor : 0n));
  const known = terms.map(({ wire }) => widths.get(wire));
  // simplification may have divided the sum by anything
  const units = known.includes(undefined) ? [1n] : factors;
  return units.some((unit) => {
    const powers = asPowersOfTwo(factors, unit);
    const digits = powers
      .map((power, i) => ({ power, width: known[i] ?? FIELD_ORDER.toString(2).length }))
      .sort((x, y) => (x.power < y.power ? -1 : 1));
    let below = 0n;
    return (
      powers.length === terms.length &&
      digits.every(({ power, width }) => {
        const isNext = power > below;
        below += power * ((1n << BigInt(width)) - 1n);
        return isNext && (below < FIELD_ORDER || mayWrap);
      })
    );
  });
}

/** The factors over a unit up to the first that is no power of two. */
function asPowersOfTwo(factors: readonly bigint[], unit: bigint): bigint[] {
  const inverse = unit === 1n ? 1n : quotient(1n, unit);
  const powers: bigint[] = [];
  for (const factor of factors) {
    const power = powerOfTwo(factor * inverse);
    if (power === 0n) break;
    powers.push(power);
  }
  return powers;
}

/** The number if it is a power of two, or its negative, since what is taken away is its greatest value less a digit; else 0. */
function powerOfTwo(factor: bigint): bigint {
  return [modulo(factor), modulo(-factor)].find((value) => isPowerOfTwo(value)) ?? 0n;
}

function isPowerOfTwo(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}

/**
 * IsZero, where `constraint` is its first, in · inv = 1 - out: the inverse that only this one reads, and 1 - out, if another
 * constraint is in · out = 0.
 */
function zeroTest(
  { a, b, c }: Constraint,
  terms: readonly Term[],
  usedIn: ReadonlyMap<number, readonly Constraint[]>,
): { isNotZero: Combination; inverse: number } | undefined {
  const inverse = terms.find(({ factor }) => typeof factor !== "bigint")?.wire;
  const isAlone = ({ wires }: Combination): boolean => wires.length === 1 && wires[0] === inverse;
  if (inverse === undefined || usedIn.get(inverse)?.length !== 1 || !(isAlone(a) || isAlone(b)))
    return undefined;
  const tested = isAlone(b) ? a : b;
  const isZero = plus({ wires: c.wires, factors: c.factors.map((factor) => -factor) }, 1n);
  const isOther = (other: Constraint): boolean =>
    other.c.wires.length === 0 &&
    [[other.a, other.b] as const, [other.b, other.a] as const].some(
      ([x, y]) => isMultiple(x, tested) && isMultiple(y, isZero),
    );
  const others = c.wires.flatMap((wire) => (wire === 0 ? [] : (usedIn.get(wire) ?? [])));
  return others.some(isOther) ? { isNotZero: c, inverse } : undefined;
}

/** Whether one combination is the other but for a factor. */
function isMultiple(x: Combination, y: Combination): boolean {
  const [p = 0n, q = 0n] = [x.factors[0], factorsOf(y).get(x.wires[0] ?? 0)];
  return q !== 0n && isSame(scaled(x, q), scaled(y, p));
}

function isSame(x: Combination, y: Combination): boolean {
  const of = factorsOf(y);
  return (
    x.wires.length === of.size &&
    x.wires.every((wire, i) => modulo((x.factors[i] ?? 0n) - (of.get(wire) ?? 0n)) === 0n)
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
