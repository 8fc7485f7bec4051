import { type ContractRunner, ZeroHash } from "ethers";

import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { Recalls } from "../../types/contracts/Recalls.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { noOlderThan } from "./history/keep-history.ts";
import { readEvents } from "./history/read-events.ts";
import { requireAddress } from "./orders.ts";
import { answer } from "./rpc.ts";

/** What a recall is about, as the contract numbers it. */
export const RECALL_KINDS = ["quality", "origin", "sanction", "figures"] as const;
export type RecallKind = (typeof RECALL_KINDS)[number];

/** A recall as it stands on the chain. */
export interface PublicRecall {
  readonly id: number;
  readonly kind: RecallKind;
  readonly isBlocking: boolean;
  readonly isClosed: boolean;
  /** Hash of the document that says why. */
  readonly reason: string;
  /** Ids of provenances, ascending. */
  readonly roots: readonly number[];
}

/** Provenances by their ids, with the parents that a walk for a recall looks at next. */
export type Ancestry = ReadonlyMap<number, readonly number[]>;

/** The recalls at an address, which must be about these lots. @throws BAD_INPUT, CHAIN_MISMATCH */
export async function recallsAt(
  address: string,
  cobaltLot: string,
  runner: ContractRunner,
): Promise<Recalls> {
  requireAddress(address);
  const contract = Recalls__factory.connect(address, runner);
  const remedy = phrase`ask the authority for the address of its recalls, and choose the network with --network`;
  let lots: string;
  try {
    // other contracts name their lots as well
    [lots] = await Promise.all([contract.cobaltLot(), contract.blockingRecalls()]);
  } catch (cause) {
    throw new KoboldError("CHAIN_MISMATCH", phrase`there are no recalls at ${address}`, remedy, { cause });
  }
  if (lots.toLowerCase() === cobaltLot.toLowerCase()) {
    noOlderThan(runner.provider, address, cobaltLot);
    return contract;
  }
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`the recalls at ${address} are about the lots of another deployment`,
    remedy,
  );
}

/** Every recall of an authority, oldest first. @throws RPC_FAILED */
export async function readRecalls(contract: Recalls): Promise<PublicRecall[]> {
  const opened = await answer(phrase`recalls`, readEvents(contract, contract.filters.RecallOpened()));
  const reasons = new Map(opened.map(({ args }) => [args.recallId, args.reason]));
  const count = await answer(phrase`recalls`, contract.recallCount());
  const ids = Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1));
  return Promise.all(ids.map(async (id) => readRecall(contract, id, reasons.get(id))));
}

async function readRecall(contract: Recalls, id: bigint, reason = ZeroHash): Promise<PublicRecall> {
  const { kind, blocking, closed, roots } = await answer(phrase`recalls`, contract.recallOf(id));
  return {
    id: Number(id),
    kind: RECALL_KINDS[Number(kind)] ?? "quality",
    isBlocking: blocking,
    isClosed: closed,
    reason,
    roots: roots.map(Number),
  };
}

/**
 * What the contract would look at on its way up from a provenance, however much that is: nothing below the smallest root,
 * and nothing above a root or a provenance that was found clear.
 * @throws RPC_FAILED
 */
export async function ancestryFor(
  contract: Recalls,
  cobaltLot: CobaltLot,
  { id: recallId, roots }: PublicRecall,
  from: number,
): Promise<Ancestry> {
  const [smallest = 0] = roots;
  const ancestry = new Map<number, readonly number[]>();
  let next = from < smallest ? [] : [from];
  while (next.length > 0) {
    const parents = await answer(
      phrase`provenance`,
      Promise.all(
        next.map(async (id) =>
          roots.includes(id) || (await contract.isCleared(recallId, id))
            ? []
            : (await cobaltLot.parentProvenances(id)).map(Number).filter((each) => each >= smallest),
        ),
      ),
    );
    next.forEach((id, i) => ancestry.set(id, parents[i] ?? []));
    next = [...new Set(parents.flat())].filter((id) => !ancestry.has(id));
  }
  return ancestry;
}

/** The root by which a recall reaches what the ancestry was read for; undefined if it does not reach it. */
export function rootIn(ancestry: Ancestry, { roots }: PublicRecall): number | undefined {
  return roots.find((root) => ancestry.has(root));
}

/**
 * In which order to have provenances noted as clear so that no walk looks at more than `maxWalk`, the last being the one
 * that the ancestry was read for. Each step is for one transaction.
 * @param ancestry without a root
 */
export function checkSteps(ancestry: Ancestry, from: number, maxWalk: number): number[][] {
  // what a walk from each provenance looks at, itself included
  const walks = new Map<number, ReadonlySet<number>>();
  const steps: number[][] = [];
  let room = 0;
  const note = (id: number) => {
    const { size = 1 } = walks.get(id) ?? {};
    if (size > room) {
      steps.push([]);
      room = WALKS_IN_STEP * maxWalk;
    }
    room -= size;
    steps.at(-1)?.push(id);
    walks.set(id, new Set([id]));
  };
  for (const id of [...ancestry.keys()].sort((a, b) => a - b)) {
    const parents = ancestry.get(id) ?? [];
    const walk = () => new Set([id, ...parents.flatMap((each) => [...(walks.get(each) ?? [])])]);
    if (walk().size > maxWalk) {
      for (const parent of parents) if ((walks.get(parent)?.size ?? 0) > 1) note(parent);
    }
    walks.set(id, walk());
  }
  note(from);
  return steps;
}

/** A long walk takes one to three million gas, and a block should have room for others. */
const WALKS_IN_STEP = 2;
