import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { createVault } from "../../scripts/vault/vault.ts";
import { codeOf, FAST_KDF, inFolder, PASSPHRASE } from "../fixtures/vault.ts";

describe("the permits", () => {
  it("are used once each, the lowest first, and free again when their operation failed", async () => {
    await inFolder((folder) => {
      const vault = createVault(path.join(folder, "site.vault"), PASSPHRASE, { kdf: FAST_KDF });
      const { permits } = vault;
      const permit = (index: number) => ({ siteKey: 7n, period: 674, index });
      const use = (index: number, operation: string | null) =>
        codeOf(() => {
          permits.use(permit(index), operation);
        });
      expect(permits.nextIndex(7n, 674, 3)).to.equal(0);
      expect(use(0, "a")).to.equal(undefined);
      expect(use(0, "a"), "the same operation again").to.equal(undefined);
      expect(use(0, "b")).to.equal("VAULT_CONFLICT");
      expect(use(1, null)).to.equal(undefined);
      expect(use(1, "b")).to.equal("VAULT_CONFLICT");
      expect(permits.nextIndex(7n, 674, 3)).to.equal(2);
      expect(permits.nextIndex(7n, 675, 3)).to.equal(0);
      expect(permits.nextIndex(8n, 674, 3)).to.equal(0);
      expect(codeOf(() => permits.nextIndex(7n, 674, 2))).to.equal("RULE_BROKEN");
      permits.release(permit(0), "b");
      expect(permits.nextIndex(7n, 674, 3)).to.equal(2);
      permits.release(permit(0), "a");
      expect(permits.nextIndex(7n, 674, 3)).to.equal(0);
      expect(permits.list()).to.deep.equal([{ ...permit(1), operation: null }]);
      vault.close();
    });
  });
});
