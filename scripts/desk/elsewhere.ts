import { phrase } from "../core/phrase.ts";
import { answer } from "../chain/rpc.ts";
import type { Desk } from "./desk.ts";
import { progressOf } from "./recovery-state.ts";
import { lastLook, OPEN_STATES } from "./refresh.ts";

/**
 * How many lots of the account the chain has that the vault does not know: those of another machine with the same wallet,
 * or such as somebody handed over. None is told while an operation is under way, when the two differ anyway.
 * @throws RPC_FAILED
 */
export async function lotsElsewhere({ account, contracts, port, vault }: Desk): Promise<number> {
  const { deployment } = port;
  const block = lastLook(vault, deployment);
  if (block === undefined || vault.journal.unfinished(deployment).length > 0) return 0;
  const owned = await answer(phrase`lots`, contracts.cobaltLot.balanceOf(account, { blockTag: block }));
  const known = vault.lots.list({ deployment }).filter(({ state }) => OPEN_STATES.includes(state)).length;
  const unopened = (progressOf.load(vault, deployment)?.unopened ?? []).filter(({ gone }) => !gone).length;
  return Math.max(0, Number(owned) - known - unopened);
}
