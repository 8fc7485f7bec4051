import { createHash } from "node:crypto";

import { expect } from "chai";
import { describe, it } from "mocha";

import { newVaultKeys, openKeyHeader, sealKeyHeader } from "../../scripts/vault/key-header.ts";
import type { KdfParameters } from "../../scripts/vault/kdf.ts";
import { codeOf, FAST_KDF, PASSPHRASE } from "../fixtures/vault.ts";

const SCRYPT: KdfParameters = { name: "scrypt", cost: 16, blockSize: 8, parallelism: 1 };

describe("a vault's header", () => {
  const keys = newVaultKeys();
  const header = sealKeyHeader(keys, PASSPHRASE, FAST_KDF);

  it("gives the data key to whoever knows the passphrase, by Argon2id and by scrypt", () => {
    for (const kdf of [FAST_KDF, SCRYPT]) {
      const opened = openKeyHeader(sealKeyHeader(keys, PASSPHRASE, kdf), PASSPHRASE);
      expect(opened.dataKey.equals(keys.dataKey)).to.be.true;
      expect(opened.vaultId.equals(keys.vaultId)).to.be.true;
    }
    const bytes = Buffer.from([0, 255, 1, 2, 3, 4, 5, 6]);
    expect(openKeyHeader(sealKeyHeader(keys, bytes, SCRYPT), bytes).dataKey.equals(keys.dataKey)).to.be.true;
  });

  it("tells a wrong passphrase from damage", () => {
    expect(codeOf(() => openKeyHeader(header, `${PASSPHRASE}.`))).to.equal("VAULT_PASSPHRASE");
    for (let i = 0; i < header.length; i++) {
      const other = header[i] === "0" ? "1" : "0";
      const damaged = header.slice(0, i) + other + header.slice(i + 1);
      expect(
        codeOf(() => openKeyHeader(damaged, PASSPHRASE)),
        `character ${i}`,
      ).to.equal("VAULT_CORRUPT");
    }
  });

  it("does not open with other parameters, even where the checksum was mended", () => {
    const parsed: unknown = JSON.parse(header.replace('"memoryKib":8', '"memoryKib":16'));
    const { vaultId, kdf, salt, wrapped } = Object.assign(
      { vaultId: "", kdf: {}, salt: "", wrapped: "" },
      parsed,
    );
    const checksum = createHash("sha256")
      .update(JSON.stringify(["kobold/vault/key", vaultId, kdf, salt]))
      .update(wrapped)
      .digest("hex");
    const forged = JSON.stringify({ vaultId, kdf, salt, wrapped, checksum });
    expect(codeOf(() => openKeyHeader(forged, PASSPHRASE))).to.equal("VAULT_PASSPHRASE");
  });

  it("never holds the same bytes twice", () => {
    expect(sealKeyHeader(keys, PASSPHRASE, FAST_KDF)).not.to.equal(header);
  });
});
