import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import { argument, deploymentTask, deskTask, flag, nounTasks, operationTask, option } from "../ui/define.ts";

const policies = argument("policies", phrase`Policies by name, first digits of the id, or words in quotes`);

export const claimTasks = nounTasks(
  "claim",
  phrase`Prove what a lot meets without its figures, and verify it`,
  [
    deskTask(
      "claim check",
      phrase`Try policies on a lot, here alone; say what fails and by how much`,
      "sulphate eu-2031",
    )
      .addPositionalArgument(common.lot)
      .addVariadicArgument(policies)
      .setAction(built(() => import("./check.ts"))),
    operationTask(
      "claim prove",
      phrase`Show what the public will know, and prove that a lot meets policies`,
      "sulphate eu-2031",
    )
      .addPositionalArgument(common.lot)
      .addVariadicArgument(policies)
      .addFlag(common.yes)
      .setAction(built(() => import("./prove.ts"))),
    deploymentTask(
      "claim verify",
      phrase`Say whether a lot is proven to meet policies; anybody may ask`,
      '0x2cf68f43 "rmap = 100%, co2e <= 15 kg/kg"',
    )
      .addPositionalArgument(common.publicLot)
      .addVariadicArgument(common.publicPolicies)
      .addOption(option("maxAge", phrase`How many days old a claim may be; any age by default`))
      .addFlag(flag("recorded", phrase`Accept lots that have ended since, such as retired ones`))
      .addFlag(
        flag(
          "trustless",
          phrase`Believe no node: check all of it from a block's hash to the mints, for a lot that lives`,
        ),
      )
      .addOption(common.predecessors)
      .setAction(built(() => import("./verify.ts"))),
    deploymentTask("claim list", phrase`Show what is proven of a lot; anybody may ask`, "0x2cf68f43")
      .addPositionalArgument(common.publicLot)
      .setAction(built(() => import("./list.ts"))),
  ],
);
