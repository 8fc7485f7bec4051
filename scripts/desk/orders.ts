import { getCreateAddress } from "ethers";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { BatteryPlantIntake__factory } from "../../types/factories/contracts/oem/BatteryPlantIntake__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";
import { type Intake, intakeAt, type Order } from "../chain/orders.ts";
import { numberInEvent } from "../chain/receipt.ts";
import { passportRoot } from "../chain/passports.ts";
import { refusable } from "../chain/refusal.ts";
import { isoDateOf } from "../core/calendar.ts";
import { isSameDeployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { asJson } from "../core/json.ts";
import { MAX_MASS_GRAMS } from "../core/units.ts";
import { requireCovered } from "../core/order.ts";
import { phrase } from "../core/phrase.ts";
import { type Policy, policyId } from "../core/policy.ts";
import type { PolicyBook } from "../core/resolve-policy.ts";
import { isCarriedOut, type OperationRecord } from "../vault/operation-record.ts";
import { carryOut, receiptOf } from "./carry-out.ts";
import { type Desk } from "./desk.ts";
import { ensureDefined } from "./policies.ts";
import { answer, today } from "../chain/rpc.ts";

/** How the journal calls the deployment of an intake. */
const INTAKE = "battery plant intake";

/** What an intake asks of every lot, by policies' ids. */
export interface IntakeTerms {
  readonly policies: readonly bigint[];
  /** A policy that sets a least mass. */
  readonly massPolicy: bigint;
  /** How many days old a claim may be. */
  readonly maxClaimAge: number;
  /** Where the recalls stand that it heeds, at most 4. */
  readonly recalls: readonly string[];
}

/** Deploys an intake of this firm's own, which alone may order by it. @returns its address @throws CHAIN_REFUSED, … */
export async function deployIntake(
  desk: Desk,
  { policies, massPolicy, maxClaimAge, recalls }: IntakeTerms,
): Promise<string> {
  const { account, contracts } = desk;
  const claims = await contracts.claims.getAddress();
  const authority = addressMade(
    await carryOut(desk, { ...APART, context: "battery plant authority", intent: "authority" }, () =>
      new AccessManager__factory().getDeployTransaction(account),
    ),
  );
  const intake = new BatteryPlantIntake__factory();
  const intent = asJson({ policies, massPolicy, maxClaimAge, recalls });
  return addressMade(
    await carryOut(desk, { ...APART, context: INTAKE, intent }, () =>
      intake.getDeployTransaction(authority, claims, [...policies], massPolicy, maxClaimAge, [...recalls]),
    ),
  );
}

/** The intake at an address, or the last that this firm has deployed. @throws NOT_FOUND if none is meant */
export async function resolveIntake(desk: Desk, address: string): Promise<Intake> {
  const { contracts, port, provider, vault } = desk;
  const own = vault.journal
    .list()
    .filter(({ context, deployment }) => context === INTAKE && isSameDeployment(deployment, port.deployment))
    .filter(isCarriedOut)
    .sort((a, b) => a.sequence - b.sequence)
    .at(-1);
  if (address !== "") return intakeAt(address, await contracts.claims.getAddress(), provider);
  if (own !== undefined) return intakeAt(addressMade(own), await contracts.claims.getAddress(), provider);
  throw new KoboldError(
    "NOT_FOUND",
    phrase`no intake is given, and this vault has deployed none`,
    phrase`give the plant's intake with --intake, or deploy one with \`order intake\``,
  );
}

/** What a plant asks for. */
export interface NewOrder {
  readonly supplier: string;
  readonly units: number;
  readonly gramsPerUnit: bigint;
  /** Last day (since 1970-01-01) on which it may be delivered. */
  readonly dueDay?: number | undefined;
  /** Sets the mass that the delivery is proven to have; by default one for just what the units take, made if need be. */
  readonly quantity?: Policy;
  readonly policies: readonly bigint[];
}

/** Places an order. @returns its number @throws RULE_BROKEN if the quantity policy does not cover the units, CHAIN_REFUSED */
export async function placeOrder(
  desk: Desk,
  intake: Intake,
  order: NewOrder,
  book: PolicyBook,
): Promise<number> {
  const { supplier, units, gramsPerUnit, dueDay = 0, policies } = order;
  const grams = BigInt(units) * gramsPerUnit;
  const quantity = order.quantity ?? { rows: [], massMin: grams, massMax: MAX_MASS_GRAMS };
  requireCovered(units, Number(gramsPerUnit), quantity);
  await ensureDefined(desk, quantity, book);
  const terms = {
    supplier,
    units,
    gramsPerUnit,
    dueDay,
    quantityPolicy: policyId(quantity),
    policies: [...policies],
  };
  const { address, contract } = intake;
  const plan = { ...APART, context: `order from ${supplier}`, intent: asJson([address, terms]) };
  const placed = await carryOut(desk, plan, () => contract.placeOrder.populateTransaction(terms));
  const receipt = await receiptOf(desk, placed, phrase`\`order list\` shows its number`);
  return Number(await numberInEvent(receipt, contract, "OrderPlaced", "orderId"));
}

/**
 * Delivers a lot whose claims are all proven: lets the intake take it, and tells it to. What was done before a crash is not
 * done again.
 * @throws RULE_BROKEN if the order is another's or was answered, CHAIN_REFUSED, also if a recall stops the lot, VAULT_CONFLICT
 */
export async function deliverLot(
  desk: Desk,
  intake: Intake,
  order: Order,
  lotId: bigint,
): Promise<OperationRecord> {
  const { contract, address } = intake;
  await requireOpen(desk, order);
  await requireNotRecalled(desk, intake, lotId);
  const { cobaltLot } = desk.contracts;
  const approved = await answer(phrase`approval`, cobaltLot.getApproved(lotId));
  if (approved.toLowerCase() !== address.toLowerCase()) {
    await carryOut(desk, { ...APART, context: `approve ${address}` }, () =>
      cobaltLot.approve.populateTransaction(address, lotId),
    );
  }
  const plan = { kind: "transfer", parents: [lotId], children: [], context: `order ${order.id}` } as const;
  return carryOut(desk, plan, () => contract.deliver.populateTransaction(order.id, lotId));
}

/** Asks the recalls that an intake heeds, before anything is shown or sent. @throws CHAIN_REFUSED if one stops the lot */
export async function requireNotRecalled(
  { contracts, provider }: Desk,
  { recalls }: Intake,
  lotId: bigint,
): Promise<void> {
  if (recalls.length === 0) return;
  const { provenanceId } = await answer(phrase`lot`, contracts.cobaltLot.lotOf(lotId));
  for (const address of recalls) {
    const asked = Recalls__factory.connect(address, provider).requireClear(provenanceId);
    await answer(phrase`recalls`, refusable(asked));
  }
}

/** @throws RULE_BROKEN unless this firm can answer the order today */
export async function requireOpen(desk: Desk, { id, state, supplier, dueDay }: Order): Promise<void> {
  const { account } = desk;
  if (supplier.toLowerCase() !== account.toLowerCase()) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`order ${id} is placed with ${supplier}, not with ${account}`,
      phrase`only the order's supplier can deliver`,
    );
  }
  if (state === "open") {
    if (dueDay === undefined || (await today(desk)) <= dueDay) return;
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`order ${id} was due on ${isoDateOf(dueDay)}`,
      phrase`ask the plant for another order`,
    );
  }
  throw new KoboldError(
    "RULE_BROKEN",
    state === "cancelled"
      ? phrase`the plant has cancelled order ${id}`
      : phrase`a lot was delivered for order ${id} already`,
    phrase`ask the plant for another order`,
  );
}

