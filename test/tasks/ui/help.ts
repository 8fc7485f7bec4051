import { expect } from "chai";
import { describe, it } from "mocha";

import { tasks } from "../../../tasks/index.ts";
import { hardhatCli } from "../../fixtures/hardhat-cli.ts";

describe("the tasks' help", () => {
  it("writes options as they are typed, in their column", async () => {
    const digits = tasks.filter((task) => "options" in task && "co2e" in task.options);
    expect(digits.map(({ id }) => id.join(" "))).to.deep.equal(["lot mint", "lot refine", "assay draft"]);
    const { code, stdout } = await hardhatCli(["lot", "mint", "--help"], { LC_ALL: "C" });
    expect(code).to.equal(0);
    expect(stdout).to.include(" [--co2e <STRING>] ").and.not.to.include("co-2e");
    const [, list = ""] = stdout.split("\nOPTIONS:\n\n");
    const columns = list
      .split("\n\n")[0]
      ?.split("\n")
      .map((line) => line.search(/(?<= {2})[^ -]/));
    expect(columns).to.have.length.greaterThan(10);
    expect(new Set(columns).size).to.equal(1);
  });

  it("names no option that has a digit, but those that are corrected", () => {
    const names = tasks.flatMap((task) => ("options" in task ? Object.keys(task.options) : []));
    expect(new Set(names.filter((name) => /\d/.test(name)))).to.deep.equal(new Set(["co2e"]));
  });
});
