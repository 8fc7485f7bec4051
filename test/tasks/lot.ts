import { expect } from "chai";
import { id } from "ethers";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { REFINERY, SITE } from "../fixtures/desk-world.ts";

const AT_MINE = ["--site", "works"];
const madeSchema = z.object({
  operation: z.string(),
  lots: z.array(z.object({ lot: z.string(), massGrams: z.string(), label: z.string() })),
});
const listSchema = z.array(
  z.object({ lot: z.string(), state: z.string(), massGrams: z.string(), label: z.string() }),
);

describe("the lot tasks", () => {
  let world: CliWorld;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE, REFINERY]);
    for (const firm of [0, 5]) await world.addFirm(firm);
  });
  after(() => world.close());

  const lots = async (...args: string[]) =>
    listSchema.parse(JSON.parse((await world.done(1, ["lot", "list", "--json", ...args])).stdout));
  const refusal = async (code: number, ...args: string[]) => {
    const ran = await world.run(1, args);
    expect(ran.code, ran.stdout + ran.stderr).to.equal(code);
    expect(ran.stderr)
      .to.match(/^Error: .*\n {2}→ .+\n$/m)
      .and.not.match(/^ +at /m);
    return ran.stderr;
  };

  it("mint, split, merge, refine and retire a lot in units that people use", async function () {
    const weighed = ["--wet", "48t", "--moisture", "25%", "--grade", "33%"];
    const mint = await world.done(1, [
      "lot",
      "mint",
      ...AT_MINE,
      ...weighed,
      "--co2e",
      "8kg/kg",
      "--label",
      "A1",
    ]);
    expect(mint.stderr).to.contain("accredited sites that they fit: 1");
    // 48 t · 0.75 · 0.33
    expect(mint.stdout).to.match(/^mint: (mined|final)\n {2}0x[0-9a-f]{12} {2}11\.88 t {2}A1\n$/);

    const split = await world.done(1, [
      "lot",
      "split",
      "A1",
      "--into",
      "25%,rest",
      "--labels",
      "a,b",
      "--json",
    ]);
    const pieces = madeSchema.parse(JSON.parse(split.stdout));
    expect(pieces.operation).to.equal("split");
    expect(pieces.lots.map(({ massGrams, label }) => [massGrams, label])).to.deep.equal([
      ["2970000", "a"],
      ["8910000", "b"],
    ]);

    const [piece = expect.fail("no piece")] = pieces.lots;
    await world.done(1, ["lot", "merge", piece.lot.slice(0, 12), "b", "--joined", "--label", "whole"]);
    await world.done(1, [
      "lot",
      "refine",
      "whole",
      "--site",
      "refinery",
      "--mass",
      "11.4t",
      "--label",
      "sulphate",
    ]);
    expect((await lots()).map(({ state, massGrams, label }) => [state, massGrams, label])).to.deep.equal([
      ["active", "11400000", "sulphate"],
    ]);

    const shown = await world.done(1, ["lot", "show", "sulphate"]);
    expect(shown.stdout)
      .to.match(/contained cobalt: 11\.4 t/)
      .and.match(/refined: 100%/);

    const unconfirmed = await refusal(2, "lot", "retire", "sulphate", "--kind", "loss", "--purpose", "slag");
    expect(unconfirmed).to.contain("not confirmed");
    await world.done(1, ["lot", "retire", "sulphate", "--kind", "loss", "--purpose", "slag", "--yes"]);
    expect(await lots()).to.deep.equal([]);
    expect((await lots("--state", "retired")).map(({ label }) => label)).to.deep.equal(["sulphate"]);
    expect((await lots("--all")).map(({ label }) => label)).to.have.members([
      "A1",
      "a",
      "b",
      "whole",
      "sulphate",
    ]);
  });

  it("fit their table to the terminal", async () => {
    const { stdout } = await world.run(1, ["lot", "list", "--all"], "desk", { COLUMNS: "40" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).to.match(/^lot +state +contai.*…/);
    expect(lines).to.have.length(6);
    for (const line of lines) expect(line.length).to.be.at.most(40);
  });

  it("refuse figures that mean nothing, or break a rule, and say what to write", async function () {
    expect(await refusal(2, "lot", "mint")).to.contain("given twice, or not at all");
    expect(await refusal(2, "lot", "mint", "--mass", "1,375t")).to.contain('"1,375t"');
    const tonne = ["lot", "mint", "--mass", "1t"];
    expect(await refusal(2, ...tonne)).to.contain("the vault has 2 sites");
    expect(await refusal(2, ...tonne, ...AT_MINE, "--co2e", "8")).to.contain("no unit");
    expect(await refusal(3, ...tonne, ...AT_MINE, "--co2e", "1kg/kg")).to.contain("auditor measured");
    expect(await refusal(3, ...tonne, "--site", "refinery")).to.contain("not accredited to mint");
    expect(await refusal(2, "lot", "mint", "--mass", "1t", "--site", "elsewhere")).to.contain('"elsewhere"');
    expect(await refusal(2, "lot", "show", "nothing")).to.contain('no lot "nothing"');
    expect(await refusal(2, "lot", "list", "--state", "eaten")).to.contain("eaten");
  });

  it("are frozen by a role that acts after a delay: announced first, for all to see", async () => {
    await world.done(1, ["lot", "mint", ...AT_MINE, "--mass", "2t", "--label", "watched"]);
    const [{ lot } = expect.fail("no lot")] = (await lots()).filter(({ label }) => label === "watched");
    const manager = AccessManager__factory.connect(world.addresses.accessManager, world.wallet(0));
    await (await manager.grantRole(4n, world.wallet(5).address, 3_600)).wait();
    const hold = () => world.run(5, ["lot", "hold", lot, "--reason", "recall 7"]);
    const announced = await hold();
    expect(announced.code, announced.stderr).to.equal(3);
    expect(announced.stderr).to.match(
      /is announced now, and may be done from \d{4}-.* on\n +→ .*same command/,
    );
    expect((await hold()).stderr).to.contain("this was announced, and may be done from");
    expect((await lots()).find(({ lot: each }) => each === lot)?.state).to.equal("active");
    await world.provider.send("evm_increaseTime", [3_601]);
    await world.provider.send("evm_mine", []);
    expect((await hold()).stdout).to.equal(`held: ${lot}\n`);
    await world.done(0, ["lot", "release", lot]);
  });

  it("are frozen and set free by the surveillance, whoever owns them; what has ended is passed over", async () => {
    await world.done(1, ["lot", "mint", ...AT_MINE, "--mass", "1t", "--label", "held"]);
    const [{ lot } = expect.fail("no lot")] = (await lots()).filter(({ label }) => label === "held");
    const [{ lot: ended } = expect.fail("none ended")] = await lots("--state", "retired");
    const both = [lot.slice(0, 12), ended];
    const stranger = await world.run(1, ["lot", "hold", ...both, "--reason", "recall 7"]);
    expect(stranger.code).to.equal(4);
    expect(stranger.stderr).to.contain("AccessManagedUnauthorized");

    const hold = await world.done(0, ["lot", "hold", ...both, "--reason", "recall 7"]);
    expect(hold.stdout).to.equal(`held: ${lot}\npassed over, as it stands: ${ended}\n`);
    const { cobaltLot } = world.contracts;
    const [event] = await cobaltLot.queryFilter(cobaltLot.filters.LotHeld(BigInt(lot)));
    expect(event?.args.reason).to.equal(id("recall 7"));
    expect((await lots()).find(({ lot: each }) => each === lot)?.state).to.equal("held");

    const release = await world.done(0, ["lot", "release", lot, "--json"]);
    expect(JSON.parse(release.stdout)).to.deep.equal({ lots: [lot], passedOver: [] });
    expect((await lots()).find(({ lot: each }) => each === lot)?.state).to.equal("active");
    const unknown = await world.run(0, ["lot", "hold", "held", "--reason", "x"]);
    expect(unknown.code).to.equal(2);
    expect(unknown.stderr).to.contain('"held" is not a lot\'s id');
  });

  it("write nothing into a vault under another firm's key, and name both accounts", async () => {
    const mine = await lots("--all");
    const stranger = { KOBOLD_PRIVATE_KEY: world.wallet(2).privateKey };
    for (const args of [
      ["lot", "list"],
      ["lot", "mint", ...AT_MINE, "--mass", "1t"],
      ["vault", "status"],
      ["vault", "recover"],
    ]) {
      const { code, stdout, stderr } = await world.run(1, args, "desk", stranger);
      expect(code, stdout + stderr).to.equal(5);
      expect(stderr.toLowerCase())
        .to.contain(world.wallet(1).address.toLowerCase())
        .and.to.contain(world.wallet(2).address.toLowerCase());
    }
    expect(await lots("--all")).to.deep.equal(mine);
    expect(mine.some(({ state }) => state === "active")).to.equal(true);
  });

  // until then a seller's book may have it too
  it("mark what a reorganisation could still take back", async () => {
    const careful = (...args: string[]) =>
      world.done(1, [...args, "--vault", world.vaultFile(1), "--confirmations", "3"], "place");
    await careful("lot", "mint", "--site", "works", "--mass", "3t", "--label", "fresh");
    const listed = async () => {
      const { stdout } = await careful("lot", "list");
      return stdout.split("\n").find((line) => line.endsWith("fresh"));
    };
    expect(await listed()).to.match(/^\w+ +active, not final +3 t +fresh$/);
    const json = z
      .array(z.object({ label: z.string(), isFinal: z.boolean() }))
      .parse(JSON.parse((await careful("lot", "list", "--json")).stdout));
    expect(json.find(({ label }) => label === "fresh")?.isFinal).to.equal(false);
    expect((await careful("vault", "status")).stdout).to.match(/active, not final +3 t +fresh$/m);
    await world.provider.send("hardhat_mine", ["0x3"]);
    expect(await listed()).to.match(/^\w+ +active +3 t +fresh$/);
  });
});
