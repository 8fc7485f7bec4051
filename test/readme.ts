import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import hre from "hardhat";
import { TaskDefinitionType } from "hardhat/types/tasks";
import { describe, it } from "mocha";
import { z } from "zod/v4";

import { readScenarioData } from "../scripts/demo/data.ts";
import { parsePolicy } from "../scripts/core/policy-words.ts";
import { tasks } from "../tasks/index.ts";
import { EXIT_CODES } from "../tasks/ui/exit-codes.ts";

const root = path.join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const readme = read("README.md");

/** The fenced blocks of a language. */
function blocks(language: string): string[] {
  const fence = new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g");
  return [...readme.matchAll(fence)].map(([, text = ""]) => text);
}

describe("the README", () => {
  it("links to files and folders that exist", () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, link = ""]) => link);
    expect(links).to.have.length.greaterThan(10);
    for (const link of links) expect(() => read(link)).not.to.throw(/ENOENT/);
  });

  it("names npm scripts that exist", () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read("package.json")));
    const named = [...readme.matchAll(/npm (?:run )?([a-z]+:[a-z]+|start|test|bench)\b/g)].map(
      ([, name = ""]) => name,
    );
    expect(named).to.include.members(["start", "test"]);
    for (const name of named) expect(scripts).to.have.property(name);
  });

  it("names tasks that exist", () => {
    const ids = [...tasks.map(({ id }) => id.join(" ")), ...hre.tasks.rootTasks.keys()];
    const named = [...readme.matchAll(/npx hardhat ((?:[a-z]+)(?: [a-z]+)?)/g)].map(([, name = ""]) => name);
    expect(named).to.have.length.greaterThan(0);
    for (const name of named)
      expect(
        ids.some((id) => name.startsWith(id)),
        name,
      ).to.equal(true);
  });

  it("lists every task, and the exit codes", () => {
    const rows = readme.split("\n").filter((line) => line.startsWith("| "));
    const ids = tasks.filter(({ type }) => type === TaskDefinitionType.NEW_TASK).map(({ id }) => id);
    expect(ids).to.have.length.greaterThan(50);
    for (const [noun = "", verb] of ids.filter(([first]) => first !== "demo" && first !== "completion")) {
      const named = rows.some(
        (row) => row.includes(`\`${noun}`) && (verb === undefined || row.includes(`${verb}\``)),
      );
      expect(named, [noun, verb].join(" ")).to.equal(true);
    }
    const codes = [...readme.matchAll(/^\| (\d) \| /gm)].map(([, code]) => Number(code));
    expect(codes).to.deep.equal([0, 1, ...Object.values(EXIT_CODES)]);
  });

  it("shows a buyer's contract that is built and tested", () => {
    const [example = "missing"] = blocks("solidity");
    expect(read("test/fixtures/contracts/GreenIntake.sol")).to.include(example.trim());
  });

  it("shows policies that can be read", async () => {
    const { attributes } = await readScenarioData();
    const policies = blocks("policy").flatMap((block) => block.trim().split("\n"));
    expect(policies).to.have.length.greaterThan(0);
    for (const policy of policies) expect(() => parsePolicy(policy, attributes)).not.to.throw();
  });
});
