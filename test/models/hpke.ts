import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
} from "node:crypto";

// RFC 9180 in base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, written from the RFC over
// Node's primitives: shares no code with the packages that the project uses.
const KEM = Buffer.concat([Buffer.from("KEM"), Buffer.from([0x00, 0x20])]);
const SUITE = Buffer.concat([Buffer.from("HPKE"), Buffer.from([0x00, 0x20, 0x00, 0x01, 0x00, 0x03])]);
const NONE = Buffer.alloc(0);

export function extract(salt: Buffer, ikm: Buffer): Buffer {
  return createHmac("sha256", salt).update(ikm).digest();
}

export function expand(prk: Buffer, info: Buffer, length: number): Buffer {
  let block: Buffer = NONE;
  let all: Buffer = NONE;
  for (let i = 1; all.length < length; i++) {
    block = createHmac("sha256", prk)
      .update(Buffer.concat([block, info, Buffer.from([i])]))
      .digest();
    all = Buffer.concat([all, block]);
  }
  return all.subarray(0, length);
}

function labeledExtract(suite: Buffer, salt: Buffer, label: string, ikm: Buffer): Buffer {
  return extract(salt, Buffer.concat([Buffer.from("HPKE-v1"), suite, Buffer.from(label), ikm]));
}

function labeledExpand(suite: Buffer, prk: Buffer, label: string, info: Buffer, length: number): Buffer {
  const size = Buffer.from([length >> 8, length & 0xff]);
  return expand(prk, Buffer.concat([size, Buffer.from("HPKE-v1"), suite, Buffer.from(label), info]), length);
}

// X25519 keys as DER: a fixed prefix, then the 32 bytes
const privateKeyOf = (raw: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), raw]),
    format: "der",
    type: "pkcs8",
  });
const publicKeyOf = (raw: Buffer) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), raw]),
    format: "der",
    type: "spki",
  });

/** X25519, RFC 7748. Throws where the result is zero, as for a public key of low order. */
export function x25519(privateKey: Buffer, publicKey: Buffer): Buffer {
  return diffieHellman({ privateKey: privateKeyOf(privateKey), publicKey: publicKeyOf(publicKey) });
}

export interface RawKeyPair {
  readonly privateKey: Buffer;
  readonly publicKey: Buffer;
}

/** DeriveKeyPair, 7.1.3. */
export function deriveKeyPair(ikm: Buffer): RawKeyPair {
  const prk = labeledExtract(KEM, NONE, "dkp_prk", ikm);
  const privateKey = labeledExpand(KEM, prk, "sk", NONE, 32);
  const publicKey = createPublicKey(privateKeyOf(privateKey)).export({ format: "der", type: "spki" });
  return { privateKey, publicKey: publicKey.subarray(-32) };
}

/** ExtractAndExpand, 4.1, then KeySchedule, 5.1, for mode 0. */
function keySchedule(dh: Buffer, enc: Buffer, recipient: Buffer, info: Buffer) {
  const prk = labeledExtract(KEM, NONE, "eae_prk", dh);
  const sharedSecret = labeledExpand(KEM, prk, "shared_secret", Buffer.concat([enc, recipient]), 32);
  const context = Buffer.concat([
    Buffer.from([0]),
    labeledExtract(SUITE, NONE, "psk_id_hash", NONE),
    labeledExtract(SUITE, NONE, "info_hash", info),
  ]);
  const secret = labeledExtract(SUITE, sharedSecret, "secret", NONE);
  return {
    sharedSecret,
    key: labeledExpand(SUITE, secret, "key", context, 32),
    nonce: labeledExpand(SUITE, secret, "base_nonce", context, 12),
  };
}

/** Single-shot sealing with a chosen ephemeral key. */
export function sealWith(
  ephemeral: RawKeyPair,
  recipient: Buffer,
  info: Buffer,
  aad: Buffer,
  plaintext: Buffer,
) {
  const dh = x25519(ephemeral.privateKey, recipient);
  const { sharedSecret, key, nonce } = keySchedule(dh, ephemeral.publicKey, recipient, info);
  const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  cipher.setAAD(aad, { plaintextLength: plaintext.length });
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return { sharedSecret, key, nonce, enc: ephemeral.publicKey, ciphertext };
}

/** Single-shot opening. Throws if the tag does not fit. */
export function openWith(
  pair: RawKeyPair,
  enc: Buffer,
  info: Buffer,
  aad: Buffer,
  ciphertext: Buffer,
): Buffer {
  const { key, nonce } = keySchedule(x25519(pair.privateKey, enc), enc, pair.publicKey, info);
  const decipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  const body = ciphertext.subarray(0, -16);
  decipher.setAAD(aad, { plaintextLength: body.length });
  decipher.setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(body), decipher.final()]);
}
