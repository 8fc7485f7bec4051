import { readFileSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import manifest from "../../circuits/circuits.json" with { type: "json" };
import sizes from "../../circuits/constraints.json" with { type: "json" };
import { CircuitUnderTest } from "../r1cs/harness.ts";

describe("circuits.json", () => {
  for (const { name, template, file, parameters, publicSignals } of manifest.circuits) {
    it(`describes ${name}`, () => {
      const signals = publicSignals.map((signal) => signal.name).join(", ");
      expect(readFileSync(`circuits/${file}`, "utf8")).to.equal(
        `pragma circom 2.2.3;\ninclude "../templates/${name}.circom";\n\n` +
          `component main {public [${signals}]} = ${template}(${parameters.join(", ")});\n`,
      );
    });

    it(`describes ${name}'s public signals in the order of its constraints`, async function () {
      const circuit = new CircuitUnderTest(name);
      await circuit.load();
      const expected = publicSignals.flatMap((signal) =>
        signal.size === 1
          ? [`main.${signal.name}`]
          : Array.from({ length: signal.size }, (_, i) => `main.${signal.name}[${i}]`),
      );
      expect(circuit.publicSignals()).to.deep.equal(expected);
    });

    it(`has the size of ${name} in constraints.json`, async function () {
      const circuit = new CircuitUnderTest(name);
      await circuit.load();
      expect(Object.entries(sizes)).to.deep.include([name, circuit.size()]);
    });
  }
});
