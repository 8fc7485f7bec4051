import { expect } from "chai";
import hre from "hardhat";
import { describe, it } from "mocha";

import { tasks } from "../../../tasks/index.ts";
import { EXAMPLES, examplesAsked } from "../../../tasks/ui/define.ts";
import { problemOf, wordsOf } from "../../fixtures/command-line.ts";
import { hardhatCli } from "../../fixtures/hardhat-cli.ts";

const ids = tasks.map(({ id }) => id).filter((id) => !hre.tasks.getTask(id).isEmpty);

describe("the examples in the tasks' help", () => {
  it("are there for every task, and for no other", () => {
    expect(Object.keys(EXAMPLES)).to.have.members(ids.map((id) => id.join(" ")));
  });

  it("are command lines that the task takes", () => {
    const problems = ids.flatMap((id) =>
      (EXAMPLES[id.join(" ")] ?? []).map((example) => [example, problemOf(id, wordsOf(example))]),
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
