import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";

const graphSchema = z.object({
  lot: z.string(),
  lots: z.array(
    z.object({
      lot: z.string(),
      madeBy: z.string(),
      status: z.string(),
      hidden: z.object({ label: z.string(), massGrams: z.string() }).nullable(),
    }),
  ),
});

describe("lot trace", () => {
  let world: CliWorld;
  let piece: string;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
    await world.done(1, ["lot", "mint", "--mass", "10t", "--label", "H1"]);
    await world.done(1, ["lot", "split", "H1", "--into", "4t,rest", "--labels", "big <b>,rest"]);
    piece = world.inVault(1, ({ lots }) => {
      const found = lots.list().find(({ label }) => label === "big <b>");
      return `0x${found?.id.toString(16).padStart(64, "0") ?? ""}`;
    });
  });
  after(() => world.close());

  /** As a firm with its vault. */
  const trace = (...args: string[]) =>
    world.run(1, ["lot", "trace", ...args, "--vault", world.vaultFile(1)], "place", { COLUMNS: "80" });
  /** As somebody without vault or passphrase. */
  const publicly = (...args: string[]) =>
    world.run(2, ["lot", "trace", ...args, "--public"], "place", { KOBOLD_PASSPHRASE: "" });

  it("shows the lineage as a tree, with what the vault knows in brackets", async () => {
    const { code, stdout, stderr } = await trace("big <b>");
    expect([code, stderr]).to.deep.equal([0, ""]);
    const [headings, mint, split, ...rest] = stdout.split("\n");
    expect(headings).to.match(/^lot +made by +status +claims +made +\[hidden\]$/);
    expect(mint).to.match(/^0x[0-9a-f]{8} +mint +consumed +2026-03-16 +\[H1 · 10 t\]$/);
    expect(split).to.equal(
      `${`↓ ${piece.slice(0, 10)} ◀`.padEnd(14)}  split    active            2026-03-16  [big <b> · 4 t]`,
    );
    expect(rest.join("\n")).to.equal("\n[…] is hidden from the public: this vault opens 2 of these lots.\n");
  });

  it("shows anybody the same lots without what they hide, as one document too", async () => {
    const { code, stdout } = await publicly(piece.slice(2, 12), "--json");
    expect(code).to.equal(0);
    const { lot, lots } = graphSchema.parse(JSON.parse(stdout));
    expect(lot).to.equal(piece);
    expect(lots.map(({ madeBy, status, hidden }) => [madeBy, status, hidden])).to.deep.equal([
      ["mint", "consumed", null],
      ["split", "active", null],
    ]);
    const own = graphSchema.parse(JSON.parse((await trace("big <b>", "--json")).stdout));
    expect(own.lots.map(({ lot: id }) => id)).to.deep.equal(lots.map(({ lot: id }) => id));
    expect(own.lots.map(({ hidden }) => [hidden?.label, hidden?.massGrams])).to.deep.equal([
      ["H1", "10000000"],
      ["big <b>", "4000000"],
    ]);
  });

  it("writes it in Graphviz's language, as a drawing and as a page", async () => {
    const [dot, svg, html] = ["dot", "svg", "html"].map((kind) => path.join(world.folder, `lineage.${kind}`));
    const files = ["--dot", dot ?? "", "--svg", svg ?? "", "--html", html ?? ""];
    const { code, stdout } = await trace("H1", ...files);
    expect(code).to.equal(0);
    expect(stdout.split("\n")).to.deep.equal([
      `${dot} is written, lots: 3`,
      `${svg} is written, lots: 3`,
      `${html} is written, lots: 3`,
      "NOT PUBLIC: it shows hidden figures of 3 lots",
      "",
    ]);
    const text = (file = "") => readFileSync(file, "utf8");
    expect(text(dot)).to.match(/^digraph lineage \{\n[^]*"0x[0-9a-f]{64}" -> "0x[0-9a-f]{64}" /);
    expect(text(svg)).to.include("[big &lt;b&gt; · 4 t]");
    expect(text(html))
      .to.match(/^<!doctype html>\n/)
      .and.include("rmap: 100%");
    const publicHtml = path.join(world.folder, "public.html");
    const { stdout: told } = await publicly(piece, "--html", publicHtml);
    expect(told).to.equal(`${publicHtml} is written, lots: 2\n`);
    expect(text(publicHtml)).not.to.match(/NOT PUBLIC|4 t|big|rmap: 100%/);
  });

  it("says in words what can't be done", async () => {
    const elsewhere = path.join(world.folder, "none.vault");
    const withVault = (file: string, env = {}) =>
      world.run(1, ["lot", "trace", "H1", "--vault", file], "place", env);
    const refusals: [number, RegExp, () => ReturnType<typeof trace>][] = [
      [2, /there is no lot "0xdeadbeef"/, () => publicly("0xdeadbeef")],
      [2, /there is no lot "H2"/, () => trace("H2")],
      [2, /can't be written/, () => publicly(piece, "--dot", path.join(world.folder, "no", "such.dot"))],
      [5, /there is no vault [^]*--public/, () => withVault(elsewhere)],
      [5, /passphrase/, () => withVault(world.vaultFile(1), { KOBOLD_PASSPHRASE: "not the passphrase" })],
    ];
    for (const [expected, words, running] of refusals) {
      const { code, stderr } = await running();
      expect(code, stderr).to.equal(expected);
      expect(stderr).to.match(words);
      expect(stderr).to.match(/^Error: .*\n {2}→ .+\n$/);
    }
    expect(existsSync(elsewhere)).to.equal(false);
  });
});
