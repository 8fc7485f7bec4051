import { r as fieldOrder, subOrder } from "@zk-kit/baby-jubjub";
import { expect } from "chai";
import { before, describe, it } from "mocha";

import {
  type AssayStatement,
  assayerOf,
  assayMessage,
  signAssay,
  verifyAssay,
} from "../../scripts/core/assay.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { circomlib } from "../models/circomlib.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { seededField } from "../fixtures/random.ts";
import { assayerKeyOf } from "../fixtures/sites.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const random = seededField("assay");
const key = assayerKeyOf("assay");
const assayer = assayerOf(key);
const statement: AssayStatement = {
  lotId: random(),
  siteKey: random(),
  deployment: random(),
  parent: random(),
};
const signature = signAssay(key, statement);

describe("an assay", () => {
  let reference: Awaited<ReturnType<typeof circomlib>>;
  before(async () => {
    reference = await circomlib();
  });

  for (const { assay } of vectors.sites) {
    const [lotId = -1n, siteKey = -1n, deployment = -1n, parent = -1n] = assay.statement.map(BigInt);
    const signed = { lotId, siteKey, deployment, parent };
    const [x = -1n, y = -1n] = assay.assayer.map(BigInt);
    const [r8x = -1n, r8y = -1n] = assay.r8.map(BigInt);

    it(`of circomlib's, for site key ${assay.statement[1]?.slice(0, 6) ?? ""}…, is made the same and is valid`, () => {
      const privateKey = Buffer.from(assay.privateKey, "hex");
      expect(assayerOf(privateKey)).to.deep.equal([x, y]);
      expect(assayMessage(signed)).to.equal(BigInt(assay.message));
      const expected = { r8: [r8x, r8y], s: BigInt(assay.s) };
      expect(signAssay(privateKey, signed)).to.deep.equal(expected);
      expect(verifyAssay([x, y], signed, { r8: [r8x, r8y], s: BigInt(assay.s) })).to.equal(true);
    });
  }

  it("is valid to circomlib", () => {
    expect(reference.verify(assayer, assayMessage(statement), signature)).to.equal(true);
    expect(reference.verify(assayer, assayMessage(statement) + 1n, signature)).to.equal(false);
  });

  it("is valid for its own statement", () => {
    expect(verifyAssay(assayer, statement, signature)).to.equal(true);
  });

  for (const field of ["lotId", "siteKey", "deployment", "parent"] as const) {
    it(`is not valid for another ${field}`, () => {
      const other = { ...statement, [field]: statement[field] - 1n };
      expect(verifyAssay(assayer, other, signature)).to.equal(false);
    });
  }

  it("is not valid for a mint if it was for a refinement", () => {
    expect(verifyAssay(assayer, { ...statement, parent: 0n }, signature)).to.equal(false);
  });

  it("is not valid for another assayer", () => {
    expect(verifyAssay(assayerOf(assayerKeyOf("other")), statement, signature)).to.equal(false);
  });

  it("has one spelling", () => {
    const { r8, s } = signature;
    expect(verifyAssay(assayer, statement, { r8, s: s + subOrder })).to.equal(false);
    expect(fieldOrder).to.equal(FIELD_ORDER);
    expect(verifyAssay(assayer, statement, { r8: [r8[0] + FIELD_ORDER, r8[1]], s })).to.equal(false);
  });

  it("is not valid with points off the curve", () => {
    const { r8, s } = signature;
    expect(verifyAssay(assayer, statement, { r8: [r8[0], r8[1] + 1n], s })).to.equal(false);
    expect(verifyAssay([assayer[0], assayer[1] + 1n], statement, signature)).to.equal(false);
  });

  it("signs field elements only", () => {
    expect(codeOf(() => signAssay(key, { ...statement, lotId: FIELD_ORDER }))).to.equal("OUT_OF_RANGE");
  });
});
