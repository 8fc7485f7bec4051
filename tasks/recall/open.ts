import { documentsHashOf } from "../../scripts/chain/hashes.ts";
import { RECALL_KINDS } from "../../scripts/chain/recalls.ts";
import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { provenanceGiven, recallKind, recallsGiven } from "./words.ts";

export default walletAction<"roots" | "kind" | "reason" | "recalls", never, "blocking">(
  async (given, { wallet, ...live }) => {
    const kind = recallKind(given.kind);
    const recalls = (await recallsGiven(live, given.recalls)).connect(wallet);
    const named = new Set<number>();
    for (const text of given.roots.split(",")) {
      named.add(await provenanceGiven(live.contracts.cobaltLot, text.trim()));
    }
    const roots = [...named].sort((a, b) => a - b);
    const reason = documentsHashOf(given.reason);
    const { logs } = await actAsRole(
      wallet,
      recalls.open.populateTransaction(roots, RECALL_KINDS.indexOf(kind), reason, given.blocking),
    );
    const [recall = 0] = logs.map((log) =>
      Number(recalls.interface.parseLog(log)?.args.getValue("recallId")),
    );
    return {
      json: { recall, recalls: await recalls.getAddress(), kind, blocking: given.blocking, reason, roots },
      lines: [
        given.blocking
          ? phrase`recall ${recall} is open: gates that trust this authority let nothing in that is made of provenance ${roots.join(", ")}`
          : phrase`recall ${recall} is open, for information: no gate heeds it`,
      ],
    };
  },
);
