import { backPassports, cancelOrder, claim, deliver, placeOrder, returnLot } from "./actions-claims.ts";
import { mergeOf, splitOf } from "./actions-lots.ts";
import { accredit } from "./actions-registry.ts";
import { mintOf, refineOf } from "./actions-site.ts";
import * as token from "./actions-token.ts";
import type { Dice } from "./dice.ts";
import type { History, Step } from "./history.ts";
import { type Built, executeStep, type Handover, type Part } from "./operations.ts";
import type { Name } from "./world.ts";

type Action = (history: History, dice: Dice) => Promise<Step | undefined> | Step | undefined;
type Builder = (history: History, dice: Dice, by?: Name) => Promise<Built | undefined>;

function single(build: Builder): Action {
  return async (history, dice) => {
    const built = await build(history, dice);
    if (built === undefined) return undefined;
    history.sent.push(built.operation);
    return executeStep(history, built.by, built.variant, [built.operation]);
  };
}

const BUILDERS: readonly Builder[] = [mintOf, splitOf, mergeOf, refineOf, splitOf];

const HANDOVERS = [token.offer, token.offer, token.accept, token.reject, token.cancel, token.retire];

/** A handover or retirement that is this account's to send, where one turns up. */
function handoverBy(history: History, dice: Dice, by: Name): Handover | undefined {
  for (let tries = 0; tries < 6; tries += 1) {
    const step = (dice.pick(HANDOVERS) ?? token.offer)(history, dice);
    if (step?.by === by && step.command !== undefined) return { ...step, command: step.command };
  }
  return undefined;
}

/** Some commands in one call, of which later ones may use what earlier ones make. */
async function batch(history: History, dice: Dice): Promise<Step | undefined> {
  const real = history.state;
  const by = dice.pick(["alice", "bob", "carol", "dave"] as const) ?? "alice";
  const parts: Part[] = [];
  const variants: string[] = [];
  // one lie is enough to have all refused
  dice.lies = 10;
  const count = dice.chance(4) ? 0 : 2 + dice.roll(3);
  for (let i = 0; i < count; i += 1) {
    const handover = dice.chance(35) ? handoverBy(history, dice, by) : undefined;
    const built = handover ? undefined : await (dice.pick(BUILDERS) ?? mintOf)(history, dice, by);
    const part = handover ?? built?.operation;
    if (part === undefined) continue;
    parts.push(part);
    variants.push(handover?.variant ?? built?.variant ?? "");
    if (built !== undefined) history.sent.push(built.operation);
    // what comes next is made for the state after this one
    const next = history.foresee((state) => {
      const call = { ...history.callBy(by), verifies: () => true };
      executeStep(history, by, "", [part]).predict?.(state, call);
    });
    if (typeof next !== "string") history.state = next;
  }
  history.state = real;
  if (parts.length === 1) return undefined;
  const lies = variants.filter((variant) => !["honest", "any", "blend", "weaken", "join"].includes(variant));
  return executeStep(history, by, lies.length === 0 ? "honest" : "with a lie", parts);
}

/** An operation once more as it was sent, by whoever saw it. */
function replay(history: History, dice: Dice): Step | undefined {
  const operation = dice.pick(history.sent.slice(-6));
  if (operation === undefined) return undefined;
  const by = dice.pick(history.world.names) ?? "mallory";
  return { ...executeStep(history, by, "replayed", [operation]), kind: "replay" };
}

/** Everything that can be done, and how often it is. */
export const ACTIONS: Readonly<Record<string, { weight: number; action: Action }>> = {
  mint: { weight: 16, action: single(mintOf) },
  split: { weight: 9, action: single(splitOf) },
  merge: { weight: 11, action: single(mergeOf) },
  refine: { weight: 11, action: single(refineOf) },
  batch: { weight: 9, action: batch },
  replay: { weight: 3, action: replay },
  claim: { weight: 12, action: claim },
  placeOrder: { weight: 4, action: placeOrder },
  deliver: { weight: 12, action: deliver },
  backPassports: { weight: 12, action: backPassports },
  cancelOrder: { weight: 1, action: cancelOrder },
  returnLot: { weight: 2, action: returnLot },
  offer: { weight: 6, action: token.offer },
  accept: { weight: 5, action: token.accept },
  reject: { weight: 2, action: token.reject },
  cancel: { weight: 2, action: token.cancel },
  transfer: { weight: 4, action: token.transfer },
  approve: { weight: 3, action: token.approve },
  setOperator: { weight: 2, action: token.setOperator },
  hold: { weight: 3, action: token.hold },
  release: { weight: 3, action: token.release },
  retire: { weight: 2, action: token.retire },
  accredit: { weight: 14, action: accredit },
};
