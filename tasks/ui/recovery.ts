import type { Recovery } from "../../scripts/desk/recover.ts";
import { lotIdText } from "../../scripts/vault/lot-record.ts";

const WIDTH = 30;

/** A bar on a terminal; nothing elsewhere. */
export function progressLine(block: number, last: number): void {
  if (!process.stderr.isTTY) return;
  const done = Math.round((WIDTH * block) / Math.max(last, 1));
  const bar = "█".repeat(done).padEnd(WIDTH, "░");
  process.stderr.write(`\r${bar} block ${block} of ${last}${block >= last ? "\n" : ""}`);
}

export function printRecovery({ found, opened, unopened, block }: Recovery): void {
  console.log(`up to block ${block}: ${found} lots found, ${opened} opened, ${unopened.length} not openable`);
  for (const { lotId, reason, gone } of unopened) {
    console.log(`  ${lotIdText(lotId)}${gone ? " (gone)" : ""}: ${reason}`);
  }
}
