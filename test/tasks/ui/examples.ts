import { expect } from "chai";
import hre from "hardhat";
import { ArgumentType } from "hardhat/types/arguments";
import { describe, it } from "mocha";

import { tasks } from "../../../tasks/index.ts";
import { EXAMPLES, examplesAsked } from "../../../tasks/ui/define.ts";
import { hardhatCli } from "../../fixtures/hardhat-cli.ts";

const ids = tasks.map(({ id }) => id).filter((id) => !hre.tasks.getTask(id).isEmpty);

/** The words of a command line, as a shell gives them; what is redirected is none of the task's. */
function wordsOf(example: string): string[] {
  const [command = ""] = example.split(" > ");
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** Reads an example by the task's definition; says what does not fit. */
function problemOf(id: string[], example: string): string | undefined {
  const { options, positionalArguments } = hre.tasks.getTask(id);
  const words = wordsOf(example);
  if (words.slice(0, id.length).join(" ") !== id.join(" ")) return "another task";
  const given: string[] = [];
  for (let i = id.length; i < words.length; i += 1) {
    const word = words[i] ?? "";
    if (!word.startsWith("--")) {
      given.push(word);
      continue;
    }
    const name = word.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const defined = options.get(name);
    if (defined === undefined && !(name in hre.globalOptions)) return `${word} is no option`;
    if (defined?.type !== ArgumentType.FLAG) i += 1;
    if (i >= words.length) return `${word} lacks its value`;
  }
  const needed = positionalArguments.filter(({ defaultValue }) => defaultValue === undefined).length;
  if (given.length < needed) return `${needed} arguments are needed`;
  const isOpen = positionalArguments.some(({ isVariadic }) => isVariadic);
  return given.length > positionalArguments.length && !isOpen ? "too many arguments" : undefined;
}

describe("the examples in the tasks' help", () => {
  it("are there for every task, and for no other", () => {
    expect(Object.keys(EXAMPLES)).to.have.members(ids.map((id) => id.join(" ")));
  });

  it("are command lines that the task takes", () => {
    const problems = ids.flatMap((id) =>
      (EXAMPLES[id.join(" ")] ?? []).map((example) => [example, problemOf(id, example)]),
    );
    expect(problems.filter(([, problem]) => problem !== undefined)).to.deep.equal([]);
  });

  it("stand under the description of the task whose help is asked for, and nowhere else", async () => {
    expect(examplesAsked("lot offer", ["lot", "offer", "H1"])).to.deep.equal([]);
    expect(examplesAsked("lot offer", ["lot", "--help"])).to.deep.equal([]);
    expect(examplesAsked("deploy", ["verify-deployment", "--help"])).to.deep.equal([]);
    const { code, stdout } = await hardhatCli(["--network", "remote", "lot", "offer", "--help"], {
      LC_ALL: "C",
    });
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /^[^\n]+\n\nExamples:\n {2}npx hardhat lot offer sold 0x\w+ --days 7[^\n]*\n\nUsage: /,
    );
  });
});
