import type { BaseContract, TransactionReceipt } from "ethers";

/**
 * A number that a transaction's event names, of the first event by that name. Only the receipt tells what one
 * transaction did: other nodes may be blocks behind it.
 * @throws TypeError if there is no such event
 */
export function numberIn(
  { logs }: TransactionReceipt,
  contract: BaseContract,
  event: string,
  argument: string,
): bigint {
  for (const log of logs) {
    const told = contract.interface.parseLog(log);
    if (told?.name === event) return BigInt(String(told.args.getValue(argument)));
  }
  throw new TypeError(`a transaction that was mined left no ${event}`);
}
