import { createHash } from "node:crypto";

import { expect } from "chai";
import { before, describe, it } from "mocha";

import { phrase, renderText } from "../../scripts/core/phrase.ts";
import { dotOf } from "../../scripts/lineage/dot.ts";
import { type Openings } from "../../scripts/lineage/names.ts";
import { idText } from "../../scripts/core/ids.ts";
import { pageOf } from "../../scripts/lineage/page.ts";
import { DARK, LIGHT } from "../../scripts/lineage/palette.ts";
import { svgOf } from "../../scripts/lineage/svg.ts";
import type { TraceView } from "../../scripts/lineage/view.ts";
import {
  ALICE,
  Chronicle,
  largeLineage,
  lotNumber,
  lotOf,
  seededDraws,
  viewOf,
} from "../fixtures/lineage.ts";

const pair = new Chronicle().made("mint", [], 1n).made("weaken", [1n], 2n);
const drawn = async (view: TraceView) => {
  const svg = await svgOf(dotOf(view));
  return { svg, html: pageOf(view, svg) };
};
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** What a reader of HTML takes a piece of it for. */
function unescaped(text: string): string {
  const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'", "#45": "-" };
  return text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

const caption = "[…] is hidden from the public";
const NASTY = [
  `"</script><script>alert(1)</script>`,
  `'><img src=x onerror=alert(1)>`,
  "back\\slash \\N \\",
  "&lt;b&gt; &amp;",
  "two\nlines",
  "]]> --> <!--",
  '"];"x" -> "y";',
];

describe("a lineage as a web page", () => {
  it("says names with quotes, tags, backslashes and line breaks as they are, and lets none of them act", async () => {
    for (const label of NASTY) {
      const openings = new Map([[2n, { label, lot: lotOf(7n) }]]);
      const view = viewOf(pair, 2n, openings, { figures: () => [phrase`figure: ${label}`] });
      const { svg, html } = await drawn(view);
      const said = `[${label.replace("\n", " ")} · 7 g]`;
      // the first is the drawing's caption
      expect(all(svg, />(\[[^<]*)<\/text>/g).map(unescaped), label).to.deep.equal([caption, said]);
      expect(all(html, /<text class="secret"[^>]*>([^<]*)</g).map(unescaped)).to.deep.equal([caption, said]);
      expect(all(html, /<span class="secret">([^<]*)</g).map(unescaped)).to.deep.equal([said]);
      expect(all(html, /<(script|img|b)\b/g)).to.deep.equal(["script"]);
      expect(html.replaceAll(/"[^"]*"/g, "")).not.to.match(/<[^>]*\son\w+=/);
    }
  });

  it("runs its own script and style only, and fetches nothing", async () => {
    const { html } = await drawn(viewOf(pair, 2n));
    const [policy = ""] = all(html, /Content-Security-Policy" content="([^"]*)"/g).map(unescaped);
    const hashOf = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const [style] = all(html, /<style>([^]*?)<\/style>/g);
    const [script] = all(html, /<script type="module">([^]*?)<\/script>/g);
    expect(policy.split("; ")).to.deep.equal([
      "default-src 'none'",
      `style-src ${hashOf(style)}`,
      `script-src ${hashOf(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // an attribute `style` would be refused by that policy
    expect(html).not.to.match(/<[^>]*\s(style|src|srcset)=/);
    expect(all(html, /\s(?:xlink:)?href="([^#"][^"]*)"/g)).to.deep.equal([]);
    expect(style).not.to.match(/url\(|@import/);
    expect(script).not.to.match(/\bfetch\b|XMLHttp|\bimport\b|innerHTML|\beval\b/);
  });

  it("shows nothing hidden where no lot is opened, and warns where one is", async () => {
    const { html: publicly } = await drawn(viewOf(pair, 2n));
    expect(publicly).not.to.match(/class="secret"|NOT PUBLIC/);
    const openings: Openings = new Map([[1n, { label: "H1", lot: lotOf(12_345_678n) }]]);
    const { html } = await drawn(viewOf(pair, 2n, openings));
    expect(html).to.include("NOT PUBLIC: this page shows hidden figures of 1 lot,");
    // in the drawing, its name for screen readers, the list and the details
    expect(html.match(/12\.345678 t/g)).to.have.lengthOf(4);
    expect(html.match(/contained cobalt: 12345678 g/g)).to.have.lengthOf(1);
  });

  it("is in the reader's language", async () => {
    const view = viewOf(pair, 2n, new Map(), {
      say: (text) =>
        renderText(text, {
          language: "en",
          translate: (template) => (template === "mint" ? "extraction <&>" : template),
        }),
    });
    const svg = await svgOf(dotOf(view));
    const html = pageOf(view, svg, "fr");
    expect(html).to.include('<html lang="fr">').and.to.include("extraction &lt;&amp;&gt; · consumed");
    expect(all(svg, />(extraction[^<]*)</g).map(unescaped)).to.deep.equal(["extraction <&> · consumed"]);
  });
});

describe("a lineage of 500 lots", () => {
  let view: TraceView;
  let svg: string;
  let html: string;
  let seconds: number;
  before(async function () {
    const { chronicle, subject } = largeLineage(500, seededDraws(11));
    const openings = new Map([[lotNumber(50), { label: "K", lot: lotOf(3_000_000n) }]]);
    view = viewOf(chronicle, subject, openings);
    const start = performance.now();
    ({ svg, html } = await drawn(view));
    seconds = (performance.now() - start) / 1000;
  });

  it("is drawn within seconds, as a page below 2 MB", () => {
    expect(view.trace.lots.size).to.equal(500);
    expect(seconds).to.be.below(10);
    expect(html.length).to.be.below(2_000_000);
  });

  it("has every lot once in the drawing, with its name, and once in the list, with all that is known of it", () => {
    const numbers = Array.from({ length: 500 }, (_, i) => String(i));
    const byNumber = (found: string[]) => found.sort((a, b) => Number(a) - Number(b));
    const ids = [...view.ids.values()];
    const named = [...html.matchAll(/<g id="lot(\d+)" aria-label="(0x[0-9a-f]+), /g)];
    expect(byNumber(named.map(([, i = ""]) => i))).to.deep.equal(numbers);
    for (const [, i, id] of named) expect(id).to.equal(ids[Number(i)]);
    expect(byNumber(all(html, /<li id="item-(\d+)"/g))).to.deep.equal(numbers);
    expect(all(html, /<dd><code>(0x[0-9a-f]{64})<\/code>/g).sort()).to.deep.equal(
      [...view.trace.lots.keys()].map(idText).sort(),
    );
    expect(html.split(ALICE)).to.have.lengthOf(501);
    expect(all(svg, /<title>(0x[0-9a-f]{64})</g)).to.have.lengthOf(500);
  });

  it("has an edge from each parent, in drawing and list alike, and no id twice", () => {
    const lots = [...view.trace.lots.values()];
    const places = new Map(lots.map(({ lotId }, i) => [lotId, i]));
    const expected = lots.flatMap(({ parentsShown }, i) =>
      parentsShown.map((parent) => `${places.get(parent) ?? ""}to${i}`),
    );
    expect(expected.length).to.be.greaterThan(499);
    expect(all(html, /<g id="edge(\d+to\d+)"/g).sort()).to.deep.equal(expected.toSorted());
    const listed = [...html.matchAll(/data-lot="(\d+)" data-parents="([\d ]*)"/g)].flatMap(
      ([, i = "", parents = ""]) =>
        parents === "" ? [] : parents.split(" ").map((parent) => `${parent}to${i}`),
    );
    expect(listed.sort()).to.deep.equal(expected.toSorted());
    const ids = all(html, /\sid="([^"]*)"/g);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const target of all(html, /(?:href="#|aria-labelledby="|aria-describedby=")([^"]*)"/g)) {
      expect(ids).to.include(target);
    }
  });

  it("says how each was made and where it stands in words, not by colour alone", () => {
    const texts = all(html, /<g id="lot\d+"[^]*?<text[^>]*>[^<]*<\/text>\s*<text[^>]*>([^<]*)<\/text>/g);
    expect(texts).to.have.lengthOf(500);
    for (const text of texts)
      expect(text).to.match(
        /^(mint|split|merge|weaken|refine)( \+\d+)? · (active|offered|held|consumed|retired)$/,
      );
  });
});

/** The ratio of two colours' luminances, as WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe("the colours of a lineage", () => {
  it("let words be read on every fill, and outlines be seen, on paper and on dark screens", () => {
    expect(Math.round(contrast("#000000", "#ffffff") * 100)).to.equal(2_100);
    for (const { ground, text, faint, accent, edge, proven, hidden, fill, line } of [LIGHT, DARK]) {
      for (const words of [text, faint, accent, proven, hidden])
        expect(contrast(words, ground), words).to.be.least(4.5);
      for (const under of Object.values(fill))
        for (const words of [text, proven, hidden])
          expect(contrast(words, under), `${words} on ${under}`).to.be.least(4.5);
      for (const drawn of [edge, ...Object.values(line)])
        expect(contrast(drawn, ground), drawn).to.be.least(3);
    }
  });
});
