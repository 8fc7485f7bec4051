import { expect } from "chai";
import { describe, it } from "mocha";

import { parsePieces } from "../../scripts/core/pieces.ts";
import { expectError } from "../fixtures/errors.ts";

const TEN_TONNES = 10_000_000n;

describe("pieces", () => {
  it("are masses, parts and one rest, in their order", () => {
    expect(parsePieces("2.5t, rest", TEN_TONNES)).to.deep.equal([2_500_000n, 7_500_000n]);
    expect(parsePieces("rest,7300 g", TEN_TONNES)).to.deep.equal([9_992_700n, 7_300n]);
    expect(parsePieces("40%,60%", TEN_TONNES)).to.deep.equal([4_000_000n, 6_000_000n]);
    expect(parsePieces("0.00001%,rest", TEN_TONNES)).to.deep.equal([1n, 9_999_999n]);
  });

  it("are the lot, no more and no less", async () => {
    for (const text of ["10t,1g", "4t,5t", "10t,rest", "50%,49%"]) {
      await expectError("RULE_BROKEN", () => parsePieces(text, TEN_TONNES), "the lot 10 t");
    }
    await expectError("BAD_FIGURE", () => parsePieces("rest,rest", TEN_TONNES), "only one of them can be");
  });

  it("are whole grams", async () => {
    await expectError("BAD_FIGURE", () => parsePieces("33.3333333%,rest", 7n), "not a whole number of grams");
    await expectError("BAD_FIGURE", () => parsePieces("1.0000001t,rest", TEN_TONNES), "decimals");
    await expectError("BAD_FIGURE", () => parsePieces("1375,rest", TEN_TONNES), "not a mass");
  });
});
