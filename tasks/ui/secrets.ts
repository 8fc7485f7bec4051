import { configVariable } from "hardhat/config";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { inWords } from "./language.ts";

/**
 * A secret from the environment, from Hardhat's keystore, or else asked for; never an argument, which other users of
 * the machine can read.
 * @throws NO_SECRET if there is nobody to ask
 */
async function secret(
  hre: HardhatRuntimeEnvironment,
  name: string,
  what: Text,
  ask: (question: Text) => Promise<string> = (question) => prompt(hre, question),
): Promise<string> {
  const stored = await storedSecret(hre, name);
  if (stored !== "") return stored;
  if (process.stdin.isTTY) return ask(what);
  throw new KoboldError(
    "NO_SECRET",
    phrase`the ${what} is not set, and there is no terminal to ask for it`,
    phrase`set it with \`npx hardhat keystore set ${name}\`, or in the environment variable ${name}`,
  );
}

/** A secret from the environment or from Hardhat's keystore; empty if neither has it. */
export function storedSecret({ hooks }: HardhatRuntimeEnvironment, name: string): Promise<string> {
  return hooks.runHandlerChain(
    "configurationVariables",
    "fetchValue",
    [configVariable(name)],
    (_, variable) => Promise.resolve(process.env[variable.name] ?? ""),
  );
}

function prompt({ interruptions }: HardhatRuntimeEnvironment, question: Text): Promise<string> {
  return interruptions.requestSecretInput("kobold", inWords(question));
}

/** A passphrase to come; typed twice, since nobody could see a slip. @throws BAD_INPUT */
export const newPassphrase = (hre: HardhatRuntimeEnvironment) =>
  secret(hre, "KOBOLD_NEW_PASSPHRASE", phrase`vault's new passphrase`, async (question) => {
    const typed = await prompt(hre, question);
    if ((await prompt(hre, phrase`vault's new passphrase, once more`)) === typed) return typed;
    throw new KoboldError(
      "BAD_INPUT",
      phrase`nothing was changed: the two new passphrases differ`,
      phrase`try again`,
    );
  });

export const vaultPassphrase = (hre: HardhatRuntimeEnvironment) =>
  secret(hre, "KOBOLD_PASSPHRASE", phrase`vault's passphrase`);
export const walletKey = (hre: HardhatRuntimeEnvironment) =>
  secret(hre, "KOBOLD_PRIVATE_KEY", phrase`wallet's private key`);
