import { createHash } from "node:crypto";

import { deriveSecretScalar } from "@zk-kit/eddsa-poseidon";

import type { AssaySignature } from "../../scripts/core/assay.ts";
import { FIELD_ORDER as P } from "../../scripts/core/field.ts";
import { poseidon } from "../../scripts/core/poseidon.ts";
import type { Point } from "../../scripts/core/site.ts";

/** A point of BabyJubjub as X : Y : Z, so that no step of a multiplication needs an inverse. */
type Projective = readonly [bigint, bigint, bigint];

const A = 168_700n;
const D = 168_696n;
const NEUTRAL: Projective = [0n, 1n, 1n];
const BASE: Projective = [
  5299619240641551281634865583518297030282874472190772894086521144482721001553n,
  16950150798460657717958625567821834550301663161624707787222815936182638968203n,
  1n,
];
const SUBGROUP = 2736030358979909402780800718157159386076813972158567259200215660948447373041n;

function add([x1, y1, z1]: Projective, [x2, y2, z2]: Projective): Projective {
  const a = (z1 * z2) % P;
  const b = (a * a) % P;
  const [c, d] = [(x1 * x2) % P, (y1 * y2) % P];
  const e = (((D * c) % P) * d) % P;
  const [f, g] = [b - e, b + e];
  const cross = (x1 + y1) * (x2 + y2) - c - d;
  return [(((a * f) % P) * cross) % P, (((a * g) % P) * (d - A * c)) % P, (f * g) % P];
}

function times(point: Projective, scalar: bigint): Projective {
  let result = NEUTRAL;
  let power = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = add(result, power);
    power = add(power, power);
  }
  return result;
}

const isSame = ([x1, y1, z1]: Projective, [x2, y2, z2]: Projective) =>
  (x1 * z2 - x2 * z1) % P === 0n && (y1 * z2 - y2 * z1) % P === 0n;

function isOnCurve([x, y]: Point): boolean {
  const [xx, yy] = [(x * x) % P, (y * y) % P];
  return (A * xx + yy - 1n - D * ((xx * yy) % P)) % P === 0n;
}

function inverse(value: bigint): bigint {
  let [base, result] = [((value % P) + P) % P, 1n];
  for (let rest = P - 2n; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
}

function affine([x, y, z]: Projective): Point {
  const over = inverse(z);
  return [(((x * over) % P) + P) % P, (((y * over) % P) + P) % P];
}

/** EdDSA-Poseidon as the tools make it, thirty times as fast; the nonce is good for tests only. */
export function quickSign(privateKey: Uint8Array, [ax, ay]: Point, message: bigint): AssaySignature {
  const nonce = createHash("sha256").update(privateKey).update(message.toString()).digest("hex");
  const r = BigInt(`0x${nonce}`) % SUBGROUP;
  const [x, y] = affine(times(BASE, r));
  const secret = deriveSecretScalar(Buffer.from(privateKey)) * 8n;
  return { r8: [x, y], s: (r + poseidon(x, y, ax, ay, message) * secret) % SUBGROUP };
}

/** S · B8 = R8 + 8 · hash · A, with both points on the curve, 8 · A not neutral, and S reduced. */
export function quickVerify(key: Point, message: bigint, { r8, s }: AssaySignature): boolean {
  if (s < 0n || s >= SUBGROUP || !isOnCurve(key) || !isOnCurve(r8)) return false;
  const eightA = times([...key, 1n], 8n);
  if (isSame(eightA, NEUTRAL)) return false;
  const right = add([...r8, 1n], times(eightA, poseidon(...r8, ...key, message)));
  return isSame(times(BASE, s), right);
}
