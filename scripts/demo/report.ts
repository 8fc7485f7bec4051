import { writeFileSync } from "node:fs";

import { createSpinner, type ISpinner } from "@nomicfoundation/hardhat-utils/spinner";

import { KoboldError } from "../core/errors.ts";
import { listed, phrase, renderText, type Text } from "../core/phrase.ts";
import { heading } from "./heading.ts";
import { grouped, SEEN_WORDS, type SeenName } from "./words.ts";

/** How a step was meant to end, and how it did. */
export type Outcome = "accepted" | "refused";
const OUTCOME_WORDS = { accepted: phrase`accepted`, refused: phrase`refused` } as const;

/** What a step shows to everybody, and what it hides. */
export interface Disclosed {
  /** What the chain saw. */
  readonly public: Readonly<Partial<Record<SeenName, Text>>>;
  readonly hidden?: Text;
}

/** One step of the run. */
export interface Step extends Disclosed {
  readonly name: Text;
  readonly operation: string;
  readonly expected: Outcome;
  readonly outcome: Outcome;
  /** Milliseconds spent on the proof, witness included; `null` where none was made. */
  readonly proofMs: number | null;
  /** Gas of its transactions; `null` where none was mined. */
  readonly gas: number | null;
  /** Further lines, each with its label. */
  readonly notes?: readonly (readonly [label: Text, text: Text])[];
}

/** Where a run is printed. */
export interface ReportOptions {
  readonly print: (text: string) => void;
  /** Says a text in the reader's language; English by default. */
  readonly say?: (text: Text) => string;
  readonly width?: number;
  /** Where the text ends up: if that is a terminal, it shows that work is under way. */
  readonly stream?: NodeJS.WriteStream;
}

const LABEL_WIDTH = 13;
const INDENT = "    ";
/** Beyond this, lines are hard to follow, however wide the terminal. */
const WIDEST = 140;

/** Prints the run as it goes and keeps its record. */
export class Report {
  readonly steps: Step[] = [];
  readonly say: (text: Text) => string;
  readonly #width: number;
  readonly #print: (text: string) => void;
  readonly #stream: NodeJS.WriteStream | undefined;
  readonly #startedAt = Date.now();
  #stoppedBy: Text | null = null;
  #spinner: ISpinner | undefined;

  constructor({ print, say = (text) => renderText(text), width = 100, stream }: ReportOptions) {
    this.#print = print;
    this.say = say;
    this.#width = Math.min(width, WIDEST);
    this.#stream = stream;
  }

  section(title: Text): void {
    this.#print(heading(this.say(title), this.#width));
  }

