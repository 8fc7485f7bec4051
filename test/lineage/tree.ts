import { expect } from "chai";
import { describe, it } from "mocha";

import { columnsOf } from "../../scripts/core/columns.ts";
import { treeLines } from "../../scripts/lineage/tree.ts";
import { Chronicle, largeLineage, lotNumber, lotOf, RMAP, seededDraws, viewOf } from "../fixtures/lineage.ts";

const idOf = (digit: number) => BigInt(`0x${String(digit).repeat(8)}${"0".repeat(56)}`);
const [a, b, c, d, e, f, g] = [idOf(1), idOf(2), idOf(3), idOf(4), idOf(5), idOf(6), idOf(7)];
const works = new Chronicle()
  .made("mint", [], a)
  .made("mint", [], b)
  .made("merge", [a, b], c)
  .made("split", [c], d, e)
  .made("mint", [], f)
  .made("merge", [e, f], g)
  .proven(RMAP, d, 3);

describe("a lineage in the terminal", () => {
  it("stands as a tree, each lot once, others pointing at it", () => {
    expect(treeLines(viewOf(works, c), 80)).to.deep.equal([
      "lot                      made by   status    claims  made",
      "0x11111111               mint      consumed          2026-03-16",
      "↓ 0x33333333 ◀           merge     consumed  a       2026-03-16",
      "├─ 0x44444444            split     active    a       2026-03-16",
      "└─ 0x55555555            split     consumed  a       2026-03-16",
      "   ↓ 0x77777777          merge +1  active            2026-03-16",
      "0x22222222 → 0x33333333  mint      consumed          2026-03-16",
      "",
      "Claims, and the days for which they are proven:",
      "a  rmap = 100% (2026-03-16)",
    ]);
  });

  it("shows what is hidden only for lots that the vault opens, in brackets", () => {
    const open = viewOf(works, d, new Map([[d, { label: "K-A", lot: lotOf(12_300_000n) }]]));
    const lines = treeLines(open, 100).filter((line) => line.includes("["));
    expect(lines).to.have.lengthOf(3);
    expect(lines[0]).to.match(/\[hidden\]$/);
    expect(lines[1]).to.match(/0x44444444 ◀ +split +active +a +2026-03-16 +\[K-A · 12\.3 t\]$/);
    expect(lines[2]).to.equal("[…] is hidden from the public: this vault opens 1 of these lots.");
  });

  it("fits 80 columns with 500 lots and any labels, with every lot on one line", () => {
    const { chronicle, subject } = largeLineage(500, seededDraws(3));
    const label = "钴".repeat(9) + "\n\u001b[2J<script>";
    const openings = new Map(
      Array.from({ length: 500 }, (_, i) => [lotNumber(i + 1), { label, lot: lotOf(4_294_967_295n) }]),
    );
    const view = viewOf(chronicle, subject, openings);
    const lines = treeLines(view, 80);
    expect(Math.max(...lines.map(columnsOf))).to.be.most(80);
    expect(lines.join("")).not.to.match(/\p{Cc}/u);
    const firsts = lines.flatMap((line) => (/0x[0-9a-f]{8}(?!.* ⤵)/.exec(line) ?? []).slice(0, 1));
    expect(firsts).to.have.lengthOf(500);
    expect(new Set(firsts)).to.deep.equal(new Set(view.ids.values()));
  });

  it("goes on below where it would be indented too far", () => {
    const deep = new Chronicle().made("mint", [], lotNumber(1));
    for (let n = 1; n < 60; n += 2) deep.made("split", [lotNumber(n)], lotNumber(n + 2), lotNumber(n + 1));
    const lines = treeLines(viewOf(deep, lotNumber(1)), 60);
    expect(Math.max(...lines.map(columnsOf))).to.be.most(60);
    const goOn = lines.filter((line) => line.includes("⤵"));
    expect(goOn.length).to.be.greaterThan(3);
    for (const line of goOn) {
      const [id = ""] = /0x[0-9a-f]+/.exec(line) ?? [];
      expect(lines.filter((other) => other.startsWith(id))).to.have.lengthOf(1);
    }
  });
});
