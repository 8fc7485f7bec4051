import { mined } from "../chain/refusal.ts";
import { phrase } from "../core/phrase.ts";
import { isSameDeployment } from "../core/deployment.ts";
import type { OperationKind } from "../vault/operation-record.ts";
import { commandsIn } from "./calldata.ts";
import type { Stage } from "./stage.ts";
import { grouped } from "./words.ts";
import { TRADER } from "./world.ts";

const KINDS: readonly OperationKind[] = ["accept", "split", "merge", "refine", "retire"];

/**
 * Takes the chain back to when the trader was offered its lots, and sends all that it did then, with the same proofs, in
 * one transaction: it takes the lots over, blends, splits and has them refined, and retires what goes elsewhere.
 */
export async function playBatch(stage: Stage, offered: { restore(): Promise<void> }): Promise<void> {
  const { report, world } = stage;
  const { provider, contracts } = world;
  const { deployment, vault, wallet } = world.desk(TRADER);
  const commands: string[] = [];
  let alone = 0;
  const sent = vault.journal
    .list()
    .filter((each) => KINDS.includes(each.kind) && isSameDeployment(each.deployment, deployment));
  for (const { inclusion } of sent.sort((a, b) => a.sequence - b.sequence)) {
    const hash = inclusion?.hash ?? "";
    const transaction = await provider.getTransaction(hash);
    commands.push(...commandsIn(transaction?.data ?? ""));
    alone += Number((await provider.getTransactionReceipt(hash))?.gasUsed ?? 0n);
  }
  await offered.restore();
  report.section(phrase`The trader's ${commands.length} commands once more, in one transaction`);
  const together = await stage.accept(
    phrase`execute the trader's whole day`,
    "execute",
    async () => Number((await mined(contracts.cobaltLot.connect(wallet).execute(commands))).gasUsed),
    () => ({ public: { commands: String(commands.length) } }),
  );
  const saved = alone - together;
  report.note(phrase`gas`, phrase`${grouped(alone)} one by one, ${grouped(together)} together`);
  report.note(phrase`saved`, `${grouped(saved)} (${((100 * saved) / alone).toFixed(1)} %)`);
}
