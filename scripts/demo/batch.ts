import { type Scene, TRADER } from "./scene.ts";

/** Takes the chain back to the morning and sends the day's operations, with the same proofs, in one transaction. */
export async function playBatch({ world, report, stage, operations, morning }: Scene): Promise<void> {
  await morning.restore();
  report.section(`The day's ${operations.length} operations once more, in one transaction`);
  const alone = operations.reduce((sum, { gas }) => sum + gas, 0);
  const cobaltLot = world.contracts.cobaltLot.connect(world.account(TRADER));
  const together = await stage.plain(
    "execute the whole day",
    "execute",
    { operations: String(operations.length) },
    () => cobaltLot.execute(operations.map(({ prepared }) => prepared.operation)),
  );
  const saved = alone - together;
  report.note("gas", `${alone.toLocaleString("en")} one by one, ${together.toLocaleString("en")} together`);
  report.note("saved", `${saved.toLocaleString("en")} (${((100 * saved) / alone).toFixed(1)} %)`);
}
