import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import { ACCOUNT, argument, deploymentTask, nounTasks, option } from "../ui/define.ts";

export const attributeTasks = nounTasks("attribute", phrase`Define and show attributes`, [
  deploymentTask(
    "attribute define",
    phrase`Define an attribute permanently, as the scheme administrator`,
    "rmap --rule require",
    `asm-assessed --group 1 --controller ${ACCOUNT}`,
  )
    .addPositionalArgument(argument("name", phrase`The attribute's name, such as rmap`))
    .addOption(option("controller", phrase`Account that grants and revokes it; this account by default`))
    .addOption(option("group", phrase`Number of the attributes that exclude one another; 0 for none`, "0"))
    .addOption(option("rule", phrase`What refining does to its share: carry, require or raise`, "carry"))
    .setAction(built(() => import("./define.ts"))),
  deploymentTask(
    "attribute list",
    phrase`Show the attributes, their rules and who controls them`,
    "",
  ).setAction(built(() => import("./list.ts"))),
]);
