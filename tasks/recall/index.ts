import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import { argument, deploymentTask, flag, nounTasks, operationTask, option } from "../ui/define.ts";

const recall = argument("recall", phrase`The recall's number`);
const lot = argument(
  "lot",
  phrase`A lot's id with 0x, or its first digits, or the number of its provenance, such as 7`,
);

const recalls = option("recalls", phrase`Address of an authority's recalls; the deployment's own by default`);

/** An operation on the recalls of one authority. */
const recallTask = (words: string, help: Text, ...examples: readonly string[]) =>
  operationTask(words, help, ...examples).addOption(recalls);

export const recallTasks = nounTasks("recall", phrase`Call cobalt back, with all that was made of it`, [
  recallTask(
    "recall open",
    phrase`Call lots back with all that is made of them, as the recall authority`,
    '--roots 0x2cf68f43,7 --kind quality --reason "recall 2026-14" --blocking',
  )
    .addOption(
      option("roots", phrase`Up to 16 lots by their ids with 0x, or provenances by number, such as 3,7`),
    )
    .addOption(option("kind", phrase`What it is about: quality, origin, sanction or figures`))
    .addOption(option("reason", phrase`The document that says why; a hash of it goes on the chain`))
    .addFlag(flag("blocking", phrase`Gates that trust this authority let nothing in that it reaches`))
    .setAction(built(() => import("./open.ts"))),
  recallTask("recall close", phrase`End a recall, as the recall authority`, "3")
    .addPositionalArgument(recall)
    .setAction(built(() => import("./close.ts"))),
  recallTask(
    "recall exempt",
    phrase`Except a provenance from a recall for good, as the recall authority`,
    "3 0x2cf68f43",
  )
    .addPositionalArgument(recall)
    .addPositionalArgument(lot)
    .setAction(built(() => import("./exempt.ts"))),
  recallTask(
    "recall check",
    phrase`Find out whether a recall reaches a lot; if not, note it on the chain, so that gates need not look far`,
    "3 0x2cf68f43",
  )
    .addPositionalArgument(recall)
    .addPositionalArgument(lot)
    .setAction(built(() => import("./check.ts"))),
  deploymentTask("recall status", phrase`Show the recalls, or those that reach a lot`, "", "--lot 0x2cf68f43")
    .addOption(recalls)
    .addOption(
      option("lot", phrase`Only what reaches this lot, by its id with 0x or the number of its provenance`),
    )
    .setAction(built(() => import("./status.ts"))),
]);
