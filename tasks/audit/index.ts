import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import { ACCOUNT, argument, deskTask, flag, nounTasks, sealingTask } from "../ui/define.ts";

export const auditTasks = nounTasks(
  "audit",
  phrase`Disclose lots to auditors, check disclosures, link permits`,
  [
    sealingTask(
      "audit disclose",
      phrase`Seal a lot's opening to an auditor`,
      "audit",
      `sulphate ${ACCOUNT} disclosure.json --lineage`,
    )
      .addPositionalArgument(common.lot)
      .addPositionalArgument(argument("to", phrase`The auditor's account`))
      .addPositionalArgument(common.out)
      .addFlag(flag("lineage", phrase`Include its lineage, as far as this vault knows it`))
      .setAction(built(() => import("./disclose.ts"))),
    deskTask("audit check", phrase`Open a disclosure and compare it with the chain`, "disclosure.json")
      .addPositionalArgument(common.received)
      .setAction(built(() => import("./check.ts"))),
    deskTask(
      "audit link",
      phrase`Link lots to the sites that made them, as the tracing authority can`,
      "0x2cf68f43",
    )
      .addVariadicArgument(argument("lots", phrase`Ids of lots`))
      .setAction(built(() => import("./link.ts"))),
  ],
);
