import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import path from "node:path";

// Runs all tests in two processes, since one keeps a single core busy: those that run command lines, which take long
// and are told of at the end, beside all others. With arguments it is just `hardhat test`.

const root = path.join(import.meta.dirname, "../..");
const cli = path.join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
/** Programs and fixtures of their own, which hold no tests, and tests that a script of their own runs. */
const LEFT_OUT = /^test[\\/](crash|fixtures|fuzz|models|mutation|r1cs|run)[\\/]|\.long\.ts$/;
const given = process.argv.slice(2);
// command lines are started hundreds of times: Node keeps what it compiled of them
process.env["NODE_COMPILE_CACHE"] ??= path.join(root, "cache", "node");

function hardhat(args: readonly string[], stdio: "inherit" | "pipe"): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ["ignore", stdio, stdio] });
}

async function ended(child: ChildProcess): Promise<boolean> {
  await once(child, "close");
  return child.exitCode === 0;
}

/** Collects what a process prints. */
function output(child: ChildProcess): string[] {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  }
  return chunks;
}

async function runAll(): Promise<boolean> {
  if (!(await ended(hardhat(["build", "--quiet"], "inherit")))) return false;
  const files = globSync("test/**/*.ts", { cwd: root }).filter((file) => !LEFT_OUT.test(file));
  const runsCommands = (file: string) => /^test[\\/](tasks|e2e)[\\/]/.test(file);
  // its hooks tell the slowest tests
  const mocha = ["test", "mocha", "--no-compile", path.join("test", "run", "slowest.ts")];
  const commands = hardhat([...mocha, ...files.filter(runsCommands).sort()], "pipe");
  const told = output(commands);
  const commandsPass = ended(commands);
  const othersPass = await ended(
    hardhat([...mocha, ...files.filter((file) => !runsCommands(file)).sort()], "inherit"),
  );
  const solidityPasses = await ended(hardhat(["test", "solidity", "--no-compile"], "inherit"));
  console.log("\nTests that run command lines, in a process beside the others\n");
  const pass = await commandsPass;
  console.log(told.join(""));
  console.log(
    [
      ["command lines", pass],
      ["all others in TypeScript", othersPass],
      ["Solidity", solidityPasses],
    ]
      .map(([what, passed]) => `${passed === true ? "passed" : "FAILED"}  ${String(what)}`)
      .join("\n"),
  );
  return pass && othersPass && solidityPasses;
}

const passed = given.length > 0 ? await ended(hardhat(["test", ...given], "inherit")) : await runAll();
process.exitCode = passed ? 0 : 1;
