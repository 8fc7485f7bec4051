import { expect } from "chai";
import { describe, it } from "mocha";

import { slotRule, slotSet, slotsInSet } from "../../scripts/core/slots.ts";
import { codeOf } from "../support/code-of.ts";
import { SLOTS } from "../support/sites.ts";

describe("slots", () => {
  it("are a set of fourteen bits", () => {
    expect(slotSet([0, 13, 5, 5])).to.equal(0b10_0000_0010_0001n);
    expect(slotsInSet(0b10_0000_0010_0001n)).to.deep.equal([0, 5, 13]);
    expect(slotSet([])).to.equal(0n);
    expect(codeOf(() => slotSet([14]))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => slotSet([-1]))).to.equal("OUT_OF_RANGE");
  });

  it("are carried where nothing else is defined", () => {
    expect([0, 1, 10, 13, 99].map((j) => slotRule(SLOTS, j))).to.deep.equal([
      "require",
      "carry",
      "raise",
      "carry",
      "carry",
    ]);
  });
});
