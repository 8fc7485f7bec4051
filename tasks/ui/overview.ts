import { type TaskDefinition, TaskDefinitionType } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { inWords } from "./language.ts";

/** What `kobold --help` shows: every task, and how to go on. */
export function overview(tasks: readonly TaskDefinition[]): string {
  const rows = tasks.flatMap((task) =>
    task.type === TaskDefinitionType.NEW_TASK ? [[task.id.join(" "), task.description] as const] : [],
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    inWords(phrase`Usage: npx hardhat TASK [OPTIONS]`),
    "",
    inWords(phrase`Tasks:`),
    ...rows.map(([name, description]) => `  ${name.padEnd(width)}  ${description}`),
    "",
    inWords(
      phrase`The node's address, the wallet's key and the vault's passphrase come from KOBOLD_RPC_URL, KOBOLD_PRIVATE_KEY and KOBOLD_PASSPHRASE, in the environment or in Hardhat's keystore: npx hardhat keystore set KOBOLD_PRIVATE_KEY`,
    ),
    inWords(phrase`Options and examples of a task: npx hardhat TASK --help`),
  ].join("\n");
}
