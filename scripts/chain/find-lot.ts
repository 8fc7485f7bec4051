import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { KoboldError } from "../core/errors.ts";
import { idsFrom, onlyId } from "../core/ids.ts";
import { phrase } from "../core/phrase.ts";
import { LotHistories } from "./lot-histories.ts";

/** `LotStatus` of the contract: what a lot can be while it lives. */
const LIVE = [1n, 2n, 3n];

/**
 * A lot that anybody means by its id, or by the first digits of the id of one that lives.
 * @throws BAD_INPUT, NOT_FOUND, AMBIGUOUS
 */
export async function lotOnChain(cobaltLot: CobaltLot, text: string): Promise<bigint> {
  if (idsFrom(text, []) === undefined) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`"${text}" is not a lot's id`,
      phrase`give the id, or its first digits; only the owner's vault knows labels`,
    );
  }
  const [, whole] = /^(?:0x)?([0-9a-f]{64})$/i.exec(text) ?? [];
  const ids =
    whole === undefined
      ? await (await LotHistories.of(cobaltLot)).lotsBeginning(text)
      : [BigInt(`0x${whole}`)];
  const statuses = await Promise.all(ids.map(async (id) => (await cobaltLot.lotOf(id)).status));
  const found = ids.filter((_, i) =>
    whole === undefined ? LIVE.includes(statuses[i] ?? 0n) : statuses[i] !== 0n,
  );
  const remedy = phrase`give more digits of the id; for a lot that has ended, give the whole id`;
  return onlyId(text, found, phrase`the chain has no lot ${text}`, remedy);
}
