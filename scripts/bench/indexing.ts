import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

import { jsonAt } from "../prover/json.ts";

/** The events of firms at work, read into an index on the disk; times are the processor's. */
export interface IndexFigures {
  readonly events: number;
  readonly perSecond: number;
  /** What ethers' decoding alone does of the same events. */
  readonly ethersPerSecond: number;
  /** Reading on where nothing is new. */
  readonly nextMs: number;
  readonly descendants: number;
  readonly descendantsMs: number;
  readonly sizeMb: number;
}

const EVENTS = 100_000;
const run = promisify(execFile);

/** Reads a stream of events in a process of its own, and has ethers decode some of them beside it. */
export async function measureIndex(log: (line: string) => void): Promise<IndexFigures> {
  log(`indexing ${EVENTS} events`);
  const script = path.join(import.meta.dirname, "index-process.ts");
  const { stdout } = await run(process.execPath, [script, String(EVENTS)]);
  const json: unknown = JSON.parse(stdout);
  const figure = (name: keyof IndexFigures): number => Number(jsonAt(json, name));
  return {
    events: figure("events"),
    perSecond: figure("perSecond"),
    ethersPerSecond: figure("ethersPerSecond"),
    nextMs: figure("nextMs"),
    descendants: figure("descendants"),
    descendantsMs: figure("descendantsMs"),
    sizeMb: figure("sizeMb"),
  };
}

/** The figures as Markdown. */
export function indexMarkdown(figures: IndexFigures): string {
  const { events, perSecond, ethersPerSecond, nextMs, descendants, descendantsMs, sizeMb } = figures;
  const whole = (number: number) => Math.round(number).toLocaleString("en");
  return [
    `Events of lots read into an index: ${whole(perSecond)} a second of the processor, beside ${whole(ethersPerSecond)} that`,
    `ethers decodes; ${whole(events)} take ${whole(sizeMb)} MB on the disk. Where nothing is new, reading on takes`,
    `${whole(nextMs)} ms; the ${whole(descendants)} descendants of a lot, ${whole(descendantsMs)} ms.`,
  ].join("\n");
}
