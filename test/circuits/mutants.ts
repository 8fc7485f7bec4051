import { readdirSync, readFileSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { mutantsOf } from "../mutation/circuit-mutants.ts";
import { templateInputs } from "../mutation/circuit-inputs.ts";
import equivalents from "./mutants.json" with { type: "json" };

const inputsOf = templateInputs(".");
const mutants = ["circuits/templates", "circuits/lib"]
  .flatMap((dir) => readdirSync(dir).map((name) => `${dir}/${name}`))
  .map((file) => ({ file, faults: mutantsOf(file, readFileSync(file, "utf8"), inputsOf) }));

describe("the mutation run", () => {
  for (const { file, faults } of mutants) {
    it(`has faults to try in ${file}, each another`, () => {
      expect(faults).to.not.be.empty;
      expect(new Set(faults.map(({ source }) => source)).size).to.equal(faults.length);
      expect(new Set(faults.map(({ id }) => id)).size).to.equal(faults.length);
    });
  }

  it("drops, narrows, widens, turns round, shifts and unbinds each comparison", () => {
    const faults = mutants.find(({ file }) => file.endsWith("at-most.circom"))?.faults ?? [];
    const ofRange = (argument: string): [string, string][] => [
      [`Range(bits)(${argument});`, ""],
      ["bits", "bits + 1"],
      ["bits", "bits - 1"],
      ["", " + 1"],
      ["", " - 1"],
      [argument, `Unbound()(${argument})`],
    ];
    expect(faults.map(({ before, after }) => [before, after])).to.have.deep.members([
      ...ofRange("small"),
      ...ofRange("large - small"),
      ["large - small", "-(large - small)"],
      ["-", "+"],
    ]);
  });

  it("drops every constraint once", () => {
    for (const { file, faults } of mutants) {
      const constraints = readFileSync(file, "utf8").match(/^[^/\n]*===/gm) ?? [];
      const dropped = faults.filter(({ before, after }) => after === "" && before.includes("==="));
      expect(dropped.length, file).to.equal(constraints.length);
    }
  });

  it("explains only faults that exist", () => {
    for (const { file, statement, at, before, after, reason } of equivalents) {
      const found = mutants
        .flatMap(({ faults }) => faults)
        .filter((m) => m.file === file && m.statement === statement && m.at === at);
      expect(
        found.some((m) => m.before === before && m.after === after),
        `${file}: ${statement}`,
      ).to.equal(true);
      expect(reason).to.not.equal("");
    }
  });
});
