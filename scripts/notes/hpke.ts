import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256, HpkeError } from "@hpke/core";

import { concatBytes } from "../core/bytes.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

/** RFC 9180, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Chacha20Poly1305(),
});

/** Bytes of a public key, and of the encapsulated key that stands before each ciphertext. */
export const KEY_BYTES = 32;
/** What sealing adds to a plaintext: the encapsulated key and the tag. */
export const SEAL_BYTES = KEY_BYTES + 16;

/** A key pair to which messages are sealed. */
export interface KeyPair {
  /** 32 bytes, as published. */
  readonly publicKey: Uint8Array;
  readonly privateKey: CryptoKey;
}

/** The key pair that RFC 9180's DeriveKeyPair makes of `ikm`, 32 bytes at least. */
export async function keyPairOf(ikm: Uint8Array): Promise<KeyPair> {
  const pair = await suite.kem.deriveKeyPair(concatBytes(ikm));
  return {
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)),
    privateKey: pair.privateKey,
  };
}

/** What a message is for (`info`), and what it is bound to though it does not say it (`aad`). */
export interface SealContext {
  readonly info: string;
  readonly aad: Uint8Array;
}

/**
 * Encapsulated key and ciphertext, `SEAL_BYTES` longer than the plaintext.
 * @throws MALFORMED if the public key is none, or one to which nothing can be sealed
 */
export async function seal(
  publicKey: Uint8Array,
  context: SealContext,
  plaintext: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(concatBytes(publicKey));
    const { enc, ct } = await suite.seal(
      { recipientPublicKey, info: infoBytes(context) },
      concatBytes(plaintext),
      concatBytes(context.aad),
    );
    return concatBytes(new Uint8Array(enc), new Uint8Array(ct));
  } catch (cause) {
    if (!(cause instanceof HpkeError)) throw cause;
    throw new KoboldError(
      "MALFORMED",
      phrase`the recipient's public key can't be used for sealing`,
      phrase`have the recipient publish a key that its wallet derives`,
      { cause },
    );
  }
}

/** The plaintext, or undefined if the message was altered, sealed to another key or bound to something else. */
export async function unseal(
  { privateKey }: KeyPair,
  context: SealContext,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(
      await suite.open(
        {
          recipientKey: privateKey,
          enc: concatBytes(sealed.subarray(0, KEY_BYTES)),
          info: infoBytes(context),
        },
        concatBytes(sealed.subarray(KEY_BYTES)),
        concatBytes(context.aad),
      ),
    );
  } catch (error) {
    if (error instanceof HpkeError) return undefined;
    throw error;
  }
}

function infoBytes({ info }: SealContext): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(info);
}
