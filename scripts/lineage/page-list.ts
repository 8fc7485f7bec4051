import { phrase } from "../core/phrase.ts";
import { type Branch, forestOf } from "./forest.ts";
import { type Html, markup } from "./markup.ts";
import { idText } from "../core/ids.ts";
import type { TracedLot } from "./trace.ts";
import type { TraceView } from "./view.ts";

/**
 * The lineage as nested lists, each lot with its details. The only child of a lot follows it in the same list, so that
 * long lives are not nested beyond what browsers take.
 */
export function lotList(view: TraceView): Html {
  const places = new Map([...view.trace.lots.keys()].map((lotId, i) => [lotId, i]));
  const link = (lotId: bigint) => {
    const place = places.get(lotId);
    return place === undefined
      ? markup`<code>${idText(lotId)}</code>`
      : markup`<a class="id" href="#item-${place}" data-to="${place}">${view.idOf(lotId)}</a>`;
  };
  const items = ({ lotId, branches }: Branch): Html[] => {
    const lot = view.trace.lots.get(lotId);
    if (lot === undefined) return [];
    const place = places.get(lotId) ?? 0;
    const parents = lot.parentsShown.map((parent) => places.get(parent) ?? 0).join(" ");
    const folder = markup`<details><summary>${headline(view, lot)}</summary>${details(view, lot, link)}</details>`;
    const own = (before: Html, after: Html) =>
      markup`<li id="item-${place}" class="${lot.madeBy} ${lot.status}" data-lot="${place}" data-parents="${parents}">${before}${folder}${after}</li>\n`;
    const [only] = branches.length === 1 ? branches : [];
    if (only?.isReference === true) return [own(markup``, markup`<p>→ ${link(only.lotId)}</p>`)];
    if (branches.length === 0) return [own(markup``, markup``)];
    const whose = view.say(phrase`What became of ${view.idOf(lotId)}`);
    const fold = markup`<button class="fold js" aria-expanded="true" aria-label="${whose}">−</button>`;
    if (only !== undefined) return [own(fold, markup``), ...items(only)];
    const nested = branches.flatMap(items);
    return [own(fold, markup`<ul>${nested}</ul>`)];
  };
  return markup`<ul class="lots">${forestOf(view.trace).flatMap(items)}</ul>`;
}

function headline(view: TraceView, lot: TracedLot): Html {
  const marks = view.marks(lot);
  const hidden = view.hidden(lot.lotId);
  const here = lot.lotId === view.trace.subject ? " ◀" : "";
  return markup`<span class="id">${view.idOf(lot.lotId)}</span>${here} ${view.madeBy(lot)} · ${view.status(lot)}${
    marks.length === 0 ? "" : markup` <span class="proof">✓ ${marks.join(" ")}</span>`
  }${hidden === "" ? "" : markup` <span class="secret">[${hidden}]</span>`}`;
}

function details(view: TraceView, lot: TracedLot, link: (lotId: bigint) => Html): Html {
  const { say } = view;
  const { lotId, parents, children, owner, provenanceId } = lot;
  const links = (ids: readonly bigint[]) => ids.map((id, i) => markup`${i === 0 ? "" : ", "}${link(id)}`);
  const lines = (all: readonly string[]) =>
    all.map((line, i) => markup`${i === 0 ? "" : markup`<br />`}${line}`);
  const rows: [string, readonly Html[]][] = [
    [say(phrase`lot`), [markup`<code>${idText(lotId)}</code>`]],
    [say(phrase`made of`), links(parents)],
    [say(phrase`became`), links(children)],
    [say(phrase`owner`), [markup`<code>${owner}</code>`]],
    [say(phrase`provenance`), [markup`${provenanceId}`]],
    [say(phrase`proven`), lines(view.claims(lot))],
    [say(phrase`life`), lines(view.moments(lot))],
  ];
  const hidden = view.figures(lotId);
  const shown = rows
    .filter(([, value]) => value.length > 0)
    .map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`);
  if (hidden.length === 0) return markup`<dl>${shown}</dl>`;
  const secret = lines([view.hidden(lotId), ...hidden]);
  return markup`<dl>${shown}<dt class="secret">${say(phrase`hidden`)}</dt><dd class="secret">${secret}</dd></dl>`;
}
