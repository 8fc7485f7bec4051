import { expect } from "chai";
import fc from "fast-check";
import { before, describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { poseidon } from "../../scripts/core/poseidon.ts";
import { poseidonOfFive } from "../../scripts/core/poseidon-of-five.ts";
import { circomlib } from "../models/circomlib.ts";
import { codeOf } from "../fixtures/code-of.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

describe("Poseidon", () => {
  let reference: (...inputs: bigint[]) => bigint;
  before(async () => {
    reference = (await circomlib()).poseidon;
  });

  it("gives the shared vectors", () => {
    for (const { inputs, hash } of vectors.poseidon)
      expect(poseidon(...inputs.map(BigInt))).to.equal(BigInt(hash));
  });

  it("agrees with circomlib's on two to six inputs", () => {
    const field = fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n });
    const edges = fc.constantFrom(0n, 1n, FIELD_ORDER - 1n, FIELD_ORDER / 2n);
    fc.assert(
      fc.property(fc.array(fc.oneof(field, edges), { minLength: 2, maxLength: 6 }), (inputs) => {
        expect(poseidon(...inputs)).to.equal(reference(...inputs));
        if (inputs.length === 5) expect(poseidonOfFive(...inputs)).to.equal(reference(...inputs));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it("takes no second spelling of an input", () => {
    expect(codeOf(() => poseidon(FIELD_ORDER, 0n))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => poseidon(0n, -1n))).to.equal("OUT_OF_RANGE");
  });

  it("has no other arity", () => {
    expect(() => poseidon(1n)).to.throw(RangeError);
    expect(() => poseidon(1n, 2n, 3n, 4n, 5n, 6n, 7n)).to.throw(RangeError);
  });
});
