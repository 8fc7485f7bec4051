import { readFileSync, rmSync, writeFileSync } from "node:fs";

import { z } from "zod/v4";

import { type Phrase, phrase } from "../core/phrase.ts";

const holderSchema = z.object({ pid: z.int(), since: z.iso.datetime() });

const holderFile = (file: string) => `${file}-holder`;

// The file only tells whom to wait for; SQLite's lock decides. So a stale one does no harm, nor does none at all.

/** Notes that this process holds the vault, if it can: on a full disk the vault must open all the same. */
export function noteHolder(file: string, since: Date): void {
  const note = JSON.stringify({ pid: process.pid, since: since.toISOString() });
  attempt(() => {
    writeFileSync(holderFile(file), note, { mode: 0o600 });
  });
}

export function dropHolder(file: string): void {
  attempt(() => {
    rmSync(holderFile(file), { force: true });
  });
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // see above
  }
}

/** Who holds the vault, in words. */
export function describeHolder(file: string): Phrase {
  try {
    const { pid, since } = holderSchema.parse(JSON.parse(readFileSync(holderFile(file), "utf8")));
    return phrase`process ${pid} since ${since}`;
  } catch {
    return phrase`another process that has only just opened it`;
  }
}
