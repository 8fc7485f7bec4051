import { styleText } from "node:util";

import { emptyTask, task } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { PROGRAM } from "./command.ts";
import { asksForHelp } from "./help.ts";
import { inWords } from "./language.ts";

/** An option, its help in the reader's language. */
export const option = <const Name extends string>(name: Name, help: Text, defaultValue = "") => ({
  name,
  description: inWords(help),
  defaultValue,
});
export const flag = <const Name extends string>(name: Name, help: Text) => ({
  name,
  description: inWords(help),
});
/** A positional argument that must be given; with a default it may be left out. */
export const argument = <const Name extends string>(name: Name, help: Text) => ({
  name,
  description: inWords(help),
});

export const vaultFile = option("vault", phrase`The vault's file`, "kobold.vault");

export const ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
export const INTAKE = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

/** How each task is typed, behind `npx hardhat`, by its words: a test reads it as the command line would. */
export const EXAMPLES: Record<string, readonly string[]> = {};

/**
 * What a task does, with examples where this command line asks for its help: Hardhat has no other place for them.
 * @param words as the task is typed, such as `lot mint`
 * @param examples what follows the words
 */
export function described(words: string, help: Text, ...examples: readonly string[]): string {
  EXAMPLES[words] = examples.map((given) => `${words} ${given}`.trim());
  const asked = examplesAsked(words, process.argv.slice(2));
  if (asked.length === 0) return inWords(help);
  // Hardhat prints a description in bold, as far as the terminal can
  const plain = styleText("reset", "");
  const lines = asked.map((example) => `  npx ${PROGRAM} ${example}`);
  return [inWords(help) + plain, "", inWords(phrase`Examples:`), ...lines].join("\n");
}

/** The examples that belong under a task's description: those of the task that this command line asks to explain. */
export function examplesAsked(name: string, args: readonly string[]): readonly string[] {
  if (!asksForHelp(args)) return [];
  const words = args.filter((word) => !word.startsWith("-")).join(" ");
  return ` ${words} `.includes(` ${name} `) ? (EXAMPLES[name] ?? []) : [];
}

/** The tasks of a noun, such as `lot`, and the noun by itself, which only shows them. */
export function nounTasks(
  noun: string,
  help: Text,
  verbs: readonly { build(): TaskDefinition }[],
): TaskDefinition[] {
  return [emptyTask(noun, inWords(help)).build(), ...verbs.map((verb) => verb.build())];
}

/** Any task of Kobold's. */
export const jsonTask = (words: string, help: Text, ...examples: readonly string[]) =>
  task(words.split(" "), described(words, help, ...examples)).addFlag(
    flag("json", phrase`Print one JSON document on standard output`),
  );

export const deploymentFile = option(
  "deployment",
  phrase`The deployment's file; by default the one that \`deploy\` wrote for this chain`,
);

/** A task on a deployment, without a vault; its examples are on a network of their own. */
export const deploymentTask = (words: string, help: Text, ...examples: readonly string[]) =>
  jsonTask(words, help, ...examples.map((given) => `${given} --network remote`)).addOption(deploymentFile);

/** A task at a firm's desk: it opens a vault, whose passphrase and wallet come from keystore, environment or prompt. */
export const deskTask = (words: string, help: Text, ...examples: readonly string[]) =>
  deploymentTask(words, help, ...examples)
    .addOption(vaultFile)
    .addOption(
      option(
        "confirmations",
        phrase`Blocks after which a transaction is final; where the chain itself calls blocks final, it must have done so too`,
        "3",
      ),
    )
    .addOption(option("maxFee", phrase`The most gwei that a unit of gas may cost; no limit by default`));

/** A desk's task that sends an operation. */
export const operationTask = (words: string, help: Text, ...examples: readonly string[]) =>
  deskTask(words, help, ...examples).addOption(
    option(
      "unsigned",
      phrase`Write what the account's owners are to send to this file, for a multi-signature wallet`,
    ),
  );

/** That an operation is done once more although an equal one is on its way. */
export const again = flag(
  "again",
  phrase`Do it once more, although an equal operation of an earlier command is on its way`,
);

/** A desk's task that writes a sealed file. */
export const sealingTask = (words: string, help: Text, purpose: string, ...examples: readonly string[]) =>
  deskTask(words, help, ...examples)
    .addOption(option("purpose", phrase`Why the file is sent; the recipient reads it`, purpose))
    .addOption(option("days", phrase`Days for which the file may be used`, "30"));
