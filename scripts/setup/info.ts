import { statSync } from "node:fs";

import { artefactPaths, readArtefact } from "../prover/files.ts";
import { circuitNames } from "../prover/manifest.ts";
import { r1csShape } from "./key-shape.ts";

/** The size of each circuit and its key. @throws ARTEFACT_MISSING if a circuit is not built */
export function circuitInfos() {
  return circuitNames.map((name) => {
    const { r1cs, zkey } = artefactPaths(name);
    const { constraints, wires, publicSignals, domainSize } = r1csShape(readArtefact(r1cs, "build"));
    return {
      name,
      constraints,
      wires,
      publicSignals,
      /** log2 of the number of points that a proof is computed over. */
      domainPower: Math.log2(domainSize),
      /** `null` as long as there is no key. */
      zkeyBytes: statSync(zkey, { throwIfNoEntry: false })?.size ?? null,
    };
  });
}
