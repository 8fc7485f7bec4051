import type { BaseContract, TransactionReceipt } from "ethers";

/**
 * A number that a contract's event names, of the first event by that name in a transaction. Only the receipt tells what
 * one transaction did: other nodes may be blocks behind it.
 * @throws TypeError if there is no such event
 */
export async function numberInEvent(
  { logs }: Pick<TransactionReceipt, "logs">,
  contract: BaseContract,
  event: string,
  argument: string,
): Promise<bigint> {
  const address = (await contract.getAddress()).toLowerCase();
  for (const log of logs) {
    if (log.address.toLowerCase() !== address) continue;
    const told = contract.interface.parseLog(log);
    if (told?.name === event) return BigInt(String(told.args.getValue(argument)));
  }
  throw new TypeError(`a transaction that was mined left no ${event}`);
}
