import { statSync } from "node:fs";

import { artefactPaths, readArtefact } from "../prover/files.ts";
import { type CircuitName, circuitNames } from "../prover/manifest.ts";
import { r1csShape } from "./key-shape.ts";

/** The size of a circuit and its key. */
export interface CircuitInfo {
  readonly name: CircuitName;
  readonly constraints: number;
  readonly wires: number;
  readonly publicSignals: number;
  /** log2 of the number of points that a proof is computed over. */
  readonly domainPower: number;
  /** `null` as long as there is no key. */
  readonly zkeyBytes: number | null;
}

/** @throws ARTEFACT_MISSING if a circuit is not built */
export function circuitInfos(): CircuitInfo[] {
  return circuitNames.map((name) => {
    const { r1cs, zkey } = artefactPaths(name);
    const { constraints, wires, publicSignals, domainSize } = r1csShape(readArtefact(r1cs, "build"));
    const zkeyBytes = statSync(zkey, { throwIfNoEntry: false })?.size ?? null;
    return { name, constraints, wires, publicSignals, domainPower: Math.log2(domainSize), zkeyBytes };
  });
}
