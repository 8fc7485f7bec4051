import type { Desk } from "./desk.ts";
import { progressOf } from "./recovery-state.ts";
import { OPEN_STATES } from "./refresh.ts";

/**
 * How many lots of the account the chain has that the vault does not know: those of another machine with the same wallet,
 * or such as somebody handed over. None is told while an operation is under way, when the two differ anyway.
 */
export function lotsElsewhere({ leftover, lotCount, port: { deployment }, vault }: Desk): number {
  if (leftover.size > 0 || vault.journal.unfinished(deployment).length > 0) return 0;
  const known = vault.lots.list({ deployment }).filter(({ state }) => OPEN_STATES.includes(state)).length;
  const unopened = (progressOf.load(vault, deployment)?.unopened ?? []).filter(({ gone }) => !gone).length;
  return Math.max(0, lotCount - known - unopened);
}
