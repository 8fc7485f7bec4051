import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { LogPosition } from "../chain/log-ranges.ts";

/** What the chain tells of lots, as far as one who rebuilds a vault needs it. */
export type LotEvent = LogPosition &
  (
    | { readonly type: "made"; readonly lotIds: readonly bigint[]; readonly note: string }
    /** A lot was offered to the account. */
    | { readonly type: "offered"; readonly lotId: bigint; readonly note: string }
    /** A lot came to the account: made for it, bought, or merely transferred. */
    | { readonly type: "came"; readonly lotId: bigint }
    /** A lot left the account. */
    | { readonly type: "left"; readonly lotId: bigint; readonly how: "transferred" | "consumed" | "retired" }
  );

const NOBODY = /^0x0{40}$/;

/** Reads all lots' notes, and what happened to the lots of one account, in a range of blocks. */
export async function readLotEvents(
  cobaltLot: CobaltLot,
  account: string,
  fromBlock: number,
  toBlock: number,
): Promise<LotEvent[]> {
  const { filters } = cobaltLot;
  const transfer = filters["Transfer(address,address,uint256)"];
  const [mints, splits, merges, refines, offers, came, left, retired] = await Promise.all([
    cobaltLot.queryFilter(filters.LotMinted(), fromBlock, toBlock),
    cobaltLot.queryFilter(filters.LotSplit(), fromBlock, toBlock),
    cobaltLot.queryFilter(filters.LotsMerged(), fromBlock, toBlock),
    cobaltLot.queryFilter(filters.LotRefined(), fromBlock, toBlock),
    cobaltLot.queryFilter(filters.LotOffered(undefined, undefined, account), fromBlock, toBlock),
    cobaltLot.queryFilter(transfer(undefined, account), fromBlock, toBlock),
    cobaltLot.queryFilter(transfer(account), fromBlock, toBlock),
    cobaltLot.queryFilter(filters.LotRetired(undefined, account), fromBlock, toBlock),
  ]);
  const ended = new Set(retired.map(({ args }) => args.lotId));
  return [
    ...mints.map((event) => made(event, [event.args.lotId], event.args.note)),
    ...splits.map((event) => made(event, event.args.children, event.args.note)),
    ...merges.map((event) => made(event, [event.args.child], event.args.note)),
    ...refines.map((event) => made(event, [event.args.child], event.args.note)),
    ...offers.map((event) => {
      const { lotId, note } = event.args;
      return { ...placeOf(event), type: "offered", lotId, note } as const;
    }),
    ...came.map((event) => ({ ...placeOf(event), type: "came", lotId: event.args.tokenId }) as const),
    ...left.map((event) => {
      const { to, tokenId } = event.args;
      const how = !NOBODY.test(to) ? "transferred" : ended.has(tokenId) ? "retired" : "consumed";
      return { ...placeOf(event), type: "left", lotId: tokenId, how } as const;
    }),
  ];
}

function made(event: LogPosition, lotIds: readonly bigint[], note: string): LotEvent {
  return { ...placeOf(event), type: "made", lotIds: [...lotIds], note };
}

function placeOf({ blockNumber, index }: LogPosition): LogPosition {
  return { blockNumber, index };
}
