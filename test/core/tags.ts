import { expect } from "chai";
import { describe, it } from "mocha";

import { TAGS } from "../../scripts/core/tags.ts";

/**
 * What stands at each place of a hash, by the size that rules or checks keep it to. `hash` is any field element that
 * is itself a hash; `field` is one that its maker chooses freely.
 */
type Place =
  "mass" | "day" | "words" | "interval" | "profile" | "hash" | "field" | "coordinate" | keyof typeof TAGS;

/** Every use of Poseidon in Kobold. */
const USES: Record<string, readonly Place[]> = {
  lot: ["mass", "hash", "field"],
  leaf: ["hash", "profile", "hash"],
  provenance: ["words", "words", "words", "words", "words", "day"],
  policy: ["words", "words", "words", "words", "interval"],
  assay: ["hash", "hash", "field", "field", "ASSAY"],
  process: ["field", "field", "field", "field", "field", "PROCESS"],
  permit: ["field", "field", "field", "PERMIT"],
  registry: ["hash", "field", "field", "REGISTRY"],
  keys: ["hash", "hash", "coordinate", "coordinate"],
  siteKey: ["field", "SITE"],
  traceKey: ["field", "TRACE"],
  node: ["hash", "hash"],
};

/** The values that can stand at a place; a hash hits any given small set with negligible chance. */
const RANGES: Record<string, readonly [bigint, bigint]> = {
  mass: [1n, 2n ** 32n - 1n],
  day: [0n, 2n ** 16n - 1n],
  // the greatest mass is at least 1 g
  interval: [2n ** 32n, 2n ** 64n - 1n],
  // the last coordinate is y, which Accreditation wants to be 2^65 at least
  coordinate: [2n ** 65n, 2n ** 254n],
};

/** Whether one value could stand at both places. */
function overlap(a: Place, b: Place): boolean {
  const range = (place: Place): readonly [bigint, bigint] | undefined => {
    const tag = Object.entries(TAGS).find(([name]) => name === place)?.[1];
    return tag === undefined ? RANGES[place] : [tag, tag];
  };
  const [ra, rb] = [range(a), range(b)];
  // a hash is not chosen: it does not fall into a range below 2^66
  if (a === "hash" && rb !== undefined && b !== "coordinate") return false;
  if (b === "hash" && ra !== undefined && a !== "coordinate") return false;
  if (ra === undefined || rb === undefined) return true;
  return ra[0] <= rb[1] && rb[0] <= ra[1];
}

describe("the tags", () => {
  it("are distinct and above every mass, interval, day and row's field", () => {
    const values = Object.values(TAGS);
    expect(new Set(values).size).to.equal(values.length);
    for (const tag of values) expect(tag > 2n ** 64n && tag < 2n ** 65n).to.equal(true);
  });

  it("are each used by one hash", () => {
    for (const name of Object.keys(TAGS)) {
      const users = Object.values(USES).filter((places) => places.some((place) => place === name));
      expect(users, name).to.have.length(1);
    }
  });

  const uses = Object.entries(USES);
  for (const [i, [name, places]] of uses.entries()) {
    for (const [other, otherPlaces] of uses.slice(i + 1)) {
      if (places.length !== otherPlaces.length) continue;
      it(`keep ${name} and ${other}, of one arity, apart`, () => {
        const apart = places.some((place, k) => !overlap(place, otherPlaces[k] ?? "field"));
        expect(apart).to.equal(true);
      });
    }
  }
});
