import { emptyTask } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { argument, deskTask, lot, option, yes } from "../ui/define.ts";
import { inWords } from "../ui/language.ts";

const offeredLot = argument("lot", phrase`The first digits of the offered lot's id`);

export const lotTasks: TaskDefinition[] = [
  emptyTask("lot", inWords(phrase`Make, change, show and hand over lots`)).build(),
  deskTask(["lot", "offer"], phrase`Offer a lot, its opening sealed to the buyer`)
    .addPositionalArgument(lot)
    .addPositionalArgument(argument("to", phrase`The buyer's account`))
    .addOption(option("days", phrase`How long the offer stands`, "14"))
    .setAction(() => import("./offer.ts"))
    .build(),
  deskTask(["lot", "accept"], phrase`Show what is proven of an offered lot and what it holds, and accept it`)
    .addPositionalArgument(offeredLot)
    .addOption(option("label", phrase`The firm's own name for it`))
    .addFlag(yes)
    .setAction(() => import("./accept.ts"))
    .build(),
  deskTask(["lot", "reject"], phrase`Decline an offer`)
    .addPositionalArgument(offeredLot)
    .setAction(() => import("./reject.ts"))
    .build(),
  deskTask(["lot", "cancel"], phrase`Take an offer back`)
    .addPositionalArgument(lot)
    .setAction(() => import("./cancel.ts"))
    .build(),
  deskTask(["lot", "weaken"], phrase`Coarsen a lot's figures before a sale, as far as policies let it`)
    .addPositionalArgument(lot)
    .addOption(option("policies", phrase`What it must meet afterwards, in words, separated by semicolons`))
    .addFlag(yes)
    .setAction(() => import("./weaken.ts"))
    .build(),
];
