import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

  it("names file, line and remedy of a figure that is none", async () => {
    change("weighbridge.csv", "48.000", "48 t");
    const { code, stderr } = await hardhatCli(["demo", "--data", folder]);
    expect(code).to.equal(2);
    expect(stderr).to.include("weighbridge.csv, line 2");
    expect(stderr).to.include("→");
    expect(stderr).not.to.match(/^\s+at /m);
  });

  it("ends in failure, and says so in the record, when a step can't be played", async () => {
    // below the footprint that site A was audited at
    change("weighbridge.csv", ",8.0,", ",7.9,");
    const file = path.join(folder, "run.json");
    const { code, stdout, stderr } = await hardhatCli(["demo", "--data", folder, "--json", file]);
    expect(code).to.equal(3);
    expect(stdout).to.include("NOT AS EXPECTED");
    expect(stderr).to.include("below the 8000000 g/t that the auditor measured");
    const record = z
      .object({ ok: z.boolean(), stoppedBy: z.string() })
      .parse(JSON.parse(readFileSync(file, "utf8")));
    expect(record.ok).to.equal(false);
    expect(record.stoppedBy).to.include("footprint");
  });
});
