import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { expect } from "chai";
import { describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import { renderText, type Text } from "../../scripts/core/phrase.ts";
import { createVault, openVault, type Vault } from "../../scripts/vault/vault.ts";
import {
  codeOf,
  inFolder,
  lotSource,
  newLot,
  openCode,
  opened,
  OPTIONS,
  PASSPHRASE,
  DEPLOYMENT,
  FIRM,
  tamper,
  withVault,
} from "../fixtures/vault.ts";

const nextLot = lotSource("vault file");

describe("the vault's file", () => {
  it("is for its owner alone, with all files beside it", async () => {
    await withVault(1, (file) => {
      opened(file, () => {
        for (const name of readdirSync(path.dirname(file))) {
          const mode = statSync(path.join(path.dirname(file), name)).mode & 0o777;
          expect(mode.toString(8), name).to.equal("600");
        }
        expect(existsSync(`${file}-shm`)).to.be.false;
      });
      expect(readdirSync(path.dirname(file))).to.deep.equal(["firm.vault"]);
    });
  });

  it("is so from the first moment, without being mended", async () => {
    await inFolder((folder) => {
      const warnings: Text[] = [];
      const warn = (message: Text) => warnings.push(message);
      createVault(path.join(folder, "firm.vault"), PASSPHRASE, { ...OPTIONS, warn }).close();
      expect(warnings).to.deep.equal([]);
    });
  });

  it("is mended, with a warning, when others could read it", async () => {
    await withVault(1, (file) => {
      chmodSync(file, 0o644);
      const warnings: string[] = [];
      opened(file, () => undefined, { ...OPTIONS, warn: (message) => warnings.push(renderText(message)) });
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain("644");
    });
  });

  it("is never overwritten by a new vault, and a half-made one is made anew", async () => {
    await withVault(1, (file) => {
      expect(codeOf(() => createVault(file, PASSPHRASE, OPTIONS))).to.equal("VAULT_ACCESS");
      expect(opened(file, (vault) => vault.lots.list())).to.have.length(1);
      const other = `${file}2`;
      writeFileSync(`${other}.partial`, "left by a process that died");
      createVault(other, PASSPHRASE, OPTIONS).close();
      expect(readdirSync(path.dirname(file))).to.deep.equal(["firm.vault", "firm.vault2"]);
    });
  });

  it("must be there, in a folder that is there", async () => {
    await inFolder((folder) => {
      expect(openCode(path.join(folder, "none"))).to.equal("VAULT_ACCESS");
      expect(existsSync(path.join(folder, "none"))).to.be.false;
      expect(codeOf(() => createVault(path.join(folder, "no/vault"), PASSPHRASE, OPTIONS))).to.equal(
        "VAULT_ACCESS",
      );
    });
  });

  it("tells a wrong passphrase from damage", async () => {
    await withVault(1, (file) => {
      expect(openCode(file, "wrong horse battery staple")).to.equal("VAULT_PASSPHRASE");
      tamper(file, `UPDATE vault SET header = replace(header, '"kdf"', '"fdk"')`);
      expect(openCode(file)).to.equal("VAULT_CORRUPT");
    });
    await withVault(1, (file) => {
      tamper(file, "UPDATE vault SET header = substr(header, 1, 60) || 'f' || substr(header, 62)");
      expect(openCode(file)).to.equal("VAULT_CORRUPT");
    });
    await withVault(1, (file) => {
      tamper(file, "DELETE FROM vault");
      expect(openCode(file)).to.equal("VAULT_CORRUPT");
    });
  });

  it("is refused when records were removed, exchanged, put back as they were, or changed", async () => {
    const damages = [
      "DELETE FROM record WHERE row_key = (SELECT max(row_key) FROM record)",
      "UPDATE record SET sealed = (SELECT sealed FROM record ORDER BY row_key LIMIT 1)",
      "UPDATE record SET kind = 3 WHERE row_key = (SELECT max(row_key) FROM record)",
      "UPDATE vault SET inventory = zeroblob(300)",
      "INSERT INTO record SELECT 2, row_key, sealed FROM record LIMIT 1",
    ];
    for (const damage of damages) {
      await withVault(3, (file) => {
        tamper(file, damage);
        expect(openCode(file), damage).to.equal("VAULT_CORRUPT");
      });
    }
    await withVault(2, (file, [lot]) => {
      if (lot === undefined) throw new Error("no lot");
      copyFileSync(file, `${file}.old`);
      opened(file, (vault) => {
        vault.lots.rename(DEPLOYMENT, lotId(lot), "newer");
      });
      tamper(
        file,
        `ATTACH '${file}.old' AS old; UPDATE record SET sealed = (SELECT sealed FROM old.record o WHERE o.row_key = record.row_key)`,
      );
      expect(openCode(file)).to.equal("VAULT_CORRUPT");
    });
  });

  it("is refused when a record's text was changed", async () => {
    await withVault(1, (file) => {
      tamper(
        file,
        "UPDATE record SET sealed = CAST(substr(sealed, 1, 100) || zeroblob(16) || substr(sealed, 117) AS BLOB)",
      );
      expect(openCode(file)).to.equal("VAULT_CORRUPT");
    });
  });

  it("is found damaged wherever it is cut off, or overwritten in the middle", async () => {
    await withVault(40, (file) => {
      const { size } = statSync(file);
      for (const length of [0, 1, 100, 512, 4_096, 5_000, 8_192, size - 4_096]) {
        const cut = `${file}.${length}`;
        copyFileSync(file, cut);
        truncateSync(cut, length);
        expect(openCode(cut), `${length} of ${size} bytes`).to.equal("VAULT_CORRUPT");
      }
      const bytes = readFileSync(file);
      for (let at = 0; at + 64 <= size; at += 4_096) {
        const spoilt = `${file}.spoilt${at}`;
        const copy = Buffer.from(bytes);
        copy.fill(0xa5, at, at + 64);
        writeFileSync(spoilt, copy, { mode: 0o600 });
        expect(openCode(spoilt), `at ${at}`).to.equal("VAULT_CORRUPT");
      }
    });
  });

  it("is refused when its list of free pages names one that is in use, which the next write would spoil", async () => {
    await withVault(40, (file) => {
      const bytes = readFileSync(file);
      bytes.writeUInt32BE(3, 32);
      bytes.writeUInt32BE(1, 36);
      writeFileSync(file, bytes);
      expect(openCode(file)).to.equal("VAULT_CORRUPT");
    });
  });

  it("keeps no trace of a record that was deleted", async () => {
    await withVault(0, (file) => {
      opened(file, (vault) => {
        vault.settings.put({ name: "recovered", value: "124" });
      });
      const db = new DatabaseSync(file);
      const sealed = db.prepare("SELECT sealed FROM record").get()?.["sealed"];
      db.close();
      if (!(sealed instanceof Uint8Array)) throw new Error("no record");
      expect(readFileSync(file).includes(Buffer.from(sealed))).to.be.true;
      opened(file, (vault) => {
        vault.settings.delete("recovered");
      });
      expect(readFileSync(file).includes(Buffer.from(sealed))).to.be.false;
    });
  });

  it("is told from another program's database, which stays as it is, and from a newer vault", async () => {
    await withVault(1, (file) => {
      const foreign = `${file}.foreign`;
      tamper(foreign, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
      const before = readFileSync(foreign);
      expect(openCode(foreign)).to.equal("VAULT_FOREIGN");
      expect(readFileSync(foreign).equals(before)).to.be.true;
      tamper(file, "PRAGMA user_version = 5");
      expect(openCode(file)).to.equal("VAULT_NEWER");
      tamper(file, "PRAGMA user_version = 0");
      expect(openCode(file)).to.equal("VAULT_CORRUPT");
    });
  });

  it("stays whole on a full disk, and takes the rest once there is room", async () => {
    await withVault(1, (file) => {
      const { size } = statSync(file);
      const cramped = openVault(file, PASSPHRASE, { ...OPTIONS, maxPages: size / 4_096 + 2 });
      const many = Array.from({ length: 40 }, () => newLot(nextLot()));
      const all = () => {
        cramped.transaction(() => {
          for (const lot of many) cramped.lots.putVerified(lot);
        });
      };
      expect(codeOf(all)).to.equal("VAULT_FULL");
      expect(cramped.lots.list()).to.have.length(1);
      expect(codeOf(all)).to.equal("VAULT_FULL");
      const stubborn = () => {
        cramped.transaction(() => {
          for (const lot of many) codeOf(() => cramped.lots.putVerified(lot));
        });
      };
      expect(codeOf(stubborn), "a failure that goes unheeded").to.equal("VAULT_FULL");
      expect(cramped.lots.list()).to.have.length(1);
      cramped.lots.putVerified(newLot(nextLot()));
      cramped.close();
      opened(file, (vault) => {
        expect(vault.check().lot).to.equal(2);
        vault.transaction(() => {
          for (const lot of many) vault.lots.putVerified(lot);
        });
        expect(vault.check().lot).to.equal(42);
      });
    });
  });

  it("is brought from an older schema to this one, all records or none", async () => {
    await inFolder((folder) => {
      const file = path.join(folder, "old.vault");
      const first = { ...OPTIONS, schema: { version: 1, upgrades: [] } };
      const old = createVault(file, PASSPHRASE, first);
      const lot = newLot(nextLot());
      old.lots.put(lot);
      old.settings.put({ name: "recovered", value: "124" });
      old.close();

      const upgrades = [
        { setting: (value: unknown) => Object.assign({}, value, { value: "from 1" }) },
        {},
        {},
        {},
      ];
      const failing = [
        ...upgrades,
        {
          lot: () => {
            throw new RangeError("a faulty upgrade");
          },
        },
      ];
      const open = (version: number, steps: typeof failing | typeof upgrades) =>
        openVault(file, PASSPHRASE, { ...OPTIONS, schema: { version, upgrades: steps } });
      expect(() => open(6, failing)).to.throw(RangeError);
      expect(opened(file, (vault) => vault.settings.get("recovered")?.value, first)).to.equal("124");

      const migrated = open(5, upgrades);
      expect(migrated.settings.get("recovered")?.value).to.equal("from 1");
      expect(migrated.lots.get(DEPLOYMENT, lot.id)?.lot).to.deep.equal(lot.lot);
      migrated.close();
      expect(openCode(file)).to.equal("VAULT_NEWER");
      const again = open(5, upgrades);
      expect(again.check()).to.include({ lot: 1, setting: 1 });
      again.close();
      tamper(file, "PRAGMA user_version = 1");
      expect(openCode(file), "a version that was set back").to.equal("VAULT_CORRUPT");
    });
  });
});

describe("a vault from before drafts, assayers' keys and policies' names were counted", () => {
  it("keeps each under its own kind", async () => {
    await inFolder((folder) => {
      const file = path.join(folder, "old.vault");
      const schema = { version: 3, upgrades: [{}, {}] };
      const old = createVault(file, PASSPHRASE, { ...OPTIONS, schema });
      for (const name of ["draft/S-1", "assayer", "policy/31337/0x12/clean", "last backup"])
        old.settings.put({ name, value: `of ${name}` });
      old.close();
      opened(file, (vault) => {
        expect(vault.check()).to.include({ draft: 1, assayer: 1, policyName: 1, setting: 1 });
        expect(vault.drafts.get("S-1")?.value).to.equal("of draft/S-1");
        expect(vault.assayers.get("assayer")?.value).to.equal("of assayer");
        expect(vault.policyNames.get("31337/0x12/clean")?.value).to.equal("of policy/31337/0x12/clean");
        expect(vault.settings.get("last backup")?.value).to.equal("of last backup");
      });
    });
  });
});

describe("a vault of lots with fourteen attributes", () => {
  /** One of an earlier schema with what `fill` puts in, and what opening it now gives. */
  const openedNow = (version: number, fill: (vault: Vault) => void): Promise<string | undefined> =>
    inFolder((folder) => {
      const file = path.join(folder, "old.vault");
      const schema = { version, upgrades: Array.from({ length: version - 1 }, () => ({})) };
      const old = createVault(file, PASSPHRASE, { ...OPTIONS, schema });
      old.settings.put({ name: "recovered", value: "124" });
      fill(old);
      old.close();
      const code = openCode(file);
      // refused or not, it is whole, and for the release that wrote it if it was refused
      const options = code === undefined ? OPTIONS : { ...OPTIONS, schema };
      expect(opened(file, (vault) => vault.settings.get("recovered")?.value, options)).to.equal("124");
      return code;
    });

  it("is refused, and stays as it is", async () => {
    for (const version of [1, 2]) {
      const code = await openedNow(version, (vault) => {
        vault.lots.put(newLot(nextLot()));
      });
      expect(code, `schema ${version}`).to.equal("VAULT_OLDER");
    }
  });

  it("is refused for an operation alone, and taken over if it holds neither", async () => {
    const nothing = {
      kind: "other",
      deployment: DEPLOYMENT,
      account: FIRM,
      parents: [],
      children: [],
    } as const;
    const begin = (vault: Vault) => {
      vault.journal.prepare(nothing);
    };
    expect(await openedNow(2, begin)).to.equal("VAULT_OLDER");
    expect(await openedNow(2, () => undefined)).to.equal(undefined);
  });
});

describe("an empty vault of an older schema", () => {
  it("is brought to this one as well", async () => {
    await withVault(0, (file) => {
      const schema = { version: 4, upgrades: [{}, {}, {}] };
      opened(file, (vault) => vault.check(), { ...OPTIONS, schema });
      expect(opened(file, (vault) => vault.check().lot, { ...OPTIONS, schema })).to.equal(0);
    });
  });
});
