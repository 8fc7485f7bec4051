import { emptyTask } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import { ACCOUNT, argument, deskTask, flag, lot, sealingTask } from "../ui/define.ts";
import { inWords } from "../ui/language.ts";

export const auditTasks: TaskDefinition[] = [
  emptyTask("audit", inWords(phrase`Disclose lots to auditors, check disclosures, link permits`)).build(),
  sealingTask(
    "audit disclose",
    phrase`Seal a lot's opening to an auditor`,
    "audit",
    `sulphate ${ACCOUNT} disclosure.json --lineage`,
  )
    .addPositionalArgument(lot)
    .addPositionalArgument(argument("to", phrase`The auditor's account`))
    .addPositionalArgument(argument("out", phrase`The sealed file to write`))
    .addFlag(flag("lineage", phrase`Include its lineage, as far as this vault knows it`))
    .setAction(built(() => import("./disclose.ts")))
    .build(),
  deskTask("audit check", phrase`Open a disclosure and compare it with the chain`, "disclosure.json")
    .addPositionalArgument(argument("file", phrase`The sealed file received`))
    .setAction(built(() => import("./check.ts")))
    .build(),
  deskTask(
    "audit link",
    phrase`Link lots to the sites that made them, as the tracing authority can`,
    "0x2cf68f43",
  )
    .addVariadicArgument(argument("lots", phrase`Ids of lots`))
    .setAction(built(() => import("./link.ts")))
    .build(),
];
