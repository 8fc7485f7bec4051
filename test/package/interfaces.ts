import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";
import { z } from "zod/v4";

import { projectRoot } from "../../scripts/prover/files.ts";
import { FOREIGN_COMPILERS } from "./foreign-compilers.ts";

const compilerSchema = z.object({ compile: z.custom<(input: string, callbacks: object) => string>() });
const outputSchema = z.object({
  errors: z.array(z.object({ formattedMessage: z.string() })).default([]),
  contracts: z.record(z.string(), z.record(z.string(), z.object({ abi: z.array(z.unknown()) }))),
});

const read = (file: string) => readFileSync(path.join(projectRoot, file), "utf8");
const contents = (file: string) => ({
  contents: read(file.startsWith("@") ? path.join("node_modules", file) : file),
});

describe("what a buyer's contract builds on", () => {
  const files = globSync("contracts/{interfaces,oem}/*.sol", { cwd: projectRoot }).sort();

  for (const { version, soljson } of FOREIGN_COMPILERS) {
    it(`compiles without a warning by solc ${version}`, function () {
      const compiler = compilerSchema.parse(createRequire(import.meta.url)(path.dirname(soljson)));
      const input = {
        language: "Solidity",
        sources: Object.fromEntries(files.map((file) => [file, { content: read(file) }])),
        settings: { outputSelection: { "*": { "*": ["abi", "evm.bytecode"] } } },
      };
      const printed = compiler.compile(JSON.stringify(input), { import: contents });
      const { errors, contracts } = outputSchema.parse(JSON.parse(printed));
      expect(errors.map(({ formattedMessage }) => formattedMessage)).to.deep.equal([]);
      expect(Object.keys(contracts)).to.include.members(files).and.to.include("contracts/oem/ClaimGate.sol");
    });
  }
});
