// Makes a clone ready to run: installs what package-lock.json names, Node 24 included, and Hardhat's native
// simulator, which npm skips when it runs on a Node older than 22. Plain JavaScript without dependencies,
// because it runs before anything is installed, perhaps on Node 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
const at = (...parts) => path.join(root, ...parts);
const stampFile = at("node_modules", ".kobold-bootstrap");
const packagedNode = at("node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const stamp = createHash("sha256")
  .update(readFileSync(at("package-lock.json")))
  .update(`${process.platform}-${process.arch}`)
  .digest("hex");

const installed = existsSync(at("node_modules", ".package-lock.json"));
if (installed && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) process.exit(0);

// `npm ci` and `npm install` call this file as their last step: the packages are there already then.
if (process.env.npm_lifecycle_event !== "postinstall") {
  npm(process.execPath, installed ? ["install", "--no-save"] : ["ci"]);
}
if (!simulatorLoads()) npm(node(), ["install", "--no-save"]);
if (!simulatorLoads()) {
  fail("Hardhat's simulator (@nomicfoundation/edr) does not load. Delete node_modules and run `npm ci`.");
}
writeFileSync(stampFile, stamp);

/** The Node that Hardhat will run on: the packaged one, or the running one where the platform has none. */
function node() {
  if (existsSync(packagedNode)) return packagedNode;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return process.execPath;
  return fail(
    `Node ${process.versions.node} is too old for Hardhat and no packaged Node fits: install Node ≥ 22.13.`,
  );
}

function simulatorLoads() {
  const script = 'require("@nomicfoundation/edr")';
  return (
    spawnSync(node(), ["-e", script], { cwd: root, stdio: "ignore", shell: needsShell(node()) }).status === 0
  );
}

function npm(nodePath, args) {
  const options = [
    ...args,
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
  ];
  const viaNode = process.env.npm_execpath?.endsWith("js");
  const command = viaNode ? nodePath : "npm";
  const all = [...(viaNode ? [process.env.npm_execpath] : []), ...options, "--loglevel=error"];
  console.error(`bootstrap: npm ${args.join(" ")}`);
  // Where npm is started by name, its `env node` must find the packaged Node too.
  const PATH = [path.dirname(nodePath), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, PATH };
  const { status } = spawnSync(command, all, {
    cwd: root,
    env,
    stdio: "inherit",
    shell: needsShell(command),
  });
  if (status !== 0) fail(`npm ${args.join(" ")} failed; the reason stands above.`);
}

function needsShell(command) {
  return process.platform === "win32" && (command === "npm" || command.endsWith(".cmd"));
}

function fail(message) {
  console.error(`bootstrap: ${message}`);
  process.exit(1);
}
