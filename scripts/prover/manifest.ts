import manifest from "../../circuits/circuits.json" with { type: "json" };

/** The circuits; a circuit's position is its number on chain. `circuits/circuits.json` says the same, or loading fails. */
export const circuitNames = ["mint", "split", "merge", "refine", "claim"] as const;
export type CircuitName = (typeof circuitNames)[number];

const listed = manifest.circuits.map(({ name }) => name);
if (listed.join() !== circuitNames.join()) {
  throw new RangeError(`circuits/circuits.json lists ${listed.join()}, expected ${circuitNames.join()}`);
}

/** The number under which contracts know a circuit. */
export function circuitId(circuit: CircuitName): number {
  return circuitNames.indexOf(circuit);
}
