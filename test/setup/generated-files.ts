import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { TAGS } from "../../scripts/core/tags.ts";
import { projectRoot } from "../../scripts/prover/files.ts";
import { tagFiles } from "../../scripts/setup/generated-files.ts";

describe("the generated files of tags", () => {
  for (const [file, text] of tagFiles()) {
    it(`${file} is as generated from core's table, and holds each tag once`, () => {
      expect(readFileSync(path.join(projectRoot, file), "utf8")).to.equal(text);
      for (const tag of Object.values(TAGS)) expect(text.split(tag.toString())).to.have.length(2);
    });
  }
});
