import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Runs the contracts' tests under Hardhat's coverage, with artefacts of its own, and fails if less than the threshold of
// all lines is run, or a line is not that test/contracts/COVERAGE.md does not name. Hardhat knows no branches: those
// are counted by the mutants of the contracts.

const LINES_PERCENT = 98;

const root = join(import.meta.dirname, "../..");
const dir = join(root, ".mutants/coverage");
const gaps = readFileSync(join(root, "test/contracts/COVERAGE.md"), "utf8").replaceAll(/ +/g, " ");

/** Tests of gas, which instrumentation raises, are left out by their titles and files. */
const NOT_OF_GAS = String.raw`^(?!.*\(gas\)$)`;
const tests = ["", "lib", "oem"].flatMap((folder) =>
  readdirSync(join(root, "test/contracts", folder))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".gas.ts") && name !== "mutants.ts")
    .map((name) => join("test/contracts", folder, name)),
);
mkdirSync(dir, { recursive: true });
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/hardhat/dist/src/cli.js"),
    ...["--config", join(root, "test/mutation/scratch.config.ts"), "--coverage", "--no-typechain"],
    ...["test", "mocha", "--grep", NOT_OF_GAS, ...tests],
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, SCRATCH_DIR: dir } },
);
if (status !== 0) throw new Error("the tests fail under coverage");

let [lines, run] = [0, 0];
const unnamed: string[] = [];
let file = "";
let source: string[] = [];
for (const entry of readFileSync(join(root, "coverage/lcov.info"), "utf8").split("\n")) {
  const [kind = "", value = ""] = entry.split(":");
  if (kind === "SF") {
    file = value;
    source = readFileSync(join(root, file), "utf8").split("\n");
  }
  if (kind !== "DA") continue;
  const [line = 0, count = 0] = value.split(",").map(Number);
  lines += 1;
  if (count > 0) run += 1;
  const text = source[line - 1]?.trim() ?? "";
  if (count === 0 && !gaps.includes(`| ${file} | \`${text}\` |`)) unnamed.push(`${file}:${line}  ${text}`);
}
console.log(`${run} of ${lines} lines are run: ${((100 * run) / lines).toFixed(2)} %`);
for (const line of unnamed) console.log(`not run, and not in test/contracts/COVERAGE.md: ${line}`);
process.exitCode = lines > 0 && 100 * run >= LINES_PERCENT * lines && unnamed.length === 0 ? 0 : 1;
