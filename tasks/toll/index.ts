import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import { ACCOUNT, argument, nounTasks, operationTask, option, sealingTask } from "../ui/define.ts";

export const tollTasks = nounTasks("toll", phrase`Refine for others`, [
  sealingTask(
    "toll request",
    phrase`Seal a lot's opening to a refiner`,
    "toll refining",
    `hydroxide ${ACCOUNT} request.json`,
  )
    .addPositionalArgument(common.lot)
    .addPositionalArgument(argument("to", phrase`The refiner's account`))
    .addPositionalArgument(common.out)
    .setAction(built(() => import("./request.ts"))),
  sealingTask(
    "toll answer",
    phrase`Prove the refining of a lot for its owner to send`,
    "toll refining",
    "request.json works 11.8t answer.json",
  )
    .addPositionalArgument(common.received)
    .addPositionalArgument(argument("site", phrase`The site's name in the vault`))
    .addPositionalArgument(argument("mass", phrase`The cobalt that leaves, such as 17.243496t`))
    .addPositionalArgument(common.out)
    .addOption(common.documents)
    .setAction(built(() => import("./answer.ts"))),
  operationTask(
    "toll settle",
    phrase`Check a refiner's answer and send it`,
    "answer.json hydroxide 11.7t --label sulphate",
  )
    .addPositionalArgument(common.received)
    .addPositionalArgument(common.lot)
    .addPositionalArgument(argument("least", phrase`The least cobalt that may come back, such as 17t`))
    .addOption(option("label", phrase`The firm's own name for the refined lot`))
    .setAction(built(() => import("./settle.ts"))),
]);
