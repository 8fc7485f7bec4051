/** The inputs of a circuit by signal name, as snarkjs takes them. */
export type CircuitInputs = Readonly<Record<string, SignalValue>>;
export type SignalValue = bigint | readonly SignalValue[];

/** `values` followed by `filler` up to `length`: unused places of a circuit's fixed-size arrays. */
export function padded<T>(values: readonly T[], length: number, filler: T): T[] {
  return Array.from({ length }, (_, i) => values[i] ?? filler);
}
