import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import {
  ACCOUNT,
  again,
  argument,
  deskTask,
  INTAKE,
  nounTasks,
  operationTask,
  option,
} from "../ui/define.ts";

const order = argument("order", phrase`The order's number`);
const policies = option(
  "policies",
  phrase`Policies by name, first digits of the id, or in words, separated by semicolons`,
);

const intake = option(
  "intake",
  phrase`Address of the plant's intake, which the plant tells; by default the last one that this vault has deployed`,
);

/** An operation at an intake. */
const orderTask = (words: string, help: Text, ...examples: readonly string[]) =>
  operationTask(words, help, ...examples).addOption(intake);

export const orderTasks = nounTasks("order", phrase`Order proven cobalt for a plant, and answer with lots`, [
  deskTask(
    "order intake",
    phrase`Deploy this plant's own intake, through which it orders`,
    "--policies eu-2031 --mass load",
  )
    .addOption(policies)
    .addOption(option("mass", phrase`Policy that sets the minimum mass of every lot delivered`))
    .addOption(option("maxAge", phrase`How many days old a claim may be`, "30"))
    .addOption(
      option(
        "recalls",
        phrase`Addresses of the recalls that it heeds, separated by commas, or none; the deployment's own by default`,
      ),
    )
    .addFlag(again)
    .setAction(built(() => import("./intake.ts"))),
  orderTask(
    "order create",
    phrase`Order cobalt for a number of packs; all that the order says is public`,
    `${ACCOUNT} --intake ${INTAKE} --units 1000 --per-unit 7.8kg --due 2026-12-31`,
  )
    .addPositionalArgument(argument("supplier", phrase`The supplier's account`))
    .addOption(option("units", phrase`Battery packs to be built`))
    .addOption(option("perUnit", phrase`Cobalt in each pack, such as 7.3kg`))
    .addOption(policies)
    .addOption(
      option(
        "quantity",
        phrase`Policy that sets the delivery's minimum mass; by default just what the packs take`,
      ),
    )
    .addOption(option("due", phrase`Last day of delivery, such as 2026-06-30; none by default`))
    .addFlag(again)
    .setAction(built(() => import("./create.ts"))),
  deskTask("order list", phrase`Show an intake's orders`, `--intake ${INTAKE}`)
    .addOption(intake)
    .setAction(built(() => import("./list.ts"))),
  deskTask(
    "order show",
    phrase`Show what an order asks for, and to its supplier how its lots fit`,
    `1 --intake ${INTAKE}`,
  )
    .addOption(intake)
    .addPositionalArgument(order)
    .setAction(built(() => import("./show.ts"))),
  orderTask(
    "order answer",
    phrase`Prove what an order still needs of a lot, and deliver it`,
    `1 batch --intake ${INTAKE}`,
  )
    .addPositionalArgument(order)
    .addPositionalArgument(common.lot)
    .addFlag(common.yes)
    .setAction(built(() => import("./answer.ts"))),
  orderTask(
    "order back",
    phrase`Retire the lot that was delivered into packs with battery passports`,
    `1 serials.txt --intake ${INTAKE}`,
  )
    .addPositionalArgument(order)
    .addPositionalArgument(argument("serials", phrase`File of the packs' serial numbers, a line each`))
    .addFlag(common.yes)
    .setAction(built(() => import("./back.ts"))),
  orderTask("order cancel", phrase`Withdraw an order before its delivery, as the plant`, "1")
    .addPositionalArgument(order)
    .setAction(built(() => import("./cancel.ts"))),
  orderTask("order return", phrase`Give a delivered lot back to its supplier, as the plant`, "1")
    .addPositionalArgument(order)
    .addFlag(common.yes)
    .setAction(built(() => import("./return.ts"))),
  orderTask(
    "order rescue",
    phrase`Give on a lot that came to the intake without a delivery, as the plant`,
    `0x2cf68f43 ${ACCOUNT}`,
  )
    .addPositionalArgument(argument("lot", phrase`The lot's id, or its first digits`))
    .addPositionalArgument(argument("to", phrase`The account that gets it`))
    .setAction(built(() => import("./rescue.ts"))),
]);
