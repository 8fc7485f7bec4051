import { type CircuitInputs, elementsOf } from "../core/circuit-inputs.ts";
import manifest from "../../circuits/circuits.json" with { type: "json" };
import { circuitId, type CircuitName } from "./manifest.ts";

/** The public signals among a circuit's inputs, in the circuit's order. */
export function publicSignalsOf(circuit: CircuitName, inputs: CircuitInputs): bigint[] {
  const signals = manifest.circuits[circuitId(circuit)]?.publicSignals ?? [];
  return signals.flatMap(({ name }) => elementsOf(inputs[name] ?? []));
}
