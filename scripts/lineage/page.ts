import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { lots } from "../core/counts.ts";
import { type Phrase, phrase } from "../core/phrase.ts";
import { Html, markup } from "./markup.ts";
import { lotList } from "./page-list.ts";
import { DARK, LIGHT } from "./palette.ts";
import type { TraceView } from "./view.ts";
import { STATUS_WORDS } from "./words.ts";
import { MADE_BY_WORDS } from "../core/made-by.ts";

const part = (name: string) => readFileSync(new URL(`./page/${name}`, import.meta.url), "utf8").trim();

/**
 * The lineage as one HTML file that needs nothing else and lets nothing else in: the drawing, and a list that says
 * the same in words.
 * @param svg the drawing of `dotOf` this view
 * @param language of the view's words, as HTML names it
 */
export function pageOf(view: TraceView, svg: string, language = "en"): string {
  const { say, trace } = view;
  const title = say(phrase`Lineage of cobalt lot ${view.idOf(trace.subject)}`);
  const style = `${coloursOf(LIGHT)}\n@media (prefers-color-scheme: dark) {\n${coloursOf(DARK)}\n}\n${classColours()}\n${part("page.css")}`;
  const script = part("page.mjs");
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const keys = phrase`Keys: arrows to parent, child and neighbours, Enter for details, f to fold, + and - to zoom, 0 for all. The list says the same in words.`;
  const subject = [...trace.lots.keys()].indexOf(trace.subject);
  const told = markup`data-found="${say(phrase`Found: ${"{n}"}`)}" data-folded="${say(phrase`Folded away: ${"{n}"}`)}"`;
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="faint">${say(phrase`Lots: ${trace.lots.size}. Read up to block ${trace.block}.`)}</p>
${warning(view)}
${legend(view)}
</header>
${bar(view)}
<main>
<section class="diagram" aria-labelledby="diagram-title">
<h2 id="diagram-title">${say(phrase`Diagram`)}</h2>
<p class="faint js" id="keys">${say(keys)}</p>
<div id="canvas">${drawing(view, svg)}</div>
</section>
<section aria-labelledby="list-title">
<h2 id="list-title">${say(phrase`List`)}</h2>
${lotList(view)}
</section>
</main>
<div id="words" hidden data-subject="${subject}" ${told}></div>
<script type="module">${new Html(script)}</script>
</body>
</html>
`.text;
}

function warning(view: TraceView): Html {
  if (view.open === 0) return markup``;
  const words = phrase`NOT PUBLIC: this page shows hidden figures of ${lots(view.open)}, in brackets and under "hidden". Whoever has the page can read them.`;
  return markup`<p class="warning secret"><strong>${view.say(words)}</strong></p>`;
}

function legend({ say, policies }: TraceView): Html {
  const swatches = (words: Readonly<Record<string, Phrase>>) =>
    Object.entries(words).map(
      ([each, word]) => markup`<li><span class="swatch ${each}"></span>${say(word)}</li>`,
    );
  const claims = policies.map(
    ({ mark, words, days }) =>
      markup`<li>
        <span class="proof">✓ ${mark}</span> ${words} (${days})
      </li>`,
  );
  return markup`<details><summary>${say(phrase`What colours, outlines and marks mean`)}</summary>
<ul class="legend" aria-label="${say(phrase`Fill: how a lot was made`)}">${swatches(MADE_BY_WORDS)}</ul>
<ul class="legend" aria-label="${say(phrase`Outline: where it stands`)}">${swatches(STATUS_WORDS)}</ul>
<ul class="legend" aria-label="${say(phrase`Claims that are proven, with their days`)}">${claims}</ul>
</details>`;
}

function bar({ say }: TraceView): Html {
  return markup`<div class="bar js" role="toolbar" aria-label="${say(phrase`Tools`)}">
<label>${say(phrase`Find`)} <input id="query" type="search" autocomplete="off"></label>
<button id="previous" disabled>${say(phrase`Previous`)}</button>
<button id="next" disabled>${say(phrase`Next`)}</button>
<button id="closer" aria-label="${say(phrase`Zoom in`)}">+</button>
<button id="farther" aria-label="${say(phrase`Zoom out`)}">−</button>
<button id="all">${say(phrase`Whole diagram`)}</button>
<button id="here">${say(phrase`This lot`)}</button>
<button id="fold" disabled>${say(phrase`Fold, unfold`)}</button>
<button id="unfold">${say(phrase`Unfold all`)}</button>
<output id="said" aria-live="polite"></output>
</div>`;
}

/** Graphviz's drawing without its header, its size and its tooltips, with a name for each lot. */
function drawing(view: TraceView, svg: string): Html {
  const lots = [...view.trace.lots.values()];
  const label = view.say(phrase`Diagram of the lineage; the list says the same in words`);
  const text = svg
    .slice(svg.indexOf("<svg"))
    .replace(
      /<svg width="[^"]*" height="[^"]*"/,
      () => markup`<svg role="group" aria-label="${label}" aria-describedby="keys"`.text,
    )
    .replaceAll(/<title>[^<]*<\/title>\n?/g, "")
    .replaceAll(/<!--[^]*?-->\n?/g, "")
    .replaceAll(
      /<text ([^>]*)>(✓|\[)/g,
      (_, rest: string, first: string) =>
        `<text class="${first === "[" ? "secret" : "proof"}" ${rest}>${first}`,
    )
    .replaceAll(/<g id="lot(\d+)"/g, (found, i: string) => {
      const lot = lots[Number(i)];
      if (lot === undefined) return found;
      const said = [
        view.idOf(lot.lotId),
        view.madeBy(lot),
        view.status(lot),
        ...view.claims(lot),
        view.hidden(lot.lotId),
      ];
      return markup`<g id="lot${i}" aria-label="${said.filter((each) => each !== "").join(", ")}"`.text;
    });
  return new Html(text);
}

function coloursOf(palette: typeof LIGHT): string {
  const { fill, line, ...others } = palette;
  const all = Object.entries({ ...others, ...fill, ...line });
  return `:root { ${all.map(([name, colour]) => `--${name}: ${colour};`).join(" ")} }`;
}

/** Fills by how a lot was made, outlines by where it stands. */
function classColours(): string {
  const fills = Object.keys(MADE_BY_WORDS).map(
    (each) =>
      `.node.${each} > :is(polygon, path) { fill: var(--${each}); } .swatch.${each} { background: var(--${each}); } li.${each} > details > summary { border-color: var(--${each}); }`,
  );
  const lines = Object.keys(STATUS_WORDS).map(
    (each) =>
      `.node.${each} > :is(polygon, path) { stroke: var(--${each}); } .swatch.${each} { border-color: var(--${each}); }`,
  );
  return [...fills, ...lines].join("\n");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
