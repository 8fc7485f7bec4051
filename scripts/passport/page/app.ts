import type { Subject } from "../file.ts";
import { idText } from "../../core/ids.ts";
import type { Progress } from "../report.ts";
import { type Ask, httpAsk } from "../node.ts";
import { check, type Loaded, type Outcome, readText } from "./checking.ts";
import type { Embedded } from "./embedded.ts";
import { askAny, ofDifferentOwners, ownerOf } from "./nodes.ts";
import { el } from "./dom.ts";
import { figuresIn } from "./figures.ts";
import { download, evidencePart } from "./parts/evidence.ts";
import { masthead } from "./parts/masthead.ts";
import { failedPart, hasDevelopmentKeys, progressPart, verdictPart } from "./parts/verdict.ts";
import { type Known, waysPart } from "./parts/ways.ts";
import { reportParts } from "./report-view.ts";
import type { Words } from "./words/en.ts";

/** What was found, and how long it took. */
interface Done extends Outcome {
  readonly milliseconds: number;
}

/** The page at work: what it was given, what it found, and in which language it says so. */
export class App {
  #words: Words;
  #loaded: Loaded | undefined;
  #known: Known = { blockHash: "", fingerprint: "" };
  #areTwoAsked = false;
  #done: Done | "failed" | undefined;
  /** Counts the checks begun, so that only the last one's answer is shown. */
  #run = 0;
  readonly #header = el("div");
  // a live region has to be there before what it tells
  readonly #result = el("div", { role: "status" });
  readonly #parts = el("div");

  readonly #nodes: readonly string[];
  readonly #ask: Ask;

  constructor(words: Words, { nodes, loaded }: Embedded) {
    this.#words = words;
    this.#loaded = loaded;
    this.#nodes = nodes;
    this.#ask = askAny(nodes);
    document.body.append(this.#header, el("main", {}, this.#result, this.#parts));
    this.#start();
  }

  #start(): void {
    this.#done = undefined;
    this.#draw();
    if (this.#loaded !== undefined) void this.#check(this.#loaded);
  }

  async #check(loaded: Loaded): Promise<void> {
    const run = ++this.#run;
    const begun = performance.now();
    let drawn = begun;
    const onProgress = (progress: Progress): void => {
      // a few times a second: drawing takes time from checking
      if (run !== this.#run || performance.now() - drawn < 200) return;
      drawn = performance.now();
      this.#result.replaceChildren(progressPart(this.#words, figuresIn(this.#words), progress));
    };
    let done: Done | "failed";
    try {
      const known = this.#known;
      const witnesses = this.#areTwoAsked
        ? ofDifferentOwners(this.#nodes)
            .slice(0, 2)
            .map((url) => httpAsk(url))
        : [];
      const outcome = await check(loaded, this.#ask, { known, witnesses, onProgress });
      done = { ...outcome, milliseconds: performance.now() - begun };
    } catch {
      done = "failed";
    }
    if (run !== this.#run) return;
    this.#done = done;
    this.#draw();
  }

  #draw(): void {
    const words = this.#words;
    const figures = figuresIn(words);
    const subject = this.#loaded?.passport.subject;
    const name = subject === undefined ? undefined : nameOf(subject);
    document.documentElement.lang = words.code;
    document.title = name === undefined ? words.title : `${words.title} ${name}`;
    const done = this.#done === "failed" ? undefined : this.#done;
    const anchor = done?.report.facts.anchor ?? null;
    this.#header.replaceChildren(
      masthead(words, figures, { subject, anchor }, (chosen) => {
        this.#speak(chosen);
      }),
    );
    if (this.#loaded === undefined) {
      this.#result.replaceChildren(el("p", { class: "sentence" }, words.evidence.emptyLead));
    } else if (this.#done === undefined) this.#result.replaceChildren(progressPart(words, figures));
    else if (done === undefined) this.#result.replaceChildren(failedPart(words));
    else {
      const view = { words, figures, report: done.report };
      this.#result.replaceChildren(verdictPart(view, done.milliseconds, done.isOffline));
      // what anybody can forge is not green
      this.#parts.classList.toggle("forgeable", hasDevelopmentKeys(view));
      this.#parts.replaceChildren(...reportParts(view, this.#ways()));
    }
    if (done === undefined) this.#parts.replaceChildren();
    this.#parts.append(this.#evidence(name, done));
  }

  /** In another language; the focus stays where the reader chose it. */
  #speak(words: Words): void {
    this.#words = words;
    this.#draw();
    this.#header.querySelector<HTMLElement>(`[lang=${words.code}]`)?.focus();
  }

  #ways(): HTMLElement {
    const use = (known: Known): void => {
      this.#known = known;
      this.#areTwoAsked = false;
      this.#start();
    };
    const ask = (): void => {
      this.#areTwoAsked = true;
      this.#start();
    };
    return waysPart(this.#words, this.#known, ofDifferentOwners(this.#nodes).map(ownerOf), {
      use,
      ask,
    });
  }

  #evidence(name: string | undefined, done: Done | undefined): HTMLElement {
    const open = (text: string): boolean => {
      const loaded = readText(text);
      if (loaded === undefined) return false;
      this.#loaded = loaded;
      this.#known = { blockHash: "", fingerprint: "" };
      this.#areTwoAsked = false;
      this.#start();
      return true;
    };
    if (done === undefined) return evidencePart(this.#words, { open });
    const save = (): void => {
      download(fileName(name ?? ""), done.evidence);
    };
    const again = (): void => {
      this.#start();
    };
    return evidencePart(this.#words, { open, save, again });
  }
}

/** A pack's serial, or a lot's id. */
function nameOf(subject: Subject): string {
  return subject.kind === "pack" ? subject.serial : idText(subject.lotId);
}

/** Of evidence: a serial may have characters that no file's name may. */
function fileName(name: string): string {
  return `passport-${name.replace(/[^\w.-]/g, "_")}-evidence.json`;
}
