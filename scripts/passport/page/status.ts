import type { CheckStatus } from "../report.ts";
import { el } from "./dom.ts";
import type { Words } from "./words/en.ts";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Each status has an outline of its own, so that they are told apart without colour: a disc with a tick, a square with a
 * cross, a hollow diamond with a question mark.
 */
const SHAPES: Readonly<Record<CheckStatus, { readonly outline: string; readonly sign: string }>> = {
  true: { outline: "M12 1a11 11 0 1 1 0 22a11 11 0 1 1 0-22z", sign: "M6.5 12.5l3.7 3.7l7.3-8" },
  false: { outline: "M2 2h20v20h-20z", sign: "M7.5 7.5l9 9m0-9l-9 9" },
  unchecked: {
    outline: "M12 1.5l10.5 10.5l-10.5 10.5l-10.5-10.5z",
    sign: "M9.3 9.6a2.7 2.7 0 1 1 4 2.4c-.9.5-1.3 1-1.3 2m0 2.3v.6",
  },
};

/** The status as a shape and, beside it or for screen readers alone, as a word. */
export function statusMark(words: Words, status: CheckStatus, isWordShown = true): HTMLElement {
  const word = el("span", { class: isWordShown ? "word" : "unseen" }, words.status[status]);
  return el("span", { class: `status is-${status}` }, shape(status), word);
}

function shape(status: CheckStatus): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, path] of Object.entries(SHAPES[status])) {
    const drawn = document.createElementNS(SVG, "path");
    drawn.setAttribute("class", name);
    drawn.setAttribute("d", path);
    svg.append(drawn);
  }
  return svg;
}
