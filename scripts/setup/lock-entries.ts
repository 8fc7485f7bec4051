import { readFileSync } from "node:fs";
import path from "node:path";

import { artefactPaths, projectRoot, readArtefact, sha256 } from "../prover/files.ts";
import { jsonText } from "../prover/json.ts";
import type { CircuitLock } from "../prover/lock.ts";
import type { CircuitName } from "../prover/manifest.ts";
import { circuitBeacon } from "./beacons.ts";
import { circuitSources, libraryFolder, sourcesHash } from "./circuit-sources.ts";

/** The lock entry of a circuit as its files are now. @throws ARTEFACT_MISSING */
export function currentLock(circuit: CircuitName, root = projectRoot): CircuitLock {
  const { r1cs, wasm, zkey, vkey } = artefactPaths(circuit, root);
  return {
    beacon: circuitBeacon(circuit),
    sources: sourcesHash(circuitSources(root, `circuits/main/${circuit}.circom`), []),
    r1cs: sha256(readArtefact(r1cs, "build")),
    wasm: sha256(readArtefact(wasm, "build")),
    zkey: sha256(readArtefact(zkey, "setup")),
    vkey: sha256(readArtefact(vkey, "setup")),
  };
}

/** The installed version of an npm package that decides the bytes of circuits or keys. */
export function installedVersion(name: "circom2" | "snarkjs"): string {
  const file = path.join(libraryFolder(projectRoot), name, "package.json");
  const json: unknown = JSON.parse(readFileSync(file, "utf8"));
  return jsonText(json, "version");
}
