import { readFileSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { importMarkdown } from "../../scripts/bench/import.ts";
import { spreadOf } from "../../scripts/bench/proving.ts";
import { engineMarkdown, markdown } from "../../scripts/bench/report.ts";

describe("the benchmark's report", () => {
  it("takes the middle of an odd number of times, the mean of the two middle ones of an even number", () => {
    expect(spreadOf([5, 1, 9])).to.deep.equal({ median: 5, min: 1, max: 9 });
    expect(spreadOf([4, 10, 1, 8])).to.deep.equal({ median: 6, min: 1, max: 10 });
    expect(spreadOf([7])).to.deep.equal({ median: 7, min: 7, max: 7 });
  });

  it("gives every row of a table as many cells as its head", () => {
    const spread = { median: 1_500, min: 1_000, max: 2_000 };
    const process = { coldMs: 2_500, warm: spread, memoryMb: 300 };
    const engine = {
      circuits: [
        {
          name: "claim" as const,
          engine: { cpuMs: spread, wallMs: spread },
          snarkjs: { cpuMs: { ...spread, median: 6_000 }, wallMs: { ...spread, median: 4_000 } },
        },
      ],
      memoryMb: 150,
    };
    const figures = markdown({
      machine: "a machine",
      circuits: [
        {
          name: "claim",
          constraints: 3_135,
          zkeyBytes: 2_500_000,
          witnessMs: spread,
          warmMs: spread,
          process,
          naive: process,
        },
      ],
      operations: [
        {
          name: "claim",
          transactionGas: [277_000, 110_000, 90_000.5],
          verifierGas: { oursEach: [103, 70, 54], snarkjs: 100 },
        },
      ],
      transferGas: 43_000,
      retireGas: 59_000,
      plainToken: { mint: 51_000, transfer: 42_000 },
    });
    const [heading = "", rows = "", memory = ""] = engineMarkdown(engine).split("\n\n");
    expect(memory).to.include("holds 150 MB with the keys of all 1 circuits");
    const text = [figures, heading, rows].join("\n\n");
    for (const block of text.split("\n\n").filter((part) => part.startsWith("|"))) {
      const widths = block.split("\n").map((line) => line.split("|").length);
      expect(new Set(widths).size, block).to.equal(1);
    }
    expect(text).to.include("| 3,135 | 2.5 MB | 1.50 (1.00 … 2.00) |").and.include("| 1.030 |");
    expect(text).to.include("| 0.250 | 0.375 |");
    // what the document shows is what the benchmark prints
    const document = readFileSync("scripts/bench/README.md", "utf8");
    for (const block of text.split("\n\n").slice(1)) {
      const [head = "missing"] = block.split("\n");
      expect(document.split("\n")).to.include(head);
    }
  });

  it("gives the rate of an import in rows a minute", () => {
    const text = importMarkdown({ rows: 100, batch: 16, processes: 2, ms: 90_000 });
    expect(text).to.include("100 rows").and.include("90.0 s, 67 rows a minute");
  });
});
