import { documentsHashOf } from "../../scripts/chain/hashes.ts";
import { numberInEvent } from "../../scripts/chain/receipt.ts";
import { RECALL_KINDS } from "../../scripts/chain/recalls.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { actAsRole, outcomeOf } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { provenanceGiven, recallKind, recallsGiven } from "./words.ts";

export default deskAction<"roots" | "kind" | "reason" | "recalls", "blocking">(async (given, desk) => {
  const kind = recallKind(given.kind);
  const recalls = await recallsGiven(desk, given.recalls);
  const named = new Set<number>();
  for (const text of given.roots.split(",")) {
    named.add(await provenanceGiven(desk.contracts.cobaltLot, text.trim()));
  }
  const roots = [...named].sort((a, b) => a - b);
  const reason = documentsHashOf(given.reason);
  const call = recalls.open.populateTransaction(roots, RECALL_KINDS.indexOf(kind), reason, given.blocking);
  const opened = await outcomeOf(desk, await actAsRole(desk, "open a recall", call));
  const recall = Number(await numberInEvent(opened, recalls, "RecallOpened", "recallId"));
  return {
    json: { recall, recalls: await recalls.getAddress(), kind, blocking: given.blocking, reason, roots },
    lines: [
      given.blocking
        ? phrase`recall ${recall} is open: gates that trust this authority let nothing in that is made of provenance ${roots.join(", ")}`
        : phrase`recall ${recall} is open, for information: no gate heeds it`,
    ],
  };
});
