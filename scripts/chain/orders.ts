import { type ContractRunner, isAddress, ZeroHash } from "ethers";

import { BatteryPlantIntake__factory } from "../../types/factories/contracts/oem/BatteryPlantIntake__factory.ts";
import type { BatteryPlantIntake } from "../../types/contracts/oem/BatteryPlantIntake.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { asked } from "./ask.ts";
import { noOlderThan } from "./history/keep-history.ts";
import { readEvents } from "./history/read-events.ts";
import { answer } from "./rpc.ts";

/** A battery plant's intake, and what it asks of every lot. */
export interface Intake {
  readonly contract: BatteryPlantIntake;
  readonly address: string;
  /** Ids; the last sets the least mass. */
  readonly gatePolicies: readonly bigint[];
  /** How many days old a claim may be. */
  readonly maxClaimAge: number;
  /** Where the recalls stand that it heeds. */
  readonly recalls: readonly string[];
}

/** A purchase order as it stands on the chain. */
export interface Order {
  readonly id: number;
  readonly supplier: string;
  readonly units: number;
  readonly gramsPerUnit: number;
  /** Last day (since 1970-01-01) on which it may be delivered. */
  readonly dueDay: number | undefined;
  readonly quantityPolicy: bigint;
  /** What else the delivery must meet, beyond the gate's policies. */
  readonly policies: readonly bigint[];
  /** `open` until a lot is delivered, and again once it was returned; `backed` once packs' passports rest on it. */
  readonly state: "open" | "cancelled" | "delivered" | "backed";
  readonly lotId: bigint | undefined;
  readonly passportRoot: string | undefined;
  readonly unitsBacked: number;
}

/**
 * The intake at an address, which must rely on the claims of this deployment. That it is honest in all else, nobody can
 * see from here: its address has to come from the plant.
 * @throws BAD_INPUT, CHAIN_MISMATCH, RPC_FAILED
 */
export async function intakeAt(address: string, claims: string, runner: ContractRunner): Promise<Intake> {
  requireAddress(address);
  const contract = BatteryPlantIntake__factory.connect(address, runner);
  try {
    const [relied, gate, age, recalls] = await Promise.all([
      contract.claims(),
      contract.gatePolicies(),
      contract.maxClaimAge(),
      contract.gateRecalls(),
    ]);
    if (relied.toLowerCase() === claims.toLowerCase()) {
      noOlderThan(runner.provider, address, claims);
      return {
        contract,
        address,
        gatePolicies: [...gate],
        maxClaimAge: Number(age),
        recalls: [...recalls],
      };
    }
  } catch (cause) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`there is no battery plant's intake at ${address}`,
      phrase`ask the plant for the address of its intake, and choose the network with --network`,
      { cause },
    );
  }
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`the intake at ${address} relies on the claims of another deployment`,
    phrase`ask the plant which deployment it trades on`,
  );
}

/** @throws BAD_INPUT */
export function requireAddress(text: string): void {
  const valid: boolean = isAddress(text);
  if (valid) return;
  throw new KoboldError("BAD_INPUT", phrase`"${text}" is not an address`, phrase`give 20 bytes, as 0x…`);
}

/** Every order that was placed, oldest first. */
export async function readOrders(intake: Intake): Promise<Order[]> {
  const placed = await readEvents(intake.contract, intake.contract.filters.OrderPlaced());
  return Promise.all(placed.map(({ args }) => readOrder(intake, Number(args.orderId))));
}

/** @throws NOT_FOUND if no such order was placed, RPC_FAILED */
export async function readOrder({ contract, address }: Intake, id: number): Promise<Order> {
  const order = await asked(contract.orderOf(id));
  if (order === undefined) {
    throw new KoboldError(
      "NOT_FOUND",
      phrase`the intake at ${address} has no order ${id}`,
      phrase`\`order list\` shows its orders`,
    );
  }
  const { cancelled, lotId, units, passportRoot } = await answer(phrase`order`, contract.deliveryOf(id));
  const isBacked = passportRoot !== ZeroHash;
  return {
    id,
    supplier: order.supplier,
    units: Number(order.units),
    gramsPerUnit: Number(order.gramsPerUnit),
    dueDay: Number(order.dueDay) || undefined,
    quantityPolicy: order.quantityPolicy,
    policies: [...order.policies],
    state: isBacked ? "backed" : lotId !== 0n ? "delivered" : cancelled ? "cancelled" : "open",
    lotId: lotId === 0n ? undefined : lotId,
    passportRoot: isBacked ? passportRoot : undefined,
    unitsBacked: Number(units),
  };
}
