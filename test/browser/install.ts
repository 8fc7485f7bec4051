import { createReadStream, createWriteStream, renameSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

import { npm } from "../../scripts/setup/npm.ts";
import { findBrowser, OWN_BROWSER } from "./find.ts";

// Brings a Chromium where the system has none: its version and integrity are in package-lock.json beside, and no script
// of a package runs. The package's own unpacking would share one file, of any version, among all that use it.
if (findBrowser(process.env) === undefined) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("the tests need Chrome or Chromium: install one, and name its program by CHROME_PATH");
  }
  console.error("tests: bringing a Chromium, 66 MB, since the system has none");
  npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], import.meta.dirname);
  const packed = path.join(import.meta.dirname, "node_modules/@sparticuz/chromium/bin/chromium.br");
  const unfinished = `${OWN_BROWSER}.part`;
  const write = createWriteStream(unfinished, { mode: 0o755 });
  await pipeline(createReadStream(packed), createBrotliDecompress(), write);
  renameSync(unfinished, OWN_BROWSER);
}
