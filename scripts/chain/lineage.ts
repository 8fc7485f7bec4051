import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { LotFacts } from "../core/disclosure.ts";
import type { LogPosition } from "./log-ranges.ts";
import { lotEventPages } from "./lot-events.ts";
import { predecessorsOf } from "./predecessor.ts";

/** How a lot came to be, as the chain tells it. */
export interface LotOrigin extends LotFacts, LogPosition {
  readonly lotId: bigint;
}

/** The origin of every lot, here and in what it goes on from, from events, oldest first. @throws RPC_FAILED */
export async function readLineage(cobaltLot: CobaltLot): Promise<Map<bigint, LotOrigin>> {
  const toBlock = (await cobaltLot.runner?.provider?.getBlockNumber()) ?? 0;
  const lineage = new Map<bigint, LotOrigin>();
  const before = (await predecessorsOf(cobaltLot)).map((predecessor) => predecessor.cobaltLot);
  for (const lots of [...before.reverse(), cobaltLot]) {
    for await (const { events } of lotEventPages(lots, [["made"]], { fromBlock: 0, toBlock })) {
      for (const event of events) {
        if (event.type !== "made") continue;
        const { madeBy, parents, blockNumber, index } = event;
        const kind = madeBy === "weaken" ? "merge" : madeBy;
        for (const lotId of event.lotIds) lineage.set(lotId, { lotId, kind, parents, blockNumber, index });
      }
    }
  }
  return lineage;
}
