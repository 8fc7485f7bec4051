import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { artefactPaths, projectRoot, readArtefact, sha256 } from "./files.ts";
import { readLock } from "./lock.ts";
import type { CircuitName } from "./manifest.ts";

/**
 * Reads what proving with a circuit takes and checks that it belongs together.
 * @throws ARTEFACT_MISSING; ARTEFACT_STALE if circuit and keys are not those of the lock file
 */
export function loadArtefacts(circuit: CircuitName, root = projectRoot) {
  const files = artefactPaths(circuit, root);
  const lock = readLock(root).circuits[circuit];
  const read = (kind: "wasm" | "zkey" | "vkey"): Uint8Array => {
    const bytes = readArtefact(files[kind], kind === "wasm" ? "build" : "setup");
    if (sha256(bytes) !== lock?.[kind]) throw staleArtefact(circuit, kind);
    return bytes;
  };
  const vkey: unknown = JSON.parse(Buffer.from(read("vkey")).toString("utf8"));
  return { wasm: read("wasm"), zkey: read("zkey"), vkey };
}

function staleArtefact(circuit: CircuitName, kind: string): KoboldError {
  return new KoboldError(
    "ARTEFACT_STALE",
    phrase`the ${kind} of circuit ${circuit} is not the one that circuits/keys/artifacts.lock.json names: the circuit was changed without new keys, or the file was`,
    phrase`undo the change and run \`npx hardhat circuits build\`, or make new keys: \`npx hardhat circuits setup\``,
  );
}
