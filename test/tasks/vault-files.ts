import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { startVaultProcess } from "../fixtures/vault-process.ts";
import { codeOf, PASSPHRASE } from "../fixtures/vault.ts";
import { openVault } from "../../scripts/vault/vault.ts";
import { lastBackup } from "../../scripts/vault/backup-note.ts";

const NEXT = "a quite different passphrase";

describe("the tasks that keep a vault's file", () => {
  let world: CliWorld;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
    await world.addFirm(2);
  });
  after(() => world.close());

  /** With the options of `vault backup` and `vault change-passphrase`, which need no chain. */
  const onFile = (firm: number, args: string[], env: Record<string, string> = {}) =>
    world.run(firm, [...args, "--vault", world.vaultFile(firm)], "none", env);
  const refusal = async (code: number, ran: ReturnType<CliWorld["run"]>) => {
    const { code: found, stdout, stderr } = await ran;
    expect(found, stdout + stderr).to.equal(code);
    expect(stderr).to.match(/^Error: .*\n {2}→ .+\n$/);
    return stderr;
  };

  it("let who only looks see a vault that another process holds, and nobody else", async () => {
    const holder = await startVaultProcess("hold", world.vaultFile(2));
    try {
      const seen = await world.done(2, ["lot", "list"]);
      expect(seen.stdout).to.equal("lot  state  contained cobalt  label\n");
      expect(seen.stderr).to.match(/in use by process \d+ since .*: this is how it was at this moment\n/);
      await world.done(2, ["vault", "status"]);
    } finally {
      await holder.kill();
    }
  });

  it("restore a backup where the vault is lost, with what came after it", async function () {
    const backup = path.join(world.folder, "backup.vault");
    await world.done(1, ["lot", "list"]);
    const block = await world.provider.getBlockNumber();
    expect((await onFile(1, ["vault", "backup", backup])).code).to.equal(0);
    expect(world.inVault(1, lastBackup)?.getTime()).to.be.within(Date.now() - 60_000, Date.now());
    const weighed = ["--wet", "48t", "--moisture", "25%", "--grade", "33%", "--co2e", "8kg/kg"];
    await world.done(1, ["lot", "mint", ...weighed, "--label", "later"]);

    const before = readFileSync(world.vaultFile(1));
    expect(await refusal(5, world.run(1, ["vault", "restore", backup]))).to.contain("exists already");
    expect(readFileSync(world.vaultFile(1)).equals(before)).to.equal(true);

    rmSync(world.vaultFile(1));
    const wrong = { KOBOLD_PASSPHRASE: "not the passphrase" };
    await refusal(5, world.run(1, ["vault", "restore", backup], "desk", wrong));
    expect(existsSync(world.vaultFile(1))).to.equal(false);
    await refusal(5, world.run(1, ["vault", "restore", `${backup}.none`]));

    const { stdout, stderr } = await world.done(1, ["vault", "restore", backup]);
    expect(stderr).to.contain("is restored from").and.contain(`backup.vault is as of block ${block}\n`);
    expect(stdout).to.contain("1 lot found, 1 opened, 0 that can't be opened");
    world.inVault(1, ({ lots, sites }) => {
      expect(lots.list().map(({ state, lot }) => [state, lot.massGrams])).to.deep.equal([
        ["active", 11_880_000n],
      ]);
      // no chain gives it back
      expect(sites.get(SITE.name)).to.deep.equal(SITE);
    });
  });

  it("tell a machine of lots that another made with the same wallet, until it has them", async () => {
    const other = path.join(world.folder, "other-machine.vault");
    await world.done(1, ["lot", "mint", "--mass", "9t", "--label", "latest"]);
    copyFileSync(world.vaultFile(1), other);
    await world.done(1, ["lot", "split", "latest", "--into", "5t,rest", "--labels", "one,two"]);
    const there = (...args: string[]) =>
      world.done(1, [...args, "--vault", other, "--confirmations", "1"], "place");
    const told = "on the chain, but not in this vault: 2 lots of this account";
    expect((await there("lot", "list")).stderr).to.contain(told);
    expect((await there("vault", "status")).stderr).to.contain(told);
    await there("vault", "recover");
    expect((await there("lot", "list")).stderr).not.to.contain("not in this vault");
    expect((await world.done(1, ["lot", "list"])).stderr).not.to.contain("not in this vault");
  });

  it("refuse another firm's backup", async () => {
    const backup = path.join(world.folder, "others.vault");
    copyFileSync(world.vaultFile(1), backup);
    rmSync(world.vaultFile(2));
    const told = await refusal(5, world.run(2, ["vault", "restore", backup]));
    expect(told).to.contain(world.wallet(1).address.toLowerCase()).and.to.contain(world.wallet(2).address);
    expect(existsSync(world.vaultFile(2))).to.equal(false);
  });

  it("change the passphrase, given the present one, and leave older copies as they were", async () => {
    const copy = path.join(world.folder, "older.vault");
    copyFileSync(world.vaultFile(1), copy);
    const change = (env: Record<string, string>) => onFile(1, ["vault", "change-passphrase"], env);
    await refusal(5, change({ KOBOLD_PASSPHRASE: "not the passphrase", KOBOLD_NEW_PASSPHRASE: NEXT }));
    await refusal(5, change({ KOBOLD_NEW_PASSPHRASE: "short" }));
    expect(await refusal(2, change({ KOBOLD_NEW_PASSPHRASE: "" }))).to.contain("KOBOLD_NEW_PASSPHRASE");
    expect(await refusal(2, change({ KOBOLD_NEW_PASSPHRASE: PASSPHRASE }))).to.contain("nothing was changed");
    const untouched = openVault(world.vaultFile(1), PASSPHRASE);
    untouched.close();

    const { code, stdout } = await change({ KOBOLD_NEW_PASSPHRASE: NEXT });
    expect(code).to.equal(0);
    expect(stdout).to.contain("copies and backups made before still open with the old one");
    const opens = (file: string, passphrase: string) =>
      codeOf(() => {
        openVault(file, passphrase).close();
      });
    expect(opens(world.vaultFile(1), PASSPHRASE)).to.equal("VAULT_PASSPHRASE");
    expect(opens(world.vaultFile(1), NEXT)).to.equal(undefined);
    expect(opens(copy, PASSPHRASE)).to.equal(undefined);
  });
});
