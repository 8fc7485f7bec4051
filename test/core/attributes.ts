import { expect } from "chai";
import { describe, it } from "mocha";

import { attributeRule, attributeSet, attributesInSet } from "../../scripts/core/attributes.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";

describe("attributes", () => {
  it("are a set of eighteen bits", () => {
    expect(attributeSet([0, 17, 5, 5])).to.equal(0b10_0000_0000_0010_0001n);
    expect(attributesInSet(0b10_0000_0000_0010_0001n)).to.deep.equal([0, 5, 17]);
    expect(attributeSet([])).to.equal(0n);
    expect(codeOf(() => attributeSet([18]))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => attributeSet([-1]))).to.equal("OUT_OF_RANGE");
  });

  it("are carried where nothing else is defined", () => {
    expect([0, 1, 10, 13, 14, 99].map((j) => attributeRule(ATTRIBUTES, j))).to.deep.equal([
      "require",
      "carry",
      "raise",
      "require",
      "carry",
      "carry",
    ]);
  });
});
