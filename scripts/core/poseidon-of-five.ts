import { FIELD_ORDER, requireField } from "./field.ts";

/** Of the state: five inputs, and one that is free. */
const WIDTH = 6;
const FULL_ROUNDS = 8;
const PARTIAL_ROUNDS = 60;
const FIELD_BITS = 254;

interface Parameters {
  readonly constants: readonly bigint[];
  readonly matrix: readonly (readonly bigint[])[];
}
let parameters: Parameters | undefined;

/**
 * `poseidon` of five inputs alone, the hash of policies' ids. Its constants are made by their published rule when it is
 * first asked: a page would otherwise carry them, a fifth of its size.
 * @throws OUT_OF_RANGE
 */
export function poseidonOfFive(...inputs: bigint[]): bigint {
  if (inputs.length !== WIDTH - 1) throw new RangeError(`${WIDTH - 1} inputs, and not ${inputs.length}`);
  inputs.forEach((input, i) => requireField(`Poseidon input ${i}`, input));
  const { constants, matrix } = (parameters ??= makeParameters());
  let state = [0n, ...inputs];
  const rounds = FULL_ROUNDS + PARTIAL_ROUNDS;
  for (let round = 0; round < rounds; round++) {
    const isFull = round < FULL_ROUNDS / 2 || round >= rounds - FULL_ROUNDS / 2;
    const raised = state.map((value, i) => {
      const sum = value + (constants[round * WIDTH + i] ?? 0n);
      return isFull || i === 0 ? sum ** 5n % FIELD_ORDER : sum;
    });
    state = matrix.map((row) => row.reduce((sum, m, j) => sum + m * (raised[j] ?? 0n), 0n) % FIELD_ORDER);
  }
  return state[0] ?? 0n;
}

/** By the Grain LFSR, as the authors' generate_params_poseidon.sage does. */
function makeParameters(): Parameters {
  const bits = grain();
  const draw = (): bigint => {
    let digits = "0b";
    for (let i = 0; i < FIELD_BITS; i++) digits += String(bits());
    return BigInt(digits);
  };
  const drawElement = (): bigint => {
    for (;;) {
      const value = draw();
      if (value < FIELD_ORDER) return value;
    }
  };
  const constants = Array.from({ length: WIDTH * (FULL_ROUNDS + PARTIAL_ROUNDS) }, drawElement);
  const [xs, ys] = [0, 1].map(() => Array.from({ length: WIDTH }, draw));
  const matrix = (xs ?? []).map((x) => (ys ?? []).map((y) => inverse(x + y)));
  return { constants, matrix };
}

/** Bits of the self-shrinking Grain LFSR: of each pair whose first bit is 1, the second. */
function grain(): () => number {
  const written = [
    [1, 2],
    [0, 4],
    [FIELD_BITS, 12],
    [WIDTH, 12],
    [FULL_ROUNDS, 10],
    [PARTIAL_ROUNDS, 10],
    [2 ** 30 - 1, 30],
  ] as const;
  const state = Uint8Array.from(
    written.flatMap(([value, bits]) => Array.from(value.toString(2).padStart(bits, "0"), Number)),
  );
  const size = state.length;
  let at = 0;
  const tap = (place: number): number => state[(at + place) % size] ?? 0;
  const step = (): number => {
    const bit = tap(62) ^ tap(51) ^ tap(38) ^ tap(23) ^ tap(13) ^ tap(0);
    state[at] = bit;
    at = (at + 1) % size;
    return bit;
  };
  for (let i = 0; i < 2 * size; i++) step();
  return () => {
    while (step() === 0) step();
    return step();
  };
}

function inverse(value: bigint): bigint {
  let [result, base] = [1n, value % FIELD_ORDER];
  for (let exponent = FIELD_ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % FIELD_ORDER;
    base = (base * base) % FIELD_ORDER;
  }
  return result;
}
