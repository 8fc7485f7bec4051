import { phrase, stored, type Text } from "../../scripts/core/phrase.ts";
import { lots } from "../../scripts/core/counts.ts";
import type { Recovery } from "../../scripts/desk/recover.ts";
import { idText } from "../../scripts/core/ids.ts";
import { inWords } from "./language.ts";

const WIDTH = 30;

/** A bar on a terminal; nothing elsewhere. */
export function progressLine(block: number, last: number): void {
  if (!process.stderr.isTTY) return;
  const done = Math.round((WIDTH * block) / Math.max(last, 1));
  const bar = "█".repeat(done).padEnd(WIDTH, "░");
  process.stderr.write(`\r${bar} ${inWords(phrase`block ${block} of ${last}`)}${block >= last ? "\n" : ""}`);
}

export function recoveryLines({ found, opened, unopened, block }: Recovery): Text[] {
  return [
    phrase`up to block ${block}: ${lots(found)} found, ${opened} opened, ${unopened.length} that can't be opened`,
    ...unopened.map(({ lotId, reason, gone }) =>
      gone
        ? phrase`  ${idText(lotId)} (gone): ${stored(reason)}`
        : phrase`  ${idText(lotId)}: ${stored(reason)}`,
    ),
  ];
}

export function recoveryJson({ found, opened, unopened, block }: Recovery) {
  return {
    block,
    found,
    opened,
    unopened: unopened.map(({ lotId, reason, gone }) => ({ lot: idText(lotId), reason, gone })),
  };
}
