import { existsSync } from "node:fs";
import path from "node:path";

import { KoboldError } from "../core/errors.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { artefactPaths, projectRoot, readArtefact } from "./files.ts";
import { circuitNames } from "./manifest.ts";
import { type G1, type G2, parseVerifyingKey, type VerifyingKey } from "./verifying-key.ts";
import { BASE_ORDER } from "../core/field.ts";

/** A circuit and its verifying key, in the order of the circuits' numbers. */
export interface CircuitKey {
  readonly name: string;
  readonly key: VerifyingKey;
}

/** The development keys, whose trapdoors are public, as `ProofVerifier` takes them. @throws ARTEFACT_MISSING */
export function developmentKeyWords(root = projectRoot): bigint[] {
  return keyWords(
    circuitNames.map((name) => ({
      name,
      key: keyIn(readArtefact(artefactPaths(name, root).vkey, "setup")),
    })),
  );
}

/**
 * Whether keys rest on the development keys' powers of tau, whose trapdoor is public: α, which all circuits share, tells,
 * also where only some of the keys are those for development.
 */
export function areDevelopmentKeys(words: readonly bigint[]): boolean {
  const [x, y] = developmentKeyWords();
  return words[0] === x && words[1] === y;
}

/**
 * Verifying keys as snarkjs writes them, a file `<circuit>.vkey.json` for each circuit, as `ProofVerifier` takes them.
 * @throws BAD_FILE
 */
export function readKeyWords(folder: string): bigint[] {
  const keys = circuitNames.map((name) => {
    const file = path.join(folder, `${name}.vkey.json`);
    if (!existsSync(file)) {
      throw new KoboldError(
        "BAD_FILE",
        phrase`there is no ${file}`,
        phrase`name a folder that holds a verifying key of each circuit: ${circuitNames.map((each) => `${each}.vkey.json`).join(", ")}`,
      );
    }
    try {
      return { name, key: keyIn(readArtefact(file, "setup")) };
    } catch (cause) {
      throw badKeys(phrase`${file} holds no verifying key`, cause);
    }
  });
  const problems = keysProblems(keys);
  if (problems.length > 0)
    throw badKeys(phrase`the keys in ${folder} can't be used together: ${problems.join("; ")}`);
  return keyWords(keys);
}

function badKeys(message: Text, cause?: unknown): KoboldError {
  const remedy = phrase`take the keys of the ceremony as it published them`;
  return new KoboldError("BAD_FILE", message, remedy, { cause });
}

function keyIn(bytes: Uint8Array): VerifyingKey {
  return parseVerifyingKey(JSON.parse(Buffer.from(bytes).toString("utf8")));
}

/**
 * The keys as `ProofVerifier` takes them: α, −β, −γ, then for each circuit the points of the constant one and of each
 * public signal, and −δ. β, γ and δ are negated, so that the contract multiplies pairings only.
 * @throws RangeError if the keys cannot share one batch: see `keysProblems`, which says so in words
 */
export function keyWords(circuits: readonly CircuitKey[]): bigint[] {
  const [first] = circuits;
  const problems = keysProblems(circuits);
  if (first === undefined || problems.length > 0) throw new RangeError(problems.join("; "));
  const { alpha, beta, gamma } = first.key;
  const own = ({ key }: CircuitKey) => [...key.combination.flat(), ...negated(key.delta)];
  return [...alpha, ...negated(beta), ...negated(gamma), ...circuits.flatMap(own)];
}

/** Why these keys cannot be used, or not together in one batch; empty if they can. */
export function keysProblems(circuits: readonly CircuitKey[]): string[] {
  const [first] = circuits;
  if (first === undefined) return ["there are no circuits"];
  return circuits.flatMap(({ name, key }, index) => [
    ...(same(key.alpha, first.key.alpha) ? [] : [`α of ${name} is not that of ${first.name}`]),
    ...(same(key.beta, first.key.beta) ? [] : [`β of ${name} is not that of ${first.name}`]),
    ...(same(key.gamma, first.key.gamma) ? [] : [`γ of ${name} is not that of ${first.name}`]),
    // Where a coordinate agrees, the points are equal or opposite, and either way proofs can be forged.
    ...(disjoint(key.delta, key.gamma) ? [] : [`γ and δ of ${name} have a coordinate in common`]),
    ...circuits
      .slice(0, index)
      .filter((other) => !disjoint(key.delta, other.key.delta))
      .map((other) => `δ of ${name} and of ${other.name} have a coordinate in common`),
  ]);
}

function negated([xIm, xRe, yIm, yRe]: G2): G2 {
  return [xIm, xRe, (BASE_ORDER - yIm) % BASE_ORDER, (BASE_ORDER - yRe) % BASE_ORDER];
}

function same(a: G1 | G2, b: G1 | G2): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}

function disjoint(a: G2, b: G2): boolean {
  return a.every((word, index) => word !== b[index]);
}
