import { existsSync, readFileSync, writeFileSync } from "node:fs";

import type { Mutant } from "./circuit-mutants.ts";

/** What became of a mutant; `detail` is the test that noticed it, or what the compiler said. */
export interface Outcome {
  readonly kind: "killed" | "survived" | "same" | "stillborn";
  readonly detail: string;
}

interface Equivalent extends Pick<Mutant, "file" | "statement" | "at" | "before" | "after"> {
  readonly reason: string;
}

/** Outcomes by mutant and sources, kept in a file from run to run. */
export class Outcomes {
  readonly #path: string;
  readonly #byKey = new Map<string, Outcome>();

  constructor(path: string, options: { readonly fresh: boolean }) {
    this.#path = path;
    if (options.fresh || !existsSync(path)) return;
    const earlier: unknown = JSON.parse(readFileSync(path, "utf8"));
    for (const [key, outcome] of Object.entries(earlier ?? {})) {
      if (isOutcome(outcome)) this.#byKey.set(key, outcome);
    }
  }

  get(key: string): Outcome | undefined {
    return this.#byKey.get(key);
  }

  set(key: string, outcome: Outcome): void {
    this.#byKey.set(key, outcome);
    writeFileSync(this.#path, JSON.stringify(Object.fromEntries(this.#byKey), null, 1));
  }
}

/** Survivors that change nothing, and why. @throws Error if an entry lacks a field or its reason */
export function readEquivalents(path: string): Equivalent[] {
  const list: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!Array.isArray(list) || !list.every(isEquivalent)) throw new Error(`${path}: an entry lacks a field`);
  return list;
}

/** Tries the mutants, each by the next worker that is free, keeps what comes out and tells how far it is. */
export async function tryMutants<M extends Mutant, W>(
  mutants: readonly M[],
  workers: readonly W[],
  outcomeOf: (mutant: M, worker: W) => Promise<Outcome>,
  keep: (mutant: M, outcome: Outcome) => void,
): Promise<void> {
  const started = Date.now();
  const queue = [...mutants];
  let done = 0;
  await Promise.all(
    workers.map(async (worker) => {
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        const outcome = await outcomeOf(mutant, worker);
        keep(mutant, outcome);
        done += 1;
        const minutes = ((Date.now() - started) / done) * ((mutants.length - done) / 60_000);
        process.stderr.write(
          `[${done}/${mutants.length}, ${minutes.toFixed(0)} min left] ${outcome.kind}: ${describeMutant(mutant)}\n`,
        );
      }
    }),
  );
}

/** A mutant in one line. */
function describeMutant({ file, line, before, after, statement }: Mutant): string {
  return `${file}:${line}  ${before === "" ? "add" : before} → ${after === "" ? "(nothing)" : after}   in  ${statement}`;
}

/**
 * Prints what came out, and what is to be done about it.
 * @param whole whether all mutants were to be tried, so that an entry of no survivor is stale
 * @returns the exit code
 */
export function reportMutants<M extends Mutant>(
  mutants: readonly M[],
  outcomeOf: (mutant: M) => Outcome | undefined,
  listed: { readonly path: string; readonly entries: readonly Equivalent[] },
  whole: boolean,
): number {
  const of = (kind: Outcome["kind"]) => mutants.filter((mutant) => outcomeOf(mutant)?.kind === kind);
  const entryFor = (mutant: M) => listed.entries.find((entry) => isOf(entry, mutant));
  const survivors = of("survived");
  const gaps = survivors.filter((mutant) => entryFor(mutant) === undefined);
  const same = of("same").length;
  console.log(
    `${mutants.length} mutants: ${of("killed").length} killed, ` +
      `${survivors.length - gaps.length + same} equivalent${same > 0 ? ` (${same} the same code)` : ""}, ` +
      `${of("stillborn").length} stillborn, ${gaps.length} unexplained`,
  );
  for (const mutant of gaps) {
    const { file, statement, at, before, after } = mutant;
    const entry = { file, statement, at, before, after, reason: "" };
    console.log(`survived: ${describeMutant(mutant)}\n  ${JSON.stringify(entry)}`);
  }
  const used = new Set(survivors.map(entryFor));
  const stale = whole ? listed.entries.filter((entry) => !used.has(entry)) : [];
  for (const entry of stale) console.log(`${listed.path}: of no survivor: ${JSON.stringify(entry)}`);
  const missing = mutants.filter((mutant) => outcomeOf(mutant) === undefined).length;
  if (missing > 0) console.log(`${missing} mutants were not tried`);
  return gaps.length === 0 && stale.length === 0 && missing === 0 && of("killed").length > 0 ? 0 : 1;
}

function isOf(entry: Equivalent, { file, statement, at, before, after }: Mutant): boolean {
  return (
    entry.file === file &&
    entry.statement === statement &&
    entry.at === at &&
    entry.before === before &&
    entry.after === after
  );
}

function isEquivalent(entry: unknown): entry is Equivalent {
  const isRecord = typeof entry === "object" && entry !== null && "reason" in entry;
  const fields = ["file", "statement", "at", "before", "after"];
  return isRecord && entry.reason !== "" && fields.every((field) => field in entry);
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === "object" && value !== null && "kind" in value && "detail" in value;
}
