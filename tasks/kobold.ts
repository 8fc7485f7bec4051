#!/usr/bin/env node
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

// The command `kobold`: Hardhat's command line with a configuration of Kobold's, so that tasks need no Hardhat project.
// Nothing of Hardhat is loaded before the version of Node is known to do.

const require = createRequire(import.meta.url);
const LEAST_NODE = [22, 13] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
  console.error(
    `Node ${process.versions.node} is too old for Kobold: install Node ${LEAST_NODE.join(".")} or later.`,
  );
  process.exitCode = 1;
} else {
  await run(process.argv.slice(2));
}

async function run(args: readonly string[]): Promise<void> {
  const at = args.indexOf("--lang");
  const asked = at < 0 ? args : args.toSpliced(at, 2);
  if (asked.every((word) => word === "--help" || word === "-h")) {
    const { tasks } = await import("./index.ts");
    const { overview } = await import("./ui/overview.ts");
    console.log(overview(tasks));
    return;
  }
  if (asked.join() === "--version") {
    const { jsonText } = await import("../scripts/prover/json.ts");
    console.log(jsonText(require("kobold/package.json"), "version"));
    return;
  }
  const extension = path.extname(import.meta.filename);
  process.env["HARDHAT_CONFIG"] = path.join(import.meta.dirname, `kobold.config${extension}`);
  process.setSourceMapsEnabled(true);
  // Hardhat's help names Hardhat's own command
  const print = (text: string) => {
    console.log(text.replaceAll(/\bhardhat (?=\[GLOBAL OPTIONS\]|.*<SUBTASK> --help)/g, "kobold "));
  };
  await Reflect.apply(await hardhatMain(), undefined, [args, { print, warnAboutUnusedPlugins: true }]);
}

/** What Hardhat's own command calls; Hardhat exports it to nobody, so it is found beside that command. */
async function hardhatMain(): Promise<(...args: never[]) => unknown> {
  const file = path.join(require.resolve("hardhat/package.json"), "../dist/src/internal/cli/main.js");
  const loaded: unknown = await import(pathToFileURL(file).href);
  if (typeof loaded === "object" && loaded !== null && "main" in loaded && isCallable(loaded.main))
    return loaded.main;
  throw new TypeError(`${file} has no main: this Hardhat is newer than Kobold knows`);
}

function isCallable(value: unknown): value is (...args: never[]) => unknown {
  return typeof value === "function";
}
