import { id, ZeroHash } from "ethers";

import { claimInputs } from "../../scripts/core/claim.ts";
import { rowValue } from "../../scripts/core/policy.ts";
import type { Dice } from "./dice.ts";
import { GAS, type History, type Step } from "./history.ts";
import { senderFor } from "./operations.ts";
import * as rules from "./rules-claims.ts";
import { type Name, OWNERS } from "./world.ts";

const CLAIM_LIES = [
  "policy not met",
  "lot that has ended",
  "day before yesterday",
  "tomorrow",
  "another lot's proof",
  "unknown policy",
  "proof of before",
  "nothing",
] as const;

function isMet(history: History, lotId: bigint, policyId: bigint): boolean {
  const { world, today } = history;
  const { massGrams, provenance } = history.openingOf(lotId);
  const policy = world.defined.find((known) => known.id === policyId)?.policy;
  if (policy === undefined || massGrams < policy.massMin || massGrams > policy.massMax) return false;
  return policy.rows.every((row) => rowValue(row, provenance, today) >= 0n);
}

/** Some claims about one lot in one call, mostly true. */
export async function claim(history: History, dice: Dice): Promise<Step | undefined> {
  const { world, state, today } = history;
  const lie = dice.twist(CLAIM_LIES);
  const all = [...state.lots];
  const active = all.filter(([, { status }]) => status === "active");
  const other = all.filter(([, { status }]) => status !== "active");
  const [lotId] = dice.pick(lie === "lot that has ended" && other.length > 0 ? other : active) ?? [];
  if (lotId === undefined) return undefined;
  const met = world.defined.filter((policy) => isMet(history, lotId, policy.id));
  const unmet = world.defined.filter((policy) => !met.includes(policy));
  const chosen = lie === "policy not met" ? dice.some(unmet, 1) : dice.some(met, met.length);
  const day =
    lie === "day before yesterday" ? today - 2 : lie === "tomorrow" ? today + 1 : today - dice.roll(2);
  const claims: rules.TestClaim[] = [];
  for (const { id: policyId, policy } of chosen) {
    const of = lie === "another lot's proof" ? (dice.pick(active)?.[0] ?? lotId) : lotId;
    const proof = await history.prover.prove("claim", claimInputs(policy, history.openingOf(of), day));
    const named = lie === "unknown policy" ? policyId + 1n : policyId;
    claims.push({ lotId, policyId: named, day: BigInt(day), proof });
  }
  const old = dice.pick(history.claimed);
  if (lie === "proof of before" && old !== undefined) claims.push({ ...old, lotId, day: BigInt(day) });
  if (claims.length === 0 && lie !== "nothing") return undefined;
  if (lie === "honest") history.claimed.push(...claims);
  const sent = lie === "nothing" ? [] : claims;
  return claimStep(history, senderFor(history, dice, lotId), lie, sent);
}

/** What a delivery still lacks, for an order and a lot of its supplier that has it all. */
async function prepare(history: History, dice: Dice): Promise<Step | undefined> {
  const { world, state, today } = history;
  const pairs = state.orders.flatMap((order) => {
    if (order.lotId !== 0n || order.cancelled) return [];
    const wanted = [...world.gate.policies, ...order.policies, order.quantityPolicy];
    const fits = [...state.lots].filter(
      ([lotId, { owner, status }]) =>
        status === "active" && owner === order.supplier && wanted.every((id) => isMet(history, lotId, id)),
    );
    return fits.map(([lotId]) => ({ lotId, wanted }));
  });
  const chosen = dice.pick(pairs);
  if (chosen === undefined) return placeOrder(history, dice);
  const claims: rules.TestClaim[] = [];
  for (const { id: policyId, policy } of world.defined) {
    if (!chosen.wanted.includes(policyId)) continue;
    const inputs = claimInputs(policy, history.openingOf(chosen.lotId), today);
    const proof = await history.prover.prove("claim", inputs);
    claims.push({ lotId: chosen.lotId, policyId, day: BigInt(today), proof });
  }
  return claimStep(history, senderFor(history, dice, chosen.lotId), "for a delivery", claims);
}

function claimStep(
  { world }: Pick<History, "world">,
  by: Name,
  variant: string,
  claims: rules.TestClaim[],
): Step {
  return {
    kind: "claim",
    variant,
    by,
    send: (signer) =>
      world.claims.connect(signer).prove(
        claims.map((part) => ({ ...part, proof: [...part.proof] })),
        GAS,
      ),
    predict: (state, call) => {
      rules.prove(state, claims, call);
    },
    ...(claims.length === 1
      ? {}
      : { singles: claims.map((single) => claimStep({ world }, by, variant, [single])) }),
  };
}

const gateOf = ({ world, start }: History): rules.Gate => ({
  ...world.gate,
  address: start.addresses.intake,
});

function unitsFor(lie: string, most: number, honest: () => number): number {
  if (lie === "no units") return 0;
  return lie === "more units than the quantity" ? most + 1 : honest();
}

