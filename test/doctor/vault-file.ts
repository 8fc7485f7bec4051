import { chmodSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { KoboldError } from "../../scripts/core/errors.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { checkVault, type VaultFile } from "../../scripts/doctor/vault-file.ts";
import { noteBackup } from "../../scripts/vault/backup-note.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { FIRM, opened, OPTIONS, PASSPHRASE, DEPLOYMENT, tamper, withVault } from "../fixtures/vault.ts";

const NOW = Date.parse("2026-03-16T12:00:00Z");
const DAY_MS = 86_400_000;

const look = (file: string, given: Partial<VaultFile> = {}) =>
  checkVault({ file, passphrase: PASSPHRASE, now: NOW, options: OPTIONS, ...given });
const outcomes = (file: string, given: Partial<VaultFile> = {}) =>
  Object.fromEntries(look(file, given).map(({ id, outcome }) => [id, outcome]));

describe("the doctor's look at the vault", () => {
  it("opens it, counts its records, and leaves it as it was", async () => {
    await withVault(3, (file) => {
      expect(outcomes(file)).to.deep.equal({ "vault/permissions": "ok", vault: "ok", "vault/backup": "ok" });
      const words = look(file).find(({ id }) => id === "vault")?.what ?? "";
      expect(renderText(words)).to.contain("3 lots");
    });
  });

  it("skips what is not there, or has no passphrase, and says so", async () => {
    await withVault(0, (file) => {
      expect(outcomes(`${file}.none`)).to.deep.equal({ vault: "skipped" });
      expect(outcomes(file, { passphrase: "" })).to.deep.equal({
        "vault/permissions": "ok",
        vault: "skipped",
      });
    });
  });

  it("finds a wrong passphrase, damage, and another firm's vault", async () => {
    await withVault(1, (file) => {
      expect(outcomes(file, { passphrase: "not the passphrase" })["vault"]).to.equal("failed");
      const requireOwn = () => {
        throw new KoboldError("VAULT_CONFLICT", "another's", "take your own");
      };
      expect(outcomes(file, { requireOwn })["vault/owner"]).to.equal("failed");
      tamper(file, "DELETE FROM record");
      const [, damaged] = look(file);
      expect(damaged?.outcome).to.equal("failed");
      expect(renderText(damaged?.remedy ?? "")).to.contain("backup");
    });
  });

  it("warns if others could read it, before it is mended", async () => {
    await withVault(1, (file) => {
      chmodSync(file, 0o640);
      const [mode] = look(file);
      expect(mode?.outcome).to.equal("warning");
      expect(renderText(mode?.what ?? "")).to.contain("640");
      expect(outcomes(file)["vault/permissions"]).to.equal("ok");
    });
  });

  it("warns if another process holds it", async () => {
    await withVault(1, (file) => {
      const inside = opened(file, () => outcomes(file, { options: { ...OPTIONS, waitMs: 0 } }));
      expect(inside["vault"]).to.equal("warning");
    });
  });

  it("warns of operations under way", async () => {
    await withVault(0, (file) => {
      opened(file, ({ journal }) =>
        journal.prepare({ kind: "other", deployment: DEPLOYMENT, account: FIRM, parents: [], children: [] }),
      );
      expect(outcomes(file)["vault/operations"]).to.equal("warning");
    });
  });

  it("warns of a vault with a site's secrets that has no backup, or an old one", async () => {
    await withVault(0, (file) => {
      opened(file, ({ sites }) => {
        sites.put(SITE);
      });
      const backup = (at?: number) => {
        if (at !== undefined) {
          opened(file, (vault) => {
            noteBackup(vault, new Date(at));
          });
        }
        return outcomes(file)["vault/backup"];
      };
      expect(backup()).to.equal("warning");
      expect(backup(NOW - 31 * DAY_MS)).to.equal("warning");
      expect(backup(NOW - 30 * DAY_MS)).to.equal("ok");
    });
  });
});
