import { expect } from "chai";
import { describe, it } from "mocha";

import { newVaultKeys } from "../../scripts/vault/key-header.ts";
import { RecordCipher } from "../../scripts/vault/record-cipher.ts";
import { codeOf } from "../fixtures/vault.ts";

describe("a sealed record", () => {
  const keys = newVaultKeys();
  const cipher = new RecordCipher(keys);
  const place = { kind: 1, rowKey: cipher.rowKey(1, "lot"), schemaVersion: 1 };
  const sealed = cipher.seal(place, '{"massGrams":"7"}');

  it("opens where it was sealed", () => {
    expect(JSON.parse(cipher.open(place, sealed))).to.deep.equal({ massGrams: "7" });
  });

  it("opens nowhere else: not as another kind, row, schema version, or in another vault", () => {
    const elsewhere = [
      { ...place, kind: 2 },
      { ...place, rowKey: cipher.rowKey(1, "other") },
      { ...place, schemaVersion: 2 },
    ];
    for (const other of elsewhere) expect(codeOf(() => cipher.open(other, sealed))).to.equal("VAULT_CORRUPT");
    const sameKey = new RecordCipher({ vaultId: Buffer.alloc(16), dataKey: keys.dataKey });
    expect(codeOf(() => sameKey.open(place, sealed))).to.equal("VAULT_CORRUPT");
  });

  it("does not open with any of its bytes changed, or cut off", () => {
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(
        codeOf(() => cipher.open(place, changed)),
        `byte ${i}`,
      ).to.equal("VAULT_CORRUPT");
    }
    for (const length of [0, 1, 12, 27, 28, sealed.length - 1]) {
      expect(codeOf(() => cipher.open(place, sealed.subarray(0, length)))).to.equal("VAULT_CORRUPT");
    }
  });

  it("has a length that does not tell a light lot from a heavy one", () => {
    expect(cipher.seal(place, '{"massGrams":"4294967295"}').length).to.equal(sealed.length);
  });

  it("is sealed differently each time, and named by a key that tells nothing", () => {
    expect(cipher.seal(place, "{}").equals(cipher.seal(place, "{}"))).to.be.false;
    expect(cipher.rowKey(1, "lot").equals(cipher.rowKey(2, "lot"))).to.be.false;
    expect(cipher.rowKey(1, "lot").equals(new RecordCipher(newVaultKeys()).rowKey(1, "lot"))).to.be.false;
  });
});
