import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { Interface, type InterfaceAbi } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { ROLE_NAMES, ROLES } from "../scripts/ignition/roles.ts";
import { Accreditation__factory } from "../types/factories/contracts/Accreditation__factory.ts";
import { BatteryPlantIntake__factory } from "../types/factories/contracts/oem/BatteryPlantIntake__factory.ts";
import { Claims__factory } from "../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../types/factories/contracts/Participants__factory.ts";
import { Policies__factory } from "../types/factories/contracts/Policies__factory.ts";
import { ProofVerifier__factory } from "../types/factories/contracts/ProofVerifier__factory.ts";
import { Recalls__factory } from "../types/factories/contracts/Recalls__factory.ts";
import { deployWithRoles } from "./fixtures/deployed.ts";
import { documentAt, rowsOf } from "./fixtures/documents.ts";

const root = path.join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const security = documentAt("SECURITY.md");
const attacks = documentAt("test/attacks/README.md");

/** Every contract that is deployed, by its file. */
const CONTRACTS: ReadonlyMap<string, { readonly file: string; readonly abi: InterfaceAbi }> = new Map([
  ["Accreditation", { file: "contracts/Accreditation.sol", abi: Accreditation__factory.abi }],
  [
    "BatteryPlantIntake",
    { file: "contracts/oem/BatteryPlantIntake.sol", abi: BatteryPlantIntake__factory.abi },
  ],
  ["Claims", { file: "contracts/Claims.sol", abi: Claims__factory.abi }],
  ["CobaltLot", { file: "contracts/CobaltLot.sol", abi: CobaltLot__factory.abi }],
  ["Participants", { file: "contracts/Participants.sol", abi: Participants__factory.abi }],
  ["Policies", { file: "contracts/Policies.sol", abi: Policies__factory.abi }],
  ["ProofVerifier", { file: "contracts/ProofVerifier.sol", abi: ProofVerifier__factory.abi }],
  ["Recalls", { file: "contracts/Recalls.sol", abi: Recalls__factory.abi }],
]);

const functionOf = ([contract = "", name = ""]: readonly string[]) =>
  `${contract}.${name.replaceAll("`", "")}`;
const privileged = rowsOf(security, "Contract", "Function", "Role", "Effect", "What limits it");
const open = rowsOf(documentAt("contracts/README.md"), "Contract", "Function", "Who");

/** Functions of a contract's own source whose header or body shows that not everybody may call them. */
function guardedFunctions(file: string): Map<string, "role" | "controller"> {
  const found = new Map<string, "role" | "controller">();
  const source = read(file);
  for (const [, name = "", header = "", body = ""] of source.matchAll(
    /\n {4}function (\w+)\([^)]*\)([^{;]*)\{([\s\S]*?)\n {4}\}/g,
  )) {
    if (/\brestricted\b/.test(header)) found.set(name, "role");
    else if (/\bexternal\b/.test(header) && body.includes("_checkController(")) found.set(name, "controller");
  }
  return found;
}

/** The titles of a file's tests. */
function titlesIn(file: string): string[] {
  return [...read(file).matchAll(/\bit\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, title = ""]) => title);
}

