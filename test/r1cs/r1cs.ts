import { readFileSync } from "node:fs";

import { FIELD_ORDER } from "../../scripts/core/field.ts";

/** A linear combination: wire numbers and, in the same order, their coefficients. */
export interface Combination {
  readonly wires: readonly number[];
  readonly factors: readonly bigint[];
}

/** a · b = c */
export interface Constraint {
  readonly a: Combination;
  readonly b: Combination;
  readonly c: Combination;
}

export interface R1cs {
  readonly wireCount: number;
  /** Wires 1 … inputCount are the inputs, public ones first; our circuits have no outputs. */
  readonly publicCount: number;
  readonly inputCount: number;
  readonly constraints: readonly Constraint[];
}

const HEADER = 1;
const CONSTRAINTS = 2;
const FIELD_BYTES = 32;

/** Reads a file of the iden3 r1cs format, version 1. @throws Error if it is for another field */
export function readR1cs(path: string): R1cs {
  const file = readFileSync(path);
  const sections = new Map<number, number>();
  let offset = 12;
  for (let i = file.readUInt32LE(8); i > 0; i--) {
    sections.set(file.readUInt32LE(offset), offset + 12);
    offset += 12 + Number(file.readBigUInt64LE(offset + 4));
  }
  const header = sections.get(HEADER) ?? 0;
  if (readElement(file, header + 4) !== FIELD_ORDER) throw new Error(`${path} is not over BN254`);
  const at = (field: number) => file.readUInt32LE(header + 4 + FIELD_BYTES + 4 * field);
  const [wireCount, outputs, publicInputs, privateInputs] = [at(0), at(1), at(2), at(3)];
  return {
    wireCount,
    publicCount: outputs + publicInputs,
    inputCount: outputs + publicInputs + privateInputs,
    // the number of labels takes two words
    constraints: readConstraints(file, sections.get(CONSTRAINTS) ?? 0, at(6)),
  };
}

function readConstraints(file: Buffer, start: number, count: number): Constraint[] {
  const known = new Map<string, bigint>();
  let offset = start;
  const combination = (): Combination => {
    const wires: number[] = [];
    const factors: bigint[] = [];
    const terms = file.readUInt32LE(offset);
    offset += 4;
    for (let i = 0; i < terms; i++) {
      wires.push(file.readUInt32LE(offset));
      const key = file.toString("latin1", offset + 4, offset + 4 + FIELD_BYTES);
      let factor = known.get(key);
      if (factor === undefined) {
        factor = readElement(file, offset + 4);
        // small negative factors make for quick products
        if (factor > FIELD_ORDER / 2n) factor -= FIELD_ORDER;
        known.set(key, factor);
      }
      factors.push(factor);
      offset += 4 + FIELD_BYTES;
    }
    return { wires, factors };
  };
  return Array.from({ length: count }, () => ({ a: combination(), b: combination(), c: combination() }));
}

function readElement(file: Buffer, offset: number): bigint {
  let value = 0n;
  for (let word = 3; word >= 0; word--) value = (value << 64n) | file.readBigUInt64LE(offset + 8 * word);
  return value;
}

/** The constraints that a witness breaks, one after the other: who needs one only stops there. */
export function* brokenConstraints(
  constraints: Iterable<Constraint>,
  witness: readonly bigint[],
): Generator<Constraint> {
  const value = ({ wires, factors }: Combination): bigint => {
    let sum = 0n;
    for (let i = 0; i < wires.length; i++) sum += (factors[i] ?? 0n) * (witness[wires[i] ?? 0] ?? 0n);
    return sum;
  };
  for (const constraint of constraints) {
    const { a, b, c } = constraint;
    const product = a.wires.length === 0 ? 0n : value(a) * value(b);
    if ((product - value(c)) % FIELD_ORDER !== 0n) yield constraint;
  }
}

/** A combination's value, in 0 … FIELD_ORDER - 1. */
export function valueAt({ wires, factors }: Combination, witness: readonly bigint[]): bigint {
  const sum = wires.reduce((total, wire, i) => total + (factors[i] ?? 0n) * (witness[wire] ?? 0n), 0n);
  return ((sum % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER;
}
