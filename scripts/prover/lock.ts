import { lockPath, projectRoot, readArtefact } from "./files.ts";
import { jsonText } from "./json.ts";
import { type CircuitName, circuitNames } from "./manifest.ts";

/** What one set of development keys was made from and consists of; hashes are SHA-256 in hex. */
export interface KeysLock {
  /** Versions of the npm packages `circom2` and `snarkjs`. */
  readonly circom: string;
  readonly snarkjs: string;
  readonly powersOfTau: { readonly beacon: string; readonly sha256: string };
  readonly circuits: Readonly<Record<string, CircuitLock>>;
}

export interface CircuitLock {
  readonly beacon: string;
  readonly sources: string;
  readonly r1cs: string;
  readonly wasm: string;
  readonly zkey: string;
  readonly vkey: string;
}

/** Reads the lock file. @throws ARTEFACT_MISSING; TypeError if it has another shape */
export function readLock(root = projectRoot): KeysLock {
  const json: unknown = JSON.parse(Buffer.from(readArtefact(lockPath(root), "setup")).toString("utf8"));
  const circuitLock = (circuit: CircuitName): CircuitLock => ({
    beacon: jsonText(json, "circuits", circuit, "beacon"),
    sources: jsonText(json, "circuits", circuit, "sources"),
    r1cs: jsonText(json, "circuits", circuit, "r1cs"),
    wasm: jsonText(json, "circuits", circuit, "wasm"),
    zkey: jsonText(json, "circuits", circuit, "zkey"),
    vkey: jsonText(json, "circuits", circuit, "vkey"),
  });
  return {
    circom: jsonText(json, "circom"),
    snarkjs: jsonText(json, "snarkjs"),
    powersOfTau: {
      beacon: jsonText(json, "powersOfTau", "beacon"),
      sha256: jsonText(json, "powersOfTau", "sha256"),
    },
    circuits: Object.fromEntries(circuitNames.map((name) => [name, circuitLock(name)])),
  };
}
