import type { Intake, Order } from "../chain/orders.ts";
import { shortfalls } from "../core/claim.ts";
import { KoboldError } from "../core/errors.ts";
import { type Phrase, phrase } from "../core/phrase.ts";
import type { Policy } from "../core/policy.ts";
import { type PolicyBook } from "../core/resolve-policy.ts";
import { idText } from "../core/ids.ts";
import type { LotRecord } from "../vault/lot-record.ts";
import { type Desk } from "./desk.ts";
import { answer, today } from "../chain/rpc.ts";

/** A policy that a delivery must be proven to meet. */
export interface Requirement {
  readonly id: bigint;
  readonly policy: Policy;
  /** Whether the intake asks for it of every lot, or this order, for its quantity or beyond. */
  readonly askedBy: "gate" | "order" | "quantity";
}

/** All that a delivery must meet, each policy once. @throws BAD_POLICY for one that nobody has defined */
export function requirementsOf(intake: Intake, order: Order, { defined }: PolicyBook): Requirement[] {
  const asked = [
    ...intake.gatePolicies.map((id) => ({ id, askedBy: "gate" as const })),
    ...order.policies.map((id) => ({ id, askedBy: "order" as const })),
    { id: order.quantityPolicy, askedBy: "quantity" as const },
  ];
  const once = asked.filter(({ id }, i) => asked.findIndex((other) => other.id === id) === i);
  return once.map(({ id, askedBy }) => {
    const policy = defined.get(id);
    if (policy !== undefined) return { id, policy, askedBy };
    throw new KoboldError(
      "BAD_POLICY",
      phrase`order ${order.id} asks for policy ${idText(id)}, which is not defined`,
      phrase`ask the plant for the policy in words, and define it with \`policy define\``,
    );
  });
}

/** What stands between a lot and an order. */
export interface Fit {
  readonly lot: LotRecord;
  /** Why it can't be delivered, for its owner's eyes only. */
  readonly lacks: readonly Phrase[];
  /** What is still to be proven, or to be proven again; empty where the lot lacks something. */
  readonly unproven: readonly Requirement[];
}

/** Lots that are asked for together. */
const AT_ONCE = 20;

/** How some lots of the vault fit an order, those that need least first. @throws RPC_FAILED */
export async function fitsOf(
  desk: Desk,
  lots: readonly LotRecord[],
  requirements: readonly Requirement[],
  { maxClaimAge }: Intake,
  { attributes }: PolicyBook,
): Promise<Fit[]> {
  const { claims } = desk.contracts;
  const day = await today(desk);
  const isUnproven = async (lotId: bigint, { id }: Requirement) => {
    const proven = Number(await claims.provenDay(lotId, id));
    return proven === 0 || day - proven > maxClaimAge;
  };
  const fit = async (lot: LotRecord): Promise<Fit> => {
    const lacks = requirements.flatMap(({ policy }) => shortfalls(policy, lot.lot, day, attributes));
    if (lacks.length > 0) return { lot, lacks, unproven: [] };
    const unproven = await Promise.all(requirements.map((each) => isUnproven(lot.id, each)));
    return { lot, lacks, unproven: requirements.filter((_, i) => unproven[i]) };
  };
  const fits: Fit[] = [];
  for (let i = 0; i < lots.length; i += AT_ONCE) {
    fits.push(...(await answer(phrase`claims`, Promise.all(lots.slice(i, i + AT_ONCE).map(fit)))));
  }
  return fits.sort((a, b) => a.lacks.length - b.lacks.length || a.unproven.length - b.unproven.length);
}
