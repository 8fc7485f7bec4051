import { type Scene, TRADER } from "./scene.ts";

/** The day's operations with the same proofs once more, in one transaction; the chain must be as in the morning. */
export async function playBatch({ world, report, stage, operations }: Scene): Promise<void> {
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
