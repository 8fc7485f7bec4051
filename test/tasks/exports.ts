import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { idText } from "../../scripts/core/ids.ts";
import { asJson } from "../../scripts/core/json.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { passportText } from "../../scripts/passport/file.ts";
import { writeExamples } from "../../tasks/exports/examples.ts";
import { hostedCli } from "../fixtures/command-host.ts";
import { packText, type PassportWorld, passportWorld } from "../fixtures/passport-world.ts";
import { serveChain } from "../fixtures/served-chain.ts";

const PAGE = ["--page", "https://plant.example/passports.html"];
const CONTEXT = ["--context", "https://plant.example/kobold-v1.json"];
const ISSUER = ["--issuer", "did:web:plant.example", "--issuer-name", "Example Plant"];
const GTIN = ["--gtin", "9521234567899"];

const eventsSchema = z.object({
  epcisBody: z.object({ eventList: z.array(z.object({ bizStep: z.string() })) }),
});
const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

describe("the tasks that export", () => {
  let world: PassportWorld;
  let folder: string;
  let server: Server;
  let url: string;
  let count = 0;
  const broken = new Set<string>();
  const inFolder = (name: string) => path.join(folder, name);
  const run = (...args: string[]) =>
    hostedCli([...args, "--network", "remote"], { KOBOLD_RPC_URL: url, LANG: "en_US.UTF-8" });
  /** Runs it with a new file to write; gives what it wrote, if anything. */
  const exported = async (...args: string[]) => {
    const out = inFolder(`out-${++count}.json`);
    const ended = await run(...args, "--out", out);
    const document: unknown = existsSync(out) ? JSON.parse(readFileSync(out, "utf8")) : undefined;
    return { ...ended, out, document };
  };
  const pack = (...args: string[]) => exported("passport", "export", inFolder("pack.json"), ...PAGE, ...args);

  before(async () => {
    world = await passportWorld();
    folder = mkdtempSync(path.join(tmpdir(), "kobold-exports-"));
    ({ server, url } = await serveChain(world, broken));
    writeFileSync(inFolder("pack.json"), packText(world));
    for (const [i, name] of ["deployment.json", "before.json"].entries())
      writeFileSync(inFolder(name), asJson(world.files[i]));
    const unproven = { ...world.parts, policies: [] };
    writeFileSync(inFolder("lot.json"), passportText(unproven, { kind: "lot", lotId: lotId(world.rest) }));
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("write a passport's events, say whom to believe and what is left out, and overwrite nothing", async () => {
    const { code, stdout, document, out } = await pack(...CONTEXT, ...GTIN);
    expect([code, stdout]).to.deep.equal([0, stdout]);
    expect(stdout)
      .to.match(/^Whom you believe, and your readers with you:\n.*by the word of whoever made the file/)
      .and.to.include("DEV KEYS")
      .and.to.include(`${out} is written, as epcis`)
      .and.to.include("left out, since they are about masses: 1");
    expect(eventsSchema.parse(document).epcisBody.eventList.map(({ bizStep }) => bizStep)).to.deep.equal([
      ...["commissioning", "commissioning", "creating_class_instance", "creating_class_instance"],
      ...["repackaging", "accepting", "inspecting", "assembling"],
    ]);
    const again = await run(
      "passport",
      "export",
      inFolder("pack.json"),
      ...PAGE,
      ...CONTEXT,
      ...GTIN,
      "--out",
      out,
    );
    expect([again.code, /choose a new file's name/.test(again.stderr)]).to.deep.equal([2, true]);
    expect(JSON.parse(readFileSync(out, "utf8"))).to.deep.equal(document);
  });

  it("write every format, from evidence too and without a node", async () => {
    const evidence = inFolder("evidence.json");
    await run("passport", "verify", inFolder("pack.json"), "--evidence", evidence);
    const firm = [...PAGE, ...CONTEXT, ...ISSUER, ...GTIN, "--country", "BE"];
    const served = ["--served", "product=https://plant.example/p.json"];
    const written = async (format: string) => {
      const args = ["passport", "export", evidence, "--format", format, ...firm, ...served];
      const out = inFolder(`written-${format}.json`);
      const { code } = await hostedCli([...args, "--out", out, "--json"], { LANG: "en_US.UTF-8" });
      return [code, z.looseObject({}).parse(JSON.parse(readFileSync(out, "utf8")))] as const;
    };
    for (const [format, type] of [
      ["untp-conformity", "DigitalConformityCredential"],
      ["untp-product", "DigitalProductPassport"],
      ["untp-events", "DigitalTraceabilityEvent"],
      ["vc", "kobold:ProvenClaims"],
    ] as const) {
      const [code, document] = await written(format);
      expect([code, document["type"]]).to.deep.equal([0, [type, "VerifiableCredential"]]);
    }
    expect((await written("epcis"))[1]["type"]).to.equal("EPCISDocument");
    expect((await written("linkset"))[1]["linkset"]).to.have.lengthOf(1);
  });

  it("have an example of every format, from evidence alone", async () => {
    await writeExamples(folder, readFileSync(inFolder("evidence.json"), "utf8"));
    for (const format of ["untp-conformity", "untp-product", "untp-events", "epcis", "vc", "linkset"]) {
      const text = readFileSync(inFolder(`${format}.json`), "utf8");
      expect(text).to.include("plant.example");
    }
  });

  it("write a document for each pack of an order's folder, up to one that is false or of another order", async () => {
    const [passports, out] = [inFolder("passports"), inFolder("products")];
    mkdirSync(passports);
    for (const i of [0, 41, 99]) writeFileSync(path.join(passports, `${i}.json`), packText(world, i));
    const firm = ["--format", "untp-product", ...PAGE, ...CONTEXT, ...ISSUER, ...GTIN, "--country", "BE"];
    const all = (to: string) => run("passport", "export", passports, ...firm, "--out", to);
    const { code, stdout } = await all(out);
    expect([code, readdirSync(out)]).to.deep.equal([0, ["0.json", "41.json", "99.json"]]);
    expect(stdout).to.include("3 packs: a document for each");
    for (const [i, serial] of [
      [0, "KBD-1001"],
      [41, "KBD-1042"],
      [99, "KBD-1100"],
    ] as const) {
      const text = readFileSync(path.join(out, `${i}.json`), "utf8");
      // as if it had been checked by itself
      const one = inFolder(`one-${i}.json`);
      await run("passport", "export", path.join(passports, `${i}.json`), ...firm, "--out", one);
      expect([text, text.includes(serial)]).to.deep.equal([readFileSync(one, "utf8"), true]);
    }
    expect((await all(out)).code).to.equal(2);

    writeFileSync(path.join(passports, "41.json"), packText(world, 41).replace("KBD-1042", "KBD-9042"));
    const wrong = await all(inFolder("wrong"));
    expect([wrong.code, readdirSync(inFolder("wrong"))]).to.deep.equal([7, ["0.json"]]);
    expect(wrong.stderr).to.match(/41\.json is FALSE/);
    const other = packText(world, 41).replace(world.parts.anchor, `0x${"11".repeat(32)}`);
    writeFileSync(path.join(passports, "41.json"), other);
    const mixed = await all(inFolder("mixed"));
    expect([mixed.code, /not of one order/.test(mixed.stderr)]).to.deep.equal([2, true]);
    mkdirSync(inFolder("empty"));
    const none = await run("passport", "export", inFolder("empty"), ...firm, "--out", inFolder("none"));
    expect([none.code, /no passport is given/.test(none.stderr)]).to.deep.equal([2, true]);
  });

  it("write nothing of a false passport, nor of one that can't be checked", async () => {
    writeFileSync(inFolder("altered.json"), packText(world).replace("KBD-1038", "KBD-9038"));
    const wrong = await exported(
      "passport",
      "export",
      inFolder("altered.json"),
      ...PAGE,
      ...CONTEXT,
      ...GTIN,
    );
    expect([wrong.code, wrong.document]).to.deep.equal([7, undefined]);
    expect(wrong.stdout).to.match(/FALSE +the serial number/);
    expect(wrong.stderr).to.include("only what is true is exported");

    broken.add("eth_getProof");
    const pruned = await pack(...CONTEXT, ...GTIN);
    broken.clear();
    expect([pruned.code, pruned.document]).to.deep.equal([8, undefined]);

    const foreign = inFolder("before.json");
    const unnamed = await pack(...CONTEXT, ...GTIN, "--deployment", foreign);
    expect([unnamed.code, unnamed.document]).to.deep.equal([7, undefined]);
  });

  it("ask for what a format needs and no chain knows, before anything is checked", async () => {
    const named = [...CONTEXT, ...ISSUER];
    const product = ["--format", "untp-product", ...named, ...GTIN];
    for (const [said, ...args] of [
      ["is no format", "--format", "toString"],
      ["--context", "--format", "epcis"],
      ["not a DID", "--format", "vc", ...CONTEXT],
      ["not a DID", "--format", "vc", ...CONTEXT, "--issuer", "https://plant.example"],
      ["--issuer-name", "--format", "untp-events", ...CONTEXT, "--issuer", "did:web:plant.example"],
      ["not a URL", "--format", "vc", ...ISSUER, "--context", "https://user:secret@plant.example/v1.json"],
      ["not a URL", "--format", "linkset", ...GTIN, "--resolver", "ftp://plant.example"],
      ["--gtin", "--format", "linkset"],
      ["not a GTIN", "--format", "linkset", "--gtin", "9521234567890"],
      [
        "where a document is served",
        "--format",
        "linkset",
        ...GTIN,
        "--served",
        "page=https://plant.example",
      ],
      ['"" is none', ...product],
      ['"ZZ" is none', ...product, "--country", "ZZ"],
      ['"QX" is none', ...product, "--country", "QX"],
    ] as const) {
      broken.add("eth_chainId");
      const { code, stdout, document } = await pack(...args, "--json");
      broken.clear();
      const { error } = errorSchema.parse(JSON.parse(stdout));
      expect([code, error.code, document]).to.deep.equal([2, "BAD_INPUT", undefined]);
      expect(error.message).to.include(said).and.not.include("secret");
    }
  });

  it("ask for a pack's article, for a pack, and for a claim, where these are what is exported", async () => {
    const unnumbered = await pack(...CONTEXT, "--json");
    expect(errorSchema.parse(JSON.parse(unnumbered.stdout)).error.message).to.include("--gtin");
    const lot = (format: string, ...args: string[]) =>
      exported("passport", "export", inFolder("lot.json"), ...PAGE, "--format", format, ...CONTEXT, ...args);
    const product = await lot("untp-product", ...ISSUER, ...GTIN, "--country", "BE", "--json");
    expect(errorSchema.parse(JSON.parse(product.stdout)).error.message).to.include("this is a lot");
    for (const format of ["untp-conformity", "vc"]) {
      const { stdout, document } = await lot(format, ...ISSUER, "--json");
      expect(errorSchema.parse(JSON.parse(stdout)).error.message).to.include("nothing is proven");
      expect(document).to.equal(undefined);
    }
    const { epcisBody } = eventsSchema.parse((await lot("epcis")).document);
    expect(epcisBody.eventList.map(({ bizStep }) => bizStep)).not.to.include("inspecting");
  });

  it("write what is proven of a lot that lives, and nothing where it is not", async () => {
    const { rest } = world;
    const lot = (policy: string) =>
      exported(
        ...["lot", "export", idText(lotId(rest)), policy, "--format", "untp-conformity", ...PAGE, ...CONTEXT],
        ...[...ISSUER, "--json", "--deployment", inFolder("deployment.json")],
        ...["--predecessors", inFolder("before.json")],
      );
    const { code, stdout, document } = await lot("rmap >= 10%, audited within 3000 days");
    expect([code, JSON.parse(stdout)]).to.deep.include(0);
    expect(JSON.parse(stdout)).to.deep.include({ format: "untp-conformity", claims: 1, withheld: 0 });
    expect(JSON.stringify(document)).to.include(idText(lotId(rest)));
    // the mass was proven of the lot that went to the plant
    const unproven = await lot("mass >= 2 t");
    expect([unproven.code, unproven.document]).to.deep.equal([7, undefined]);
  });
});
