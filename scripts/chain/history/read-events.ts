import type { BaseContract, DeferredTopicFilter, Result } from "ethers";

import type { TypedContractEvent, TypedDeferredTopicFilter, TypedEventLog } from "../../../types/common.ts";
import { phrase } from "../../core/phrase.ts";
import { rpcFailure } from "../rpc.ts";
import { historyOf } from "./keep-history.ts";
import { type BlockRange, type LogPosition, positionOf } from "./log-position.ts";

/** An event of a contract, with its arguments by name. */
export interface ReadEvent<E extends TypedContractEvent> extends LogPosition {
  readonly args: TypedEventLog<E>["args"];
}

/**
 * The events of a contract that a filter of its own lets pass, oldest first: what `queryFilter` gives, of a history that
 * is complete up to the newest block.
 * @throws RPC_FAILED
 */
export async function readEvents<E extends TypedContractEvent>(
  contract: BaseContract,
  filter: TypedDeferredTopicFilter<E>,
  range?: Partial<BlockRange>,
): Promise<ReadEvent<E>[]>;
export async function readEvents(
  contract: BaseContract,
  filter: DeferredTopicFilter,
  range: Partial<BlockRange> = {},
): Promise<(LogPosition & { readonly args: Result })[]> {
  const history = await historyOf(contract);
  const topics = await filter.getTopicFilter();
  const logs = await history.logs([{ address: await contract.getAddress(), topics }], range);
  return logs.map((log) => ({
    ...positionOf(log),
    args: decoded(() => contract.interface.decodeEventLog(filter.fragment, log.data, log.topics)),
  }));
}

/** @throws RPC_FAILED for an event that is not as its contract's ABI says */
function decoded(decode: () => Result): Result {
  try {
    const args = decode();
    // what can't be decoded fails where it is looked at
    args.toArray(true);
    return args;
  } catch (cause) {
    throw rpcFailure(phrase`event`, cause);
  }
}
