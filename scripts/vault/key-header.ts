import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { defaultKdf, KEY_BYTES, kdfSchema, type KdfParameters, passphraseKey } from "./kdf.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;

const hex = z.string().regex(/^([0-9a-f]{2})+$/);
const headerSchema = z.strictObject({
  vaultId: hex.length(32),
  kdf: kdfSchema,
  salt: hex.length(2 * SALT_BYTES),
  wrapped: hex.length(2 * (NONCE_BYTES + KEY_BYTES + TAG_BYTES)),
  checksum: hex.length(64),
});
type Header = z.infer<typeof headerSchema>;

/** What unlocks the records: the data key, random and never changed, and the vault's public identifier. */
export interface VaultKeys {
  readonly vaultId: Buffer;
  readonly dataKey: Buffer;
}

export function newVaultKeys(): VaultKeys {
  return { vaultId: randomBytes(16), dataKey: randomBytes(KEY_BYTES) };
}

/** What the data key is bound to when it is wrapped. */
function associatedData({ vaultId, kdf, salt }: Omit<Header, "wrapped" | "checksum">): Buffer {
  return Buffer.from(JSON.stringify(["kobold/vault/key", vaultId, kdf, salt]));
}

// Unkeyed: it tells a damaged header from a wrong passphrase, and is no protection from a forger.
function checksumOf(header: Omit<Header, "checksum">): string {
  return createHash("sha256").update(associatedData(header)).update(header.wrapped).digest("hex");
}

/** The vault's header: the data key under a passphrase, as JSON. */
export function sealKeyHeader(
  { vaultId, dataKey }: VaultKeys,
  passphrase: string | Uint8Array,
  kdf: KdfParameters = defaultKdf(),
): string {
  const salt = randomBytes(SALT_BYTES);
  const bound = { vaultId: vaultId.toString("hex"), kdf, salt: salt.toString("hex") };
  const nonce = randomBytes(NONCE_BYTES);
  const key = passphraseKey(passphrase, salt, kdf);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associatedData(bound));
  const wrapped = Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  key.fill(0);
  const header = { ...bound, wrapped: wrapped.toString("hex") };
  return JSON.stringify({ ...header, checksum: checksumOf(header) });
}

/** @throws VAULT_CORRUPT for a damaged header, VAULT_PASSPHRASE for a whole one that this passphrase does not open */
export function openKeyHeader(text: string, passphrase: string | Uint8Array): VaultKeys {
  const header = parsedHeader(text);
  const wrapped = Buffer.from(header.wrapped, "hex");
  const key = passphraseKey(passphrase, Buffer.from(header.salt, "hex"), header.kdf);
  const decipher = createDecipheriv("aes-256-gcm", key, wrapped.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(associatedData(header))
    .setAuthTag(wrapped.subarray(-TAG_BYTES));
  const dataKey = decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch (cause) {
    throw new KoboldError(
      "VAULT_PASSPHRASE",
      phrase`the passphrase does not open this vault`,
      phrase`try again, with care for capitals and keyboard layout; nobody can reset it, but the wallet's key can rebuild the vault from the chain`,
      { cause },
    );
  } finally {
    key.fill(0);
  }
  return { vaultId: Buffer.from(header.vaultId, "hex"), dataKey };
}

function parsedHeader(text: string): Header {
  let cause: unknown;
  try {
    const header = headerSchema.parse(JSON.parse(text));
    if (header.checksum === checksumOf(header)) return header;
  } catch (error) {
    cause = error;
  }
  throw new KoboldError(
    "VAULT_CORRUPT",
    phrase`the vault's header is damaged: its checksum does not match`,
    phrase`restore a backup, or rebuild the vault from the chain`,
    { cause },
  );
}
