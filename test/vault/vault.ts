import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import { openVault, restoreVault } from "../../scripts/vault/vault.ts";
import {
  codeOf,
  FAST_KDF,
  lotSource,
  newLot,
  openCode,
  opened,
  OPTIONS,
  PASSPHRASE,
  DEPLOYMENT,
  tamper,
  withVault,
} from "../fixtures/vault.ts";

const nextLot = lotSource("vault, later");

describe("a vault", () => {
  it("gives back what was stored, after closing and opening", async () => {
    await withVault(2, (file, [first, second]) => {
      if (first === undefined || second === undefined) throw new Error("no lots");
      opened(file, (vault) => {
        expect(vault.lots.get(DEPLOYMENT, lotId(first))?.lot).to.deep.equal(first);
        vault.lots.rename(DEPLOYMENT, lotId(second), "Kolwezi 7");
        expect(vault.lots.require(DEPLOYMENT, lotId(second)).label).to.equal("Kolwezi 7");
        expect(vault.lots.list({ deployment: DEPLOYMENT, state: "active" })).to.have.length(2);
        expect(vault.lots.list({ deployment: { ...DEPLOYMENT, chainId: 1n } })).to.have.length(0);
        expect(vault.lots.get(DEPLOYMENT, 5n)).to.equal(undefined);
        expect(codeOf(() => vault.lots.require(DEPLOYMENT, 5n))).to.equal("VAULT_CONFLICT");
      });
    });
  });

  it("refuses an opening of another lot", async () => {
    await withVault(0, (file) => {
      opened(file, (vault) => {
        expect(codeOf(() => vault.lots.put({ ...newLot(nextLot()), id: 5n }))).to.equal("VAULT_CONFLICT");
        expect(vault.lots.list()).to.have.length(0);
      });
    });
  });

  it("keeps sites, traces and settings", async () => {
    await withVault(0, (file) => {
      const site = {
        name: "Kisanfu",
        secrets: { siteSecret: 11n, traceSecret: 12n },
        assayer: [3n, 4n] as const,
        assayerKey: `0x${"ab".repeat(32)}`,
        process: { emissionFloor: 5n, primaryShare: 6n, yieldMin: 7n, yieldMax: 8n, processSalt: 9n },
      };
      opened(file, (vault) => {
        vault.sites.put(site);
        vault.traces.put({ siteKey: 1n, name: "Kisanfu", traceSecret: 12n });
        vault.settings.put({ name: "recovered", value: "124" });
      });
      opened(file, (vault) => {
        expect(vault.sites.get("Kisanfu")).to.deep.equal(site);
        expect(vault.traces.get("1")?.traceSecret).to.equal(12n);
        expect(vault.settings.get("recovered")?.value).to.equal("124");
        vault.sites.delete("Kisanfu");
        expect(vault.sites.list()).to.deep.equal([]);
      });
      expect(opened(file, (vault) => vault.check())).to.include({ site: 0, trace: 1, setting: 1 });
    });
  });

  it("stores all of a transaction or nothing", async () => {
    await withVault(1, (file) => {
      opened(file, (vault) => {
        const half = () => {
          vault.transaction(() => {
            vault.lots.put(newLot(nextLot()));
            vault.settings.put({ name: "half", value: "done" });
            throw new RangeError("stop");
          });
        };
        expect(half).to.throw(RangeError);
        expect(vault.lots.list()).to.have.length(1);
        vault.lots.put(newLot(nextLot()));
      });
      expect(opened(file, (vault) => vault.check())).to.include({ lot: 2, setting: 0 });
    });
  });

  it("does not wait for a promise inside a transaction", async () => {
    await withVault(0, (file) => {
      opened(file, (vault) => {
        expect(() => vault.transaction(() => Promise.resolve())).to.throw(TypeError);
      });
    });
  });

  it("shows nothing of its records in the file, nor in their number's order", async () => {
    await withVault(3, (file, lots) => {
      opened(file, (vault) => {
        vault.settings.put({ name: "recovered", value: "everything" });
      });
      const content = readFileSync(file).toString("latin1");
      const secrets = lots.flatMap((lot) => [lotId(lot), lot.salt]);
      const texts = secrets.flatMap((secret) => [secret.toString(), secret.toString(16)]);
      for (const text of [...texts, "massGrams", "recovered", DEPLOYMENT.cobaltLot.slice(2), PASSPHRASE]) {
        expect(content.includes(text), text).to.be.false;
      }
    });
  });
});

describe("the passphrase", () => {
  it("is changed for the current one alone, and the old one opens nothing afterwards", async () => {
    await withVault(1, (file) => {
      opened(file, (vault) => {
        const change = (current: string, next: string) =>
          codeOf(() => {
            vault.changePassphrase(current, next, FAST_KDF);
          });
        expect(change("wrong passphrase", "a new passphrase")).to.equal("VAULT_PASSPHRASE");
        expect(change(PASSPHRASE, "short")).to.equal("VAULT_PASSPHRASE");
        expect(change(PASSPHRASE, "a new passphrase")).to.equal(undefined);
        expect(vault.lots.list()).to.have.length(1);
      });
      expect(openCode(file)).to.equal("VAULT_PASSPHRASE");
      expect(openCode(file, "a new passphrase")).to.equal(undefined);
    });
  });

  it("leaves no trace of the old header in the file", async () => {
    await withVault(1, (file) => {
      const wrapped = /"wrapped":"([0-9a-f]+)"/.exec(readFileSync(file, "latin1"))?.[1] ?? "";
      expect(wrapped).to.have.length(120);
      const vault = openVault(file, PASSPHRASE, OPTIONS);
      vault.changePassphrase(PASSPHRASE, "a new passphrase", FAST_KDF);
      const files = readdirSync(path.dirname(file)).map((name) => path.join(path.dirname(file), name));
      for (const each of files) expect(readFileSync(each, "latin1").includes(wrapped), each).to.be.false;
      vault.close();
    });
  });
});

describe("a backup", () => {
  it("is a whole vault of that moment, private, under the same passphrase", async () => {
    await withVault(2, (file) => {
      const target = `${file}.backup`;
      opened(file, (vault) => {
        expect(vault.backup(target)).to.include({ lot: 2 });
        vault.lots.put(newLot(nextLot()));
        expect(codeOf(() => vault.backup(target))).to.equal("VAULT_ACCESS");
        expect(vault.lots.list()).to.have.length(3);
      });
      expect(statSync(target).mode & 0o777).to.equal(0o600);
      expect(opened(target, (vault) => vault.check().lot)).to.equal(2);
      expect(readdirSync(path.dirname(file))).to.deep.equal(["firm.vault", "firm.vault.backup"]);
    });
  });

  it("is restored to where no vault is, and only if it is whole", async () => {
    await withVault(2, (file) => {
      const target = `${file}.backup`;
      opened(file, (vault) => vault.backup(target));
      expect(codeOf(() => restoreVault(target, file, PASSPHRASE))).to.equal("VAULT_ACCESS");
      const restored = restoreVault(target, `${file}.new`, PASSPHRASE);
      expect(restored.lots.list()).to.have.length(2);
      restored.close();
      tamper(target, "DELETE FROM record");
      expect(codeOf(() => restoreVault(target, `${file}.other`, PASSPHRASE))).to.equal("VAULT_CORRUPT");
      expect(existsSync(`${file}.other`)).to.be.false;
    });
  });
});
