import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";
import { Interface } from "ethers";
import hre from "hardhat";
import { TaskDefinitionType } from "hardhat/types/tasks";
import { describe, it } from "mocha";
import { z } from "zod/v4";

import manifest from "../circuits/circuits.json" with { type: "json" };
import sizes from "../circuits/constraints.json" with { type: "json" };
import { LANE_COUNT } from "../scripts/core/lanes.ts";
import { parsePolicy } from "../scripts/core/policy-words.ts";
import { ROLE_NAMES, ROLES } from "../scripts/ignition/roles.ts";
import { tasks } from "../tasks/index.ts";
import { EXIT_CODES } from "../tasks/ui/exit-codes.ts";
import { Accreditation__factory } from "../types/factories/contracts/Accreditation__factory.ts";
import { CobaltLot__factory } from "../types/factories/contracts/CobaltLot__factory.ts";
import { Recalls__factory } from "../types/factories/contracts/Recalls__factory.ts";
import { problemOf, wordsOf } from "./fixtures/command-line.ts";
import {
  anchorsOf,
  blocksOf,
  commandsOf,
  documentAt,
  documents,
  linksOf,
  rowsOf,
} from "./fixtures/documents.ts";
import { ATTRIBUTES } from "./fixtures/sites.ts";

const root = path.join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const all = documents();
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));

describe("the documents", () => {
  it("stand where their readers are, and are short where they come first", () => {
    expect(all.map(({ file }) => file)).to.include.members([
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "README.md",
      "SECURITY.md",
      ...["circuits", "contracts", "scripts", "tasks", "test"].map((room) => path.join(room, "README.md")),
      path.join("scripts", "bench", "README.md"),
      path.join("test", "attacks", "README.md"),
    ]);
    expect(Buffer.byteLength(read("README.md"))).to.be.at.most(9_000);
    expect(Buffer.byteLength(read("SECURITY.md"))).to.be.at.most(14_000);
  });

  for (const document of all) {
    it(`lead from ${document.file} to what exists`, () => {
      for (const { file, anchor } of linksOf(document)) {
        expect(existsSync(path.join(root, file)), file).to.equal(true);
        if (anchor !== undefined) expect(anchorsOf(documentAt(file)), file).to.include(anchor);
      }
    });

    it(`pad no table of ${document.file}`, () => {
      const rows = document.text.split("\n").filter((line) => line.startsWith("|"));
      for (const row of rows) expect(row).not.to.match(/[^|] {2,}\||-{4,}/);
    });

    it(`name in ${document.file} commands that can be given`, () => {
      for (const { line, isWhole } of commandsOf(document)) {
        expect(problemWith(line, isWhole), line).to.equal(undefined);
      }
    });
  }

  it("know a command that can't be given", () => {
    const bad = [
      ["npx hardhat lot weigh A1", "no such task"],
      ["npx kobold node", "no such task"],
      ["npx hardhat lot split A1 --parts 2", "--parts is no option"],
      ["npx hardhat lot show", "1 arguments are needed"],
      ["npx hardhat test mocha test/nowhere.ts", "test/nowhere.ts is missing"],
      ['npx hardhat claim check A1 "rmap = much"', "no policy"],
      ["npm run nothing", "no such script"],
      ["npm run bench -- --xml", "--xml is no option"],
      ["npm start -- --xml", "--xml is no option"],
      ["npm install left-pad", "not a package of ours, nor one that ours is a plugin of"],
      ["npx cowsay", "unknown program"],
    ] as const;
    for (const [line, problem] of bad) expect(problemWith(line, true), line).to.equal(problem);
    expect(all.flatMap(commandsOf).length).to.be.greaterThan(100);
  });
});

/** What is wrong with a command line of a document; in its text, arguments may be left out. */
function problemWith(line: string, isWhole: boolean): string | undefined {
  // what a shell puts in the place of a question is one word
  const [program = "", ...words] = wordsOf(line.replaceAll(/"\$\(.*?\)"/g, "$answer"));
  if (program === "npm") return problemWithNpm(words);
  const [command = "", ...given] = words;
  if (command === "hardhat" || command === "kobold") return problemWithTask(command, given, isWhole);
  if (command === "node") return problemWithScript(given);
  return command === "anvil" ? undefined : "unknown program";
}

function problemWithTask(command: string, words: readonly string[], isWhole: boolean): string | undefined {
  const ids = [words.slice(0, 2), words.slice(0, 1)];
  const id = ids.find((each) => taskAt(each) !== undefined && (command === "hardhat" || isOurs(each)));
  if (id === undefined) return "no such task";
  if (words.includes("--help")) return undefined;
  const missing = words.find(
    (word) => /^test\/.*\.ts$/.test(word) && globSync(word, { cwd: root }).length === 0,
  );
  if (missing !== undefined) return `${missing} is missing`;
  const policy = words.find((word) => / (>=|<=|=) /.test(word));
  if (policy !== undefined && !isPolicy(policy)) return "no policy";
  const problem = problemOf(id, words);
  return !isWhole && problem?.endsWith("arguments are needed") === true ? undefined : problem;
}

