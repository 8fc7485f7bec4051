import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { DATA_FOLDER } from "../../scripts/demo/data.ts";
import { parseCsv } from "../../scripts/sheets/parse-csv.ts";
import { readWeighings, type SheetFormat } from "../../scripts/sheets/weighings.ts";
import { expectError } from "../fixtures/errors.ts";

const read = (text: string, format?: SheetFormat) => readWeighings(parseCsv(text), format);
const said = (text: string, format?: SheetFormat) =>
  read(text, format).problems.map(({ row, column, error }) => `${row} ${column ?? "-"}: ${error.message}`);

const H1 = {
  row: 0,
  site: "A",
  ticket: "WB-118",
  sample: "HX-2211",
  label: "H1",
  weighed: { wetGrams: 48_000_000n, moistureBp: 2_500n, gradeBp: 3_300n },
  massGrams: 11_880_000n,
  co2e: 8_000_000n,
  documents: "bags 1 to 40",
};

describe("a weighbridge and assay sheet", () => {
  it("means the same whether commas, semicolons or tabs part its cells, in English and in French", () => {
    const sheets: [string, SheetFormat | undefined][] = [
      [
        "lot,site,ticket,sample,bags,wet_tonnes,moisture_percent,grade_percent,co2e_kg_per_kg,documents\n" +
          "H1,A,WB-118,HX-2211,40,48.0,25.00,33.00,8.0,bags 1 to 40\n",
        undefined,
      ],
      [
        "Lot;Site;N° de ticket;N° d’échantillon;Masse humide (kg);Humidité (%);Teneur en cobalt (%);Empreinte (kg éq. CO₂/kg);Pièces\r\n" +
          "H1;A;WB-118;HX-2211;48 000,000;25,00;33,0;8,0;bags 1 to 40\r\n",
        { decimal: "comma" },
      ],
      [
        "sep=;\nLABEL;SITE;TICKET;SAMPLE;WET;MOISTURE;GRADE;CO2E;DOCUMENTS\n" +
          'H1;A;WB-118;HX-2211;"48 t";25%;33,00 %;8 kg/kg;bags 1 to 40',
        undefined,
      ],
      [
        "Site\tTicket\tSample\tLot\tWet mass [t]\tMoisture %\tCo %\tFootprint kg/kg\tDocuments\n" +
          "A\tWB-118\tHX-2211\tH1\t48\t25\t33\t8\tbags 1 to 40\n",
        undefined,
      ],
      [
        'site,ticket,sample,lot,"wet, t","moisture, %","grade, %","co2e, kg/kg",documents\n' +
          'A,WB-118,HX-2211,H1,"48,0","25,00","33,0",8,bags 1 to 40\n',
        undefined,
      ],
    ];
    for (const [text, format] of sheets) {
      const { weighings, problems } = read(text, format);
      expect(
        problems.map(({ error }) => error.message),
        text,
      ).to.deep.equal([]);
      expect(
        weighings.map((each) => ({ ...each, row: 0 })),
        text,
      ).to.deep.equal([H1]);
    }
  });

  it("may be the scenario's own, once it is told that a point comes before the decimals", () => {
    const text = readFileSync(path.join(DATA_FOLDER, "weighbridge.csv"), "utf8");
    const { weighings, problems } = read(text, { decimal: "point" });
    expect(problems).to.deep.equal([]);
    expect(weighings.map(({ label, site, massGrams, co2e }) => [label, site, massGrams, co2e])).to.deep.equal(
      [
        ["H1", "A", 11_880_000n, 8_000_000n],
        ["H2", "B", 5_896_800n, 11_000_000n],
        ["H3", "C", 2_520_000n, 6_500_000n],
        ["Y-post", "Y-post", 1_400_000n, 4_200_000n],
        ["Y-pre", "Y-pre", 505_000n, 4_200_000n],
      ],
    );
    expect(said(text)).to.include('2 wet (t): "48.000" could mean 48000 or 48.000');
  });

  it("may have titles above its headings, blank rows, columns of other uses, and its site left to the command", () => {
    const text =
      "Weighbridge of March;;;;\n;;;;\nticket;driver;wet t;moisture %;grade %\nWB-1;Jo;48;25;33\n;;;;\nWB-2;Al;24;22;31,5\n";
    const { weighings, problems, unread } = read(text, { site: "A" });
    expect(problems).to.deep.equal([]);
    expect(unread).to.deep.equal(["driver"]);
    expect(weighings.map(({ row, site, ticket, documents }) => [row, site, ticket, documents])).to.deep.equal(
      [
        [4, "A", "WB-1", "weighbridge WB-1"],
        [6, "A", "WB-2", "weighbridge WB-2"],
      ],
    );
    // 24 t × 78 % × 31.5 %
    expect(weighings[1]?.massGrams).to.equal(5_896_800n);
    expect(weighings[1]?.co2e).to.equal(undefined);
  });

  it("tells all that is wrong at once, by row and column", () => {
    const text =
      "site;ticket;wet;moisture (%);grade (%);co2e (kg/kg)\n" +
      "A;WB-1;1,375 t;25;33;8\n" +
      ";WB-2;48;101;33,333;-8\n" +
      "A;;0 t;25;33;8 t\n" +
      "A;WB-4;48 kg/kg;;33;\n" +
      "A;WB-5;5000 t;0;100;\n";
    expect(said(text)).to.deep.equal([
      '2 wet: "1,375" could mean 1.375 or 1375',
      "3 site: the cell is empty",
      '3 wet: neither "48" nor its heading has a unit',
      '3 moisture (%): "101" is more than 100 %',
      '3 grade (%): "33,333" could mean 33.333 or 33333',
      '3 co2e (kg/kg): "-8" can\'t be read',
      "4 ticket: the cell is empty",
      '4 co2e (kg/kg): "8 t" can\'t be read',
      "4 -: the row holds less than a gram of cobalt",
      '5 wet: "48 kg/kg" can\'t be read',
      "5 moisture (%): the cell is empty",
      '6 wet: "5000 t" is more than 4294.967295 t',
    ]);
  });

  it("is refused where figures do not fit together: units, notations, a comma that made a cell too many", () => {
    const head = "site,ticket,wet t,moisture %,grade %\n";
    expect(said(`${head}A,WB-1,48 kg,25,33\n`)).to.deep.equal([
      '2 wet t: "48 kg" is in kg, the heading says t',
    ]);
    expect(said(`${head}A,WB-1,48.5,25,33\nA,WB-2,"48,5",25,33\n`)).to.deep.equal([
      '3 wet t: "48,5" does not use the decimal sign of row 2',
    ]);
    expect(said(`${head}A,WB-1,48,5,25,33\n`)).to.include(
      "2 -: the row has 6 cells, but the headings have 5",
    );
    expect(said(`${head}A,WB-1,"48,5",25,33\n`, { decimal: "point" })).to.deep.equal([
      '2 wet t: "48,5" has no decimal point',
    ]);
  });

  it("is refused with a ticket, a sample or a name that stands in it twice, unless at another site", () => {
    const head = "site;ticket;sample;lot;wet t;moisture %;grade %\n";
    const rows = ["A;1;S1;L1;48;25;33", "B;1;S1;L2;48;25;33", "A;1;S3;L3;48;25;33", "A;4;S1;L1;48;25;33"];
    expect(said(head + rows.join("\n"))).to.deep.equal([
      '4 ticket: "1" is already in row 2',
      '5 sample: "S1" is already in row 2',
      '5 lot: "L1" is already in row 2',
    ]);
  });

  it("is refused where it names the parent of a refining", () => {
    const text = "lot;site;from;wet t;moisture %;grade %\nK1;R;H1+H2;82;0;20,97\n";
    expect(said(text)).to.deep.equal(['2 from: the row refines lot "H1+H2", but only mints can be imported']);
  });

  it("is refused as a whole where headings or quotation marks are wrong", async () => {
    const cases: [string, string][] = [
      ["a;b;c\n1;2;3\n", "no row of the sheet has the headings"],
      ["", "no row of the sheet has the headings"],
      ["site;ticket;wet t;moisture %\n", "the headings in row 1 lack grade"],
      ["ticket;wet t;moisture %;grade %\n", "the headings in row 1 lack site"],
      ["site;wet t;moisture %;grade %\n", "neither ticket nor sample nor lot"],
      ["site;ticket;wet t;wet kg;moisture %;grade %\n", 'the columns "wet t" and "wet kg" mean the same'],
      ["site;ticket;wet t;moisture (kg);grade %\n", '"moisture (kg)" has a unit'],
      ["site;ticket;wet (lb);moisture %;grade %\n", '"wet (lb)" has a unit'],
      ["site;ticket;wet t;moisture %;grade %;footprint [lb/lb]\n", '"footprint [lb/lb]" has a unit'],
      ['site;ticket;wet t;moisture %;grade %\nA;"1;48;25;33\n', "not valid CSV"],
      ['site;ticket;wet t;moisture %;grade %\nA;1"2;48;25;33\n', "not valid CSV"],
    ];
    for (const [text, part] of cases) await expectError("BAD_FILE", () => read(text), part);
  });
});