  /** A labelled paragraph, wrapped to the width. */
  note(label: Text, text: Text): void {
    const lines = wrap(this.say(text), this.#width - INDENT.length - LABEL_WIDTH);
    lines.forEach((line, i) => {
      this.#print(`${INDENT}${(i === 0 ? this.say(label) : "").padEnd(LABEL_WIDTH)}${line}\n`);
    });
  }

  /** Text that is laid out for the width that it is given, such as a tree. */
  layOut(linesOf: (width: number) => readonly string[]): void {
    for (const line of linesOf(this.#width - INDENT.length)) this.#print(`${INDENT}${line}`.trimEnd() + "\n");
  }

  /** Shows that work is under way, on a terminal only, until a step is told. */
  async during<T>(what: Text, work: () => Promise<T>): Promise<T> {
    if (this.#stream === undefined) return work();
    this.#spinner = createSpinner({ text: ` ${this.say(what)}`, stream: this.#stream });
    this.#spinner.start();
    try {
      return await work();
    } finally {
      this.#spinner.stop();
    }
  }

  step(step: Step): void {
    this.steps.push(step);
    this.#spinner?.stop();
    const isRight = step.outcome === step.expected;
    const right = [
      ` ${isRight ? "✔" : "✘"} ${this.say(OUTCOME_WORDS[step.outcome])}`,
      ...(step.proofMs === null ? [] : [seconds(step.proofMs, 2)]),
      ...(step.gas === null ? [] : [this.say(phrase`${grouped(step.gas)} gas`)]),
    ].join(" · ");
    const left = `${String(this.steps.length).padStart(3)} ${this.say(step.name)}`;
    const isOneLine = left.length + right.length <= this.#width;
    this.#print(
      isOneLine
        ? `${left.padEnd(this.#width - right.length)}${right}\n`
        : `${left}\n${right.padStart(this.#width)}\n`,
    );
    const seen = seenIn(step).map(([name, text]) => listed([SEEN_WORDS[name], text], " "));
    if (seen.length > 0) this.note(phrase`public`, listed(seen, " · "));
    if (step.hidden !== undefined) this.note(phrase`hidden`, step.hidden);
    for (const [label, text] of step.notes ?? []) this.note(label, text);
    if (!isRight) this.note(phrase`DEVIATION`, phrase`it should have been ${OUTCOME_WORDS[step.expected]}`);
  }

  /** The run breaks off: a step that later ones build on failed. */
  stop(thrown: unknown): void {
    this.#stoppedBy = messageOf(thrown);
  }

  /** The whole run as `--json` writes it, in English; `ok` if it came to its end and every step ended as expected. */
  record() {
    const sum = (values: (number | null)[]) => values.reduce<number>((all, each) => all + (each ?? 0), 0);
    const deviations = this.steps.filter((step) => step.outcome !== step.expected).length;
    return {
      ok: deviations === 0 && this.#stoppedBy === null && this.steps.length > 0,
      stoppedBy: this.#stoppedBy === null ? null : renderText(this.#stoppedBy),
      steps: this.steps.map(({ name, operation, expected, outcome, proofMs, gas, ...disclosed }) => {
        const seen = seenIn(disclosed).map(([key, text]) => [key, renderText(text)] as const);
        const shown: Record<string, string> = Object.fromEntries(seen);
        return { name: renderText(name), operation, expected, outcome, proofMs, gas, public: shown };
      }),
      totals: {
        steps: this.steps.length,
        refusals: this.steps.filter((step) => step.outcome === "refused").length,
        deviations,
        proofMs: sum(this.steps.map((step) => step.proofMs)),
        gas: sum(this.steps.map((step) => step.gas)),
        seconds: Math.round((Date.now() - this.#startedAt) / 1000),
      },
    };
  }

  /** The last lines: whether all went as expected, and the totals. */
  summary(): void {
    const { ok, totals } = this.record();
    this.section(ok ? phrase`As expected, every step` : phrase`NOT AS EXPECTED`);
    if (!ok) this.note(phrase`deviations`, String(totals.deviations));
    if (this.#stoppedBy !== null) this.note(phrase`stopped by`, this.#stoppedBy);
    const accepted = totals.steps - totals.refusals;
    const ended = phrase`${totals.steps}, of which ${accepted} accepted and ${totals.refusals} refused`;
    this.note(phrase`steps`, ended);
    this.note(phrase`proofs`, seconds(totals.proofMs, 1));
    this.note(phrase`gas`, grouped(totals.gas));
    this.note(phrase`time`, `${totals.seconds} s`);
  }

  writeJson(file: string): void {
    writeFileSync(file, `${JSON.stringify(this.record(), null, 2)}\n`);
  }
}

/** What a failure says to people. */
export function messageOf(thrown: unknown): Text {
  if (thrown instanceof KoboldError) return thrown.said.message;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function seenIn({ public: seen }: Disclosed): [SeenName, Text][] {
  const names = Object.keys(SEEN_WORDS).filter((name): name is SeenName => name in seen);
  return names.map((name) => [name, seen[name] ?? ""]);
}

function seconds(milliseconds: number, decimals: number): string {
  return `${(milliseconds / 1000).toFixed(decimals)} s`;
}

/** Breaks a text at spaces, and words that are too long anywhere, into lines of at most `width` characters. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.match(new RegExp(`[^ ]{1,${width}}`, "g")) ?? []) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