function taskAt(id: string[]): object | undefined {
  try {
    const task = hre.tasks.getTask(id);
    return task.isEmpty ? undefined : task;
  } catch {
    return undefined;
  }
}

function isOurs(id: readonly string[]): boolean {
  return tasks.some((task) => task.id.join(" ") === id.join(" "));
}

function isPolicy(text: string): boolean {
  try {
    parsePolicy(text, ATTRIBUTES);
    return true;
  } catch {
    return false;
  }
}

/** `npm install`, `npm start`, `npm run bench -- --json FILE`: what npm appends is for the script's last command. */
function problemWithNpm([command = "", ...rest]: readonly string[]): string | undefined {
  if (command === "install" || command === "ci") {
    return rest.every((name) => ["kobold", "kobold-contracts", "hardhat"].includes(name))
      ? undefined
      : "not a package of ours, nor one that ours is a plugin of";
  }
  const [name = "", ...more] = command === "run" ? rest : [command, ...rest];
  const script = scripts[name];
  if (script === undefined) return "no such script";
  const given = more[0] === "--" ? more.slice(1) : more;
  const [program = "", ...words] = wordsOf(script.split(" && ").at(-1) ?? "");
  if (program === "hardhat") return problemWithTask("hardhat", [...words, ...given], true);
  if (words[0] === "test/run/main.ts" && given.length > 0) {
    return problemWithTask("hardhat", ["test", ...given], true);
  }
  return program === "node" ? problemWithScript([...words, ...given]) : undefined;
}

/** A program of ours reads its options by `parseArgs`. */
function problemWithScript([file = "", ...given]: readonly string[]): string | undefined {
  if (!existsSync(path.join(root, file))) return `${file} is missing`;
  const options = read(file).split("parseArgs(").slice(1).join();
  const unknown = given.find(
    (word) => word.startsWith("--") && !new RegExp(`\\b${word.slice(2)}: \\{ type:`).test(options),
  );
  return unknown === undefined ? undefined : `${unknown} is no option`;
}

describe("the README", () => {
  it("tells figures that the benchmark measured", () => {
    const [, measured = ""] = /^## Measured\n([^]*?)^## /m.exec(read("README.md")) ?? [];
    const figures = measured.match(/\d+\.\d+|\d+,\d+/g) ?? [];
    expect(figures).to.have.lengthOf(9);
    for (const figure of figures) expect(read("scripts/bench/README.md")).to.include(` ${figure} `);
  });
});

