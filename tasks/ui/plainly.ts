import { HardhatPluginError } from "hardhat/plugins";

import { KoboldError } from "../../scripts/core/errors.ts";

/** Runs a task's work; an error meant for people is then shown without a stack, with what to do about it. */
export async function plainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof KoboldError)) throw thrown;
    throw new HardhatPluginError("kobold", `${thrown.message}\n  → ${thrown.remedy}`, thrown);
  }
}
