import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { Combination, Constraint, R1cs } from "./circuit-r1cs.ts";
import { wiresOf } from "./circuit-symbols.ts";

/**
 * The wires of a satisfied witness that its inputs do not determine: whoever proves could choose them.
 *
 * Works from the inputs on, constraint by constraint: one in which a single undetermined wire is left, with a
 * factor other than 0 at this witness, determines it; a sum of bits determines the bits.
 * @param assumed wires that are determined by what this does not follow
 */
export function undeterminedWires(
  r1cs: R1cs,
  witness: readonly bigint[],
  assumed: readonly number[],
): number[] {
  const known = new Array<boolean>(r1cs.wireCount).fill(false).fill(true, 0, r1cs.inputCount + 1);
  for (const wire of assumed) known[wire] = true;
  const bits = new Set(r1cs.constraints.flatMap((constraint) => bitOf(constraint) ?? []));
  const usedIn = new Map<number, Constraint[]>();
  for (const constraint of r1cs.constraints) {
    for (const wire of wiresOf(constraint)) {
      const uses = usedIn.get(wire);
      if (uses === undefined) usedIn.set(wire, [constraint]);
      else uses.push(constraint);
    }
  }
  const queue = [...r1cs.constraints];
  for (let constraint = queue.pop(); constraint !== undefined; constraint = queue.pop()) {
    for (const wire of determined(constraint, known, witness, bits)) {
      known[wire] = true;
      queue.push(...(usedIn.get(wire) ?? []));
    }
  }
  return known.flatMap((isKnown, wire) => (isKnown || !usedIn.has(wire) ? [] : [wire]));
}

/** The wires that a constraint determines, given those that are known. */
function determined(
  { a, b, c }: Constraint,
  known: readonly boolean[],
  witness: readonly bigint[],
  bits: ReadonlySet<number>,
): number[] {
  const terms = new Map<number, bigint>();
  const add = ({ wires, factors }: Combination, times: bigint): void => {
    if (times === 0n) return;
    wires.forEach((wire, i) => {
      if (known[wire] !== true) {
        terms.set(wire, modulo((terms.get(wire) ?? 0n) + times * (factors[i] ?? 0n)));
      }
    });
  };
  const isKnown = ({ wires }: Combination): boolean => wires.every((wire) => known[wire] === true);
  // with undetermined wires on both sides of the product the constraint is not linear in them
  if (isKnown(a)) add(b, valueOf(a, witness));
  else if (isKnown(b)) add(a, valueOf(b, witness));
  else return [];
  add(c, -1n);
  const open = [...terms].filter(([, factor]) => factor !== 0n);
  return open.length === 1 || isSumOfBits(open, bits) ? open.map(([wire]) => wire) : [];
}

/** Whether the terms are bits with different powers of two (but for one common factor) that cannot wrap. */
function isSumOfBits(terms: readonly (readonly [number, bigint])[], bits: ReadonlySet<number>): boolean {
  if (!terms.every(([wire]) => bits.has(wire))) return false;
  // circom may negate a whole constraint
  return [1n, -1n].some((sign) => {
    const factors = terms.map(([, factor]) => modulo(sign * factor)).sort((x, y) => (x < y ? -1 : 1));
    const lowest = factors[0] ?? 0n;
    let sum = 0n;
    return factors.every((factor) => {
      const isNext = factor > sum && (factor & (factor - 1n)) === 0n && factor % lowest === 0n;
      sum += factor;
      return isNext && sum < FIELD_ORDER;
    });
  });
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

function valueOf({ wires, factors }: Combination, witness: readonly bigint[]): bigint {
  return modulo(wires.reduce((sum, wire, i) => sum + (factors[i] ?? 0n) * (witness[wire] ?? 0n), 0n));
}

function modulo(value: bigint): bigint {
  return ((value % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER;
}
