import type { PassportCheck } from "../../report.ts";
import { button, code, el, section } from "../dom.ts";
import { statusMark } from "../status.ts";
import { checkName, reasonOf, type View } from "../view.ts";

/** Every check, in order; each opens, and shows what was compared. */
export function checksPart(view: View): HTMLElement {
  const said = view.words.checks;
  const entries = view.report.checks.map((check) => checkEntry(view, check));
  const toggle = (isOpen: boolean) => () => {
    for (const entry of entries) entry.open = isOpen;
  };
  return section(
    "checks",
    said.title,
    el("p", { class: "lead" }, said.lead),
    el(
      "p",
      { class: "buttons" },
      button(said.all, "plain", toggle(true)),
      button(said.close, "plain", toggle(false)),
    ),
    el("ol", { class: "checks" }, ...entries.map((entry) => el("li", {}, entry))),
  );
}

function checkEntry(view: View, check: PassportCheck): HTMLDetailsElement {
  const { words } = view;
  const inputs = Object.entries(check.inputs).map(([name, value]) => row(inputName(view, name), value));
  const rows = [
    ...(check.subject === undefined ? [] : [row(words.checks.about, check.subject)]),
    ...(check.reason === undefined ? [] : [row(words.checks.reason, reasonOf(view, check))]),
    ...inputs,
  ];
  return el(
    "details",
    { "data-check": check.id, "data-status": check.status },
    el("summary", {}, statusMark(words, check.status), el("span", {}, checkName(view, check))),
    rows.length === 0 ? el("p", {}, words.checks.noInputs) : el("dl", { class: "inputs" }, ...rows.flat()),
  );
}

function row(name: string, value: string): HTMLElement[] {
  return [el("dt", {}, name), el("dd", {}, code(value))];
}

/** In the reader's language where it has a word for it, else as the checker calls it. */
function inputName({ words }: View, name: string): string {
  const known: Readonly<Record<string, string>> = words.checks.inputs;
  return (Object.hasOwn(known, name) ? known[name] : undefined) ?? name;
}
