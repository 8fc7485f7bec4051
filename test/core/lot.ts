import { expect } from "chai";
import { describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { provenanceOfLanes } from "../../scripts/core/provenance.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { provenanceOf } from "../fixtures/sites.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const lotOf = (fields: Partial<Lot>): Lot => ({
  massGrams: 1n,
  provenance: provenanceOf(),
  salt: 0n,
  ...fields,
});

describe("a lot id", () => {
  it("is that of the shared vectors", () => {
    for (const { massGrams, lanes, oldestAudit, salt, lotId: expected } of vectors.lots) {
      const provenance = provenanceOfLanes(lanes.map(BigInt), Number(oldestAudit));
      const lot = { massGrams: BigInt(massGrams), provenance, salt: BigInt(salt) };
      expect(lotId(lot)).to.equal(BigInt(expected));
    }
  });

  const refused: [string, Lot][] = [
    ["no mass", lotOf({ massGrams: 0n })],
    ["a negative mass", lotOf({ massGrams: -1n })],
    ["a mass above 32 bits", lotOf({ massGrams: 2n ** 32n })],
    ["a salt that is no field element", lotOf({ salt: FIELD_ORDER })],
    ["a negative salt", lotOf({ salt: -1n })],
    ["a provenance out of range", lotOf({ provenance: provenanceOf({ oldestAudit: -1 }) })],
  ];
  for (const [what, lot] of refused) {
    it(`is not given to ${what}`, () => {
      expect(codeOf(() => lotId(lot))).to.equal("OUT_OF_RANGE");
    });
  }

  it("is given at both ends of every range", () => {
    for (const massGrams of [1n, 2n ** 32n - 1n]) {
      for (const salt of [0n, FIELD_ORDER - 1n]) {
        expect(codeOf(() => lotId(lotOf({ massGrams, salt })))).to.equal(undefined);
      }
    }
  });
});
