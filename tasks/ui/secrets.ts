import { configVariable } from "hardhat/config";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { inWords } from "./language.ts";

/**
 * A secret from the environment, from Hardhat's keystore, or else asked for; never an argument, which other users of
 * the machine can read.
 * @throws BAD_RECORD if there is nobody to ask
 */
export async function secret(
  { hooks, interruptions }: HardhatRuntimeEnvironment,
  name: string,
  what: Text,
): Promise<string> {
  const stored = await hooks.runHandlerChain(
    "configurationVariables",
    "fetchValue",
    [configVariable(name)],
    (_, variable) => Promise.resolve(process.env[variable.name] ?? ""),
  );
  if (stored !== "") return stored;
  if (process.stdin.isTTY) return interruptions.requestSecretInput("kobold", inWords(what));
  throw new KoboldError(
    "BAD_RECORD",
    phrase`the ${what} is not set, and there is no terminal to ask for it`,
    phrase`set it by \`npx hardhat keystore set ${name}\`, or in the environment variable ${name}`,
  );
}

export const vaultPassphrase = (hre: HardhatRuntimeEnvironment) =>
  secret(hre, "KOBOLD_PASSPHRASE", phrase`vault's passphrase`);
export const walletKey = (hre: HardhatRuntimeEnvironment) =>
  secret(hre, "KOBOLD_PRIVATE_KEY", phrase`wallet's private key`);
