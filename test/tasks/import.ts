import { writeFileSync } from "node:fs";
import path from "node:path";

import { utils, write } from "@e965/xlsx";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";

const importedSchema = z.object({
  totals: z.object({
    rows: z.number(),
    known: z.number(),
    wetGrams: z.string(),
    massGrams: z.string(),
    sites: z.array(z.object({ site: z.string(), rows: z.number(), massGrams: z.string() })),
  }),
  minted: z.array(z.object({ row: z.number(), label: z.string(), massGrams: z.string(), lot: z.string() })),
  known: z.array(z.object({ row: z.number(), lot: z.string() })),
});
const refusedSchema = z.object({
  error: z.object({
    code: z.string(),
    problems: z.array(z.object({ row: z.number(), column: z.string().nullable(), code: z.string() })),
  }),
});

const HEADINGS = [
  "Lot",
  "Ticket",
  "Échantillon",
  "Masse humide (t)",
  "Humidité (%)",
  "Teneur (%)",
  "Empreinte (kg/kg)",
];
const ROWS = [
  ["H1", "WB-118", "HX-2211", "48,5", "25,00", "33", "8"],
  ["H2", "WB-121", "HX-2214", "1\u00a0000,25", "22", "31,5", "11"],
  ["H3", "WB-125", "HX-2219", "12", "30", "30", "6,5"],
];

describe("lot import", () => {
  let world: CliWorld;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
  });
  after(() => world.close());

  /** Writes a file as a French spreadsheet does: semicolons, decimal commas, Latin-1. */
  const sheet = (name: string, rows: readonly (readonly string[])[]) => {
    const file = path.join(world.folder, name);
    writeFileSync(file, [HEADINGS, ...rows].map((cells) => `${cells.join(";")}\r\n`).join(""), "latin1");
    return file;
  };
  const imported = async (...args: string[]) =>
    importedSchema.parse(JSON.parse((await world.done(1, ["lot", "import", ...args, "--json"])).stdout));

  it("checks and adds up a sheet, asks, mints its rows with real proofs, and skips them the next time", async function () {
    const file = sheet("march.csv", ROWS.slice(0, 2));
    const unasked = await world.run(1, ["lot", "import", file]);
    expect(unasked.code).to.equal(2);
    // 48.5 · 0.75 · 0.33 and 1000.25 · 0.78 · 0.315
    expect(unasked.stderr)
      .to.match(/works +2 +1048\.75 t +257\.765175 t/)
      .and.match(/in all +2 +1048\.75 t +257\.765175 t/)
      .and.contain("not confirmed");
    expect(unasked.stdout).to.equal("");

    const first = await imported(file, "--yes", "--batch", "1");
    expect(first.totals).to.deep.include({
      rows: 2,
      known: 0,
      wetGrams: "1048750000",
      massGrams: "257765175",
    });
    expect(first.minted.map(({ row, label, massGrams }) => [row, label, massGrams])).to.deep.equal([
      [2, "H1", "12003750"],
      [3, "H2", "245761425"],
    ]);

    const again = await world.done(1, ["lot", "import", sheet("march.csv", ROWS), "--yes"]);
    expect(again.stdout).to.match(/^minted: 1\n {2}row 4: 0x[0-9a-f]{12} {2}2\.52 t {2}H3\n$/);
    expect(again.stderr).to.contain("rows skipped, since they are already minted: 2");
    const last = await imported(file, "--yes");
    expect(last.known.map(({ row }) => row)).to.deep.equal([2, 3, 4]);
    expect(last.known.slice(0, 2).map(({ lot }) => lot)).to.deep.equal(first.minted.map(({ lot }) => lot));
    expect(last.minted).to.deep.equal([]);
    const labels = world.inVault(1, (vault) =>
      vault.lots.list({ state: "active" }).map(({ label }) => label),
    );
    expect(labels).to.have.members(["H1", "H2", "H3"]);
  });

  it("tells every fault by row and column, in the exit code whether it is the sheet's or a rule's", async function () {
    const faulty = sheet("faulty.csv", [
      ["K1", "WB-1", "", "1,375", "25", "33", "8"],
      ["K2", "WB-2", "", "48", "trocken", "33", "1"],
      ["K3", "WB-3", "", "48", "25", "33", "1"],
    ]);
    const refused = await world.run(1, ["lot", "import", faulty, "--yes"]);
    expect(refused.code).to.equal(2);
    expect(refused.stderr)
      .to.contain('row 2, Masse humide (t): "1,375" could mean 1.375 or 1375\n')
      .and.contain('row 3, Humidité (%): "trocken" can\'t be read\n')
      .and.contain("row 4: the footprint of 1 kg/kg is below")
      .and.contain("Error: the sheet has 3 faults; nothing was sent\n")
      .and.contain("→ state how the sheet writes decimals: --decimal comma, or --decimal point\n");

    const rule = await world.run(1, ["lot", "import", faulty, "--yes", "--decimal", "comma", "--json"]);
    expect(refusedSchema.parse(JSON.parse(rule.stdout)).error.problems).to.deep.equal([
      { row: 3, column: "Humidité (%)", code: "BAD_FIGURE" },
      { row: 4, column: null, code: "RULE_BROKEN" },
    ]);
    const below = sheet("below.csv", [["K3", "WB-3", "", "48", "25", "33", "1"]]);
    expect((await world.run(1, ["lot", "import", below, "--yes"])).code).to.equal(3);
    const wrong = await world.run(1, ["lot", "import", below, "--decimal", "dot"]);
    expect([wrong.code, wrong.stderr]).to.deep.equal([
      2,
      'Error: "dot" is not a way to write decimals\n  → give --decimal comma or --decimal point\n',
    ]);
    expect(
      world.inVault(1, (vault) => vault.journal.list().filter(({ kind }) => kind === "batch")),
    ).to.have.length(3);
  });

  it("reads a workbook, and says what it would do", async function () {
    const book = utils.book_new();
    const rows = [
      ["ticket", "wet (kg)", "moisture", "grade %"],
      ["X1", 48_500.5, { t: "n", v: 0.25, z: "0%" }, 33],
    ];
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "March");
    const bytes: unknown = write(book, { type: "buffer", bookType: "xlsx" });
    if (!Buffer.isBuffer(bytes)) throw new TypeError("a workbook is bytes");
    const file = path.join(world.folder, "march.xlsx");
    writeFileSync(file, bytes);
    const { stdout, stderr } = await world.done(1, ["lot", "import", file, "--dry-run"]);
    // 48.5005 · 0.75 · 0.33, floored
    expect(stderr).to.match(/works +1 +48\.5005 t +12\.003873 t/);
    expect(stdout).to.equal("all rows are in order; nothing was sent\n");
  });
});
