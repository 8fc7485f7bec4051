import { statSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { artefactPaths } from "../../scripts/prover/files.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";
import { publicSignalCount } from "../fixtures/public-signal-count.ts";
import { circuitInfos } from "../../scripts/setup/info.ts";
import { readR1cs } from "../r1cs/r1cs.ts";

describe("the figures of the circuits", () => {
  it("are those of the compiled circuits and their keys", () => {
    const expected = circuitNames.map((name) => {
      const { r1cs, zkey } = artefactPaths(name);
      const { wireCount: wires, publicCount: publicSignals, constraints } = readR1cs(r1cs);
      let domainPower = 0;
      // a place each for the constraints, the public signals and the constant one
      while (2 ** domainPower < constraints.length + publicSignals + 1) domainPower += 1;
      const zkeyBytes = statSync(zkey).size;
      return { name, constraints: constraints.length, wires, publicSignals, domainPower, zkeyBytes };
    });
    expect(circuitInfos()).to.deep.equal(expected);
  });

  it("count the public signals of the manifest", () => {
    for (const { name, publicSignals } of circuitInfos()) {
      expect(publicSignals, name).to.equal(publicSignalCount(name));
    }
  });
});