/** An order, mostly one that somebody can serve. */
export function placeOrder(history: History, dice: Dice): Step {
  const { world, start, state, today } = history;
  const lie = dice.twist([
    "more units than the quantity",
    "by another",
    "no units",
    "unknown policy",
    "unknown wish",
    "overdue",
    "any wish",
  ]);
  const fit = [...state.lots].filter(
    ([lotId, { status }]) =>
      status === "active" && world.gate.policies.every((id) => isMet(history, lotId, id)),
  );
  const [lotId, lot] = (lie === "any wish" ? undefined : dice.pick(fit)) ?? [];
  const met = (ids: readonly bigint[]) =>
    ids.filter((id) => lotId === undefined || isMet(history, lotId, id));
  const quantityPolicy = dice.pick(met(world.quantities)) ?? 0n;
  const massMin = Number(world.infos.get(quantityPolicy)?.massMin ?? 0n);
  const gramsPerUnit = dice.pick([700, 73, 1_000]) ?? 700;
  const most = Math.floor(massMin / gramsPerUnit);
  const qualities = world.defined
    .map(({ id: key }) => key)
    .filter((key) => world.infos.get(key)?.aboutProvenance);
  const order: rules.NewOrder = {
    supplier: lot?.owner ?? world.addressOf(dice.pick(OWNERS) ?? "alice"),
    units: unitsFor(lie, most, () => Math.max(1, most - dice.roll(3))),
    gramsPerUnit,
    dueDay: lie === "overdue" ? today - 1 : (dice.pick([0, 0, today + 20, today]) ?? 0),
    quantityPolicy: lie === "unknown policy" ? 5n : quantityPolicy,
    policies: lie === "unknown wish" ? [5n] : dice.chance(50) ? dice.some(met(qualities), 2) : [],
  };
  const by = lie === "by another" ? (dice.pick(world.names) ?? "mallory") : "plant";
  return {
    kind: "placeOrder",
    variant: lie,
    by,
    send: (signer) => start.intake.connect(signer).placeOrder(order, GAS),
    predict: (state, call) => {
      rules.placeOrder(state, order, by === "plant", call);
    },
  };
}

/** A delivery, mostly of a lot that has what the order asks for. */
export async function deliver(history: History, dice: Dice): Promise<Step | undefined> {
  const { world, start, state, now } = history;
  const { intake } = start;
  const gate = gateOf(history);
  const pairs = state.orders.flatMap((order, i) =>
    [...state.lots.keys()].map((lotId) => ({ orderId: i + 1, lotId, supplier: order.supplier })),
  );
  const good = pairs.filter(({ orderId, lotId, supplier }) => {
    const by = world.names.find((name) => world.addressOf(name) === supplier) ?? "mallory";
    const call = history.callBy(by);
    return (
      typeof history.foresee((copy) => {
        rules.deliver(copy, orderId, lotId, gate, { ...call, at: now });
      }) !== "string"
    );
  });
  if (good.length === 0 && !dice.chance(15)) return prepare(history, dice);
  const open = pairs.filter(({ lotId }) => state.lots.get(lotId)?.status === "active");
  const chosen = dice.pick(good.length > 0 && !dice.chance(25) ? good : open);
  if (chosen === undefined) return undefined;
  const rightful = world.names.find((name) => world.addressOf(name) === chosen.supplier);
  const by = (dice.chance(5) ? dice.pick(world.names) : rightful) ?? "mallory";
  return {
    kind: "deliver",
    variant: good.includes(chosen) ? "honest" : "any lot",
    by,
    send: (signer) => intake.connect(signer).deliver(chosen.orderId, chosen.lotId, GAS),
    predict: (copy, call) => {
      rules.deliver(copy, chosen.orderId, chosen.lotId, gate, call);
    },
  };
}

/** What a plant does otherwise with an order: it withdraws one that waits, or gives back what was delivered. */
function undo(how: "cancelOrder" | "returnLot") {
  return (history: History, dice: Dice): Step | undefined => {
    const { world, start, state } = history;
    const fit = state.orders.filter(({ lotId, backed, cancelled }) =>
      how === "returnLot" ? lotId !== 0n && backed === 0 : lotId === 0n && !cancelled,
    );
    const order = dice.pick(fit.length > 0 && !dice.chance(20) ? fit : state.orders);
    if (order === undefined) return undefined;
    const orderId = state.orders.indexOf(order) + 1;
    const lie = dice.twist(["by another"]);
    const by = lie === "by another" ? (dice.pick(world.names) ?? "mallory") : "plant";
    return {
      kind: how,
      variant: lie,
      by,
      send: (signer) => start.intake.connect(signer)[how](orderId, GAS),
      predict: (copy, call) => {
        if (how === "cancelOrder") rules.cancelOrder(copy, orderId, by === "plant");
        else rules.returnLot(copy, orderId, gateOf(history), by === "plant", call);
      },
    };
  };
}
export const cancelOrder = undo("cancelOrder");
export const returnLot = undo("returnLot");

/** Passports for what was delivered, mostly as many as it is good for. */
export async function backPassports(history: History, dice: Dice): Promise<Step | undefined> {
  const { world, start, state } = history;
  const lie = dice.twist(["more units than the quantity", "by another", "no units", "no root"]);
  const open = state.orders.filter(({ lotId, backed }) => lotId !== 0n && backed === 0);
  if (open.length === 0 && !dice.chance(10)) return deliver(history, dice);
  const order = dice.pick(open.length > 0 && !dice.chance(20) ? open : state.orders);
  if (order === undefined) return undefined;
  const orderId = state.orders.indexOf(order) + 1;
  const massMin = Number(world.infos.get(order.quantityPolicy)?.massMin ?? 0n);
  const most = Math.floor(massMin / order.gramsPerUnit);
  const units =
    lie === "no units" ? 0 : lie === "more units than the quantity" ? most + 1 : 1 + dice.roll(most);
  const by = lie === "by another" ? (dice.pick(world.names) ?? "mallory") : "plant";
  const root = lie === "no root" ? ZeroHash : id("passports");
  return {
    kind: "backPassports",
    variant: lie,
    by,
    send: (signer) => start.intake.connect(signer).backPassports(orderId, units, root, GAS),
    predict: (copy, call) => {
      rules.backPassports(copy, orderId, units, gateOf(history), by === "plant", call, root !== ZeroHash);
    },
  };
}
