import { execFile } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { Interface } from "ethers";
import { after, before, describe, it } from "mocha";

import { projectRoot } from "../../scripts/prover/files.ts";
import { jsonList, jsonObject, jsonText } from "../../scripts/prover/json.ts";
import { npm } from "../../scripts/setup/npm.ts";
import { packAll } from "../../scripts/setup/pack.ts";
import { readPageHash } from "../../scripts/setup/page.ts";
import { ensureBuilt } from "../../tasks/ui/built.ts";
import { type RunningNode, startNode } from "../crash/node.ts";
import { developmentWallet } from "../fixtures/desk-world.ts";
import { FOREIGN_COMPILERS } from "./foreign-compilers.ts";

const PASSPHRASE = "a passphrase for the packages";
/** Without what the Hardhat that runs this test tells processes of its own. */
const OUTSIDE = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(HARDHAT|KOBOLD)_/.test(name)),
);
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** What tests of a Hardhat project take besides the plugin and what it is a plugin of. */
const TESTING = ["mocha", "@nomicfoundation/hardhat-mocha"];

const CONFIG = `import { defineConfig } from "hardhat/config";
import kobold from "kobold";
export default defineConfig({ plugins: [kobold] });
`;

const GATE_CONFIG = `import mocha from "@nomicfoundation/hardhat-mocha";
import { defineConfig } from "hardhat/config";
import kobold from "kobold";
const { SOLC_VERSION: version, SOLC_PATH: path } = process.env;
export default defineConfig({ plugins: [kobold, mocha], solidity: { version, path } });
`;

/** What a TypeScript project reads of the library: its declarations alone. */
const TYPED = `import { type Lot, lotId } from "kobold/core";
import { type KoboldAddresses, deployKobold } from "kobold/chain";
import { type Desk, openVault } from "kobold/desk";
import { deriveNoteKey } from "kobold/notes";
import { createProver, type Prover } from "kobold/prover";
import kobold from "kobold";
export const id: (lot: Lot) => bigint = lotId;
export const prover: () => Promise<Prover> = createProver;
export const parts: [Desk?, KoboldAddresses?] = [];
export const others = [kobold.id satisfies string, openVault, deriveNoteKey, deployKobold];
// @ts-expect-error a lot is no text
lotId("");
`;

/** Deploys Kobold from the package, and a gate of the project's own on top of it. */
const GATE_TEST = `import assert from "node:assert/strict";
import { network } from "hardhat";
import { contractsAt, definePolicy, deployKobold } from "kobold/chain";
import { parsePolicy, policyId } from "kobold/core";
import { developmentKeyWords } from "kobold/prover";
import { describe, it } from "mocha";

describe("GreenIntake", () => {
  it("lets no lot in that nobody has proven", async () => {
    const connection = await network.create();
    const addresses = await deployKobold(connection, { keys: developmentKeyWords(), footprintMethod: "0x" + "f0".repeat(32) });
    const [buyer] = await connection.ethers.getSigners();
    const policy = parsePolicy("mass >= 10 t", []);
    await definePolicy(contractsAt(addresses, buyer).policies, policy);
    const intake = await connection.ethers.deployContract("GreenIntake", [addresses.claims, [], policyId(policy), [addresses.recalls]]);
    assert.deepEqual([...(await intake.gatePolicies())], [policyId(policy)]);
    await assert.rejects(intake.accept(7), /ClaimMissing\\(7, /);
  });
});
`;

const CORE_SCRIPT = `import { lotId, provenanceHash } from "kobold/core";
const { massGrams, lanes, oldestAudit, salt } = JSON.parse(process.argv[2]);
const [co2eMargin, co2ePrimary, ...shares] = lanes.map(BigInt);
const provenance = { co2eMargin, co2ePrimary, shares, oldestAudit: Number(oldestAudit) };
const lot = { massGrams: BigInt(massGrams), provenance, salt: BigInt(salt) };
console.log(JSON.stringify([provenanceHash(provenance), lotId(lot)].map(String)));
`;

