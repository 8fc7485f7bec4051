import { id, Interface } from "ethers";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import type { Dice } from "./dice.ts";
import { GAS, type History, type Step } from "./history.ts";
import { senderFor } from "./operations.ts";
import * as rules from "./rules-lots.ts";
import type { LotState } from "./state.ts";
import { type Name, OWNERS } from "./world.ts";
import { EXPORT } from "../fixtures/operations.ts";

/** Untyped: a command's function is named by a variable. */
const token = new Interface(CobaltLot__factory.abi);

type Lots = [bigint, LotState][];

/** Whether there is no such lot, and the step is not to be tried in vain. */
function lacks({ state }: History, dice: Dice, status: LotState["status"]): boolean {
  return ![...state.lots.values()].some((lot) => lot.status === status) && !dice.chance(8);
}

/** Mostly a lot in one of these states, now and then any. */
function pickLot(
  { state }: History,
  dice: Dice,
  ...statuses: LotState["status"][]
): Lots[number] | undefined {
  const all: Lots = [...state.lots];
  const fit = all.filter(([, { status }]) => statuses.includes(status));
  return dice.pick(fit.length > 0 && !dice.chance(8) ? fit : all);
}

const named = ({ world }: History, address: string): Name | undefined =>
  world.names.find((name) => world.addressOf(name) === address);

export function offer(history: History, dice: Dice): Step | undefined {
  const [lotId, lot] = pickLot(history, dice, "active") ?? [];
  if (lotId === undefined) return undefined;
  const by = senderFor(history, dice, lotId);
  const others = OWNERS.map(history.world.addressOf).filter((address) => address !== lot?.owner);
  const to = (dice.chance(5) ? lot?.owner : dice.pick(others)) ?? "";
  const seconds = dice.pick([10_000_000, 10_000_000, 10_000_000, 10_000_000, 3_600, 60, 1, 0]) ?? 0;
  const expiry = history.now + seconds;
  const { cobaltLot } = history.world;
  return {
    kind: "offer",
    variant: seconds === 0 ? "over already" : "honest",
    by,
    command: token.encodeFunctionData("offer", [lotId, to, expiry, "0x"]),
    send: (signer) => cobaltLot.connect(signer).offer(lotId, to, expiry, "0x", GAS),
    predict: (state, call) => {
      rules.offer(state, lotId, to, expiry, call);
    },
  };
}

function ending(how: "accept" | "reject" | "cancel") {
  return (history: History, dice: Dice): Step | undefined => {
    if (lacks(history, dice, "offered")) return offer(history, dice);
    const [lotId, lot] = pickLot(history, dice, "offered") ?? [];
    if (lotId === undefined || lot === undefined) return undefined;
    const stranger = dice.chance(15);
    const rightful = how === "cancel" ? senderFor(history, dice, lotId) : named(history, lot.to);
    const by = (stranger ? dice.pick(history.world.names) : rightful) ?? "bob";
    return {
      kind: how,
      variant: stranger ? "anyone" : "honest",
      by,
      command: token.encodeFunctionData(how, [lotId]),
      send: (signer) => history.world.cobaltLot.connect(signer)[how](lotId, GAS),
      predict: (state, call) => {
        rules.endOffer(state, lotId, how, call);
      },
    };
  };
}
export const accept = ending("accept");
export const reject = ending("reject");
export const cancel = ending("cancel");

export function transfer(history: History, dice: Dice): Step | undefined {
  const [lotId, lot] = pickLot(history, dice, "active") ?? [];
  if (lotId === undefined || lot === undefined) return undefined;
  const { world } = history;
  const by = senderFor(history, dice, lotId);
  const lie = dice.twist(["from a third"]);
  const from = lie === "honest" ? lot.owner : world.addressOf("mallory");
  const to = world.addressOf(dice.pick(OWNERS) ?? "alice");
  return {
    kind: "transfer",
    variant: lie,
    by,
    send: (signer) => world.cobaltLot.connect(signer).transferFrom(from, to, lotId, GAS),
    predict: (state, call) => {
      rules.transfer(state, lotId, from, to, call);
    },
  };
}

export function approve(history: History, dice: Dice): Step | undefined {
  const [lotId] = pickLot(history, dice, "active", "offered", "held") ?? [];
  if (lotId === undefined) return undefined;
  const { world } = history;
  const by = senderFor(history, dice, lotId);
  const to = world.addressOf(dice.pick(["dave", ...OWNERS]) ?? "dave");
  return {
    kind: "approve",
    variant: "any",
    by,
    send: (signer) => world.cobaltLot.connect(signer).approve(to, lotId, GAS),
    predict: (state, call) => {
      rules.approve(state, lotId, to, call);
    },
  };
}

export function setOperator(history: History, dice: Dice): Step {
  const { world } = history;
  const by = dice.pick(OWNERS) ?? "alice";
  const operator = world.addressOf(dice.pick(["dave", "carol"]) ?? "dave");
  const allowed = !dice.chance(30);
  return {
    kind: "setOperator",
    variant: allowed ? "allowed" : "taken back",
    by,
    send: (signer) => world.cobaltLot.connect(signer).setApprovalForAll(operator, allowed, GAS),
    predict: (state, call) => {
      rules.setOperator(state, operator, allowed, call);
    },
  };
}

function surveillance(how: "hold" | "release") {
  return (history: History, dice: Dice): Step | undefined => {
    if (how === "release" && lacks(history, dice, "held")) return hold(history, dice);
    const statuses: LotState["status"][] = how === "hold" ? ["active", "offered"] : ["held"];
    const [lotId] = pickLot(history, dice, ...statuses) ?? [];
    if (lotId === undefined) return undefined;
    const { world, state } = history;
    const lie = dice.twist(["without the role", "unknown lot"]);
    const by = lie === "without the role" ? (dice.pick(world.names) ?? "mallory") : "surveillance";
    // beside the one that fits, any others: one twice, some that have ended
    const others = dice.some([...state.lots.keys()], 2);
    const lotIds = [
      lotId,
      ...others,
      ...(lie === "unknown lot" ? [99n] : []),
      ...(dice.chance(20) ? [lotId] : []),
    ];
    const mayHold = by === "surveillance";
    return {
      kind: how,
      variant: lie,
      by,
      send: (signer) => {
        const lots = world.cobaltLot.connect(signer);
        return how === "hold" ? lots.hold(lotIds, id("a reason"), GAS) : lots.release(lotIds, GAS);
      },
      predict: (copy) => {
        rules[how](copy, lotIds, mayHold);
      },
    };
  };
}
export const hold = surveillance("hold");
export const release = surveillance("release");

export function retire(history: History, dice: Dice): Step | undefined {
  const [lotId] = pickLot(history, dice, "active") ?? [];
  if (lotId === undefined) return undefined;
  const { world } = history;
  return {
    kind: "retire",
    variant: "any",
    by: senderFor(history, dice, lotId),
    command: token.encodeFunctionData("retire", [lotId, EXPORT, id("exported")]),
    send: (signer) => world.cobaltLot.connect(signer).retire(lotId, EXPORT, id("exported"), GAS),
    predict: (state, call) => {
      rules.retire(state, lotId, call);
    },
  };
}
