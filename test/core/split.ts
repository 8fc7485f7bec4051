import { expect } from "chai";
import { describe, it } from "mocha";

import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { provenanceHash } from "../../scripts/core/provenance.ts";
import { split, splitInputs } from "../../scripts/core/split.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { seededField } from "../fixtures/random.ts";
import { provenanceOf } from "../fixtures/sites.ts";

const parent: Lot = { massGrams: 100n, provenance: provenanceOf(), salt: 7n };
const pieces = (masses: bigint[]) => split(parent, masses, seededField("split"));

describe("a split", () => {
  it("shares out the mass, keeps the provenance and salts each piece anew", () => {
    const children = pieces([1n, 59n, 40n]);
    expect(children.map(({ massGrams }) => massGrams)).to.deep.equal([1n, 59n, 40n]);
    for (const child of children) expect(child.provenance).to.deep.equal(parent.provenance);
    expect(new Set([parent, ...children].map(({ salt }) => salt)).size).to.equal(4);
  });

  it("makes one to eight pieces", () => {
    expect(pieces([100n])).to.have.length(1);
    expect(pieces([93n, 1n, 1n, 1n, 1n, 1n, 1n, 1n])).to.have.length(8);
    expect(codeOf(() => pieces([]))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => pieces([92n, 1n, 1n, 1n, 1n, 1n, 1n, 1n, 1n]))).to.equal("OUT_OF_RANGE");
  });

  it("refuses pieces that do not make up the lot", () => {
    expect(codeOf(() => pieces([60n, 39n]))).to.equal("RULE_BROKEN");
    expect(codeOf(() => pieces([60n, 41n]))).to.equal("RULE_BROKEN");
  });

  it("refuses an empty piece, or one that makes room by a negative mass", () => {
    expect(codeOf(() => pieces([100n, 0n]))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => pieces([101n, -1n]))).to.equal("OUT_OF_RANGE");
  });

  it("fills unused pieces of the circuit with zeros", () => {
    const [a, b] = pieces([60n, 40n]);
    if (a === undefined || b === undefined) throw new RangeError("two pieces");
    expect(splitInputs(parent, [a, b])).to.deep.equal({
      parent: lotId(parent),
      children: [lotId(a), lotId(b), 0n, 0n, 0n, 0n, 0n, 0n],
      massGrams: 100n,
      provenance: provenanceHash(parent.provenance),
      salt: 7n,
      childMassGrams: [60n, 40n, 0n, 0n, 0n, 0n, 0n, 0n],
      childSalts: [a.salt, b.salt, 0n, 0n, 0n, 0n, 0n, 0n],
    });
  });
});
