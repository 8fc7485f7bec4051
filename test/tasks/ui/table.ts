import { expect } from "chai";
import { describe, it } from "mocha";

import { table } from "../../../tasks/ui/table.ts";

const headings = ["lot", "mass"];
const rows = [
  ["0x1234", "7 g"],
  ["pièce 𝟙", "11.88 t"],
];

describe("a table", () => {
  it("has a line for each row, its columns in line, by what is seen", () => {
    expect(table(headings, rows, { width: 80, right: [1] })).to.deep.equal([
      "lot         mass",
      "0x1234       7 g",
      "pièce 𝟙  11.88 t",
    ]);
  });

  it("gives way to a narrow terminal where it is widest, and marks what it cuts", () => {
    const lines = table(headings, [...rows, ["a very long label indeed", "1 t"]], { width: 20 });
    expect(lines.at(-1)).to.equal("a very lon…  1 t");
    for (const line of lines) expect(line.length).to.be.at.most(21);
  });

  it("shows ten thousand lots within a second of this process's own time", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => [`0x${i}`, "active", `${i} t`, `label ${i}`]);
    const start = process.cpuUsage();
    expect(table(["lot", "state", "mass", "label"], many, { width: 40 })).to.have.length(10_001);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).to.be.below(1);
  });
});
