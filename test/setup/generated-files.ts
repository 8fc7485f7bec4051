import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { TAGS } from "../../scripts/core/tags.ts";
import { projectRoot } from "../../scripts/prover/files.ts";
import { generatedFiles } from "../../scripts/setup/generated-files.ts";

describe("the generated files", () => {
  for (const [file, text] of generatedFiles()) {
    it(`hold what is generated: ${file}`, () => {
      expect(readFileSync(path.join(projectRoot, file), "utf8")).to.equal(text);
    });
    if (!/tags/i.test(file)) continue;
    it(`hold each tag once: ${file}`, () => {
      for (const tag of Object.values(TAGS)) expect(text.split(tag.toString())).to.have.length(2);
    });
  }
});
