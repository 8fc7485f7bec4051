import { emptyTask } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import { ACCOUNT, argument, deskTask, lot, option, sealingTask } from "../ui/define.ts";
import { inWords } from "../ui/language.ts";

const file = argument("file", phrase`The sealed file received`);
const out = argument("out", phrase`The sealed file to write`);

export const tollTasks: TaskDefinition[] = [
  emptyTask("toll", inWords(phrase`Refine for others`)).build(),
  sealingTask(
    "toll request",
    phrase`Seal a lot's opening to a refiner`,
    "toll refining",
    `hydroxide ${ACCOUNT} request.json`,
  )
    .addPositionalArgument(lot)
    .addPositionalArgument(argument("to", phrase`The refiner's account`))
    .addPositionalArgument(out)
    .setAction(built(() => import("./request.ts")))
    .build(),
  sealingTask(
    "toll answer",
    phrase`Prove the refining of a lot for its owner to send`,
    "toll refining",
    "request.json works 11.8t answer.json",
  )
    .addPositionalArgument(file)
    .addPositionalArgument(argument("site", phrase`The site's name in the vault`))
    .addPositionalArgument(argument("mass", phrase`The cobalt that leaves, such as 17.243496t`))
    .addPositionalArgument(out)
    .addOption(option("documents", phrase`The documents; a hash of them goes on the chain`))
    .setAction(built(() => import("./answer.ts")))
    .build(),
  deskTask(
    "toll settle",
    phrase`Check a refiner's answer and send it`,
    "answer.json hydroxide 11.7t --label sulphate",
  )
    .addPositionalArgument(file)
    .addPositionalArgument(lot)
    .addPositionalArgument(argument("least", phrase`The least cobalt that may come back, such as 17t`))
    .addOption(option("label", phrase`The firm's own name for the refined lot`))
    .setAction(built(() => import("./settle.ts")))
    .build(),
];
