import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { LotFacts } from "../core/disclosure.ts";
import { lotEventOf } from "./lot-events.ts";
import type { LogPosition } from "./history/log-position.ts";
import { LotHistories } from "./lot-histories.ts";

/** How a lot came to be, as the chain tells it. */
export interface LotOrigin extends LotFacts, LogPosition {
  readonly lotId: bigint;
}

/**
 * The origins of some lots and of all that they came of, here and in what this deployment goes on from, oldest first.
 * @throws RPC_FAILED
 */
export async function readLineage(
  cobaltLot: CobaltLot,
  lots: readonly bigint[],
): Promise<Map<bigint, LotOrigin>> {
  const histories = await LotHistories.of(cobaltLot);
  const lineage = new Map<bigint, LotOrigin>();
  for (const { log } of await histories.makingsOf(await histories.ancestorsOf(lots))) {
    const event = lotEventOf(log);
    if (event.type !== "made") continue;
    const { madeBy, parents, blockNumber, index } = event;
    const kind = madeBy === "weaken" ? "merge" : madeBy;
    for (const lotId of event.lotIds) lineage.set(lotId, { lotId, kind, parents, blockNumber, index });
  }
  return lineage;
}
