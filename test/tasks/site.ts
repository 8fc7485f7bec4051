import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";

const [AUTHORITIES, MINE, ASSAYER, STRANGER] = [0, 1, 2, 3];

/** A mine and an outside assayer come into the chain, and mint, with nothing but tasks. */
describe("the tasks of site, attribute and assay", () => {
  let world: CliWorld;
  before(async function () {
    world = await openCliWorld();
    for (const firm of [AUTHORITIES, MINE, ASSAYER, STRANGER]) await world.addFirm(firm);
  });
  after(() => world.close());

  const file = (name: string) => path.join(world.folder, name);
  const account = (firm: number) => world.wallet(firm).address;
  const json = async <T>(schema: z.ZodType<T>, firm: number, args: string[], place = false) => {
    const { stdout } = await world.done(firm, [...args, "--json"], place ? "place" : "desk");
    return schema.parse(JSON.parse(stdout));
  };
  const refusal = async (code: number, firm: number, args: string[], place = false) => {
    const ran = await world.run(firm, args, place ? "place" : "desk");
    expect(ran.code, ran.stdout + ran.stderr).to.equal(code);
    expect(ran.stderr)
      .to.match(/^Error: .*\n {2}→ .+\n$/m)
      .and.not.match(/^ +at /m);
    return ran.stderr;
  };

  it("define an attribute once, by the scheme administrator", async () => {
    await world.done(AUTHORITIES, ["attribute", "define", "low-water", "--rule", "require"]);
    expect(await refusal(3, AUTHORITIES, ["attribute", "define", "low-water"])).to.contain("defined already");
    expect(await refusal(2, AUTHORITIES, ["attribute", "define", "x", "--rule", "keep"])).to.contain(
      '"keep"',
    );
    expect(await refusal(4, STRANGER, ["attribute", "define", "x"])).to.contain("AccessManaged");
    const { stdout } = await world.done(STRANGER, ["attribute", "list"], "place");
    expect(stdout).to.match(/^ *14 +low-water +0 +require +0x/m);
  });

  it("take a site from its keys to its first lot, vouched for by an outside assayer", async function () {
    const { assayer } = await json(z.object({ assayer: z.string() }), ASSAYER, ["assay", "keygen"]);
    expect(await refusal(5, ASSAYER, ["assay", "keygen"])).to.contain("already");
    const figures = ["--floor", "8kg/kg", "--primary", "80%", "--yield", "98%..98.5%"];
    expect(await refusal(2, MINE, ["site", "keygen", "M", ...figures, "--assayer", "1,2"])).to.contain(
      "subgroup",
    );
    const { siteKey } = await json(z.object({ siteKey: z.string() }), MINE, [
      ...["site", "keygen", "M", ...figures],
      ...["--assayer", assayer],
    ]);
    expect(await refusal(5, MINE, ["site", "keygen", "M", ...figures])).to.contain("already");
    await world.done(ASSAYER, ["assay", "serve", siteKey]);

    await world.done(MINE, ["site", "apply", "M", account(0), account(0), file("M")]);
    const terms = ["--permits", "1", "--unit", "25t", "--attributes", "rmap, non-asm"];
    const dates = ["--audited-on", "2026-01-15", "--valid-until", "2026-12-31"];
    const application = ["site", "register", file("M.application.json"), ...terms, ...dates];
    const both = await refusal(2, AUTHORITIES, [...application, "--right", "mint,refine"]);
    expect(both).to.contain('"mint,refine" is not a right').and.contain("registers two sites");
    const register = [...application, "--right", "mint"];
    expect(await refusal(2, MINE, register)).to.contain("not sealed to a key of this wallet");
    const unknown = register.map((word) => (word === "rmap, non-asm" ? "gold" : word));
    expect(await refusal(2, AUTHORITIES, unknown)).to.contain('"gold"');
    const raised = await refusal(4, AUTHORITIES, [...register, "--raised-at-mint", "refined"]);
    expect(raised).to.contain("attributes 0,5 and hold 10").and.contain("OpenAttributesInvalid");
    const { siteId } = await json(z.object({ siteId: z.string() }), AUTHORITIES, register);
    // of a command whose end nobody saw
    const repeated = await world.done(AUTHORITIES, register);
    expect(repeated.stdout).to.match(new RegExp(`^site ${siteId} was proposed before: "M" of 0x`));
    await world.done(AUTHORITIES, ["site", "confirm", file("M.trace.json")]);
    await world.done(AUTHORITIES, ["site", "grant", siteId, "rmap"]);
    expect(await refusal(4, STRANGER, ["site", "grant", siteId, "irma-50"])).to.contain("controller");
    expect(await refusal(2, AUTHORITIES, ["site", "grant", siteId, "gold"])).to.contain('"gold"');
    const { stdout: sites } = await world.done(STRANGER, ["site", "list"], "place");
    expect(sites).to.match(/ 3 +accredited +mint +1 +25 t +2026-01-15 +2026-12-31 +rmap +rmap,non-asm\n/);
    expect((await world.done(MINE, ["site", "show", "M"])).stdout).to.contain("0 used of 1");

    const weighed = ["--wet", "48t", "--moisture", "25%", "--grade", "33%"];
    const sample = ["--sample", "HX-1", "--ticket", "WB-1", ...weighed];
    await world.done(MINE, ["assay", "draft", account(ASSAYER), file("draft.json"), ...sample]);
    const other = [
      "--sample",
      "HX-1",
      "--ticket",
      "WB-1",
      "--wet",
      "48t",
      "--moisture",
      "20%",
      "--grade",
      "33%",
    ];
    expect(
      await refusal(2, ASSAYER, ["assay", "sign", file("draft.json"), file("no.json"), ...other]),
    ).to.contain("moisture");
    await world.done(ASSAYER, ["assay", "sign", file("draft.json"), file("signed.json"), ...sample]);
    expect((await world.done(ASSAYER, ["assay", "log"])).stdout).to.match(
      /HX-1 +0x[0-9a-f]{12} +48 t +25% +33%/,
    );
    await world.done(MINE, ["lot", "mint", "--assayed", file("signed.json"), "--label", "first"]);
    expect((await world.done(MINE, ["lot", "show", "first"])).stdout).to.contain("contained cobalt: 11.88 t");

    expect((await world.done(MINE, ["site", "show", "M"])).stdout).to.contain("1 used of 1");
    const again = ["--sample", "HX-2", "--ticket", "WB-2", ...weighed];
    expect(
      await refusal(3, MINE, ["assay", "draft", account(ASSAYER), file("d2.json"), ...again]),
    ).to.contain("the only permit of the site for this month is used");
  });

  it("keep a trace secret out of hands that it is not for, and refuse one that is not the site's", async () => {
    expect(await refusal(2, ASSAYER, ["site", "confirm", file("M.trace.json")])).to.contain(
      "not sealed to a key of this wallet",
    );
    const altered = file("altered.json");
    writeFileSync(
      altered,
      readFileSync(file("M.trace.json"), "utf8").replace(
        /"sealed": ?"0x..../,
        (head) => `${head.slice(0, -4)}dead`,
      ),
    );
    expect(await refusal(2, AUTHORITIES, ["site", "confirm", altered])).to.not.equal("");
  });

  it("open a site to attributes and close them, which ends their grants; what is left out stays", async () => {
    const amend = (...terms: string[]) => world.done(AUTHORITIES, ["site", "amend", "3", ...terms]);
    const grant = (attribute: string) => ["site", "grant", "3", attribute];
    const closed = await refusal(4, AUTHORITIES, grant("irma-50"));
    expect(closed).to.contain("not open to attribute 2").and.contain("site amend");
    await amend("--attributes", "irma-50,refined", "--permits", "2");
    await world.done(AUTHORITIES, grant("irma-50"));
    // a mint site holds what refining raises only by a word of its own
    expect(await refusal(4, AUTHORITIES, grant("refined"))).to.contain("--raised-at-mint");
    await amend("--raised-at-mint", "refined");
    await world.done(AUTHORITIES, grant("refined"));
    const { stdout } = await world.done(STRANGER, ["site", "list"], "place");
    expect(stdout).to.match(/ 3 .* 2 +25 t +2026-01-15 +2026-12-31 +irma-50,refined +irma-50,refined\n/);
    expect(stdout).to.contain("site 3 mints, and may hold refined, which else only refining gives\n");

    await amend("--attributes", "none");
    const [, , site] = await json(
      z.array(z.object({ right: z.string(), permits: z.number(), open: z.array(z.string()) }).loose()),
      STRANGER,
      ["site", "list"],
      true,
    );
    expect(site).to.include({ right: "mint", permits: 2 });
    expect(site).to.deep.include({ open: [], grants: [], raisedAtMint: [] });
    await amend("--attributes", "rmap");
    await world.done(AUTHORITIES, grant("rmap"));
    expect(await refusal(4, STRANGER, ["site", "amend", "3", "--permits", "9"])).to.contain("role");
    expect(await refusal(4, AUTHORITIES, ["site", "amend", "9"])).to.contain("there is no site 9");
  });

  it("hand an attribute over in two steps, or announce another controller for it", async () => {
    const [heir, other] = [account(STRANGER), account(MINE)];
    expect(await refusal(2, AUTHORITIES, ["attribute", "offer", "rmap", "0x12"])).to.contain('"0x12"');
    expect(await refusal(4, STRANGER, ["attribute", "offer", "rmap", heir])).to.contain("controller");
    expect(await refusal(4, STRANGER, ["attribute", "accept", "rmap"])).to.contain("offered");
    const schema = z.array(
      z.object({ name: z.string(), controller: z.string(), offeredTo: z.string().nullable() }).loose(),
    );
    const rmap = async () =>
      (await json(schema, STRANGER, ["attribute", "list"], true)).find(({ name }) => name === "rmap");

    await world.done(AUTHORITIES, ["attribute", "offer", "rmap", other]);
    await world.done(AUTHORITIES, ["attribute", "offer", "rmap", "none"]);
    expect(await rmap()).to.include({ controller: account(0), offeredTo: null });
    await world.done(AUTHORITIES, ["attribute", "offer", "rmap", heir]);
    expect(await rmap()).to.include({ controller: account(0), offeredTo: heir });
    await world.done(STRANGER, ["attribute", "accept", "rmap"]);
    expect(await rmap()).to.include({ controller: heir, offeredTo: null });

    const replacing = z.object({ replacement: z.null() });
    await json(replacing, AUTHORITIES, ["attribute", "replace", "rmap", "none"]);
    await world.done(AUTHORITIES, ["attribute", "replace", "rmap", other]);
    const { stdout } = await world.done(STRANGER, ["attribute", "list"], "place");
    expect(stdout).to.match(new RegExp(`^${other} may take rmap over from 2026-03-30T[0-9:]{8}Z on$`, "m"));
    const early = await refusal(4, MINE, ["attribute", "accept", "rmap"]);
    expect(early).to.contain("ReplacementNotDue").and.contain("from 2026-03-30T");
    await world.provider.send("evm_increaseTime", [14 * 86_400]);
    await world.done(MINE, ["attribute", "accept", "rmap"]);
    expect(await rmap()).to.include({ controller: other });
  });

  it("revoke a grant, suspend a site, and refuse ids that are none", async () => {
    await world.done(MINE, ["site", "revoke", "3", "rmap"]);
    expect(await refusal(4, MINE, ["site", "revoke", "3", "rmap"])).to.contain("does not hold");
    const weighed = ["--wet", "4t", "--moisture", "25%", "--grade", "33%"];
    const sample = ["--sample", "HX-3", "--ticket", "WB-3", ...weighed];
    await world.done(MINE, ["assay", "draft", account(ASSAYER), file("draft3.json"), ...sample]);
    await world.done(ASSAYER, ["assay", "sign", file("draft3.json"), file("signed3.json"), ...sample]);
    await world.done(AUTHORITIES, ["site", "suspend", "3"]);
    expect((await world.done(STRANGER, ["site", "list"], "place")).stdout).to.match(/ 3 +suspended/);
    expect(await refusal(2, AUTHORITIES, ["site", "suspend", "two"])).to.contain('"two"');
    expect(await refusal(3, MINE, ["lot", "mint", "--assayed", file("signed3.json")])).to.contain(
      "not in the accreditation tree",
    );
  });
});
