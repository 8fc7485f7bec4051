import { expect } from "chai";
import { describe, it } from "mocha";

import { packLanes } from "../../scripts/core/lanes.ts";
import { codeOf } from "../fixtures/code-of.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

describe("lanes", () => {
  it("are packed as in the shared vectors", () => {
    for (const { lanes, words } of vectors.lots)
      expect(packLanes(lanes.map(BigInt))).to.deep.equal(words.map(BigInt));
  });

  for (let k = 0; k < 20; k++) {
    it(`take 30 bits and no more at place ${k}`, () => {
      const lanes = Array.from({ length: 20 }, () => 0n);
      lanes[k] = 2n ** 30n;
      expect(codeOf(() => packLanes(lanes))).to.equal("OUT_OF_RANGE");
      lanes[k] = -1n;
      expect(codeOf(() => packLanes(lanes))).to.equal("OUT_OF_RANGE");
      lanes[k] = 2n ** 30n - 1n;
      const words = [0n, 0n, 0n, 0n, 0n];
      words[Math.floor(k / 4)] = (2n ** 30n - 1n) * 2n ** BigInt(63 * (k % 4));
      expect(packLanes(lanes)).to.deep.equal(words);
    });
  }

  it("are twenty", () => {
    expect(() => packLanes(Array.from({ length: 19 }, () => 0n))).to.throw(RangeError);
    expect(() => packLanes(Array.from({ length: 21 }, () => 0n))).to.throw(RangeError);
  });
});
