import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import { decodeOpenings, encodeOpenings, openingBytes } from "../../scripts/core/opening-codec.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { expectError } from "../fixtures/errors.ts";
import { anyLot, anyProvenance } from "../fixtures/arbitraries.ts";
import { readNoteVectors } from "../fixtures/vectors/note-vectors.ts";

describe("the codec of openings", () => {
  it("writes the bytes of the vectors, which an independent program laid out", () => {
    for (const { lots, opening } of readNoteVectors().notes) {
      expect(encodeOpenings(lots.map((lot) => lot.opening))).to.deep.equal(opening);
      expect(decodeOpenings(opening).map(lotId)).to.deep.equal(lots.map((lot) => lot.lotId));
    }
  });

  it("gives back any lots of one provenance", () => {
    const pieces = fc.tuple(anyProvenance, fc.array(anyLot, { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(pieces, ([provenance, lots]) => {
        const shared = lots.map((lot) => ({ ...lot, provenance }));
        const bytes = encodeOpenings(shared);
        expect(bytes.length).to.equal(82 + 36 * lots.length);
        expect(decodeOpenings(bytes)).to.deep.equal(shared);
      }),
      { seed: 9 },
    );
  });

  it("refuses lots of different provenance, and none at all", async () => {
    const [a, b] = fc.sample(anyLot, { numRuns: 2, seed: 1 });
    await expectError("RULE_BROKEN", () => encodeOpenings([a, b].filter((lot) => lot !== undefined)));
    await expectError("RULE_BROKEN", () => encodeOpenings([]));
  });

  it("refuses every length that is not one of whole openings", async () => {
    for (let length = 0; length <= 180; length++) {
      if (length === openingBytes(1) || length === openingBytes(2) || length === openingBytes(3)) continue;
      await expectError("MALFORMED", () => decodeOpenings(new Uint8Array(length)), String(length));
    }
  });

  it("refuses a mass of 0, a share above the whole and a salt outside the field, naming each", async () => {
    const bytes = encodeOpenings(fc.sample(anyLot, { numRuns: 1, seed: 2 }));
    const altered = (place: number, ...values: number[]) => {
      const copy = Uint8Array.from(bytes);
      copy.set(values, place);
      return copy;
    };
    await expectError("OUT_OF_RANGE", () => decodeOpenings(altered(82, 0, 0, 0, 0)), "mass is 0 g");
    await expectError(
      "OUT_OF_RANGE",
      () => decodeOpenings(altered(8, 0x3b, 0x9a, 0xca, 0x01)),
      "share of attribute 0 is 100.0000001%",
    );
    await expectError("OUT_OF_RANGE", () => decodeOpenings(altered(86, 0xff)), "salt is");
  });
});
