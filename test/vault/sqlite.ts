import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { createPrivate, openExclusively } from "../../scripts/vault/sqlite.ts";
import { inFolder } from "../fixtures/vault.ts";

describe("the vault's database", () => {
  it("syncs its log at every commit, whatever SQLite was built to do", async () => {
    await inFolder((folder) => {
      const file = path.join(folder, "database");
      createPrivate(file);
      const { db } = openExclusively(file, {}, () => undefined);
      const pragma = (name: string) => db.prepare(`PRAGMA ${name}`).get()?.[name];
      expect(pragma("journal_mode")).to.equal("wal");
      expect(pragma("synchronous"), "2 is FULL").to.equal(2);
      db.close();
    });
  });
});
