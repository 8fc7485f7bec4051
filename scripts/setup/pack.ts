import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ARTEFACT_FILES } from "../ignition/artefacts.ts";
import { projectRoot } from "../prover/files.ts";
import { jsonList, jsonObject } from "../prover/json.ts";
import { circuitNames } from "../prover/manifest.ts";
import { compileAll } from "./compile.ts";
import { npm } from "./npm.ts";
import { BUILT_PAGE, buildPage } from "./page.ts";

/** What the package holds besides JavaScript, where its code looks for it. */
const DATA = [
  "{scripts,tasks}/**/*.{css,csv,json}",
  "scripts/lineage/page/page.mjs",
  "circuits/circuits.json",
  "circuits/{main,templates,lib}/*.circom",
  "circuits/keys/*.{json,zkey}",
  `circuits/build/{${circuitNames.join()}}/*`,
  "scripts/prover/engine/build/engine.wasm",
  // which `circuits verify` holds against what they are generated from
  "contracts/{VerifyingKeys,lib/Tags}.sol",
];
/**
 * Of the manifest: `private`, so that only what is packed here can be published; scripts, because nothing may run where
 * the package is installed.
 */
const CHECKOUT_ONLY = ["private", "scripts", "devDependencies", "optionalDependencies"];
const LEGAL = ["LICENSE", "NOTICE"];
const DOCUMENTS = [
  "{README,SECURITY,CHANGELOG}.md",
  "{circuits,contracts,scripts,scripts/bench,tasks}/README.md",
];

const at = (...parts: readonly string[]) => path.join(projectRoot, ...parts);

/**
 * Packs what others install: `kobold`, which is plugin, library and command, and `kobold-contracts`. The contracts must
 * be built; the circuits are, if need be.
 * @returns the paths of both tarballs, in `destination`
 */
export async function packAll(destination: string): Promise<{ kobold: string; contracts: string }> {
  await buildPackage();
  return {
    kobold: pack(destination, (folder) => {
      for (const file of ["dist", ...globSync(DOCUMENTS, { cwd: projectRoot }), ...LEGAL]) copy(file, folder);
      writeJson(path.join(folder, "package.json"), publishedManifest());
    }),
    contracts: pack(destination, (folder) => {
      cpSync(at("contracts"), folder, { recursive: true });
      for (const file of LEGAL) copy(file, folder);
      writeAbis(path.join(folder, "abi"));
    }),
  };
}

/** Makes dist/ anew: the package but for its manifest, with the checkout's folders. */
async function buildPackage(): Promise<void> {
  await compileAll();
  rmSync(at("dist"), { recursive: true, force: true });
  const tsc = at("node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", at("tsconfig.build.json")], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the TypeScript does not compile; its errors stand above");
  const artefacts = ARTEFACT_FILES.map((file) => path.join("artifacts", file));
  const data = globSync(DATA, { cwd: projectRoot, exclude: ["scripts/passport/page/**"] });
  for (const file of [...data, ...artefacts]) copy(file, at("dist"));
  const page = at("dist", path.relative(projectRoot, BUILT_PAGE));
  mkdirSync(path.dirname(page), { recursive: true });
  writeFileSync(page, await buildPage());
}

/** The checkout's manifest without what only the checkout needs. */
function publishedManifest(): Record<string, unknown> {
  const entries = Object.entries(jsonObject(readJson("package.json")));
  const published = entries.filter(([name]) => !CHECKOUT_ONLY.includes(name));
  // the checkout brings a Node of its own, and is set up by an older one
  return { ...Object.fromEntries(published), engines: { node: ">=22.13.0" } };
}

/** One file for each contract and interface that can be called, which holds its ABI. */
function writeAbis(folder: string): void {
  mkdirSync(folder);
  for (const source of globSync("contracts/**/*.sol", { cwd: projectRoot, exclude: ["contracts/lib/**"] })) {
    for (const file of globSync("*.json", { cwd: at("artifacts", source) })) {
      const abi = jsonList(readJson("artifacts", source, file), "abi");
      if (abi.length > 0) writeJson(path.join(folder, file), abi);
    }
  }
}

function pack(destination: string, fill: (folder: string) => void): string {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-pack-"));
  try {
    fill(folder);
    const name = npm(["pack", "--silent", "--pack-destination", destination], folder).trim();
    return path.join(destination, name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copy(file: string, folder: string): void {
  cpSync(at(file), path.join(folder, file), { recursive: true });
}

function readJson(...parts: readonly string[]): unknown {
  return JSON.parse(readFileSync(at(...parts), "utf8"));
}

function writeJson(file: string, json: unknown): void {
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
}

if (import.meta.main) {
  const { kobold, contracts } = await packAll(process.cwd());
  console.log(`${kobold}\n${contracts}`);
}
