import path from "node:path";
import { readFileSync, writeFileSync } from "node:fs";

import { expect } from "chai";
import { id as hashOf } from "ethers";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { hexOfBytes } from "../../scripts/core/bytes.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { idText } from "../../scripts/core/ids.ts";
import type { SiteRecord } from "../../scripts/vault/site-record.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { assayerKeyOf, siteOf, TODAY } from "../fixtures/sites.ts";
import { lotSource } from "../fixtures/vault.ts";

const CLOSED_PORT = "http://127.0.0.1:9";
const madeSchema = z.object({ lots: z.tuple([z.object({ lot: z.string() })]) });

function recordOf(name: string): SiteRecord {
  const { secrets, assayer, process } = siteOf(name);
  return { name, secrets, assayer, assayerKey: hexOfBytes(assayerKeyOf(name)), process };
}

/** Two lots that a prefix of four digits can't tell apart. */
function lookAlikes(): [Lot, Lot] {
  const next = lotSource("look-alikes");
  const seen = new Map<string, Lot>();
  for (;;) {
    const lot = next();
    const prefix = idText(lotId(lot)).slice(0, 6);
    const other = seen.get(prefix);
    if (other !== undefined) return [other, lot];
    seen.set(prefix, lot);
  }
}

/** What goes wrong in daily work: each ends by itself, in words, with its exit code, and leaves everything as it was. */
describe("a task refuses", () => {
  let world: CliWorld;
  const small = recordOf("small");
  const lapsing = recordOf("lapsing");
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE, small, lapsing]);
    await world.addFirm(2);
    const { profile } = siteOf("small");
    await world.enrol(small, { ...profile, unitGrams: 1_000_000n, permits: 1 });
    await world.enrol(lapsing, { ...profile, validUntil: TODAY + 2 });
  });
  after(() => world.close());

  const refusal = async (code: number, args: string[], env: Record<string, string> = {}) => {
    const ran = await world.run(1, args, "desk", env);
    expect(ran.code, ran.stdout + ran.stderr).to.equal(code);
    expect(ran.stdout).to.equal("");
    expect(ran.stderr)
      .to.match(/^Error: .+\n(.*\n)* {2}→ .+\n$/m)
      .and.not.match(/^ +at /m);
    return ran.stderr;
  };

  it("a lot that the vault does not know, and one that two may be", async () => {
    expect(await refusal(2, ["lot", "show", "0xdeadbeef"])).to.contain('no lot "0xdeadbeef"');
    const alike = lookAlikes();
    world.inVault(1, ({ lots }) => {
      const deployment = { chainId: 1_337n, cobaltLot: world.addresses.cobaltLot };
      for (const lot of alike) lots.put({ deployment, id: lotId(lot), lot, state: "retired" });
    });
    const [first, second] = alike.map((lot) => idText(lotId(lot)));
    const said = await refusal(2, ["lot", "show", first?.slice(0, 6) ?? ""]);
    expect(said).to.contain(first).and.contain(second).and.contain("more digits");
  });

  it("a lot that is heavier than a permit, or without a permit", async function () {
    const mint = ["lot", "mint", "--site", "small", "--mass"];
    // what becomes public is told of nothing that has no figures yet
    expect(await refusal(2, [...mint, "1"])).to.match(/^Error: /);
    expect(await refusal(3, [...mint, "1.000001t"])).to.contain(
      "1.000001 t is more than the 1 t that one permit allows",
    );
    await world.done(1, [...mint, "1t", "--label", "only"]);
    expect(await refusal(3, [...mint, "1t"])).to.contain(
      "the only permit of the site for this month is used",
    );
  });

  it("a lot that is another's, or held", async function () {
    const [{ lot }] = madeSchema.parse(
      JSON.parse((await world.done(1, ["lot", "mint", "--site", "works", "--mass", "5t", "--json"])).stdout),
    ).lots;
    await world.contracts.cobaltLot.hold([lot], hashOf("recall"));
    const split = ["lot", "split", lot, "--into", "1t,rest"];
    expect(await refusal(5, split)).to.contain("held");
    await world.contracts.cobaltLot.release([lot]);
    const owner = world.wallet(1);
    const { cobaltLot } = world.contracts;
    await (await cobaltLot.connect(owner).transferFrom(owner.address, world.wallet(2).address, lot)).wait();
    expect(await refusal(5, split)).to.contain("transferred");
    expect(await refusal(5, ["lot", "offer", lot, world.wallet(2).address])).to.contain("transferred");
  });

  it("to work without a node, on a chain without Kobold, or with a file that names no deployment", async () => {
    expect(await refusal(4, ["lot", "list"], { KOBOLD_RPC_URL: CLOSED_PORT })).to.contain("no node answers");
    const elsewhere = path.join(world.folder, "elsewhere.json");
    const known = readFileSync(world.deployment, "utf8");
    const nowhere = `0x${"0".repeat(36)}dead`;
    writeFileSync(elsewhere, known.replaceAll(world.addresses.cobaltLot, nowhere));
    const place = ["--network", "remote", "--vault", world.vaultFile(1)];
    const wrong = await world.run(1, ["lot", "list", ...place, "--deployment", elsewhere], "none");
    expect(wrong.code).to.equal(4);
    expect(wrong.stderr).to.contain("there is no CobaltLot").and.contain("--network");
    const none = await world.run(1, ["lot", "list", ...place, "--deployment", world.vaultFile(1)], "none");
    expect(none.code).to.equal(2);
  });

  it("a wrong passphrase, a key that is none, and to go on without either", async () => {
    expect(await refusal(5, ["lot", "list"], { KOBOLD_PASSPHRASE: "wrong" })).to.contain("passphrase");
    expect(await refusal(2, ["lot", "list"], { KOBOLD_PASSPHRASE: "" })).to.contain("KOBOLD_PASSPHRASE");
    const key = await world.run(1, ["lot", "list"], "desk", { KOBOLD_PRIVATE_KEY: "0x1234" });
    expect(key.code).to.not.equal(0);
    expect(key.stderr).to.not.contain("0x1234");
  });

  it("an accreditation that has ended", async function () {
    await world.provider.send("evm_increaseTime", [4 * 86_400]);
    await world.provider.send("evm_mine", []);
    const mint = ["lot", "mint", "--site", "lapsing", "--mass", "1t"];
    expect(await refusal(3, mint)).to.contain("the accreditation ended on 2026-03-18");
  });

  it("in one JSON document too, where that is asked for", async () => {
    const ran = await world.run(1, ["lot", "show", "0xdeadbeef", "--json"]);
    expect(ran.code).to.equal(2);
    const { error } = z
      .object({ error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }) })
      .parse(JSON.parse(ran.stdout));
    expect(error.code).to.equal("NOT_FOUND");
    expect(ran.stderr).to.contain(error.message).and.contain(error.remedy);
  });
});
