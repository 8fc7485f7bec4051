import { bytesOfNumber, concatBytes, isSameBytes } from "../core/bytes.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { KEY_BYTES, type KeyPair, keyPairOf } from "./hpke.ts";

const SALT = "kobold/hpke/v1";

/** The key pair number `index` of a wallet. A firm publishes number 0 first and the next one when it rotates. */
export interface NoteKey extends KeyPair {
  readonly index: number;
}

/**
 * Derives a firm's key pair from its wallet, so that the wallet's key alone opens all its notes again:
 * ikm = HKDF-SHA256(ikm: the wallet's private key, salt: "kobold/hpke/v1", info: index in four bytes, length: 32),
 * then DeriveKeyPair of RFC 9180, 7.1.3, for X25519. The same on every chain.
 * @param walletKey 32 bytes
 * @throws MALFORMED, OUT_OF_RANGE
 */
export async function deriveNoteKey(walletKey: Uint8Array, index: number): Promise<NoteKey> {
  if (walletKey.length !== 32) {
    throw new KoboldError(
      "MALFORMED",
      phrase`a wallet's private key has 32 bytes, not ${walletKey.length}`,
      phrase`give the key of the account itself`,
    );
  }
  const info = concatBytes(bytesOfNumber(phrase`key index`, BigInt(index), 4));
  const salt = new TextEncoder().encode(SALT);
  const { subtle } = globalThis.crypto;
  const secret = await subtle.importKey("raw", concatBytes(walletKey), "HKDF", false, ["deriveBits"]);
  const ikm = await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, secret, 256);
  return { index, ...(await keyPairOf(new Uint8Array(ikm))) };
}

/** The first `count` key pairs of a wallet. */
export async function deriveNoteKeys(walletKey: Uint8Array, count: number): Promise<NoteKey[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => deriveNoteKey(walletKey, index)));
}

/** Bytes of a key that stand before what is sealed to it, so that its owner knows which of its keys opens it. */
export const HINT_BYTES = 4;

/** The hint of a public key, which is public anyway: its first bytes. @throws MALFORMED */
export function keyHint(publicKey: Uint8Array): Uint8Array {
  if (publicKey.length !== KEY_BYTES) {
    throw new KoboldError(
      "MALFORMED",
      phrase`a public key for notes has ${KEY_BYTES} bytes, not ${publicKey.length}`,
      phrase`look the recipient's published key up again`,
    );
  }
  return publicKey.subarray(0, HINT_BYTES);
}

/** The key that a hint stands for. @throws WRONG_RECIPIENT if it is none of them */
export function keyOfHint<K extends KeyPair>(what: Text, hint: Uint8Array, keys: readonly K[]): K {
  const key = keys.find(({ publicKey }) => isSameBytes(keyHint(publicKey), hint));
  if (key !== undefined) return key;
  throw new KoboldError(
    "WRONG_RECIPIENT",
    phrase`${what} is not sealed to a key of this wallet`,
    phrase`have it sealed to the key that you published last; after a rotation, give the earlier keys too`,
  );
}
