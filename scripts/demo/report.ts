import { writeFileSync } from "node:fs";

import { createSpinner, type ISpinner } from "@nomicfoundation/hardhat-utils/spinner";

import { KoboldError } from "../core/errors.ts";
import { listed, phrase, renderText, type Text } from "../core/phrase.ts";
import { heading } from "./heading.ts";
import { grouped, SEEN_WORDS, type SeenName } from "./words.ts";

/** How a step was meant to end, and how it did. */
export type Outcome = "accepted" | "refused";
const OUTCOME_WORDS = { accepted: phrase`accepted`, refused: phrase`refused` } as const;

/** What everybody can see of a step. */
export type Seen = Readonly<Partial<Record<SeenName, Text>>>;

/** One step of the run. */
export interface Step {
  readonly name: Text;
  readonly operation: string;
  readonly expected: Outcome;
  readonly outcome: Outcome;
  /** Milliseconds spent on the proof, witness included; `null` where none was made. */
  readonly proofMs: number | null;
  /** Gas of its transactions; `null` where none was mined. */
  readonly gas: number | null;
  /** What the chain saw. */
  readonly public: Seen;
}

/** What people read of a step beside its record. */
export interface Remarks {
  /** What stayed hidden. */
  readonly hidden?: Text;
  /** Further lines, each with its label. */
  readonly notes?: readonly (readonly [label: Text, text: Text])[];
}

/** The whole run as `--json` writes it, in English. */
export interface RunRecord {
  /** Whether the run came to its end and every step ended as expected. */
  readonly ok: boolean;
  /** Why the run broke off; `null` if it did not. */
  readonly stoppedBy: string | null;
  readonly steps: readonly (Omit<Step, "name" | "public"> & {
    readonly name: string;
    readonly public: Readonly<Record<string, string>>;
  })[];
  readonly totals: {
    readonly steps: number;
    readonly refusals: number;
    readonly deviations: number;
    readonly proofMs: number;
    readonly gas: number;
    readonly seconds: number;
  };
}

/** Where a run is printed. */
export interface ReportOptions {
  readonly print: (text: string) => void;
  /** Says a text in the reader's language; English by default. */
  readonly say?: (text: Text) => string;
  readonly width?: number;
  /** Where the text ends up, if that is a terminal: it shows that work is under way. */
  readonly terminal?: NodeJS.WriteStream;
}

const LABEL_WIDTH = 13;
const INDENT = "    ";
/** Beyond this, lines are hard to follow, however wide the terminal. */
const WIDEST = 140;

/** Prints the run as it goes and keeps its record. */
export class Report {
  readonly say: (text: Text) => string;
  readonly width: number;
  readonly #print: (text: string) => void;
  readonly #terminal: NodeJS.WriteStream | undefined;
  readonly #startedAt = Date.now();
  readonly #steps: Step[] = [];
  #stoppedBy: Text | null = null;
  #spinner: ISpinner | undefined;

  constructor({ print, say = renderText, width = 100, terminal }: ReportOptions) {
    this.#print = (text) => {
      this.#spinner?.stop();
      print(text);
    };
    this.say = (text) => say(text);
    this.width = Math.min(width, WIDEST);
    this.#terminal = terminal;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  section(title: Text): void {
    this.#print(heading(this.say(title), this.width));
  }

  /** A labelled paragraph, wrapped to the width. */
  note(label: Text, text: Text): void {
    const room = this.width - INDENT.length - LABEL_WIDTH;
    wrap(this.say(text), room).forEach((line, i) => {
      this.#print(`${INDENT}${(i === 0 ? this.say(label) : "").padEnd(LABEL_WIDTH)}${line}\n`);
    });
  }

  /** How wide the lines may be that `lines` indents. */
  get roomForLines(): number {
    return this.width - INDENT.length;
  }

  /** Text that is laid out already, such as a tree. */
  lines(lines: readonly string[]): void {
    for (const line of lines) this.#print(`${line === "" ? "" : INDENT}${line}\n`);
  }

  /** Shows that work is under way, on a terminal only, until something is printed. */
  async during<T>(what: Text, work: () => Promise<T>): Promise<T> {
    if (this.#terminal === undefined) return work();
    this.#spinner = createSpinner({ text: ` ${this.say(what)}`, stream: this.#terminal });
    this.#spinner.start();
    try {
      return await work();
    } finally {
      this.#spinner.stop();
    }
  }

  step(step: Step, { hidden, notes = [] }: Remarks = {}): void {
    this.#steps.push(step);
    const mark = step.outcome === step.expected ? "✔" : "✘";
    const right = [
      ` ${mark} ${this.say(OUTCOME_WORDS[step.outcome])}`,
      ...(step.proofMs === null ? [] : [seconds(step.proofMs, 2)]),
      ...(step.gas === null ? [] : [this.say(phrase`${grouped(step.gas)} gas`)]),
    ].join(" · ");
    const left = `${String(this.#steps.length).padStart(3)} ${this.say(step.name)}`;
    const isOneLine = left.length + right.length <= this.width;
    this.#print(
      isOneLine
        ? `${left.padEnd(this.width - right.length)}${right}\n`
        : `${left}\n${right.padStart(this.width)}\n`,
    );
    const seen = seenIn(step).map(([name, text]): Text => listed([SEEN_WORDS[name], text], " "));
    if (seen.length > 0) this.note(phrase`public`, listed(seen, " · "));
    if (hidden !== undefined) this.note(phrase`hidden`, hidden);
    for (const [label, text] of notes) this.note(label, text);
    if (step.outcome !== step.expected) {
      this.note(phrase`DEVIATION`, phrase`it should have been ${OUTCOME_WORDS[step.expected]}`);
    }
  }

  /** The run breaks off: a step that later ones build on failed. */
  stop(thrown: unknown): void {
    this.#stoppedBy = messageOf(thrown);
  }

  record(): RunRecord {
    const sum = (values: (number | null)[]) =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    const deviations = this.#steps.filter((step) => step.outcome !== step.expected).length;
    return {
      ok: deviations === 0 && this.#stoppedBy === null && this.#steps.length > 0,
      stoppedBy: this.#stoppedBy === null ? null : renderText(this.#stoppedBy),
      steps: this.#steps.map((step) => ({
        ...step,
        name: renderText(step.name),
        public: Object.fromEntries(seenIn(step).map(([name, text]) => [name, renderText(text)])),
      })),
      totals: {
        steps: this.#steps.length,
        refusals: this.#steps.filter((step) => step.outcome === "refused").length,
        deviations,
        proofMs: sum(this.#steps.map((step) => step.proofMs)),
        gas: sum(this.#steps.map((step) => step.gas)),
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
    this.note(
      phrase`steps`,
      phrase`${totals.steps}, of which ${accepted} accepted and ${totals.refusals} refused`,
    );
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

function seenIn({ public: seen }: Step): [SeenName, Text][] {
  const names = Object.keys(SEEN_WORDS).filter((name): name is SeenName => name in seen);
  return names.flatMap((name): [SeenName, Text][] => {
    const text = seen[name];
    return text === undefined ? [] : [[name, text]];
  });
}

function seconds(milliseconds: number, decimals: number): string {
  return `${(milliseconds / 1000).toFixed(decimals)} s`;
}

/** Breaks a text at spaces into lines of at most `width` characters. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
