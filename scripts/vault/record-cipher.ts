import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { KEY_BYTES } from "./kdf.ts";
import type { VaultKeys } from "./key-header.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
// Sealed lengths are multiples of this, so that they do not tell a heavy lot from a light one.
const BLOCK_BYTES = 256;

/** Where a record stands; a sealed record opens nowhere else. */
export interface RecordPosition {
  readonly kind: number;
  readonly rowKey: Uint8Array;
  readonly schemaVersion: number;
}

/**
 * Seals records by AES-256-GCM and blinds their keys. Nonces are random: that is sound for 2^32 seals under one key,
 * and a vault written to every second of a century makes fewer.
 */
export class RecordCipher {
  readonly #vaultId: Buffer;
  readonly #sealKey: KeyObject;
  readonly #rowKey: KeyObject;
  readonly #inventoryKey: KeyObject;

  constructor(keys: VaultKeys) {
    // key objects: with a plain buffer, every seal and digest takes five times as long
    const subkey = (purpose: string) =>
      createSecretKey(
        Buffer.from(hkdfSync("sha256", keys.dataKey, keys.vaultId, `kobold/vault/v1/${purpose}`, KEY_BYTES)),
      );
    this.#vaultId = keys.vaultId;
    this.#sealKey = subkey("seal");
    this.#rowKey = subkey("row");
    this.#inventoryKey = subkey("inventory");
  }

  /** What stands for a record's key in the file: a keyed hash, so that a stolen file names no lot. */
  rowKey(kind: number, key: string): Buffer {
    return createHmac("sha256", this.#rowKey).update(`${kind} ${key}`).digest();
  }

  /** A row's part in the inventory: without the key, no set of rows can be made that gives the same sum. */
  rowDigest(kind: number, rowKey: Uint8Array, sealed: Uint8Array): bigint {
    const digest = createHmac("sha256", this.#inventoryKey).update(`${kind} `).update(rowKey).update(sealed);
    return BigInt(`0x${digest.digest("hex")}`);
  }

  seal(place: RecordPosition, plaintext: string): Buffer {
    const bytes = Buffer.from(plaintext);
    // JSON may end in spaces
    const padded = Buffer.alloc(Math.ceil(bytes.length / BLOCK_BYTES) * BLOCK_BYTES, " ");
    bytes.copy(padded);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#sealKey, nonce).setAAD(this.#associatedData(place));
    return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws VAULT_CORRUPT if the record was changed, moved, or sealed under another schema version */
  open(place: RecordPosition, sealed: Uint8Array): string {
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#sealKey, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(this.#associatedData(place))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      const plaintext = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([plaintext, decipher.final()]).toString();
    } catch (cause) {
      throw new KoboldError(
        "VAULT_CORRUPT",
        phrase`a record of kind ${place.kind} (row ${Buffer.from(place.rowKey).toString("hex", 0, 4)}…) was changed or moved`,
        phrase`restore a backup, or rebuild the vault from the chain`,
        { cause },
      );
    }
  }

  #associatedData({ kind, rowKey, schemaVersion }: RecordPosition): Buffer {
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(schemaVersion, 0);
    numbers.writeUInt32BE(kind, 4);
    return Buffer.concat([this.#vaultId, numbers, rowKey]);
  }
}
