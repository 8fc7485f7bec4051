import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import { policyBookOf } from "../../scripts/chain/policies.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { checkLiveLot } from "../claim/trustless.ts";
import { exportAnswer } from "../exports/answer.ts";
import type { ExportGiven } from "../exports/options.ts";
import { action, type Given, type Printed } from "../ui/action.ts";
import { openDeployment } from "../ui/chain.ts";

type ExportArguments = Printed &
  ExportGiven &
  Given<"lot" | "deployment" | "predecessors", never, "policies">;

export default action<ExportArguments>((given, hre) =>
  exportAnswer(given, async () => {
    const live = await openDeployment(hre, given.deployment);
    const book = await policyBookOf(live.contracts);
    const policies = given.policies.map((each) => resolveDefinedPolicy(each, book).id);
    const lot = await lotOnChain(live.contracts.cobaltLot, given.lot);
    return checkLiveLot(live, given.predecessors, lot, policies);
  }),
);
