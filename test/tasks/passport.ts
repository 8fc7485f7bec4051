import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { idText } from "../../scripts/core/ids.ts";
import { asJson } from "../../scripts/core/json.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { buildPage } from "../../scripts/setup/page.ts";
import { hostedCli } from "../fixtures/command-host.ts";
import { type PassportWorld, passportWorld, SERIALS } from "../fixtures/passport-world.ts";
import { serveChain } from "../fixtures/served-chain.ts";

const verifiedSchema = z.object({
  verdict: z.string(),
  checks: z.array(z.object({ id: z.string(), status: z.string(), reason: z.string().optional() })),
  trust: z.object({
    anchor: z.object({ origin: z.string() }),
    deployments: z.array(z.object({ origin: z.string() })),
  }),
});

describe("the tasks of passports", () => {
  let world: PassportWorld;
  let folder: string;
  let server: Server;
  let url: string;
  const broken = new Set<string>();
  const inFolder = (name: string) => path.join(folder, name);
  const run = (...args: string[]) =>
    hostedCli([...args, "--network", "remote"], { KOBOLD_RPC_URL: url, LANG: "en_US.UTF-8" });
  const issue = (serials: string, out: string, ...args: string[]) => {
    const places = ["--deployment", inFolder("deployment.json"), "--predecessors", inFolder("before.json")];
    const from = ["--intake", world.intake, "--confirmations", "1"];
    return run("passport", "issue", "1", inFolder(serials), inFolder(out), ...places, ...from, ...args);
  };

  before(async () => {
    world = await passportWorld();
    folder = mkdtempSync(path.join(tmpdir(), "kobold-passports-"));
    ({ server, url } = await serveChain(world, broken));
    const [file, old] = world.files;
    writeFileSync(inFolder("deployment.json"), asJson(file));
    writeFileSync(inFolder("before.json"), asJson(old));
    writeFileSync(inFolder("serials.txt"), SERIALS.join("\n"));
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("issue a passport for each pack, and say that its neighbours' serials can be guessed", async () => {
    const { code, stdout: out, stderr: err } = await issue("serials.txt", "passports", "--json");
    expect([code, err]).to.deep.equal([0, err]);
    expect(JSON.parse(out)).to.deep.include({ passports: 100, guessable: true, verdict: "true" });
    expect(err).to.match(/can guess the serial numbers/);
    expect(readdirSync(inFolder("passports")))
      .to.have.length(100)
      .and.to.include("038-KBD-1038.json");
  });

  it("issue none for serials that the order is not backed by, or that GS1 does not know", async () => {
    writeFileSync(inFolder("others.txt"), [...SERIALS].reverse().join("\n"));
    expect((await issue("others.txt", "none")).stderr).to.match(/not backed by these serial numbers/);
    writeFileSync(inFolder("long.txt"), [...SERIALS.slice(1), "\u001b[2JKBD-0000000000000000"].join("\n"));
    const { code, stderr: err } = await issue("long.txt", "none");
    expect(code).to.equal(2);
    expect(err)
      .to.match(/is no serial number/)
      .and.not.include("\u001b");
    expect((await issue("serials.txt", "passports")).code).to.equal(2);
  });

  it("verify a passport, and end otherwise for a false one and for one that can't be checked", async () => {
    const file = inFolder("passports/038-KBD-1038.json");
    const evidence = inFolder("evidence.json");
    const named = `${inFolder("deployment.json")},${inFolder("before.json")}`;
    const good = await run(
      "passport",
      "verify",
      file,
      "--deployment",
      named,
      "--evidence",
      evidence,
      "--json",
    );
    const report = verifiedSchema.parse(JSON.parse(good.stdout));
    expect([good.code, report.verdict, report.trust.deployments.map(({ origin }) => origin)]).to.deep.equal([
      ...[0, "true", ["named", "named"]],
    ]);

    // in words, with whom to believe first
    const told = await run("passport", "verify", evidence);
    expect(told.code).to.equal(0);
    expect(told.stdout).to.match(/^Whom you believe:\n.*by the word of whoever made the file/);
    expect(told.stdout)
      .to.include("DEV KEYS")
      .and.to.include("rmap >= 10%")
      .and.to.match(/All of it is true/);

    const altered = inFolder("altered.json");
    writeFileSync(altered, readFileSync(file, "utf8").replace("KBD-1038", "KBD-9038"));
    const wrong = await run("passport", "verify", altered);
    expect(wrong.code).to.equal(7);
    expect(wrong.stdout)
      .to.match(/It is FALSE/)
      .and.to.match(/FALSE +the serial number/);

    broken.add("eth_getProof");
    const pruned = await run("passport", "verify", file);
    broken.clear();
    expect(pruned.code).to.equal(8);
    expect(pruned.stdout)
      .to.match(/could NOT be checked/)
      .and.not.include("\u001b");

    const typed = await run("passport", "verify", file, "--block", world.parts.anchor, "--json");
    expect(verifiedSchema.parse(JSON.parse(typed.stdout)).trust.anchor.origin).to.equal("typed");
    expect((await run("passport", "verify", inFolder("serials.txt"))).code).to.equal(2);
  });

  it("verify the page that a passport came in, which no page can say of itself", async () => {
    const [one, all] = [inFolder("one.html"), inFolder("all.html")];
    await run("passport", "page", inFolder("passports/001-KBD-1001.json"), "--html", one, "--nodes", url);
    await run("passport", "page", inFolder("passports"), "--html", all, "--nodes", url);
    const { code, stdout: out } = await run("passport", "verify", one, "--json");
    const { checks, verdict } = verifiedSchema.parse(JSON.parse(out));
    expect([code, verdict]).to.deep.equal([0, "true"]);
    expect(checks.filter(({ id }) => id === "page")).to.deep.equal([{ id: "page", status: "true" }]);

    const many = await run("passport", "verify", all);
    expect(many.code).to.equal(2);
    expect(many.stderr).to.include("all.html is the page of many packs").and.include("give the link of one");
    const [, link = ""] = /"(all\.html#[^"]*)"/.exec(readFileSync(`${all}.links.csv`, "utf8")) ?? [];
    const linked = await run("passport", "verify", inFolder(link));
    expect(linked.stdout).to.include("pack KBD-1001 is one of").and.include("All of it is true");

    const html = readFileSync(one, "utf8");
    writeFileSync(inFolder("lies.html"), html.replace("<body>", "<body>All of it is true."));
    const lies = await run("passport", "verify", inFolder("lies.html"));
    expect(lies.code).to.equal(7);
    expect(lies.stdout).to.match(/FALSE +the page in which it came .*: it is another/);
    // by the word of a deployment that has published none
    const unnamed = html.replace(/("pageHash":)"0x[0-9a-f]{64}"/, "$1null");
    writeFileSync(inFolder("unnamed.html"), unnamed);
    const { code: unknown, stdout: told } = await run("passport", "verify", inFolder("unnamed.html"));
    expect([unknown, /not checked +the page in which it came/.test(told)]).to.deep.equal([8, true]);
    writeFileSync(inFolder("empty.html"), await buildPage());
    expect((await run("passport", "verify", inFolder("empty.html"))).stderr).to.include("without a passport");
  });

  it("take a passport from a URL, and hold its block against a second node", async () => {
    const text = readFileSync(inFolder("passports/001-KBD-1001.json"), "utf8");
    const host = createServer((_, response) => response.end(text));
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    const other = await serveChain(world, new Set());
    const address = host.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      const args = ["passport", "verify", `http://127.0.0.1:${port}/p.json`, "--json", "--network", "remote"];
      const { code, stdout: out } = await hostedCli(args, { KOBOLD_RPC_URL: `${url},${other.url}` });
      const { trust, checks } = verifiedSchema.parse(JSON.parse(out));
      expect([code, trust.anchor.origin]).to.deep.equal([0, "agreed"]);
      expect(checks.some(({ id, status }) => id === "anchor" && status === "true")).to.equal(true);
    } finally {
      host.close();
      other.server.close();
    }
  });

  it("verify what is proven of a lot from a block's hash, and say that one has ended", async () => {
    const places = ["--deployment", inFolder("deployment.json"), "--predecessors", inFolder("before.json")];
    const args = ["claim", "verify", idText(lotId(world.lot)), "rmap >= 10%, audited within 3000 days"];
    const { code, stdout: out } = await run(...args, "--trustless", "--json", ...places);
    const { checks } = verifiedSchema.parse(JSON.parse(out));
    expect(code).to.equal(7);
    expect(checks.find(({ id }) => id === "lot")).to.deep.equal({
      id: "lot",
      status: "false",
      reason: "lot-ended",
    });
  });
});
