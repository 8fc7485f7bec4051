import { writeFileSync } from "node:fs";

import { createSpinner } from "@nomicfoundation/hardhat-utils/spinner";

/** How a step was meant to end, and how it did. */
export type Outcome = "accepted" | "refused";

/** One step of the run, as `--json` writes it. */
export interface Step {
  readonly name: string;
  readonly operation: string;
  readonly expected: Outcome;
  readonly outcome: Outcome;
  /** Milliseconds spent on the proof, witness included; `null` where none was made. */
  readonly proofMs: number | null;
  /** Gas of the transaction; `null` where none was sent. */
  readonly gas: number | null;
  /** What the chain saw. */
  readonly public: Readonly<Record<string, string>>;
}

/** What people read of a step beside its record. */
export interface Remarks {
  /** What stayed hidden. */
  readonly hidden?: string;
  /** Further lines, each with its label. */
  readonly notes?: readonly (readonly [label: string, text: string])[];
}

/** The whole run. */
export interface RunRecord {
  /** Whether the run came to its end and every step ended as expected. */
  readonly ok: boolean;
  /** Why the run broke off; `null` if it did not. */
  readonly stoppedBy: string | null;
  readonly steps: readonly Step[];
  readonly totals: {
    readonly steps: number;
    readonly refusals: number;
    readonly deviations: number;
    readonly proofMs: number;
    readonly gas: number;
    readonly seconds: number;
  };
}

const LABEL_WIDTH = 13;
const INDENT = "    ";

/** Prints the run as it goes and keeps its record. */
export class Report {
  readonly #steps: Step[] = [];
  readonly #startedAt = Date.now();
  #stoppedBy: string | null = null;
  readonly #print: (text: string) => void;
  readonly #terminal: NodeJS.WriteStream | undefined;

  /** @param terminal where the text ends up, if it is one: gives the width, and shows that work is under way */
  constructor(print: (text: string) => void, terminal?: NodeJS.WriteStream) {
    this.#print = print;
    this.#terminal = terminal?.isTTY === true ? terminal : undefined;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  section(title: string): void {
    this.#print(`\n${title}\n${"─".repeat(Math.min(this.#width, title.length))}\n`);
  }

  /** A labelled paragraph, wrapped to the terminal. */
  note(label: string, text: string): void {
    const room = this.#width - INDENT.length - LABEL_WIDTH;
    wrap(text, room).forEach((line, i) => {
      this.#print(`${INDENT}${(i === 0 ? label : "").padEnd(LABEL_WIDTH)}${line}\n`);
    });
  }

  /** Text as it stands, such as a tree. */
  text(lines: string): void {
    this.#print(`${lines}\n`);
  }

  /** Shows that work is under way, on a terminal only. */
  async during<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (this.#terminal === undefined) return work();
    const spinner = createSpinner({ text: ` ${what}`, stream: this.#terminal });
    spinner.start();
    try {
      return await work();
    } finally {
      spinner.stop();
    }
  }

  step(step: Step, { hidden, notes = [] }: Remarks = {}): void {
    this.#steps.push(step);
    const number = String(this.#steps.length).padStart(3);
    const mark = step.outcome === step.expected ? "✔" : "✘";
    const figures = [
      ...(step.proofMs === null ? [] : [`${(step.proofMs / 1000).toFixed(2)} s`]),
      ...(step.gas === null ? [] : [`${step.gas.toLocaleString("en")} gas`]),
    ].join(" · ");
    const right = ` ${mark} ${step.outcome}${figures === "" ? "" : ` · ${figures}`}`;
    const head = `${number} ${step.name}`;
    const fits = head.length + right.length <= this.#width;
    this.#print(
      fits
        ? `${head.padEnd(this.#width - right.length)}${right}\n`
        : `${head}\n${right.padStart(this.#width)}\n`,
    );
    const seen = Object.entries(step.public).map(([key, value]) => `${key} ${value}`);
    if (seen.length > 0) this.note("chain saw", seen.join(" · "));
    if (hidden !== undefined) this.note("hidden", hidden);
    for (const [label, text] of notes) this.note(label, text);
    if (step.outcome !== step.expected) this.note("DEVIATION", `expected to be ${step.expected}`);
  }

  /** The run breaks off: a step that later ones build on failed. */
  stop(thrown: unknown): void {
    this.#stoppedBy = thrown instanceof Error ? thrown.message : String(thrown);
  }

  record(): RunRecord {
    const sum = (values: (number | null)[]) =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    const deviations = this.#steps.filter((step) => step.outcome !== step.expected).length;
    return {
      ok: deviations === 0 && this.#stoppedBy === null && this.#steps.length > 0,
      stoppedBy: this.#stoppedBy,
      steps: this.#steps,
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
    const { ok, stoppedBy, totals } = this.record();
    this.section(ok ? "As expected, every step" : "NOT AS EXPECTED");
    if (!ok) this.note("deviations", String(totals.deviations));
    if (stoppedBy !== null) this.note("stopped by", stoppedBy);
    const accepted = totals.steps - totals.refusals;
    this.note("steps", `${totals.steps}, of which ${accepted} accepted and ${totals.refusals} refused`);
    this.note("proofs", `${(totals.proofMs / 1000).toFixed(1)} s for those that were sent`);
    this.note("gas", totals.gas.toLocaleString("en"));
    this.note("time", `${totals.seconds} s`);
  }

  writeJson(file: string): void {
    writeFileSync(file, `${JSON.stringify(this.record(), null, 2)}\n`);
  }

  get #width(): number {
    return Math.min(this.#terminal?.columns ?? 100, 140);
  }
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
