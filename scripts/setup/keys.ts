import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { zKey } from "snarkjs";

import { withCurve } from "../prover/curve.ts";
import {
  artefactPaths,
  lockPath,
  powersOfTauPath,
  projectRoot,
  readArtefact,
  sha256,
} from "../prover/files.ts";
import { type KeysLock, readLock } from "../prover/lock.ts";
import { type CircuitName, circuitNames } from "../prover/manifest.ts";
import { beaconIterations, circuitBeacon, powersOfTauBeacon } from "./beacons.ts";
import { compileAll } from "./compile.ts";
import { generatedFiles } from "./generated-files.ts";
import { currentLock, installedVersion } from "./lock-entries.ts";
import { makePowersOfTau } from "./powers-of-tau.ts";
import { exportVerifyingKey } from "./export-verifying-key.ts";

/**
 * Makes the development keys and all that is generated from them; the keys of circuits that have not changed
 * are kept. The bytes depend on circuits, beacons, circom2 and snarkjs alone. Takes about six minutes for the
 * powers of tau, unless they are there, and up to one a circuit.
 */
export async function makeKeys(log: (line: string) => void): Promise<void> {
  for (const [file, text] of generatedFiles()) writeFileSync(path.join(projectRoot, file), text);
  log("compiling the circuits");
  await compileAll();
  if (!existsSync(powersOfTauPath)) log("making the powers of tau, about six minutes");
  await makePowersOfTau(powersOfTauPath);
  const powersOfTau = { beacon: powersOfTauBeacon, sha256: sha256(readFileSync(powersOfTauPath)) };
  const kept = existsSync(lockPath(projectRoot)) ? readLock() : undefined;
  await withCurve(async () => {
    for (const name of circuitNames) {
      const isKept = kept?.powersOfTau.sha256 === powersOfTau.sha256 && hasKeyOf(name, kept);
      log(`${name}: ${isKept ? "unchanged" : "making the key"}`);
      if (!isKept) await makeKey(name);
      await writeVerifyingKey(name);
    }
  });
  const lock: KeysLock = {
    circom: installedVersion("circom2"),
    snarkjs: installedVersion("snarkjs"),
    powersOfTau,
    circuits: Object.fromEntries(circuitNames.map((name) => [name, currentLock(name)])),
  };
  writeFileSync(lockPath(projectRoot), `${JSON.stringify(lock, null, 2)}\n`);
}

/** Whether the key in place was made from the circuit, the beacon and the snarkjs that are in place. */
function hasKeyOf(name: CircuitName, kept: KeysLock): boolean {
  const locked = kept.circuits[name];
  const { r1cs, zkey } = artefactPaths(name);
  return (
    kept.snarkjs === installedVersion("snarkjs") &&
    locked?.beacon === circuitBeacon(name) &&
    locked.r1cs === sha256(readArtefact(r1cs, "build")) &&
    existsSync(zkey) &&
    locked.zkey === sha256(readArtefact(zkey, "setup"))
  );
}

async function makeKey(name: CircuitName): Promise<void> {
  const { r1cs, zkey } = artefactPaths(name);
  const [initial, part] = [`${r1cs}.zkey`, `${zkey}.part`];
  mkdirSync(path.dirname(zkey), { recursive: true });
  try {
    const made: unknown = await zKey.newZKey(r1cs, powersOfTauPath, initial);
    if (made === -1) throw new RangeError(`circuit ${name} does not fit the powers of tau`);
    // Without a contribution δ equals γ, and proofs of false statements are easily made.
    await zKey.beacon(initial, part, "DEV", circuitBeacon(name), beaconIterations);
    renameSync(part, zkey);
  } finally {
    for (const file of [initial, part]) rmSync(file, { force: true });
  }
}

async function writeVerifyingKey(name: CircuitName): Promise<void> {
  const { zkey, vkey } = artefactPaths(name);
  const exported = await exportVerifyingKey(zkey);
  writeFileSync(vkey, `${JSON.stringify(exported, null, 2)}\n`);
}
