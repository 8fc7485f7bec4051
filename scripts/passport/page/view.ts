import type { CheckId, CheckStatus, PassportCheck, PassportReport } from "../report.ts";
import { el } from "./dom.ts";
import type { Figures } from "./figures.ts";
import { statusMark } from "./status.ts";
import type { Words } from "./words/en.ts";

/** What every part of the page is drawn from. */
export interface View {
  readonly words: Words;
  readonly figures: Figures;
  readonly report: PassportReport;
}

/** The checks of some kinds. */
export function checksOf({ report }: View, ids: readonly CheckId[]): PassportCheck[] {
  return report.checks.filter(({ id }) => ids.includes(id));
}

/** The status of several checks together, as a report's verdict is theirs; unchecked if there is not one. */
export function together(checks: readonly PassportCheck[]): CheckStatus {
  if (checks.some(({ status }) => status === "false")) return "false";
  const isAllTrue = checks.length > 0 && checks.every(({ status }) => status === "true");
  return isAllTrue ? "true" : "unchecked";
}

/** What is stated, and of what: a contract's name, or the first digits of an id. */
export function checkName({ words }: View, { id, subject }: PassportCheck): string {
  const said = words.checks;
  const name = said.names[id];
  if (subject === undefined) return name;
  // `claims@1` is of the deployment before, `keys@1` the keys themselves
  const [of = "", depth] = subject.split("@");
  const about = depth === undefined ? said.of(shortened(of)) : said.ofEarlier(of === id ? "" : of);
  return `${name}, ${about}`;
}

/** A long id by its ends; the whole stands in the list of checks. */
export function shortened(id: string): string {
  return id.length > 24 ? `${id.slice(0, 10)}…${id.slice(-6)}` : id;
}

/** Why checks are not true, the reason first; those that only rest on another are left out. */
export function causes(view: View, checks: readonly PassportCheck[]): HTMLElement[] {
  const broken = checks.filter(({ status, reason }) => status !== "true" && reason !== "rests-on-another");
  return broken.map((check) =>
    el(
      "li",
      {},
      statusMark(view.words, check.status, false),
      el(
        "div",
        {},
        el("p", { class: "why" }, `${reasonOf(view, check)}.`),
        el("p", { class: "small" }, view.words.checks.statement(checkName(view, check))),
      ),
    ),
  );
}

export function reasonOf({ words }: View, { reason }: PassportCheck): string {
  return reason === undefined ? "" : words.reasons[reason];
}

/** How a part of the page stands: its mark, and why where it is not true. */
export function standing(view: View, ids: readonly CheckId[]): HTMLElement[] {
  const checks = checksOf(view, ids);
  const why = causes(view, checks);
  const mark = el("p", { class: "standing" }, statusMark(view.words, together(checks)));
  return why.length === 0 ? [mark] : [mark, el("ul", { class: "causes" }, ...why)];
}
