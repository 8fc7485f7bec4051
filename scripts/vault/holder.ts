import { readFileSync, rmSync, writeFileSync } from "node:fs";

import { z } from "zod";

const holderSchema = z.object({ pid: z.number().int(), since: z.string().datetime() });

const holderFile = (file: string) => `${file}-holder`;

// The file only tells whom to wait for; SQLite's lock decides. So a stale one does no harm.

/** Notes that this process holds the vault. */
export function noteHolder(file: string, since: Date): void {
  writeFileSync(holderFile(file), JSON.stringify({ pid: process.pid, since: since.toISOString() }), {
    mode: 0o600,
  });
}

export function dropHolder(file: string): void {
  rmSync(holderFile(file), { force: true });
}

/** Who holds the vault, in words. */
export function describeHolder(file: string): string {
  try {
    const { pid, since } = holderSchema.parse(JSON.parse(readFileSync(holderFile(file), "utf8")));
    return `process ${pid} since ${since}`;
  } catch {
    return "another process that has only just opened it";
  }
}
