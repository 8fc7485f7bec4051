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

/** Where nobody can type, Hardhat would ask among the answers, and end in the middle: its keystore asks for a password. */
export function askAtTerminalsOnly({ hooks }: HardhatRuntimeEnvironment): void {
  hooks.registerHandlers("userInterruptions", {
    requestSecretInput: (context, interruptor, what, next) => {
      if (process.stdin.isTTY) return next(context, interruptor, what);
      throw new KoboldError(
        "NO_SECRET",
        phrase`a secret is locked in Hardhat's keystore, and there is no terminal to ask for its password`,
        phrase`set KOBOLD_RPC_URL, KOBOLD_PRIVATE_KEY and KOBOLD_PASSPHRASE in the environment, or run it at a terminal`,
      );
    },
  });
}

/** What Hardhat fails with where a secret is missing or locked, in our words; anything else comes back as it is. */
export function asMissingSecret(thrown: unknown): unknown {
  const said = thrown instanceof Error && thrown.name === "HardhatError" ? thrown.message : "";
  if (/Invalid password or corrupted keystore/.test(said)) {
    return new KoboldError(
      "NO_SECRET",
      phrase`the password of Hardhat's keystore is wrong, or its file is damaged`,
      phrase`try again; where the keystore is tells \`npx hardhat keystore path\``,
      { cause: thrown },
    );
  }
  const [, unset] = /Configuration Variable "(\w+)" not found/.exec(said) ?? [];
  if (unset === undefined) return thrown;
  return new KoboldError(
    "NO_SECRET",
    phrase`${unset} is not set`,
    phrase`set it with \`npx hardhat keystore set ${unset}\`, or in the environment variable ${unset}`,
    { cause: thrown },
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
