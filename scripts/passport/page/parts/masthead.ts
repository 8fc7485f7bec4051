import { button, el } from "../dom.ts";
import type { Figures } from "../figures.ts";
import { LANGUAGES } from "../languages.ts";
import type { Subject } from "../../file.ts";
import type { AnchorFact } from "../../report.ts";
import { idText } from "../../../core/ids.ts";
import { shortened } from "../view.ts";
import type { Words } from "../words/en.ts";

/** What the page is about, and in which language. */
export function masthead(
  words: Words,
  figures: Figures,
  { subject, anchor }: { readonly subject: Subject | undefined; readonly anchor: AnchorFact | null },
  speak: (words: Words) => void,
): HTMLElement {
  const name =
    subject === undefined
      ? [words.evidence.empty]
      : [
          el("span", { class: "kind" }, subject.kind === "pack" ? words.pack : words.lot),
          " ",
          el(
            "span",
            { translate: "no" },
            subject.kind === "pack" ? subject.serial : shortened(idText(subject.lotId)),
          ),
        ];
  const languages = LANGUAGES.map((each) => {
    const choice = button(each.name, "plain", () => {
      speak(each);
    });
    choice.lang = each.code;
    choice.setAttribute("aria-pressed", String(each === words));
    return choice;
  });
  const asOf =
    anchor === null
      ? []
      : [el("p", {}, words.asOf(figures.moment(anchor.timestamp), figures.count(anchor.number)))];
  return el(
    "header",
    {},
    el(
      "div",
      { class: "top" },
      el("p", { class: "title" }, words.title),
      el("div", { role: "group", "aria-label": words.languages, class: "languages" }, ...languages),
    ),
    el("h1", {}, ...name),
    ...asOf,
  );
}
