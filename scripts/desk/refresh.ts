import type { LotOnChain } from "../vault/chain-port.ts";
import type { LotState } from "../vault/lot-record.ts";
import type { Desk } from "./desk.ts";

/** Lots whose state on the chain others can change. */
const OPEN_STATES: readonly LotState[] = ["active", "offered", "held", "recalled"];

/**
 * Brings the vault's lots to what the chain says of them: offers taken or declined, lots frozen, released or moved by
 * another program. Looks at the newest block that is deep enough, and leaves lots with an operation under way to it.
 * @returns how many changed @throws RPC_FAILED
 */
export async function refreshLots({ port, settings, vault, wallet }: Desk): Promise<number> {
  const block = (await port.latestBlock()) - settings.confirmations + 1;
  if (block < 0) return 0;
  let changed = 0;
  for (const { id, state } of vault.lots.list({ place: port.place })) {
    if (!OPEN_STATES.includes(state)) continue;
    const now = stateOf(await port.lotAt(id, block), wallet.address);
    if (now === undefined || now === state) continue;
    if (vault.journal.observed(port.place, id, now)) changed++;
  }
  return changed;
}

/** What a lot on the chain is to this account; undefined for one that is not there yet. */
export function stateOf({ status, owner }: LotOnChain, account: string): LotState | undefined {
  if (status === "unknown") return undefined;
  return owner.toLowerCase() === account.toLowerCase() ? status : "transferred";
}
