import type { OperationContext } from "../chain/hashes.ts";
import { commandOf } from "../chain/commands.ts";
import { KoboldError } from "../core/errors.ts";
import { mintInputs } from "../core/mint.ts";
import { phrase } from "../core/phrase.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut } from "./carry-out.ts";
import type { Desk } from "./desk.ts";
import type { PlannedMint } from "./import-plan.ts";
import { importContext } from "./import-record.ts";
import { contextFor, labelled } from "./lots.ts";
import { assayed } from "./sites.ts";

interface BatchHooks {
  /** Called for each row once its proof is made. */
  readonly onProven: () => void;
  /** Called once the transaction is on its way: another batch may then take the next nonce. */
  readonly onLeft: () => void;
  /** Asked when all is proven: whether it should not be sent any more. */
  readonly isStopped: () => boolean;
}

/** Mints several lots by one transaction, all or none; the journal knows their rows from before it leaves. */
export async function mintBatch(
  desk: Desk,
  mints: readonly PlannedMint[],
  { onProven, onLeft, isStopped }: BatchHooks,
): Promise<OperationRecord> {
  const plan = {
    kind: "batch",
    parents: [],
    children: mints.map(({ lot, weighing }) => labelled(lot, weighing.label)),
    permits: mints.map(({ atWork }) => atWork.permit),
    context: importContext(mints),
  } as const;
  const { onStep } = desk.settings;
  const settings = {
    ...desk.settings,
    onStep: async (step: string, operation: OperationRecord) => {
      await onStep?.(step, operation);
      if (step === "broadcast") onLeft();
    },
  };
  return carryOut({ ...desk, settings }, plan, async () => {
    const commands = await Promise.all(
      mints.map(async (planned) => {
        const proven = await provenMint(desk, planned);
        onProven();
        return proven;
      }),
    );
    if (isStopped()) {
      throw new KoboldError(
        "OPERATION_STATE",
        phrase`an earlier batch failed, so this one was not sent`,
        phrase`see what stopped the earlier one`,
      );
    }
    return desk.contracts.cobaltLot.execute.populateTransaction(commands);
  });
}

/** The command that mints a row, proven. */
export async function provenMint(desk: Desk, { atWork, lot, documents }: PlannedMint) {
  const { address } = desk.wallet;
  const context: OperationContext = {
    ...(await contextFor(desk, documents, [lot], address)),
    recipient: address,
    submitter: address,
  };
  const inputs = mintInputs(await assayed(atWork, {}, lot, 0n, context), lot);
  const { proof } = await desk.prover.prove("mint", inputs);
  return commandOf("mint", inputs, proof, context);
}