describe("the documents of the rooms", () => {
  it("list every task, and the exit codes", () => {
    const readme = documentAt("tasks/README.md");
    const rows = rowsOf(readme, "Noun", "Verbs").map((row) => row.join(" | "));
    const ids = tasks.filter(({ type }) => type === TaskDefinitionType.NEW_TASK).map(({ id }) => id);
    expect(ids).to.have.length.greaterThan(50);
    for (const [noun = "", verb] of ids.filter(([first]) => first !== "demo" && first !== "completion")) {
      const named = rows.some(
        (row) => row.includes(`\`${noun}`) && (verb === undefined || row.includes(`${verb}\``)),
      );
      expect(named, [noun, verb].join(" ")).to.equal(true);
    }
    const codes = rowsOf(readme, "Exit code", "Meaning").map(([code]) => Number(code));
    expect(codes).to.deep.equal([0, 1, ...Object.values(EXIT_CODES)]);
  });

  it("list every circuit with its public signals in order and its constraints", () => {
    const heading = ["Circuit", "Public signals, in order", "What a proof establishes", "Constraints"];
    const rows = rowsOf(documentAt("circuits/README.md"), ...heading);
    const listed = rows.map(([name, signals, , constraints]) => [name, signals, constraints]);
    const size = new Map(Object.entries(sizes).map(([name, { constraints }]) => [name, constraints]));
    expect(listed).to.deep.equal(
      manifest.circuits.map(({ name, publicSignals }) => [
        `[${name}](templates/${name}.circom)`,
        publicSignals.map((each) => `\`${each.name}${each.size > 1 ? `[${each.size}]` : ""}\``).join(", "),
        size.get(name)?.toLocaleString("en"),
      ]),
    );
    const shares = `| lanes 2 … ${LANE_COUNT - 1}, \`share[j]\` |`;
    expect(read("circuits/README.md")).to.include(`${LANE_COUNT} lanes of 30 bits`).and.include(shares);
    const measured = read("scripts/bench/README.md");
    for (const [name, constraints] of size) {
      expect(measured).to.include(`| ${name} | ${constraints.toLocaleString("en")} | `);
    }
  });

  it("list every contract, interface and role", () => {
    const readme = documentAt("contracts/README.md");
    const contracts = rowsOf(readme, "Contract", "What it keeps", "Interface").join();
    const files = globSync(["*.sol", "interfaces/*.sol", "oem/*.sol"], { cwd: path.join(root, "contracts") });
    for (const file of files.filter((each) => each !== "VerifyingKeys.sol")) {
      expect(contracts, file).to.include(`[${path.basename(file, ".sol")}](${file})`);
    }
    const abis = {
      accreditation: Accreditation__factory.createInterface(),
      cobaltLot: CobaltLot__factory.createInterface(),
      recalls: Recalls__factory.createInterface(),
    };
    const roles = rowsOf(readme, "Role", "Who it is", "What it may call").map(([role, , calls]) => [
      role,
      calls,
    ]);
    expect(roles.slice(1)).to.deep.equal(
      ROLE_NAMES.map((role) => {
        const { contract, selectors } = ROLES[role];
        return [role, selectors.map((each) => `\`${abis[contract].getFunctionName(each)}\``).join(", ")];
      }),
    );
  });

  it("list every room of the library, and what it imports", () => {
    const rows = rowsOf(documentAt("scripts/README.md"), "Folder", "What is in it", "May import");
    const folders = readdirSync(path.join(root, "scripts"), { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    );
    const rooms = folders.map(({ name }) => name);
    expect(rows.map(([link]) => link)).to.have.members(rooms.map((room) => `[${room}](${room})`));
    for (const room of rooms) {
      const cell = rows.find(([link]) => link === `[${room}](${room})`)?.[2] ?? "";
      const [, except] = /^all(?: but (\w+))?$/.exec(cell) ?? [];
      const allowed = cell.startsWith("all") ? rooms.filter((each) => each !== except) : cell.split(", ");
      const imported = globSync(`scripts/${room}/**/*.ts`, { cwd: root }).flatMap((file) =>
        [...read(file).matchAll(/(?:from|import\() ?"((?:\.\.?\/)[^"]+)"/g)].map(([, to = ""]) => {
          const [folder, name = ""] = path.join(path.dirname(file), to).split(path.sep);
          return folder === "scripts" ? name : room;
        }),
      );
      expect(new Set([...allowed, room]), room).to.include.keys(...new Set(imported), room);
    }
  });

  it("list every folder of the tests", () => {
    const readme = read("test/README.md");
    for (const { name } of readdirSync(path.join(root, "test"), { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    )) {
      expect(readme).to.match(new RegExp(`\\]\\(${name}[/)]`));
    }
  });
});

describe("the examples in the documents", () => {
  it("show a buyer's contract that is built and tested", () => {
    const [example = "missing"] = blocksOf(documentAt("contracts/README.md"), "solidity");
    const withoutPragma = (source: string) => source.replace(/^pragma .*$/m, "");
    expect(withoutPragma(read("test/fixtures/contracts/GreenIntake.sol"))).to.equal(
      withoutPragma(example.replaceAll("kobold-contracts/", "../../../contracts/")),
    );
  });

  it("ask contracts by functions that their interfaces have", async () => {
    const [example = ""] = blocksOf(documentAt("contracts/README.md"), "js");
    const [, name = "missing"] = /"kobold-contracts\/abi\/(\w+)\.json"/.exec(example) ?? [];
    const { abi } = await hre.artifacts.readArtifact(name);
    const [, called = "missing", given = ""] = /return \w+\.(\w+)\((.*)\);/.exec(example) ?? [];
    expect(new Interface(abi).getFunction(called)?.inputs).to.have.lengthOf(given.split(", ").length);
  });

  it("show policies that can be read", () => {
    const policies = all
      .flatMap((each) => blocksOf(each, "policy"))
      .flatMap((block) => block.trim().split("\n"));
    expect(policies).to.have.length.greaterThan(0);
    for (const policy of policies) expect(isPolicy(policy), policy).to.equal(true);
  });

  it("show a program on the library that prints what stands beside its lines", () => {
    const [example = "missing"] = blocksOf(documentAt("scripts/README.md"), "js");
    const told = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    expect(told).to.have.length.greaterThan(3);
    const core = pathToFileURL(path.join(root, "scripts/core/index.ts")).href;
    const folder = mkdtempSync(path.join(hre.config.paths.cache, "example-"));
    try {
      const file = path.join(folder, "example.mjs");
      writeFileSync(file, example.replaceAll('"kobold/core"', JSON.stringify(core)));
      expect(execFileSync(process.execPath, [file], { encoding: "utf8" }).trim().split("\n")).to.deep.equal(
        told,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
