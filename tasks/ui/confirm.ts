import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { inWords } from "./language.ts";

/** Asks before something that can't be taken back. @throws NOT_CONFIRMED unless the answer is yes */
export async function confirm(
  { interruptions }: HardhatRuntimeEnvironment,
  question: Text,
  yes: boolean,
): Promise<void> {
  if (yes) return;
  const said = process.stdin.isTTY
    ? await interruptions.requestInput("kobold", inWords(phrase`${inWords(question)} (yes/no)`))
    : "";
  if (said.trim().toLowerCase() === inWords(phrase`yes`)) return;
  throw new KoboldError(
    "NOT_CONFIRMED",
    phrase`nothing was done: it was not confirmed`,
    phrase`answer yes, or give --yes`,
  );
}
