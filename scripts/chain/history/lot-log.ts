import { CobaltLot__factory } from "../../../types/factories/contracts/CobaltLot__factory.ts";
import type { MadeBy } from "../../core/made-by.ts";

const cobaltLot = CobaltLot__factory.createInterface();
const topicOf = (name: Parameters<typeof cobaltLot.getEvent>[0]) => cobaltLot.getEvent(name).topicHash;

/** The first topic of each event that is told of a lot. */
export const LOT_TOPICS = {
  Transfer: topicOf("Transfer"),
  LotMinted: topicOf("LotMinted"),
  LotSplit: topicOf("LotSplit"),
  LotsMerged: topicOf("LotsMerged"),
  LotRefined: topicOf("LotRefined"),
  LotOffered: topicOf("LotOffered"),
  OfferAccepted: topicOf("OfferAccepted"),
  OfferRejected: topicOf("OfferRejected"),
  OfferCancelled: topicOf("OfferCancelled"),
  LotHeld: topicOf("LotHeld"),
  LotReleased: topicOf("LotReleased"),
  LotRetired: topicOf("LotRetired"),
  LotAdopted: topicOf("LotAdopted"),
} as const;

export interface LogContent {
  readonly topics: readonly string[];
  readonly data: string;
}

/** Lots that a log tells the making of, as words of hex, and what they were made of. */
export interface MadeWords {
  readonly madeBy: MadeBy;
  readonly lots: readonly string[];
  readonly parents: readonly string[];
}

/**
 * What a log tells of lots that were made; undefined if it tells something else. The shapes are the contract's, taken
 * apart by hand, since every log of the past passes here.
 * @throws RangeError for a log that has such a topic and another shape
 */
export function madeIn({ topics, data }: LogContent): MadeWords | undefined {
  switch (topics[0]) {
    case LOT_TOPICS.LotMinted:
      return { madeBy: "mint", lots: [topic(topics, 1)], parents: [] };
    case LOT_TOPICS.LotSplit:
      return { madeBy: "split", lots: wordsAt(data, 0), parents: [topic(topics, 1)] };
    case LOT_TOPICS.LotsMerged: {
      const parents = wordsAt(data, 0);
      // a merge of one only coarsens it
      const madeBy = parents.length === 1 && numberIn(data, 1) === 0 ? "weaken" : "merge";
      return { madeBy, lots: [topic(topics, 1)], parents };
    }
    case LOT_TOPICS.LotRefined:
      return { madeBy: "refine", lots: [topic(topics, 2)], parents: [topic(topics, 1)] };
    default:
      return undefined;
  }
}

const WORD = 64;

/** A topic of one word. */
export function topic(topics: readonly string[], at: number): string {
  const found = topics[at];
  if (found?.length === 2 + WORD) return found;
  throw new RangeError("a log lacks a topic");
}

/** An address out of the word that holds it. */
export function addressOf(word: string): string {
  return `0x${word.slice(-40)}`;
}

/** The word of a log's data at a place, from 0. */
export function word(data: string, at: number): string {
  const from = 2 + WORD * at;
  if (data.length >= from + WORD) return `0x${data.slice(from, from + WORD)}`;
  throw new RangeError("a log's data is too short");
}

/** A small number in a log's data. */
export function numberIn(data: string, at: number): number {
  const number = Number(word(data, at));
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError("a number in a log's data is too large");
}

/** The list of words whose offset stands at a place. */
export function wordsAt(data: string, at: number): string[] {
  const start = startAt(data, at);
  const count = numberIn(data, start);
  if (data.length < 2 + WORD * (start + 1 + count))
    throw new RangeError("a list in a log's data is too long");
  return Array.from({ length: count }, (_, i) => word(data, start + 1 + i));
}

/** The bytes, as hex, whose offset stands at a place. */
export function bytesAt(data: string, at: number): string {
  const start = startAt(data, at);
  const digits = 2 * numberIn(data, start);
  const from = 2 + WORD * (start + 1);
  if (data.length < from + digits) throw new RangeError("a log's data is too short");
  return `0x${data.slice(from, from + digits)}`;
}

/** Where what has no fixed length begins, in words. */
function startAt(data: string, at: number): number {
  const offset = numberIn(data, at);
  if (offset % 32 === 0) return offset / 32;
  throw new RangeError("an offset in a log's data is no word's");
}