/** The lot that was delivered for an order. @throws RULE_BROKEN if none was */
export function requireDelivered({ id, lotId }: Order): bigint {
  if (lotId !== undefined) return lotId;
  throw new KoboldError(
    "RULE_BROKEN",
    phrase`nothing was delivered for order ${id} yet`,
    phrase`wait for its supplier`,
  );
}

/**
 * Retires the lot that was delivered into packs, one for each serial number, once.
 * @returns the root of their passports @throws RULE_BROKEN, CHAIN_REFUSED
 */
export async function backPassports(
  desk: Desk,
  { contract }: Intake,
  order: Order,
  serials: readonly string[],
  { defined }: PolicyBook,
): Promise<string> {
  const quantity = defined.get(order.quantityPolicy);
  if (quantity !== undefined) requireCovered(serials.length, order.gramsPerUnit, quantity);
  const root = passportRoot(serials);
  await carryOut(desk, { ...APART, context: `passports of order ${order.id}` }, () =>
    contract.backPassports.populateTransaction(order.id, serials.length, root),
  );
  return root;
}

/** Withdraws an order that nothing was delivered for. @throws CHAIN_REFUSED */
export async function cancelOrder(desk: Desk, { contract }: Intake, order: number): Promise<void> {
  await carryOut(desk, { ...APART, context: `cancel order ${order}` }, () =>
    contract.cancelOrder.populateTransaction(order),
  );
}

/** Gives the lot that was delivered back to the supplier; the order is open again. @throws CHAIN_REFUSED */
export async function returnLot(desk: Desk, { contract }: Intake, order: number): Promise<void> {
  await carryOut(desk, { ...APART, context: `return order ${order}` }, () =>
    contract.returnLot.populateTransaction(order),
  );
}

/** Gives a lot that came to the intake without a delivery to an account. @throws CHAIN_REFUSED */
export async function rescueLot(desk: Desk, { contract }: Intake, lotId: bigint, to: string): Promise<void> {
  await carryOut(desk, { ...APART, context: `rescue for ${to}` }, () =>
    contract.rescue.populateTransaction(lotId, to),
  );
}

/** An operation that uses no lot of the vault. */
const APART = { kind: "other", parents: [], children: [] } as const;

/** Where the contract stands that an operation has made. */
function addressMade({ transactions }: OperationRecord): string {
  const last = transactions.at(-1);
  if (last === undefined) throw new TypeError("an operation that was carried out has a transaction");
  return getCreateAddress(last);
}
