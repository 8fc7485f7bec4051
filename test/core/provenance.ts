import { expect } from "chai";
import { describe, it } from "mocha";

import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import {
  isAtMost,
  isSameProvenance,
  lanesOf,
  type Provenance,
  provenanceHash,
  provenanceOfLanes,
} from "../../scripts/core/provenance.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { provenanceOf } from "../fixtures/sites.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const some = provenanceOf();
const sharesWith = (j: number, share: bigint) => some.shares.with(j, share);

describe("a provenance", () => {
  it("hashes as in the shared vectors", () => {
    for (const { lanes, oldestAudit, provenance } of vectors.lots) {
      const read = provenanceOfLanes(lanes.map(BigInt), Number(oldestAudit));
      expect(provenanceHash(read)).to.equal(BigInt(provenance));
    }
  });

  it("keeps its lanes in circuit order", () => {
    expect(lanesOf(some)).to.deep.equal([some.co2eMargin, some.co2ePrimary, ...some.shares]);
    expect(provenanceOfLanes(lanesOf(some), some.oldestAudit)).to.deep.equal(some);
  });

  it("may state the greatest of every bound", () => {
    const best = {
      co2eMargin: CO2E_CAP,
      co2ePrimary: 0n,
      shares: some.shares.map(() => 10n ** 9n),
      oldestAudit: 65_535,
    };
    expect(codeOf(() => provenanceHash(best))).to.equal(undefined);
    const allPrimary = { ...best, co2eMargin: 0n, co2ePrimary: CO2E_CAP };
    expect(codeOf(() => provenanceHash(allPrimary))).to.equal(undefined);
  });

  const refused: [string, Provenance][] = [
    ["a margin above the cap", provenanceOf({ co2eMargin: CO2E_CAP + 1n, co2ePrimary: 0n })],
    ["a negative margin", provenanceOf({ co2eMargin: -1n })],
    ["more primary data than footprint", provenanceOf({ co2eMargin: CO2E_CAP - 5n, co2ePrimary: 6n })],
    ["a negative primary part", provenanceOf({ co2ePrimary: -1n })],
    ["a share above the whole", provenanceOf({ shares: sharesWith(17, 10n ** 9n + 1n) })],
    ["a negative share", provenanceOf({ shares: sharesWith(0, -1n) })],
    ["too few shares", provenanceOf({ shares: some.shares.slice(1) })],
    ["too many shares", provenanceOf({ shares: [...some.shares, 0n] })],
    ["an audit beyond 16 bits", provenanceOf({ oldestAudit: 65_536 })],
    ["an audit before 1970", provenanceOf({ oldestAudit: -1 })],
  ];
  for (const [what, provenance] of refused) {
    it(`refuses ${what}`, () => {
      expect(codeOf(() => provenanceHash(provenance))).to.equal("OUT_OF_RANGE");
    });
  }

  const stronger: [string, Provenance][] = [
    ["co2eMargin", provenanceOf({ co2eMargin: some.co2eMargin + 1n })],
    ["co2ePrimary", provenanceOf({ co2ePrimary: some.co2ePrimary + 1n })],
    ["oldestAudit", provenanceOf({ oldestAudit: some.oldestAudit + 1 })],
    ...some.shares.map((share, j): [string, Provenance] => [
      `share[${j}]`,
      provenanceOf({ shares: sharesWith(j, share + 1n) }),
    ]),
  ];
  for (const [field, better] of stronger) {
    it(`is weaker than one that differs in ${field} alone, and not the other way round`, () => {
      expect([isAtMost(some, better), isAtMost(better, some)]).to.deep.equal([true, false]);
      expect(isSameProvenance(some, better)).to.equal(false);
    });
  }

  it("is the same as its copy", () => {
    expect(isSameProvenance(some, provenanceOf())).to.equal(true);
  });
});
