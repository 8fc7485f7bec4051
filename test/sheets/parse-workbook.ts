import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { type CellObject, utils, write } from "@e965/xlsx";
import { expect } from "chai";
import { describe, it } from "mocha";

import { parseWorkbook } from "../../scripts/sheets/parse-workbook.ts";
import { readSheet } from "../../scripts/sheets/read-sheet.ts";
import { readWeighings } from "../../scripts/sheets/weighings.ts";
import { expectError } from "../fixtures/errors.ts";

type Value = string | number | CellObject;

const shown = (v: number, z: string): CellObject => ({ t: "n", v, z });

function workbook(sheets: Readonly<Record<string, readonly (readonly Value[])[]>>): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  }
  const made: unknown = write(book, { type: "array", bookType: "xlsx" });
  if (!(made instanceof ArrayBuffer)) throw new TypeError("a workbook is bytes");
  return new Uint8Array(made);
}

const HEADINGS = ["Site", "Ticket", "Lot", "Wet (t)", "Moisture (%)", "Grade (%)", "Note"];

describe("a workbook", () => {
  it("gives its numbers exactly as they are shown, with percentages as such", () => {
    const bytes = workbook({
      March: [
        HEADINGS,
        // 0.1 + 0.2 is 0.30000000000000004 in binary, which no spreadsheet shows
        ["A", 1, "H1", 48 + 0.1 + 0.2, shown(0.25, "0.00%"), 33, ""],
        ["A", shown(2, "00000"), "H2", "24,5", 22, shown(0.315, "0.0 %"), "late"],
        [],
        ["A", "3", "H3", shown(1.375, "0.000"), 22, 31.5, "", "a remark without a heading"],
      ],
    });
    const { weighings, problems } = readWeighings(parseWorkbook(bytes));
    expect(problems).to.deep.equal([]);
    const figures = weighings.map(({ row, ticket, weighed: { wetGrams, moistureBp, gradeBp } }) => [
      row,
      ticket,
      wetGrams,
      moistureBp,
      gradeBp,
    ]);
    expect(figures).to.deep.equal([
      [2, "1", 48_300_000n, 2_500n, 3_300n],
      [3, "00002", 24_500_000n, 2_200n, 3_150n],
      [5, "3", 1_375_000n, 2_200n, 3_150n],
    ]);
  });

  it("is refused where a number has more decimals than are shown, or is an error", () => {
    const error: CellObject = { t: "e", v: 42, w: "#N/A" };
    const bytes = workbook({
      March: [HEADINGS, ["A", 1, "H1", shown(48, "0"), shown(25.333, "0"), error, ""]],
    });
    const { problems } = readWeighings(parseWorkbook(bytes));
    expect(problems.map(({ row, column, error: { message } }) => [row, column, message])).to.deep.equal([
      [2, "Moisture (%)", 'Moisture (%): "25.333" has more than 2 decimals'],
      [2, "Grade (%)", '"#N/A" can\'t be read'],
    ]);
  });

  it("with several sheets is asked for one of them", async () => {
    const bytes = workbook({ March: [HEADINGS], April: [HEADINGS] });
    await expectError("AMBIGUOUS", () => parseWorkbook(bytes), "several sheets: March, April");
    await expectError("NOT_FOUND", () => parseWorkbook(bytes, "May"), 'no sheet "May"');
    expect(parseWorkbook(bytes, "April")).to.have.length(1);
  });

  it("is known by what is in the file, not by the file's name", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "kobold-sheets-"));
    const file = path.join(folder, "sheet.csv");
    try {
      writeFileSync(file, workbook({ March: [["a", "b"]] }));
      expect((await readSheet(file)).map(({ cells }) => cells.map(({ text }) => text))).to.deep.equal([
        ["a", "b"],
      ]);
      writeFileSync(file, "a;site;ticket\n1;A;2\n");
      expect((await readSheet(file))[1]?.cells.map(({ text }) => text)).to.deep.equal(["1", "A", "2"]);
      writeFileSync(file, Buffer.from("504b0304ffff", "hex"));
      await expectError("BAD_FILE", () => readSheet(file), "workbook can't be read");
      await expectError("BAD_FILE", () => readSheet(path.join(folder, "none.csv")), "can't be read");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
