import type { Provider } from "ethers";

import { within } from "../core/within.ts";
import { dayOfTimestamp } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { LotHistories } from "../chain/lot-histories.ts";
import { readTraceEvents, type TracedContracts } from "./events.ts";
import { LotLives } from "./lot-lives.ts";
import { type Openings } from "./names.ts";
import { idsFrom, onlyId } from "../core/ids.ts";
import { type Trace, traceOf } from "./trace.ts";

const TIMEOUT_MS = 30_000;
/** Requests at once. */
const BREADTH = 16;

/** All that a lot came of and all that came of it, as the chain tells. @throws RPC_FAILED, BAD_INPUT */
export async function readTrace(
  contracts: TracedContracts,
  histories: LotHistories,
  subject: bigint,
): Promise<Trace> {
  const lots = [...(await histories.ancestorsOf([subject])), ...(await histories.descendantsOf([subject]))];
  const lives = new LotLives();
  for (const event of await readTraceEvents(contracts, histories, [...new Set(lots)])) lives.add(event);
  return traceOf(lives, subject, histories.block);
}

/** The day of each block that a lineage names, since 1970-01-01. @throws RPC_FAILED */
export async function readDays(
  provider: Pick<Provider, "getBlock">,
  { lots }: Trace,
): Promise<Map<number, number>> {
  const named = [...lots.values()].flatMap(({ moments }) => moments.map(({ block }) => block));
  const blocks = [...new Set(named)];
  const days = new Map<number, number>();
  for (let first = 0; first < blocks.length; first += BREADTH) {
    const some = blocks.slice(first, first + BREADTH);
    const found = await Promise.all(some.map((block) => asked(() => provider.getBlock(block))));
    some.forEach((block, i) => days.set(block, dayOfTimestamp(found[i]?.timestamp ?? 0)));
  }
  return days;
}

/** Asks again once, since a node may close a kept connection at the moment we use it again. @throws RPC_FAILED */
async function asked<T>(question: () => Promise<T>, again = true): Promise<T> {
  try {
    return await within(phrase`block`, question(), TIMEOUT_MS);
  } catch (cause) {
    if (cause instanceof KoboldError) throw cause;
    if (again) return asked(question, false);
    throw new KoboldError(
      "RPC_FAILED",
      phrase`the node gave no usable block: ${cause instanceof Error ? cause.message : String(cause)}`,
      phrase`try again, or use another RPC URL`,
      { cause },
    );
  }
}

/** The lot that a person means by its label in the vault or the first digits of its id. @throws NOT_FOUND, AMBIGUOUS */
export async function tracedLotMeant(
  histories: LotHistories,
  openings: Openings,
  name: string,
): Promise<bigint> {
  const labelled = [...openings].flatMap(([id, { label }]) => (label === name ? [id] : []));
  const known = await histories.lotsMade(labelled);
  const isId = idsFrom(name, []) !== undefined;
  const found = known.length > 0 ? known : isId ? await histories.lotsBeginning(name) : [];
  const remedy = phrase`give more digits of its id, or the label that it has in the vault`;
  return onlyId(name, found, phrase`there is no lot "${name}"`, remedy);
}
