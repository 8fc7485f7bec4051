import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { z } from "zod/v4";

import { DATA_FOLDER } from "../../scripts/demo/data.ts";
import { hardhatCli } from "../fixtures/hardhat-cli.ts";

/** The day itself is played in test/e2e; here is what the command makes of records that it can't play. */
describe("hardhat demo", () => {
  let folder: string;
  const change = (file: string, before: string, after: string) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    expect(text).to.include(before);
    writeFileSync(path.join(folder, file), text.replace(before, after));
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-demo-"));
    cpSync(DATA_FOLDER, folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("prints its heading first, then names file, row and remedy of a figure that is none", async () => {
    change("weighbridge.csv", "48.000", "48.0.0");
    const { code, stdout, stderr } = await hardhatCli(["demo", "--data", folder]);
    expect(code).to.equal(2);
    expect(stdout).to.match(/^\nKobold: from mine to battery plant with hidden volumes\n─+\n$/);
    expect(stderr).to.include("weighbridge.csv, row 2, wet (t): ");
    expect(stderr).to.include("→");
    expect(stderr).not.to.match(/^\s+at /m);
  });

  it("ends in failure when a step can't be played, says so in both languages, and leaves no vault behind", async () => {
    // below the footprint that site A was audited at
    change("weighbridge.csv", ",8.0,", ",7.9,");
    const file = path.join(folder, "run.json");
    const temporary = path.join(folder, "tmp");
    mkdirSync(temporary);
    const args = ["demo", "--data", folder, "--json", file, "--lang", "fr"];
    const { code, stdout, stderr } = await hardhatCli(args, { TMPDIR: temporary, COLUMNS: "80" });
    expect(code).to.equal(3);
    // a heading is followed directly by its first line
    expect(stdout).to.match(/^\nKobold\u00a0: de la mine .*\n─+\n {4}chaîne {7}/);
    expect(stdout).to.match(/^ {2}1 créer H1 au site A +✘ refusé$/m);
    expect(stdout).to.include("PAS COMME ATTENDU");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).to.equal(80);
    expect(stderr).to.match(/^Erreur\u00a0: l'empreinte /);
    const record = recordSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(record).to.deep.include({ ok: false, steps: [{ name: "mint H1 at site A", outcome: "refused" }] });
    expect(record.stoppedBy).to.include("auditor measured");
    expect(readdirSync(temporary).filter((name) => name.startsWith("kobold-demo-"))).to.deep.equal([]);
  });
});

const recordSchema = z.object({
  ok: z.boolean(),
  stoppedBy: z.string(),
  steps: z.array(z.object({ name: z.string(), outcome: z.string() })),
});
