import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { createVault } from "../../scripts/vault/vault.ts";
import { codeOf, FAST_KDF, inFolder, PASSPHRASE } from "../fixtures/vault.ts";

const entry = {
  sample: "KAM-2026-0317-04",
  statement: { lotId: 1n, siteKey: 2n, deployment: 3n, parent: 0n },
  weighed: { wetGrams: 33_000_000n, moistureBp: 1_000n, gradeBp: 4_000n },
  documents: [`0x${"aa".repeat(32)}`],
  signature: { r8: [5n, 6n] as const, s: 7n },
  signedAt: 1_773_648_000_000,
};

describe("the assayer's log", () => {
  it("lets a sample vouch for one lot only, as often as that is asked", async () => {
    await inFolder((folder) => {
      const vault = createVault(path.join(folder, "assayer.vault"), PASSPHRASE, { kdf: FAST_KDF });
      vault.assays.add(entry);
      vault.assays.add(entry);
      for (const field of ["lotId", "siteKey", "deployment", "parent"]) {
        const other = { ...entry, statement: { ...entry.statement, [field]: 9n } };
        expect(
          codeOf(() => {
            vault.assays.add(other);
          }),
          field,
        ).to.equal("VAULT_CONFLICT");
      }
      vault.assays.add({ ...entry, sample: "KAM-2026-0316-01", signedAt: entry.signedAt - 1 });
      const [earlier, ...others] = vault.assays.list();
      expect(earlier?.sample).to.equal("KAM-2026-0316-01");
      expect(others).to.deep.equal([entry]);
      vault.close();
    });
  });
});
