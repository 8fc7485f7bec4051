import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { packOf } from "../../scripts/passport/link.ts";
import { buildPage } from "../../scripts/setup/page.ts";
import { hostedCli } from "../fixtures/command-host.ts";
import { packSubject, packText, passportWorld, SERIALS } from "../fixtures/passport-world.ts";

const NODE = "https://rpc.example.org/v1";

describe("the task `passport page`", () => {
  let folder = "";
  const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
  const run = (...args: readonly string[]) =>
    hostedCli(["passport", "page", ...args], { LANG: "en_US.UTF-8" });

  before(async () => {
    const world = await passportWorld();
    folder = mkdtempSync(path.join(tmpdir(), "kobold-page-"));
    mkdirSync(inFolder("passports"));
    for (const position of [0, 37])
      writeFileSync(inFolder("passports", `${position}.json`), packText(world, position));
    writeFileSync(inFolder("one.json"), packText(world));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes the page of one pack, which may connect to the nodes alone", async () => {
    const { code, stdout } = await run(inFolder("one.json"), "--html", inFolder("one.html"), "--nodes", NODE);
    expect(stdout).to.include("one.html is written");
    expect(code).to.equal(0);
    const html = readFileSync(inFolder("one.html"), "utf8");
    const file: unknown = JSON.parse(readFileSync(inFolder("one.json"), "utf8"));
    const embedded: unknown = JSON.parse(/id="passport">(.*)<\/script>/.exec(html)?.[1] ?? "");
    expect(embedded).to.deep.equal({ nodes: [NODE], file });
    // all else is the page as it is built, which the tests of the page open
    const [program] = /<script>[^]*$/.exec(await buildPage()) ?? [];
    expect(html.endsWith(program ?? "-")).to.equal(true);
    expect(html).to.include("connect-src https://rpc.example.org;");
  });

  it("writes one page for all packs of an order, and a link for each", async () => {
    const world = await passportWorld();
    const { code, stdout } = await run(inFolder("passports"), "--html", inFolder("all.html"));
    expect(code).to.equal(0);
    expect(stdout).to.include("2 packs");
    const html = readFileSync(inFolder("all.html"), "utf8");
    for (const position of [0, 37]) expect(html).not.to.include(SERIALS[position]);
    const lines = readFileSync(inFolder("all.html.links.csv"), "utf8").trim().split("\n");
    const packs = lines.map((line) => packOf(/#([^"]*)/.exec(line)?.[1] ?? ""));
    const expected = [0, 37].map((position) => packSubject(world, SERIALS, position));
    packs.forEach((pack, i) => expect(expected[i]).to.deep.include(pack));
    expect(lines[0]).to.match(/^"KBD-1001","all\.html#/);
  });

  it("refuses packs of several orders, what is no passport, and a node with a password", async () => {
    const other = packText(await passportWorld()).replace(/"order":1\b/, '"order":2');
    writeFileSync(inFolder("other.json"), other);
    writeFileSync(inFolder("none.json"), "{}");
    const html = ["--html", inFolder("no.html")];
    const refused = async (...args: readonly string[]) => (await run(...args, ...html)).stderr;
    expect(await refused(inFolder("one.json"), inFolder("other.json"))).to.include("not of one order");
    expect(await refused(inFolder("none.json"))).to.include("not what is expected here");
    expect(await refused(inFolder("missing.json"))).to.include("can't be read");
    const secret = await refused(inFolder("one.json"), "--nodes", "https://me:secret@rpc.example.org");
    expect(secret).to.include("no URL that visitors").and.not.include("secret@");
  });
});