describe("the packages, installed in an empty folder", function () {
  let folder: string;
  let project: string;
  let node: RunningNode | undefined;
  before(async () => {
    ensureBuilt();
    folder = mkdtempSync(path.join(tmpdir(), "kobold-packages-"));
    project = path.join(folder, "project");
    mkdirSync(project);
    const { kobold, contracts } = await packAll(folder);
    const { devDependencies, peerDependencies } = jsonObject(
      readJson(path.join(projectRoot, "package.json")),
    );
    const others = [...Object.keys(jsonObject(peerDependencies)), ...TESTING];
    const manifest = {
      type: "module",
      dependencies: { kobold: `file:${kobold}`, "kobold-contracts": `file:${contracts}` },
      // in the versions that Kobold is built with, whatever is newer meanwhile
      devDependencies: Object.fromEntries(others.map((name) => [name, jsonText(devDependencies, name)])),
    };
    writeFileSync(path.join(project, "package.json"), JSON.stringify(manifest));
    npm(["install", "--prefer-offline", "--no-audit", "--no-fund"], project);
    writeFileSync(path.join(project, "hardhat.config.ts"), CONFIG);
    node = await startNode("anvil");
  });
  after(async () => {
    await node?.stop();
    rmSync(folder, { recursive: true });
  });

  const installed = (name: string, ...parts: string[]) => path.join(project, "node_modules", name, ...parts);
  /** The commands, as npm links them. */
  const hardhat = () => installed("hardhat", "dist", "src", "cli.js");
  const kobold = () =>
    installed("kobold", jsonText(readJson(installed("kobold", "package.json")), "bin", "kobold"));

  /** Runs a script of Node's in a folder. @returns what it printed @throws with what it said, if it fails */
  const run = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    new Promise<string>((resolve, reject) => {
      const options = { cwd, env: { ...OUTSIDE, LANG: "C", LC_ALL: "", ...env } };
      execFile(process.execPath, args, options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${args.join(" ")}\n${stdout}${stderr}`));
      });
    });

  it("run nothing where they are installed, and bring no Node", () => {
    for (const name of ["kobold", "kobold-contracts"]) {
      expect(jsonObject(readJson(installed(name, "package.json")))).not.to.have.any.keys(
        "scripts",
        "devDependencies",
        "optionalDependencies",
      );
      for (const file of ["LICENSE", "NOTICE"])
        expect(existsSync(installed(name, file)), file).to.equal(true);
    }
  });

  it("import no TypeScript, which Node does not run from a package", () => {
    const files = globSync("**/*.js", { cwd: installed("kobold", "dist") });
    expect(files).to.have.length.greaterThan(100);
    for (const file of files)
      expect(readFileSync(installed("kobold", "dist", file), "utf8"), file).not.to.match(
        /(from|import\() *"[^"]+\.ts"/,
      );
  });

  it("hold the ABI of every contract that can be called, and no contract of tests", () => {
    const abis = readdirSync(installed("kobold-contracts", "abi"));
    expect(abis).to.include.members([
      "CobaltLot.json",
      "ClaimGate.json",
      "IClaims.json",
      "BatteryPlantIntake.json",
    ]);
    const abi = jsonList(readJson(installed("kobold-contracts", "abi", "IClaims.json")));
    expect(new Interface(JSON.stringify(abi)).getFunction("provenDay")?.inputs).to.have.length(2);
    const sources = globSync("**/*.sol", { cwd: installed("kobold-contracts") }).sort();
    expect(sources).to.deep.equal(globSync("**/*.sol", { cwd: path.join(projectRoot, "contracts") }).sort());
  });

  for (const { version, soljson } of FOREIGN_COMPILERS) {
    it(`let a buyer's Hardhat project build and test a gate by solc ${version}`, async () => {
      const gate = readFileSync(path.join(projectRoot, "test/fixtures/contracts/GreenIntake.sol"), "utf8");
      const files = {
        "gate.config.ts": GATE_CONFIG,
        "contracts/GreenIntake.sol": gate.replaceAll("../../../contracts/", "kobold-contracts/"),
        "test/green-intake.js": GATE_TEST,
      };
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
        writeFileSync(path.join(project, name), text);
      }
      const env = { SOLC_VERSION: version, SOLC_PATH: soljson };
      const printed = await run(project, [hardhat(), "--config", "gate.config.ts", "test", "mocha"], env);
      expect(printed).to.include("1 passing");
    });
  }

  it("play from deployment to claim: authority and plant in a project of three lines, the mine by `kobold` without one", async () => {
    const firm = path.join(folder, "firm");
    mkdirSync(firm);
    const [authority, mine] = [developmentWallet(1), developmentWallet(2)];
    const typing = (
      command: string,
      cwd: string,
      { privateKey }: typeof mine,
      more: Record<string, string>,
    ) => {
      const env = {
        ...more,
        KOBOLD_RPC_URL: node?.url ?? "",
        KOBOLD_PRIVATE_KEY: privateKey,
        KOBOLD_PASSPHRASE: PASSPHRASE,
      };
      return (line: string) => run(cwd, [command, ...line.split(" ")], env);
    };
    // the command's network is `remote` by default; a project has many
    const inProject = typing(hardhat(), project, authority, { HARDHAT_NETWORK: "remote" });
    const atMine = typing(kobold(), firm, mine, {});
    await inProject("deploy");
    const deployment = path.join(project, "ignition", "deployments", "chain-31337", "deployment.json");
    const given = ` --deployment ${deployment}`;
    for (const line of [
      "vault init",
      "attribute define rmap --rule require",
      "policy define clean rmap=100%",
    ])
      await inProject(line);
    for (const line of [
      "vault init",
      "site keygen pit --floor 8kg/kg --primary 80%",
      `site apply pit ${authority.address} ${authority.address} ${path.join(project, "pit")}`,
    ])
      await atMine(line + given);
    for (const line of [
      "site register pit.application.json --right mint --attributes rmap --permits 10 --unit 25t --audited-on 2026-01-15 --valid-until 2026-12-31",
      "site confirm pit.trace.json",
      "site grant 1 rmap",
    ])
      await inProject(line);
    await atMine(`lot mint --mass 11.88t --label ore${given}`);
    await atMine(`claim prove ore rmap=100% --yes${given}`);
    const [lot] = jsonList(JSON.parse(await atMine(`lot list --json${given}`)));
    const verify = `claim verify ${jsonText(lot, "lot")} rmap=100%`;
    expect(await inProject(verify)).to.match(/^yes: /m);
    expect(await atMine(verify + given)).to.match(/^yes: /m);
    // what is known of the chain, and the vault
    expect(readdirSync(firm)).to.have.members(["kobold", "kobold.vault"]);
  });

  it("deploy by `kobold` where no project is, into a folder of its own", async () => {
    const publisher = path.join(folder, "publisher");
    mkdirSync(publisher);
    const env = { KOBOLD_RPC_URL: node?.url ?? "", KOBOLD_PRIVATE_KEY: developmentWallet(3).privateKey };
    await run(publisher, [kobold(), "deploy"], env);
    expect(readdirSync(publisher)).to.deep.equal(["kobold"]);
    const journal = path.join(publisher, "kobold", "deployments", "chain-31337", "deployment.json");
    const { pageHash } = jsonObject(readJson(journal));
    // the page is the package's own, built once, and the same as this checkout's
    expect(pageHash).to.equal(await readPageHash());
  });

  it("bring the proving engine", async () => {
    const script = `import { chooseProver } from "kobold/prover"; console.log(JSON.stringify(await chooseProver({ named: "" })));`;
    writeFileSync(path.join(project, "prover.mjs"), script);
    expect(JSON.parse(await run(project, ["prover.mjs"]))).to.deep.equal({ kind: "engine" });
  });

  it("give a plain script the arithmetic of lots, as circomlibjs computes it", async () => {
    const vectors = readJson(path.join(projectRoot, "test/fixtures/vectors/vectors.json"));
    writeFileSync(path.join(project, "core.mjs"), CORE_SCRIPT);
    for (const lot of jsonList(vectors, "lots").slice(0, 2)) {
      const printed = await run(project, ["core.mjs", JSON.stringify(lot)]);
      expect(JSON.parse(printed)).to.deep.equal([jsonText(lot, "provenance"), jsonText(lot, "lotId")]);
    }
  });

  it("declare their types to a TypeScript project", async () => {
    writeFileSync(path.join(project, "typed.ts"), TYPED);
    const tsc = path.join(projectRoot, "node_modules", "typescript", "bin", "tsc");
    const compilerOptions = { strict: true, module: "node20", skipLibCheck: true, noEmit: true, types: [] };
    writeFileSync(
      path.join(project, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["typed.ts"] }),
    );
    await run(project, [tsc]);
  });

  it("keep Node's own modules out of core, and the GPL out of core and notes", () => {
    const core = importsOf(installed("kobold", "dist", "scripts", "core", "index.js"));
    const notes = importsOf(installed("kobold", "dist", "scripts", "notes", "index.js"));
    expect([...core].filter((name) => isBuiltin(name))).to.deep.equal([]);
    for (const name of [...core, ...notes].filter((each) => !isBuiltin(each))) {
      const [scope = "", rest = ""] = name.split("/");
      const manifest = readJson(
        installed(scope.startsWith("@") ? `${scope}/${rest}` : scope, "package.json"),
      );
      expect(jsonText(manifest, "license"), name).to.match(/^(MIT|Apache-2\.0)$/);
    }
    expect([...core]).to.include("poseidon-lite/poseidon3");
  });
});

/** The packages and modules of Node's that a file of ours and the files that it imports name. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  const names = new Set<string>();
  if (seen.has(file)) return names;
  seen.add(file);
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
    if (!name.startsWith(".")) names.add(name);
    else for (const inner of importsOf(path.resolve(path.dirname(file), name), seen)) names.add(inner);
  }
  return names;
}
