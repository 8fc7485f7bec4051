import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { Recalls } from "../../types/contracts/Recalls.ts";
import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import {
  type PublicRecall,
  readRecalls,
  RECALL_KINDS,
  type RecallKind,
  recallsAt,
} from "../../scripts/chain/recalls.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { type Phrase, phrase } from "../../scripts/core/phrase.ts";
import type { LiveDeployment } from "../ui/chain.ts";

export const RECALL_KIND_WORDS: Readonly<Record<RecallKind, Phrase>> = {
  quality: phrase`quality`,
  origin: phrase`origin`,
  sanction: phrase`sanction`,
  figures: phrase`figures`,
};

/** @throws BAD_INPUT */
export function recallKind(text: string): RecallKind {
  const kind = RECALL_KINDS.find((each) => each === text);
  if (kind !== undefined) return kind;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${text}" is not a kind of recall`,
    phrase`give --kind quality, origin, sanction or figures`,
  );
}

/** @throws BAD_INPUT */
export function recallNumber(text: string): bigint {
  if (/^[1-9]\d{0,8}$/.test(text)) return BigInt(text);
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${text}" is not a recall's number`,
    phrase`\`recall status\` shows the recalls`,
  );
}

/** The recalls that are meant: those at an address, or the deployment's own. @throws BAD_INPUT, CHAIN_MISMATCH */
export async function recallsGiven(
  { contracts, provider }: Pick<LiveDeployment, "contracts" | "provider">,
  address: string,
): Promise<Recalls> {
  if (address === "") return contracts.recalls;
  return recallsAt(address, await contracts.cobaltLot.getAddress(), provider);
}

/** @throws BAD_INPUT, NOT_FOUND */
export async function recallGiven(recalls: Recalls, text: string): Promise<PublicRecall> {
  const number = Number(recallNumber(text));
  const found = (await readRecalls(recalls)).find(({ id }) => id === number);
  if (found !== undefined) return found;
  throw new KoboldError(
    "NOT_FOUND",
    phrase`there is no recall ${number}`,
    phrase`\`recall status\` shows the recalls`,
  );
}

/** A provenance by its number, or by the id of a lot that has it. @throws BAD_INPUT, NOT_FOUND, AMBIGUOUS, RPC_FAILED */
export async function provenanceGiven(cobaltLot: CobaltLot, text: string): Promise<number> {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const lotId = await answer(phrase`lot`, lotOnChain(cobaltLot, text));
  return Number((await answer(phrase`lot`, cobaltLot.lotOf(lotId))).provenanceId);
}
