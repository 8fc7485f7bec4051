import { type ContractTransaction, dataSlice, type Signer, type TransactionReceipt } from "ethers";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { mined } from "./refusal.ts";
import { answer } from "./rpc.ts";

/**
 * Sends a call that only a role may make. Where the role acts after a delay, the call is announced first, for all to see,
 * and sent once the delay is over: by the same call again.
 * @throws RULE_BROKEN where it was announced and the delay is not over, ChainRefusal, RPC_FAILED
 */
export async function actAsRole(
  signer: Signer,
  called: Promise<ContractTransaction>,
): Promise<TransactionReceipt> {
  const call = await called;
  const { to, data } = call;
  const caller = await signer.getAddress();
  // every contract that a role governs names its manager so
  const governed = CobaltLot__factory.connect(to, signer);
  const manager = AccessManager__factory.connect(await answer(phrase`role`, governed.authority()), signer);
  const permission = manager.canCall(caller, to, dataSlice(data, 0, 4));
  const { immediate, delay } = await answer(phrase`role`, permission);
  if (immediate || delay === 0n) return mined(signer.sendTransaction(call));
  const operation = await answer(phrase`role`, manager.hashOperation(caller, to, data));
  const announced = await answer(phrase`role`, manager.getSchedule(operation));
  if (announced === 0n) await mined(manager.schedule(to, data, 0));
  const due = announced === 0n ? await answer(phrase`role`, manager.getSchedule(operation)) : announced;
  const block = await answer(phrase`block`, signer.provider?.getBlock("latest") ?? Promise.resolve(null));
  if (BigInt(block?.timestamp ?? 0) >= due) return mined(signer.sendTransaction(call));
  const time = new Date(Number(due) * 1_000).toISOString();
  throw new KoboldError(
    "RULE_BROKEN",
    announced === 0n
      ? phrase`the role acts only after a delay: this is announced now, and may be done from ${time} on`
      : phrase`the role acts only after a delay: this was announced, and may be done from ${time} on`,
    phrase`give the same command again then`,
  );
}
