import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { KoboldError } from "../../scripts/core/errors.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { createVault, openCopy, openVault } from "../../scripts/vault/vault.ts";
import { codeOf, FAST_KDF, inFolder, PASSPHRASE, DEPLOYMENT } from "../fixtures/vault.ts";
import { processLot, startVaultProcess } from "../fixtures/vault-process.ts";

const OPTIONS = { kdf: FAST_KDF, waitMs: 0 };

describe("a vault between processes", () => {
  it("keeps what was stored when the process is killed right afterwards", async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, "firm.vault");
      const { kill } = await startVaultProcess("put", file);
      await kill();
      // the opening is in the log alone, which nobody had the time to fold into the file
      expect(existsSync(`${file}-wal`)).to.be.true;
      const vault = openVault(file, PASSPHRASE, OPTIONS);
      expect(vault.lots.get(DEPLOYMENT, lotId(processLot))?.lot).to.deep.equal(processLot);
      expect(vault.check().lot).to.equal(1);
      vault.close();
    });
  });

  it("keeps nothing of a transaction in whose midst the process is killed", async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, "firm.vault");
      createVault(file, PASSPHRASE, OPTIONS).close();
      const { kill } = await startVaultProcess("half", file);
      await kill();
      const vault = openVault(file, PASSPHRASE, OPTIONS);
      expect(vault.check().lot).to.equal(0);
      vault.close();
    });
  });

  it("says which process holds it and since when, and is free at once when that one is killed", async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, "firm.vault");
      createVault(file, PASSPHRASE, OPTIONS).close();
      const holder = await startVaultProcess("hold", file);
      const open = () => openVault(file, PASSPHRASE, OPTIONS);
      expect(open)
        .to.throw(KoboldError, new RegExp(`in use by process ${holder.pid} since 2\\d\\d\\d-`))
        .with.property("code", "VAULT_BUSY");
      await holder.kill();
      open().close();
    });
  });

  it("is looked at as it was, whatever a process that holds it writes meanwhile", async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, "firm.vault");
      createVault(file, PASSPHRASE, OPTIONS).close();
      const holder = await startVaultProcess("hold", file);
      const look = () => {
        const copies = mkdtempSync(path.join(folder, "copy-"));
        const vault = openCopy(file, copies, PASSPHRASE, OPTIONS);
        try {
          vault.check();
          return vault.lots.list().length;
        } finally {
          vault.close();
        }
      };
      expect(look()).to.equal(0);
      await holder.kill();
      const writer = await startVaultProcess("write", file);
      let [seen, busy] = [0, 0];
      for (let i = 0; i < 20; i++) {
        const code = codeOf(() => (seen += look()));
        if (code !== undefined) busy++;
        expect(code).to.be.oneOf([undefined, "VAULT_BUSY"]);
      }
      expect(seen).to.be.greaterThan(0);
      expect(busy).to.be.below(20);
      await writer.kill();
      openVault(file, PASSPHRASE, OPTIONS).close();
    });
  });

  it("waits for another one that is about to be done", async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, "firm.vault");
      const vault = createVault(file, PASSPHRASE, OPTIONS);
      const waiting = startVaultProcess("hold", file);
      await new Promise((resolve) => setTimeout(resolve, 500));
      vault.close();
      const { kill } = await waiting;
      await kill();
    });
  });

  it("opens although the disk is too full to note who holds it", async () => {
    await inFolder((folder) => {
      const file = path.join(folder, "firm.vault");
      createVault(file, PASSPHRASE, OPTIONS).close();
      // a folder in the note's place stands for a disk without room
      mkdirSync(`${file}-holder`);
      const vault = openVault(file, PASSPHRASE, OPTIONS);
      expect(() => openVault(file, PASSPHRASE, OPTIONS)).to.throw(KoboldError, "another process");
      vault.close();
    });
  });

  it("is held by one opening within a process, too", async () => {
    await inFolder((folder) => {
      const file = path.join(folder, "firm.vault");
      const vault = createVault(file, PASSPHRASE, OPTIONS);
      expect(() => openVault(file, PASSPHRASE, OPTIONS))
        .to.throw(KoboldError, `process ${process.pid} `)
        .with.property("code", "VAULT_BUSY");
      vault.close();
      vault.close();
      openVault(file, PASSPHRASE, OPTIONS).close();
    });
  });
});
