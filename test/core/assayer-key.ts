import { Base8, mulPointEscalar } from "@zk-kit/baby-jubjub";
import { expect } from "chai";
import { describe, it } from "mocha";

import { formatAssayer, parseAssayer, requireAssayer } from "../../scripts/core/assayer-key.ts";
import { assayerOf } from "../../scripts/core/assay.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { expectError } from "../fixtures/errors.ts";
import { assayerKeyOf } from "../fixtures/sites.ts";

describe("an assayer's key", () => {
  const assayer = assayerOf(assayerKeyOf("works"));

  it("is read as it is written", () => {
    expect(parseAssayer(` ${formatAssayer(assayer)} `)).to.deep.equal(assayer);
    expect(requireAssayer(mulPointEscalar(Base8, 7n))).to.have.length(2);
  });

  it("is two numbers below the field's order, on the curve", async () => {
    await expectError("BAD_FIGURE", () => parseAssayer("0x12,13"), "not an assayer's key");
    await expectError("BAD_INPUT", () => parseAssayer("1,2"), "prime subgroup");
    await expectError("OUT_OF_RANGE", () =>
      parseAssayer(`${assayer[0].toString()},${FIELD_ORDER.toString()}`),
    );
  });

  it("is of the prime subgroup: under a point of low order, signatures mean nothing", async () => {
    // the neutral element, the point of order 2, and a point of order 8 · subOrder
    await expectError("BAD_INPUT", () => requireAssayer([0n, 1n]), "prime subgroup");
    await expectError("BAD_INPUT", () => requireAssayer([0n, FIELD_ORDER - 1n]), "prime subgroup");
    // (x, y) + (0, -1) = (-x, -y)
    const mixed = [FIELD_ORDER - assayer[0], FIELD_ORDER - assayer[1]] as const;
    await expectError("BAD_INPUT", () => requireAssayer(mixed), "prime subgroup");
  });
});
