import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { findBrowser, OWN_BROWSER } from "../browser/find.ts";
import { openBrowser } from "../browser/open.ts";

describe("the tests' browser", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-browser-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const program = (name: string, script: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };

  it("is CHROME_PATH, else the system's, else the one that npm brought", () => {
    const chromium = program("chromium", "exit 1");
    expect(findBrowser({ CHROME_PATH: "/a/chrome", PATH: folder })).to.equal("/a/chrome");
    expect(findBrowser({ CHROME_PATH: "", PATH: folder })).to.equal(chromium);
    expect(findBrowser({ PATH: "/nowhere" })).to.be.oneOf([OWN_BROWSER, undefined]);
  });

  it("says what to install where a library is missing", async () => {
    const broken = program(
      "broken",
      "echo 'broken: error while loading shared libraries: libnss3.so: cannot open' >&2; exit 127",
    );
    const error: unknown = await openBrowser({ CHROME_PATH: broken }).catch((thrown: unknown) => thrown);
    expect(String(error))
      .to.contain("lacks the library libnss3.so")
      .and.to.contain("apt-get install libnss3");
  });

  it("says so where it can't be started", async () => {
    const error: unknown = await openBrowser({ CHROME_PATH: "/nowhere/chrome" }).catch(
      (thrown: unknown) => thrown,
    );
    expect(String(error)).to.contain("/nowhere/chrome does not start");
  });
});
