import type { LotOnChain } from "../vault/chain-port.ts";
import type { LotState } from "../vault/lot-record.ts";
import type { Desk } from "./desk.ts";

/** Lots whose state on the chain others can change. */
const OPEN_STATES: readonly LotState[] = ["active", "offered", "held", "recalled"];

/** Lots that are asked for together. */
const AT_ONCE = 50;

/**
 * Brings the vault's lots to what the chain says of them: offers taken or declined, lots frozen, released or moved by
 * another program. Looks at the newest block that is deep enough, and leaves lots with an operation under way to it.
 * @returns how many changed @throws RPC_FAILED
 */
export async function refreshLots({ port, settings, vault, wallet }: Desk): Promise<number> {
  const block = (await port.latestBlock()) - settings.confirmations + 1;
  if (block < 0) return 0;
  const open = vault.lots.list({ place: port.place }).filter(({ state }) => OPEN_STATES.includes(state));
  let changed = 0;
  for (let i = 0; i < open.length; i += AT_ONCE) {
    const some = open.slice(i, i + AT_ONCE);
    const onChain = await Promise.all(some.map(({ id }) => port.lotAt(id, block)));
    vault.transaction(() => {
      some.forEach(({ id, state }, k) => {
        const lot = onChain[k];
        const now = lot === undefined ? undefined : stateOf(lot, wallet.address);
        if (now === undefined || now === state) return;
        if (vault.journal.observed(port.place, id, now)) changed++;
      });
    });
  }
  return changed;
}

/** What a lot on the chain is to this account; undefined for one that is not there yet. */
export function stateOf({ status, owner }: LotOnChain, account: string): LotState | undefined {
  if (status === "unknown") return undefined;
  return owner.toLowerCase() === account.toLowerCase() ? status : "transferred";
}
