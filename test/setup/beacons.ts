import { expect } from "chai";
import { describe, it } from "mocha";

import { circuitNames } from "../../scripts/prover/manifest.ts";
import { circuitBeacon, powersOfTauBeacon } from "../../scripts/setup/beacons.ts";

describe("the beacons", () => {
  it("differ, since circuits with one beacon have one δ and accept one another's proofs", () => {
    const beacons = [powersOfTauBeacon, ...circuitNames.map(circuitBeacon)];
    expect(new Set(beacons).size).to.equal(circuitNames.length + 1);
    for (const beacon of beacons) expect(beacon).to.match(/^[0-9a-f]{64}$/);
  });
});
