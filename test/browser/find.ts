import { accessSync, constants } from "node:fs";
import path from "node:path";

import manifest from "./package.json" with { type: "json" };

/** What a system's Chromium or Chrome is called. */
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/** The browser that `npm test` brings where the system has none, of the version that is locked. */
export const OWN_BROWSER = path.join(
  import.meta.dirname,
  "node_modules",
  `chromium-${manifest.dependencies["@sparticuz/chromium"]}`,
);

/** The program of the tests' browser: `CHROME_PATH`, else the system's, else our own; undefined if there is none. */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const given = env["CHROME_PATH"];
  if (given !== undefined && given !== "") return given;
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const ending = process.platform === "win32" ? ".exe" : "";
  const ofSystem = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, `${name}${ending}`)));
  return [...ofSystem, OWN_BROWSER].find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
