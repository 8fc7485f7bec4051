import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";

// Runs all tests in parts, as many at once as there are cores: the part that takes longest is begun first, and each is
// told of when it ends. With arguments it is just `hardhat test`.

const root = path.join(import.meta.dirname, "../..");
const cli = path.join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
/** Programs and fixtures of their own, which hold no tests, and tests that a script of their own runs. */
const LEFT_OUT = /^test[\\/](browser|crash|fixtures|fuzz|models|mutation|network|r1cs|run)[\\/]|\.long\.ts$/;
/** The folders of each part but the last, which has all others; from the part that takes longest on. */
const PARTS = [
  ["tasks", "passport"],
  ["e2e", "package"],
  ["desk", "prover", "setup"],
  ["attacks", "circuits"],
  ["contracts"],
];
const given = process.argv.slice(2);
// command lines are started often: Node keeps what it compiled of them
process.env["NODE_COMPILE_CACHE"] ??= path.join(root, "cache", "node");

function hardhat(args: readonly string[], stdio: "inherit" | "pipe"): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ["ignore", stdio, stdio] });
}

async function passes(child: ChildProcess): Promise<boolean> {
  await once(child, "close");
  return child.exitCode === 0;
}

/** Collects what a process prints. */
function outputOf(child: ChildProcess): string[] {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  }
  return chunks;
}

interface Part {
  readonly name: string;
  readonly args: readonly string[];
}

function partsOfAll(): Part[] {
  const files = globSync("test/**/*.ts", { cwd: root })
    .filter((file) => !LEFT_OUT.test(file))
    .sort();
  const folderOf = (file: string) => file.split(path.sep)[1] ?? "";
  const part = (name: string, isIn: (folder: string) => boolean): Part => ({
    name,
    // its hooks tell the slowest tests
    args: [
      ...["test", "mocha", "--no-compile", path.join("test", "run", "slowest.ts")],
      ...files.filter((file) => isIn(folderOf(file))),
    ],
  });
  return [
    ...PARTS.map((folders) => part(folders.join(", "), (folder) => folders.includes(folder))),
    part("all others", (folder) => !PARTS.flat().includes(folder)),
    { name: "Solidity", args: ["test", "solidity", "--no-compile"] },
  ];
}

async function runAll(): Promise<boolean> {
  if (!(await passes(hardhat(["build", "--quiet"], "inherit")))) return false;
  const waiting = partsOfAll();
  const ended: [Part, boolean][] = [];
  const work = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const begun = Date.now();
      const child = hardhat(part.args, "pipe");
      const output = outputOf(child);
      const passed = await passes(child);
      const seconds = Math.round((Date.now() - begun) / 1000);
      console.log(`\nTests of ${part.name}, ${seconds} s\n\n${output.join("")}`);
      ended.push([part, passed]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  for (const [{ name }, passed] of ended) console.log(`${passed ? "passed" : "FAILED"}  ${name}`);
  return ended.every(([, passed]) => passed);
}

const passed = given.length > 0 ? await passes(hardhat(["test", ...given], "inherit")) : await runAll();
process.exitCode = passed ? 0 : 1;
