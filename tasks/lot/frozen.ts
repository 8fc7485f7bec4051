import type { TransactionReceipt } from "ethers";

import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import type { Answer } from "../ui/print.ts";

/** The lots that a person names, each by its id or the first digits. @throws BAD_INPUT, NOT_FOUND, AMBIGUOUS */
export async function lotsGiven(cobaltLot: CobaltLot, names: readonly string[]): Promise<bigint[]> {
  const ids: bigint[] = [];
  for (const name of names) ids.push(await lotOnChain(cobaltLot, name));
  return ids;
}

/** Which lots were held or released, and which were passed over. */
export function frozenAnswer(
  { interface: abi }: CobaltLot,
  { logs }: TransactionReceipt,
  event: "LotHeld" | "LotReleased",
  lots: readonly bigint[],
): Answer {
  const done = logs.flatMap((log) => {
    const parsed = abi.parseLog(log);
    return parsed?.name === event ? [idText(BigInt(String(parsed.args.getValue("lotId"))))] : [];
  });
  const passedOver = lots.map(idText).filter((lot) => !done.includes(lot));
  const line = (lot: string) => (event === "LotHeld" ? phrase`held: ${lot}` : phrase`released: ${lot}`);
  return {
    json: { lots: done, passedOver },
    lines: [...done.map(line), ...passedOver.map((lot) => phrase`passed over, as it stands: ${lot}`)],
  };
}
