import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { readLineage } from "./lineage.ts";

/** `LotStatus` of the contract: what a lot can be while it lives. */
const LIVE = [1n, 2n, 3n, 4n];

/**
 * A lot that anybody means by its id, or by the first digits of the id of one that lives.
 * @throws BAD_INPUT, NOT_FOUND, AMBIGUOUS
 */
export async function lotOnChain(cobaltLot: CobaltLot, text: string): Promise<bigint> {
  const digits = text.toLowerCase().replace(/^0x/, "");
  if (!/^[0-9a-f]{4,64}$/.test(digits)) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`"${text}" is not a lot's id`,
      phrase`give the id, or its first digits; only the owner's vault knows labels`,
    );
  }
  const ids = digits.length === 64 ? [BigInt(`0x${digits}`)] : await idsFrom(cobaltLot, digits);
  const statuses = await Promise.all(ids.map(async (id) => (await cobaltLot.lotOf(id)).status));
  const found = ids.filter((_, i) =>
    digits.length === 64 ? statuses[i] !== 0n : LIVE.includes(statuses[i] ?? 0n),
  );
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  throw new KoboldError(
    only === undefined ? "NOT_FOUND" : "AMBIGUOUS",
    only === undefined
      ? phrase`the chain has no lot ${text}`
      : phrase`${text} could be any of ${found.map(idText).join(", ")}`,
    phrase`give more digits of the id; for a lot that has ended, give the whole id`,
  );
}

async function idsFrom(cobaltLot: CobaltLot, digits: string): Promise<bigint[]> {
  const ids = [...(await readLineage(cobaltLot)).keys()];
  return ids.filter((id) => idText(id).startsWith(`0x${digits}`));
}

function idText(id: bigint): string {
  return `0x${id.toString(16).padStart(64, "0")}`;
}