describe("SECURITY.md and the tables of attacks", () => {
  it("lists every contract of the project that can be deployed", () => {
    const sources = readdirSync(path.join(root, "contracts"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".sol") && !/^(test|interfaces|lib)\b/.test(file))
      .filter((file) => /^contract /m.test(read(path.join("contracts", file))));
    const files = [...CONTRACTS.values()].map(({ file }) => file);
    expect(sources.map((file) => path.join("contracts", file)).sort()).to.deep.equal(files.sort());
  });

  it("lists every function that changes anything, once", () => {
    const changing = [...CONTRACTS].flatMap(([name, { abi }]) => {
      const names = new Set<string>();
      new Interface(abi).forEachFunction((each) => {
        if (!each.constant) names.add(`${name}.${each.name}`);
      });
      return [...names];
    });
    expect([...privileged, ...open].map(functionOf).sort()).to.deep.equal(changing.sort());
  });

  it("names as privileged just what the contracts restrict, and the role that may", () => {
    const roleOf = new Map<string, string>(
      ROLE_NAMES.flatMap((role) => {
        const { contract, selectors } = ROLES[role];
        const name = `${contract.charAt(0).toUpperCase()}${contract.slice(1)}`;
        const abi = new Interface(CONTRACTS.get(name)?.abi ?? []);
        return selectors.map((selector) => [`${name}.${abi.getFunctionName(selector)}`, role] as const);
      }),
    );
    const expected = [...CONTRACTS].flatMap(([contract, { file, abi }]) => {
      const own = [...guardedFunctions(file)].map(([name, guard]): [string, string] => {
        const key = `${contract}.${name}`;
        if (guard === "controller") return [key, "controller of the attribute"];
        const administrator = contract === "BatteryPlantIntake" ? "plant" : "administrator";
        return [key, roleOf.get(key) ?? administrator];
      });
      // inherited from OpenZeppelin by whatever is restricted
      const isManaged = new Interface(abi).hasFunction("setAuthority");
      expect(isManaged, contract).to.equal(own.some(([, role]) => role !== "controller of the attribute"));
      return isManaged ? [...own, [`${contract}.setAuthority`, "the AccessManager"]] : own;
    });
    expect(Object.fromEntries(privileged.map((row) => [functionOf(row), row[2]]))).to.deep.equal(
      Object.fromEntries(expected),
    );
  });

  it("says the delays that roles are given as deployed: none", async () => {
    expect(read("SECURITY.md")).to.contain("As deployed, roles act without delay");
    const connection = await network.create("simulated");
    const { addresses, ...deployed } = await deployWithRoles(connection);
    const manager = await connection.ethers.getContractAt("AccessManager", addresses.accessManager);
    for (const role of ROLE_NAMES) {
      const [isMember, delay] = await manager.hasRole(ROLES[role].id, deployed[role].address);
      expect([isMember, delay], role).to.deep.equal([true, 0n]);
    }
    const [isMember, delay] = await manager.hasRole(0, deployed.administrator.address);
    expect([isMember, delay]).to.deep.equal([true, 0n]);
    await connection.close();
  });

  it("names tests that exist, for every attack", () => {
    const rows = rowsOf(attacks, "Attack", "Defence", "Test");
    expect(rows).to.have.length.greaterThan(100);
    for (const [attack = "", defence = "", test = ""] of rows) {
      const [, name = "", link = "", , title = attack] =
        /^\[([\w.-]+)\]\(([\w./-]+)\)( “(.*)”)?$/.exec(test) ?? [];
      expect(defence, attack).to.not.equal("");
      expect(path.basename(link), attack).to.equal(name);
      const file = path.join("test/attacks", link);
      expect(existsSync(path.join(root, file)), `${attack}: ${test}`).to.equal(true);
      expect(titlesIn(file), `${attack}: ${test}`).to.include(title);
    }
  });

  it("lists every attack that is tried, and every limit that is shown", () => {
    const tables = new Map<string, string[]>();
    for (const [attack = "", , test = ""] of rowsOf(attacks, "Attack", "Defence", "Test")) {
      const name = /\(([\w.-]+)\)/.exec(test)?.[1];
      if (name === undefined) continue;
      const file = path.join("test/attacks", name);
      tables.set(file, [...(tables.get(file) ?? []), attack]);
    }
    tables.set(
      "test/attacks/limits.ts",
      rowsOf(security, "Limit", "Why it is so, and what to do").map(([limit = ""]) => limit),
    );
    const files = readdirSync(path.join(root, "test/attacks"))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => path.join("test/attacks", file));
    expect([...tables.keys()].sort()).to.deep.equal(files.sort());
    for (const file of files) {
      const titles = titlesIn(file);
      expect(titles.length, `tests of ${file}`).to.equal([...read(file).matchAll(/\bit\(/g)].length);
      expect(tables.get(file)?.sort(), file).to.deep.equal(titles.sort());
    }
  });
});
