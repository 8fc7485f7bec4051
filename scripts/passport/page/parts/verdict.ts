import type { Progress } from "../../report.ts";
import { el } from "../dom.ts";
import { statusMark } from "../status.ts";
import { causes, type View } from "../view.ts";
import type { Figures } from "../figures.ts";
import type { Words } from "../words/en.ts";

/** More reasons than these stand in the list of checks alone. */
const MOST_CAUSES = 5;

/** What the reader came for, in one sentence, and why where it is not well. */
export function verdictPart(view: View, milliseconds: number, isOffline: boolean): HTMLElement {
  const { words, figures, report } = view;
  const said = words.verdict;
  const { verdict, checks } = report;
  const isForgeable = verdict === "true" && hasDevelopmentKeys(view);
  const kind = isForgeable ? "forgeable" : verdict;
  const made = checks.filter(({ status }) => status === "true").length;
  const why = causes(view, checks).slice(0, MOST_CAUSES);
  return el(
    "div",
    { id: "verdict", class: `verdict is-${kind}`, "data-verdict": verdict },
    statusMark(words, verdict),
    el("p", { class: "sentence" }, said[kind]),
    el("p", {}, said[`${kind}Means`]),
    ...(why.length === 0 ? [] : [el("p", {}, said.because), el("ul", { class: "causes" }, ...why)]),
    el(
      "p",
      { class: "small" },
      [
        said.count(figures.count(made), figures.count(checks.length)),
        said.tookSeconds(figures.seconds(milliseconds)),
        ...(isOffline ? [said.offline] : []),
      ].join(" "),
    ),
  );
}

/** While it is checked. */
export function progressPart(words: Words, figures: Figures, progress?: Progress): HTMLElement {
  const { checking, step, steps } = words.verdict;
  const bar = el("progress", { "aria-label": checking });
  const line = el("p", { class: "small" });
  if (progress !== undefined) {
    bar.max = Math.max(progress.of, 1);
    bar.value = progress.done;
    line.append(step(steps[progress.step], figures.count(progress.done), figures.count(progress.of)));
  }
  return el(
    "div",
    { id: "verdict", class: "verdict is-running" },
    el("p", { class: "sentence" }, checking),
    bar,
    line,
  );
}

/** Where the page itself could not do it: that says nothing of the passport. */
export function failedPart(words: Words): HTMLElement {
  const { unchecked, uncheckedMeans } = words.verdict;
  return el(
    "div",
    { id: "verdict", class: "verdict is-unchecked", "data-verdict": "unchecked" },
    statusMark(words, "unchecked"),
    el("p", { class: "sentence" }, unchecked),
    el("p", {}, uncheckedMeans),
  );
}

export function hasDevelopmentKeys({ report }: View): boolean {
  return report.trust.deployments.some(({ hasDevelopmentKeys: has }) => has);
}
