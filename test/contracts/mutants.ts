import { readFileSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { contractMutantsOf, isMutated } from "../mutation/contract-mutants.ts";
import { contractFiles } from "../mutation/contract-sources.ts";
import equivalents from "./mutants.json" with { type: "json" };

const mutants = contractFiles(".")
  .filter(isMutated)
  .map((file) => ({ file, source: readFileSync(file, "utf8") }))
  .map(({ file, source }) => ({ file, source, faults: contractMutantsOf(file, source) }));

describe("the mutation run of the contracts", () => {
  for (const { file, source, faults } of mutants) {
    it(`has faults to try in ${file}, each another`, () => {
      expect(faults).to.not.be.empty;
      expect(new Set([source, ...faults.map((fault) => fault.source)]).size).to.equal(faults.length + 1);
      expect(new Set(faults.map(({ id }) => id)).size).to.equal(faults.length);
    });
  }

  it("drops every restriction, event, and condition under which something is refused", () => {
    for (const { file, source, faults } of mutants) {
      const code = source.replaceAll(/\/\/.*$/gm, "");
      const count = (pattern: RegExp): number => [...code.matchAll(pattern)].length;
      const dropped = (pattern: RegExp, after: string): number =>
        faults.filter((fault) => pattern.test(fault.before) && fault.after === after).length;
      expect(dropped(/^restricted$/, ""), file).to.equal(count(/ restricted\b/g));
      expect(dropped(/^emit \w+\(.*\);$/, "{}"), file).to.equal(count(/\bemit /g));
      const conditions = faults.filter(
        ({ statement, after }) => /: if \(/.test(statement) && after === "false",
      );
      expect(conditions.length, file).to.be.at.least(count(/\bif \(/g));
    }
  });

  it("explains only faults that exist", () => {
    for (const { file, statement, at, before, after, reason } of equivalents) {
      const found = mutants
        .flatMap(({ faults }) => faults)
        .some(
          (m) =>
            m.file === file &&
            m.statement === statement &&
            m.at === at &&
            m.before === before &&
            m.after === after,
        );
      expect(found, `${file}: ${statement}`).to.equal(true);
      expect(reason).to.not.equal("");
    }
  });
});
