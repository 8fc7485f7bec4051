import * as crypto from "node:crypto";

import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

// The bounds keep a forged file from asking for hours or for all memory.
const argon2Schema = z.strictObject({
  name: z.literal("argon2id"),
  memoryKib: z.number().int().min(8).max(1_048_576),
  passes: z.number().int().min(1).max(64),
  parallelism: z.number().int().min(1).max(16),
});
const scryptSchema = z.strictObject({
  name: z.literal("scrypt"),
  cost: z.number().int().min(2).max(1_048_576),
  blockSize: z.number().int().min(1).max(32),
  parallelism: z.number().int().min(1).max(16),
});

/** How a passphrase becomes a key; kept in the vault, so that later versions may raise the defaults. */
export const kdfSchema = z.union([argon2Schema, scryptSchema]);
export type KdfParameters = z.infer<typeof kdfSchema>;

const ARGON2ID: KdfParameters = { name: "argon2id", memoryKib: 65_536, passes: 3, parallelism: 1 };
const SCRYPT: KdfParameters = { name: "scrypt", cost: 131_072, blockSize: 8, parallelism: 1 };

/** Bytes of a derived key and of every other key of the vault. */
export const KEY_BYTES = 32;
const MIN_PASSPHRASE_LENGTH = 8;

/** Argon2id with 64 MiB and 3 passes, or scrypt with 128 MiB where this Node has no Argon2. */
export function defaultKdf(): KdfParameters {
  return "argon2Sync" in crypto ? ARGON2ID : SCRYPT;
}

/** For a passphrase of 32 random bytes, which nobody finds by trying: it need not be slow. */
export function quickKdf(): KdfParameters {
  return "argon2Sync" in crypto
    ? { name: "argon2id", memoryKib: 8, passes: 1, parallelism: 1 }
    : { name: "scrypt", cost: 2, blockSize: 1, parallelism: 1 };
}

/** Refuses a new passphrase that is too short. @throws VAULT_PASSPHRASE, without naming it */
export function requireUsablePassphrase(passphrase: string | Uint8Array): void {
  if (passphrase.length >= MIN_PASSPHRASE_LENGTH) return;
  throw new KoboldError(
    "VAULT_PASSPHRASE",
    phrase`the passphrase has fewer than ${MIN_PASSPHRASE_LENGTH} characters`,
    phrase`choose a longer one, for instance five random words`,
  );
}

/** The key of a passphrase, 32 bytes. Text is normalised, since keyboards differ in how they write é. */
export function passphraseKey(passphrase: string | Uint8Array, salt: Uint8Array, kdf: KdfParameters): Buffer {
  const message = typeof passphrase === "string" ? Buffer.from(passphrase.normalize("NFKC")) : passphrase;
  if (kdf.name === "scrypt") {
    const { cost, blockSize, parallelism: parallelization } = kdf;
    const maxmem = 256 * cost * blockSize * parallelization;
    return crypto.scryptSync(message, salt, KEY_BYTES, { cost, blockSize, parallelization, maxmem });
  }
  if (!("argon2Sync" in crypto)) {
    throw new KoboldError(
      "VAULT_ACCESS",
      phrase`the vault's key is derived by Argon2id, which this version of Node lacks`,
      phrase`open it with Node 24.7 or later`,
    );
  }
  return crypto.argon2Sync("argon2id", {
    message,
    nonce: salt,
    parallelism: kdf.parallelism,
    memory: kdf.memoryKib,
    passes: kdf.passes,
    tagLength: KEY_BYTES,
  });
}
