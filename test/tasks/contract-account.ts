import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { CallingReceiver__factory } from "../../types/factories/test/fixtures/contracts/CallingReceiver__factory.ts";
import type { CallingReceiver } from "../../types/test/fixtures/contracts/CallingReceiver.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";

const MINE = 1;
const CO_SIGNER = 2;
const OTHER = 3;
/** What a contract answers that takes tokens. */
const RECEIVED = "0x150b7a02";

// as a multi-signature wallet's transaction builder reads it
const batchSchema = z.strictObject({
  version: z.literal("1.0"),
  chainId: z.literal("1337"),
  createdAt: z.number(),
  meta: z.strictObject({ name: z.string(), description: z.string(), createdFromSafeAddress: z.string() }),
  transactions: z.tuple([
    z.strictObject({
      to: z.string(),
      value: z.literal("0"),
      data: z.string(),
      contractMethod: z.null(),
      contractInputsValues: z.null(),
    }),
  ]),
});
const leftSchema = z.object({ unsigned: z.string(), operation: z.string().nullable() }).loose();
const lotsSchema = z.array(z.object({ label: z.string(), state: z.string() }).loose());

describe("a firm whose account is a contract", () => {
  let world: CliWorld;
  let account: CallingReceiver;
  let address: string;
  before(async () => {
    world = await openCliWorld();
    account = await new CallingReceiver__factory(world.wallet(CO_SIGNER)).deploy(RECEIVED);
    address = await account.getAddress();
  });
  after(() => world.close());

  const file = (name: string) => path.join(world.folder, name);
  const refused = async (code: number, ...args: string[]) => {
    const ran = await world.run(MINE, args);
    expect(ran.code, ran.stdout + ran.stderr).to.equal(code);
    return ran.stderr;
  };
  /** What a command leaves to the account's owners. */
  const left = async (name: string, ...args: string[]) => {
    const { stdout } = await world.done(MINE, [...args, "--unsigned", file(name), "--json"]);
    return leftSchema.parse(JSON.parse(stdout));
  };
  const batchIn = (name: string) => batchSchema.parse(JSON.parse(readFileSync(file(name), "utf8")));
  /** What the owners do with a file, by their own means. */
  const send = async (name: string) => {
    const [{ to, data }] = batchIn(name).transactions;
    await (await account.forward(to, data)).wait();
  };
  const lots = async () =>
    lotsSchema.parse(JSON.parse((await world.done(MINE, ["lot", "list", "--json"])).stdout));

  it("makes a vault for it, whose key the owners publish", async () => {
    const init = ["vault", "init", "--unsigned", file("publish.json")];
    const nobody = world.wallet(OTHER).address;
    expect(await refused(2, ...init, "--contract-account", nobody)).to.contain(
      `no contract stands at ${nobody}`,
    );
    const { operation } = await left("publish.json", "vault", "init", "--contract-account", address);
    expect(operation).to.equal(null);
    const { meta } = batchIn("publish.json");
    expect(meta.createdFromSafeAddress).to.equal(address);
    expect(meta.description).to.equal(`publish at ${world.addresses.participants}`);
    await send("publish.json");
    world.inVault(MINE, (vault) => {
      vault.sites.put(SITE);
    });
    expect((await world.done(MINE, ["vault", "status"])).stdout).to.contain(`account ${address} on chain`);
  });

  it("mints when the owners have sent what it left them, once", async () => {
    const mint = ["lot", "mint", "--site", SITE.name, "--mass", "3t", "--label", "ore"];
    expect(await refused(3, ...mint))
      .to.contain(`account ${address} is a contract`)
      .and.contain("--unsigned");
    const { operation } = await left("mint.json", ...mint);
    expect(operation).to.be.a("string");
    expect((await lots()).map(({ label, state }) => [label, state])).to.deep.equal([["ore", "pending"]]);
    const again = await refused(3, ...mint, "--unsigned", file("again.json"));
    expect(again).to.contain("left to the account's owners, and not in the chain yet");
    await send("mint.json");
    expect((await lots()).map(({ label, state }) => [label, state])).to.deep.equal([["ore", "active"]]);
  });

  it("splits, offers and takes an offer back so, and gives up what is not sent", async () => {
    await left("split.json", "lot", "split", "ore", "--into", "1t,rest", "--labels", "sold,kept");
    await send("split.json");
    await world.addFirm(OTHER);
    await left("offer.json", "lot", "offer", "sold", world.wallet(OTHER).address);
    await send("offer.json");
    const state = async (name: string) => (await lots()).find(({ label }) => label === name)?.state;
    expect(await state("sold")).to.equal("offered");
    await left("cancel.json", "lot", "cancel", "sold");
    await send("cancel.json");
    expect(await state("sold")).to.equal("active");
    const { operation } = await left("retire.json", "lot", "retire", "kept", "--kind", "loss", "--yes");
    expect(await state("kept")).to.equal("busy");
    await world.done(MINE, ["operation", "cancel", operation ?? "", "--yes"]);
    expect(await state("kept")).to.equal("active");
  });

  it("leaves nothing behind where the chain would refuse it, and overwrites no file", async () => {
    const define = ["attribute", "define", "low-water", "--unsigned"];
    expect(await refused(4, ...define, file("define.json"))).to.contain("AccessManagedUnauthorized");
    expect(() => readFileSync(file("define.json"))).to.throw("ENOENT");
    expect(await refused(2, ...define, file("mint.json"))).to.contain("can't be written");
  });

  it("holds an attribute, which its owners grant", async () => {
    await world.addFirm(0);
    await world.done(0, ["attribute", "offer", "rmap", address]);
    await left("accept.json", "attribute", "accept", "rmap");
    await send("accept.json");
    await left("revoke.json", "site", "revoke", "1", "rmap");
    await send("revoke.json");
    await left("grant.json", "site", "grant", "1", "rmap");
    await send("grant.json");
    const { stdout } = await world.done(MINE, ["site", "list"], "place");
    expect(stdout).to.match(/^ 1 +accredited .*rmap/m);
  });

  it("is examined by its own key and vault, and not for ether", async () => {
    const args = ["doctor", "--vault", world.vaultFile(MINE), "--contract-account", address];
    const { stdout } = await world.run(MINE, args, "place");
    expect(stdout).to.contain(`account ${address} has published its key number 0`);
    expect(stdout).to.contain("the vault opens and is undamaged").and.not.contain("ether");
    expect(stdout).not.to.contain("belongs to account");
  });

  it("is worked with one wallet, which is named to any other", async () => {
    const env = { KOBOLD_PRIVATE_KEY: world.wallet(OTHER).privateKey };
    const ran = await world.run(MINE, ["lot", "list"], "desk", env);
    expect(ran.code).to.equal(5);
    expect(ran.stderr).to.contain(
      `of account ${address.toLowerCase()}, a contract, is worked with the key of`,
    );
  });
});
