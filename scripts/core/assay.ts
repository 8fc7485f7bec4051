import { derivePublicKey, signMessage, verifySignature } from "@zk-kit/eddsa-poseidon";

import { FIELD_ORDER } from "./field.ts";
import { poseidon } from "./poseidon.ts";
import type { Point } from "./site.ts";
import { TAGS } from "./tags.ts";

/** An EdDSA-Poseidon signature on BabyJubjub: the point R8 and the scalar S. */
export interface AssaySignature {
  readonly r8: Point;
  readonly s: bigint;
}

/** What the assayer of a site vouches for: this lot, made by this site, on this deployment, from this parent. */
export interface AssayStatement {
  readonly lotId: bigint;
  readonly siteKey: bigint;
  /** Identifies chain and CobaltLot contract. */
  readonly deployment: bigint;
  /** The refined lot's parent; 0 for a mint. */
  readonly parent: bigint;
}

/** The field element that the assayer signs. */
export function assayMessage(statement: AssayStatement): bigint {
  return poseidon(statement.lotId, statement.siteKey, statement.deployment, statement.parent, TAGS.ASSAY);
}

/** The assayer's public key, a point of BabyJubjub's prime subgroup. `privateKey` is 32 random bytes. */
export function assayerOf(privateKey: Uint8Array): Point {
  return derivePublicKey(privateKey);
}

export function signAssay(privateKey: Uint8Array, statement: AssayStatement): AssaySignature {
  const { R8, S } = signMessage(privateKey, assayMessage(statement));
  return { r8: R8, s: S };
}

export function verifyAssay(assayer: Point, statement: AssayStatement, signature: AssaySignature): boolean {
  const { r8, s } = signature;
  // verifySignature reduces coordinates, which would give one signature many spellings
  if ([...r8, ...assayer].some((coordinate) => coordinate < 0n || coordinate >= FIELD_ORDER)) return false;
  return verifySignature(assayMessage(statement), { R8: [...r8], S: s }, [...assayer]);
}
