import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import { ACCOUNT, argument, deploymentTask, nounTasks, operationTask, option } from "../ui/define.ts";

const name = argument("name", phrase`The attribute's name, such as rmap`);
const account = argument("account", phrase`The account that shall control it; none takes it back`);

export const attributeTasks = nounTasks("attribute", phrase`Define and show attributes`, [
  operationTask(
    "attribute define",
    phrase`Define an attribute permanently, as the scheme administrator`,
    "rmap --rule require",
    `asm-assessed --group 1 --controller ${ACCOUNT}`,
  )
    .addPositionalArgument(name)
    .addOption(option("controller", phrase`Account that grants and revokes it; this account by default`))
    .addOption(option("group", phrase`Number of the attributes that exclude one another; 0 for none`, "0"))
    .addOption(option("rule", phrase`What refining does to its share: carry, require or raise`, "carry"))
    .setAction(built(() => import("./define.ts"))),
  operationTask(
    "attribute offer",
    phrase`Offer an attribute to another account, as its controller`,
    `rmap ${ACCOUNT}`,
  )
    .addPositionalArgument(name)
    .addPositionalArgument(account)
    .setAction(built(() => import("./offer.ts"))),
  operationTask(
    "attribute accept",
    phrase`Take over an attribute that was offered to this account, or announced for it`,
    "rmap",
  )
    .addPositionalArgument(name)
    .setAction(built(() => import("./accept.ts"))),
  operationTask(
    "attribute replace",
    phrase`Announce another controller where the present one is lost or stolen, as the scheme administrator`,
    `rmap ${ACCOUNT}`,
  )
    .addPositionalArgument(name)
    .addPositionalArgument(account)
    .setAction(built(() => import("./replace.ts"))),
  deploymentTask(
    "attribute list",
    phrase`Show the attributes, their rules and who controls them`,
    "",
  ).setAction(built(() => import("./list.ts"))),
]);
