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
    for (const firm of [AUTHORITIES, MINE, ASSAYER]) await world.addFirm(firm);
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
    await world.done(AUTHORITIES, ["attribute", "define", "low-water", "--rule", "require"], "place");
    expect(await refusal(3, AUTHORITIES, ["attribute", "define", "low-water"], true)).to.contain(
      "defined already",
    );
    expect(await refusal(2, AUTHORITIES, ["attribute", "define", "x", "--rule", "keep"], true)).to.contain(
      '"keep"',
    );
    expect(await refusal(4, STRANGER, ["attribute", "define", "x"], true)).to.contain("AccessManaged");
    const { stdout } = await world.done(STRANGER, ["attribute", "list"], "place");
    expect(stdout).to.match(/^ *14 +low-water +0 +require +0x/m);
  });

  it("take a site from its keys to its first lot, vouched for by an outside assayer", async function () {
    const { assayer } = await json(z.object({ assayer: z.string() }), ASSAYER, ["assay", "keygen"]);
    expect(await refusal(5, ASSAYER, ["assay", "keygen"])).to.contain("already");
    const figures = ["--floor", "8kg/kg", "--primary", "80%", "--yield", "95%..99.5%"];
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
    const terms = ["--rights", "mint", "--permits", "1", "--unit", "25t"];
    const dates = ["--audited-on", "2026-01-15", "--valid-until", "2026-12-31"];
    const register = ["site", "register", file("M.application.json"), ...terms, ...dates];
    expect(await refusal(2, MINE, register)).to.contain("not sealed to a key of this wallet");
    const { siteId } = await json(z.object({ siteId: z.string() }), AUTHORITIES, register);
    await world.done(AUTHORITIES, ["site", "confirm", file("M.trace.json")]);
    await world.done(AUTHORITIES, ["site", "grant", siteId, "rmap"], "place");
    expect(await refusal(4, STRANGER, ["site", "grant", siteId, "irma-50"], true)).to.contain("controller");
    expect(await refusal(2, AUTHORITIES, ["site", "grant", siteId, "gold"], true)).to.contain('"gold"');
    const { stdout: sites } = await world.done(STRANGER, ["site", "list"], "place");
    expect(sites).to.match(/ 2 +accredited +mint +1 +25 t +2026-01-15 +2026-12-31 +rmap/);
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

  it("revoke a grant, suspend a site, and refuse ids that are none", async () => {
    await world.done(AUTHORITIES, ["site", "revoke", "2", "rmap"], "place");
    expect(await refusal(4, AUTHORITIES, ["site", "revoke", "2", "rmap"], true)).to.contain("does not hold");
    await world.done(AUTHORITIES, ["site", "suspend", "2"], "place");
    expect((await world.done(STRANGER, ["site", "list"], "place")).stdout).to.match(/ 2 +suspended/);
    expect(await refusal(2, AUTHORITIES, ["site", "suspend", "two"], true)).to.contain('"two"');
    expect(await refusal(3, MINE, ["lot", "mint", "--site", "M", "--mass", "1t"])).to.not.equal("");
  });
});
