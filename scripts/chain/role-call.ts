import { type ContractTransaction, dataSlice, type Provider } from "ethers";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { phrase } from "../core/phrase.ts";
import { answer } from "./rpc.ts";

/** What stands before a call that only a role may make. */
export interface RoleCall {
  /** When it may be made, in seconds since 1970; undefined where it is still to be announced, 0 without a delay. */
  readonly due: bigint | undefined;
  /** The time of the latest block. */
  readonly now: bigint;
  /** Announces it, for all to see. */
  readonly announcement: () => Promise<ContractTransaction>;
}

/** Whether an account may make a call now: a role may have to announce its calls, and wait. @throws RPC_FAILED */
export async function readRoleCall(
  provider: Provider,
  caller: string,
  { to, data }: ContractTransaction,
): Promise<RoleCall> {
  // every contract that a role governs names its manager so
  const governed = CobaltLot__factory.connect(to, provider);
  const manager = AccessManager__factory.connect(await answer(phrase`role`, governed.authority()), provider);
  const announcement = () => manager.schedule.populateTransaction(to, data, 0);
  const permission = manager.canCall(caller, to, dataSlice(data, 0, 4));
  const { immediate, delay } = await answer(phrase`role`, permission);
  if (immediate || delay === 0n) return { due: 0n, now: 0n, announcement };
  const operation = await answer(phrase`role`, manager.hashOperation(caller, to, data));
  const announced = await answer(phrase`role`, manager.getSchedule(operation));
  const block = await answer(phrase`block`, provider.getBlock("latest"));
  const now = BigInt(block?.timestamp ?? 0);
  return { due: announced === 0n ? undefined : announced, now, announcement };
}
