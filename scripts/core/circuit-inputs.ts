/** The inputs of a circuit by signal name, as snarkjs takes them. */
export type CircuitInputs = Readonly<Record<string, SignalValue>>;
export type SignalValue = bigint | readonly SignalValue[];

/** The elements of a signal's value, in the circuit's order. */
export function elementsOf(value: SignalValue): bigint[] {
  return typeof value === "bigint" ? [value] : value.flatMap(elementsOf);
}

/** `values` followed by `filler` up to `length`: unused places of a circuit's fixed-size arrays. */
export function padded<T>(values: readonly T[], length: number, filler: T): T[] {
  return Array.from({ length }, (_, i) => values[i] ?? filler);
}

/** The single value of a signal. @throws RangeError if the inputs have none of that name */
export function scalarInput(inputs: CircuitInputs, name: string): bigint {
  const value = inputs[name];
  if (typeof value !== "bigint") throw new RangeError(`no single value for the signal ${name}`);
  return value;
}

/** The values of an array signal that are not 0: the places in use. @throws RangeError as `scalarInput` */
export function usedInputs(inputs: CircuitInputs, name: string): bigint[] {
  const values = inputs[name];
  if (values === undefined || typeof values === "bigint")
    throw new RangeError(`no values for the signal ${name}`);
  return values.filter((value) => typeof value === "bigint").filter((value) => value !== 0n);
}
