import { styleText } from "node:util";

import { task } from "hardhat/config";

import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { PROGRAM } from "./command.ts";
import { examplesAsked } from "./examples.ts";
import { inWords } from "./language.ts";

type Id = string | [string, string];

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

export const yes = flag("yes", phrase`Do not ask`);
export const vaultFile = option("vault", phrase`The vault's file`, "kobold.vault");
export const lot = argument("lot", phrase`The lot's label in the vault, or the first digits of its id`);

/** What a task does, with examples where this command line asks for its help: Hardhat has no other place for them. */
export function described(id: Id, help: Text): string {
  const examples = examplesAsked(id, process.argv.slice(2));
  if (examples.length === 0) return inWords(help);
  // Hardhat prints a description in bold, as far as the terminal can
  const plain = styleText("reset", "");
  const lines = examples.map((example) => `  npx ${PROGRAM} ${example}`);
  return [inWords(help) + plain, "", inWords(phrase`Examples:`), ...lines].join("\n");
}

/** Any task of Kobold's. */
export const jsonTask = (id: Id, help: Text) =>
  task(id, described(id, help)).addFlag(flag("json", phrase`Print one JSON document on standard output`));

/** A task on a deployment, without a vault. */
export const deploymentTask = (id: Id, help: Text) =>
  jsonTask(id, help).addOption(
    option("deployment", phrase`File of contract addresses; by default those that \`deploy\` has recorded`),
  );

/** A task at a firm's desk: it opens a vault, whose passphrase and wallet come from keystore, environment or prompt. */
export const deskTask = (id: Id, help: Text) =>
  deploymentTask(id, help)
    .addOption(vaultFile)
    .addOption(option("firstBlock", phrase`Block of the deployment, from which on the chain is read`, "0"))
    .addOption(option("confirmations", phrase`Blocks after which a transaction is final`, "3"));

/** A desk's task that writes a sealed file. */
export const sealingTask = (id: Id, help: Text, purpose: string) =>
  deskTask(id, help)
    .addOption(option("purpose", phrase`Why the file is sent; the recipient reads it`, purpose))
    .addOption(option("days", phrase`Days for which the file may be used`, "30"));
