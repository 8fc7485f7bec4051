import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Curve, zKey } from "snarkjs";

import { type Check, failed, passed, skipped } from "../core/check.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { withCurve } from "../prover/curve.ts";
import { artefactPaths, projectRoot, readArtefact, sha256 } from "../prover/files.ts";
import { type CircuitKey, keysProblems } from "../prover/key-words.ts";
import { type KeysLock, readLock } from "../prover/lock.ts";
import { type CircuitName, circuitNames } from "../prover/manifest.ts";
import { circuitBeacon, powersOfTauBeacon } from "./beacons.ts";
import { generatedFiles } from "./generated-files.ts";
import { hasCoefficientsOf, r1csShape, zkeyBeacons, zkeyShape } from "./key-shape.ts";
import { wrongSections } from "./key-points.ts";
import { currentLock, installedVersion } from "./lock-entries.ts";
import { makePowersOfTau } from "./powers-of-tau.ts";
import { trapdoorsOf } from "./trapdoors.ts";
import { parseVerifyingKey } from "../prover/verifying-key.ts";
import { exportVerifyingKey } from "./export-verifying-key.ts";

const parts = ["beacon", "sources", "r1cs", "wasm", "zkey", "vkey"] as const;
const setup = phrase`undo the change, or make new keys: \`npx hardhat circuits setup\``;

/**
 * Checks built circuits, development keys and what is generated from them against one another and the lock file.
 * Whether the points of the keys are those of circuit and beacons is reckoned by an own road; whether snarkjs finds the
 * same only if `full`, which makes the powers of tau anew: about six minutes, and another half for each circuit.
 * @param root the project's folder
 * @throws ARTEFACT_MISSING
 */
export async function verifyKeys(
  full: boolean,
  log: (line: Text) => void,
  root = projectRoot,
): Promise<Check[]> {
  const lock = readLock(root);
  return withCurve(async (curve) => {
    const keys: CircuitKey[] = [];
    const checks = [...lockChecks(lock, root), ...tagChecks(root)];
    for (const name of circuitNames) {
      const exported = await exportVerifyingKey(artefactPaths(name, root).zkey);
      checks.push(...keyChecks(name, exported, root), await pointsCheck(name, curve, root));
      keys.push({ name, key: parseVerifyingKey(exported) });
    }
    checks.push(...batchChecks(keys));
    checks.push(...(full ? await fullChecks(lock, log, root) : [notChecked]));
    return checks;
  });
}

const notChecked = skipped(
  "powers-of-tau",
  phrase`snarkjs makes the same powers of tau of the beacon, and finds the keys to be of them`,
  phrase`run \`npx hardhat circuits verify --full\`, about ten minutes`,
);

function lockChecks(lock: KeysLock, root: string): Check[] {
  return [
    check(
      "lock/versions",
      phrase`the lock file names the installed circom2 and snarkjs`,
      lock.circom === installedVersion("circom2") && lock.snarkjs === installedVersion("snarkjs"),
    ),
    check(
      "lock/beacon",
      phrase`the lock file names the beacon of the powers of tau`,
      lock.powersOfTau.beacon === powersOfTauBeacon,
    ),
    ...circuitNames.map((name) => {
      const [locked, current] = [lock.circuits[name], currentLock(name, root)];
      const differing = parts.filter((part) => locked?.[part] !== current[part]);
      const which = differing.length === 0 ? parts : differing;
      return check(
        `lock/${name}`,
        phrase`${name}: ${which.join(", ")} as in the lock file`,
        differing.length === 0,
      );
    }),
  ];
}

function tagChecks(root: string): Check[] {
  return [...generatedFiles()].map(([file, text]) =>
    check(`generated/${file}`, phrase`${file} is as generated from core`, isText(root, file, text)),
  );
}

function keyChecks(name: CircuitName, exported: unknown, root: string): Check[] {
  const paths = artefactPaths(name, root);
  const [r1cs, zkey] = [readArtefact(paths.r1cs, "build"), readArtefact(paths.zkey, "setup")];
  const [shape, keyShape] = [r1csShape(r1cs), zkeyShape(zkey)];
  const vkey: unknown = JSON.parse(Buffer.from(readArtefact(paths.vkey, "setup")).toString("utf8"));
  const beacons = zkeyBeacons(zkey);
  return [
    check(
      `vkey/${name}`,
      phrase`${name}: the verifying key is the zkey's`,
      JSON.stringify(vkey) === JSON.stringify(exported),
    ),
    check(
      `zkey/${name}`,
      phrase`${name}: the zkey has the circuit's wires, public signals, domain and coefficients`,
      keyShape.wires === shape.wires &&
        keyShape.publicSignals === shape.publicSignals &&
        keyShape.domainSize === shape.domainSize &&
        hasCoefficientsOf(zkey, r1cs),
    ),
    check(
      `beacon/${name}`,
      phrase`${name}: the zkey's only contribution is the circuit's beacon`,
      beacons.length === 1 && beacons[0] === circuitBeacon(name),
    ),
  ];
}

async function pointsCheck(name: CircuitName, curve: Curve, root: string): Promise<Check> {
  const { r1cs, zkey } = artefactPaths(name, root);
  const [system, key] = [readArtefact(r1cs, "build"), readArtefact(zkey, "setup")];
  const wrong = await wrongSections(curve, system, key, trapdoorsOf(name));
  const what = phrase`${name}: every point of the zkey is what circuit and beacons make of it`;
  return check(
    `points/${name}`,
    wrong.length === 0 ? what : phrase`${what}; not so in ${wrong.join(", ")}`,
    wrong.length === 0,
  );
}

function batchChecks(keys: readonly CircuitKey[]): Check[] {
  const problems = keysProblems(keys);
  const what = phrase`γ ≠ δ in all coordinates, α, β, γ the same and δ different in all keys`;
  return [
    check(
      "batch",
      problems.length === 0 ? what : phrase`${what}; ${problems.join("; ")}`,
      problems.length === 0,
    ),
  ];
}

async function fullChecks(lock: KeysLock, log: (line: Text) => void, root: string): Promise<Check[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "powers-of-tau-"));
  const file = path.join(folder, "powers-of-tau.ptau");
  try {
    log(phrase`making the powers of tau from their beacon, about six minutes`);
    await makePowersOfTau(file);
    // As bytes, because snarkjs leaves a file open.
    const powersOfTau = new Uint8Array(readFileSync(file));
    const checks = [
      check(
        "powers-of-tau",
        phrase`the powers of tau are those of the lock file`,
        sha256(powersOfTau) === lock.powersOfTau.sha256,
      ),
    ];
    for (const name of circuitNames) {
      log(phrase`checking the key of ${name} against circuit and powers of tau`);
      const { r1cs, zkey } = artefactPaths(name, root);
      const ok = await zKey.verifyFromR1cs(r1cs, powersOfTau, zkey);
      checks.push(
        check(
          `zkey-full/${name}`,
          phrase`${name}: snarkjs finds the zkey to be of this circuit and these powers of tau`,
          ok,
        ),
      );
    }
    return checks;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isText(root: string, file: string, text: string): boolean {
  const full = path.join(root, file);
  return existsSync(full) && readFileSync(full, "utf8") === text;
}

function check(id: string, what: Text, ok: boolean): Check {
  return ok ? passed(id, what) : failed(id, what, setup);
}
