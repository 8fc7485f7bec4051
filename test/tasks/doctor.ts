import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import type { Run } from "../fixtures/hardhat-cli.ts";
import { SITE } from "../fixtures/desk-world.ts";

const documentSchema = z.array(
  z.object({ id: z.string(), outcome: z.string(), what: z.string(), remedy: z.string() }),
);
type Document = z.infer<typeof documentSchema>;

describe("hardhat doctor", () => {
  let world: CliWorld;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
  });
  after(() => world.close());

  const ids = (document: Document, outcome: string) =>
    document.filter((check) => check.outcome === outcome).map(({ id }) => id);
  const documentOf = ({ code, stdout }: Run, expectedCode: number): Document => {
    expect(code, stdout).to.equal(expectedCode);
    const document = documentSchema.parse(JSON.parse(stdout));
    for (const { id, outcome, remedy } of document) expect(remedy === "", id).to.equal(outcome === "ok");
    return document;
  };
  const onDesk = (firm: number, env: Record<string, string> = {}, ...args: string[]) =>
    world.run(firm, ["doctor", "--vault", world.vaultFile(firm), ...args], "place", env);

  it("finds a firm in order that has all it needs", async () => {
    const { code, stdout } = await onDesk(1);
    expect(code, stdout).to.equal(0);
    for (const line of [
      /^ok +Node 24/m,
      /^ok +solc 0\.8\.34/m,
      /^ok +circuit and keys of refine are those of the lock$/m,
      /^ok +network remote: chain \d+ answers$/m,
      /^ok +the contracts of the deployment at 0x/m,
      /^ok +roles are as the deployment gave them$/m,
      /^ok +account 0x\w+ holds [\d.]+ ether/m,
      /^ok +account 0x\w+ has published its key number 0$/m,
      /^ok +the vault opens and is undamaged: .*1 site,/m,
      /^warning +the vault was never backed up, and only it holds: 1 site.*\n +→ .*vault backup/m,
    ]) {
      expect(stdout).to.match(line);
    }
    // on what the powers rest is for `verify-deployment` to tell
    expect(stdout).not.to.contain("single key");
  });

  it("finds a firm that is only beginning: neither vault nor published key, with the remedy", async () => {
    const document = documentOf(await onDesk(3, {}, "--json"), 7);
    expect(ids(document, "failed")).to.deep.equal(["participants"]);
    expect(ids(document, "skipped")).to.deep.equal(["vault"]);
    expect(document.find(({ id }) => id === "participants")?.remedy).to.contain("vault init");
  });

  it("works without network, wallet and passphrase, and says what it has not looked at", async () => {
    const bare = { KOBOLD_PRIVATE_KEY: "", KOBOLD_PASSPHRASE: "" };
    const vault = ["--vault", world.vaultFile(1)];
    const document = documentOf(await world.run(1, ["doctor", "--json", ...vault], "none", bare), 0);
    const unseen = ["wallet", "network", "contracts", "roles", "balance", "participants", "clock", "vault"];
    expect(ids(document, "skipped")).to.deep.equal(unseen);

    const dead = documentOf(await onDesk(1, { KOBOLD_RPC_URL: "http://127.0.0.1:1" }, "--json"), 7);
    expect(ids(dead, "failed")).to.deep.equal(["network"]);
    const unset = documentOf(await onDesk(1, { KOBOLD_RPC_URL: "" }, "--json"), 7);
    expect(unset.find(({ id }) => id === "network")?.what).to.contain("KOBOLD_RPC_URL");
  });

  it("says once that a restarted chain has no deployment any more, and what to do", async () => {
    const nowhere = path.join(world.folder, "nowhere.json");
    const known = readFileSync(world.deployment, "utf8");
    writeFileSync(nowhere, known.replaceAll(world.addresses.cobaltLot, `0x${"7".repeat(40)}`));
    const place = ["--network", "remote", "--deployment", nowhere, "--vault", world.vaultFile(3), "--json"];
    const document = documentOf(await world.run(3, ["doctor", ...place], "none"), 7);
    expect(ids(document, "failed")).to.deep.equal(["contracts"]);
    const [{ what, remedy } = { what: "", remedy: "" }] = document.filter(({ id }) => id === "contracts");
    expect(what).to.contain("restarted");
    expect(remedy).to.contain("hardhat deploy");
    expect(ids(document, "skipped")).to.deep.equal(["roles", "participants", "vault"]);
  });

  it("finds a wrong passphrase, a wallet that is none, a wallet that is another's, and no deployment", async () => {
    const key = `0x${"zz".repeat(32)}`;
    const env = { KOBOLD_PASSPHRASE: "not the passphrase", KOBOLD_PRIVATE_KEY: key };
    const { stdout, ...run } = await onDesk(1, env, "--json");
    expect(ids(documentOf({ stdout, ...run }, 7), "failed")).to.deep.equal(["wallet", "vault"]);
    expect(stdout).not.to.contain(key);

    const other = { KOBOLD_PRIVATE_KEY: world.wallet(3).privateKey };
    expect(ids(documentOf(await onDesk(1, other, "--json"), 7), "failed")).to.deep.equal([
      "participants",
      "vault/owner",
    ]);

    const missing = path.join(world.folder, "no-such.json");
    const place = ["--network", "remote", "--deployment", missing, "--vault", world.vaultFile(1), "--json"];
    expect(ids(documentOf(await world.run(1, ["doctor", ...place], "none"), 7), "failed")).to.deep.equal([
      "contracts",
    ]);
  });
});
