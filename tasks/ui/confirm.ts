import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";

/** Asks before something that can't be taken back. @throws BAD_RECORD unless the answer is yes */
export async function confirm(
  { interruptions }: HardhatRuntimeEnvironment,
  question: string,
  yes: boolean,
): Promise<void> {
  if (yes) return;
  const said = process.stdin.isTTY ? await interruptions.requestInput("kobold", `${question} (yes/no)`) : "";
  if (said.trim().toLowerCase() === "yes") return;
  throw new KoboldError("BAD_RECORD", "nothing was done: it was not confirmed", "answer yes, or give --yes");
}
