import { globSync, readFileSync } from "node:fs";

import { expect } from "chai";
import { TaskDefinitionType } from "hardhat/types/tasks";
import { describe, it } from "mocha";

import { tasks } from "../../tasks/index.ts";

/** Run by hand: it makes the powers of tau anew, about six minutes. */
const TOO_LONG = ["circuits setup"];

describe("the tasks", () => {
  it("are each run by a test, through the command line", () => {
    const files = globSync("test/{tasks,e2e}/**/*.ts").map((file) => readFileSync(file, "utf8"));
    // played line by line by test/e2e/testnet.ts
    const guide = [...readFileSync("tasks/README.md", "utf8").matchAll(/^```sh \w+\n([^]*?)^```$/gm)].join(
      "\n",
    );
    const untested = tasks
      .filter(({ type }) => type === TaskDefinitionType.NEW_TASK)
      .map(({ id }) => id)
      .filter(
        (id) =>
          !files.some((text) => new RegExp(`"${id.join('",\\s*"')}"`).test(text)) &&
          !guide.includes(`npx hardhat ${id.join(" ")}`),
      )
      .map((id) => id.join(" "));
    expect(untested).to.deep.equal(TOO_LONG);
  });
});
