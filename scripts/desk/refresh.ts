import { z } from "zod/v4";

import { phrase } from "../core/phrase.ts";
import { LOOK_BACK } from "../chain/history/history.ts";
import { historyOf } from "../chain/history/keep-history.ts";
import { lotEventPages, type LotQuery } from "../chain/lot-events.ts";
import type { Deployment } from "../core/deployment.ts";
import type { LotOnChain } from "../vault/chain-port.ts";
import type { LotRecord, LotState } from "../vault/lot-record.ts";
import type { Vault } from "../vault/vault.ts";
import type { Desk } from "./desk.ts";
import { noted } from "./noted.ts";
import { bigintField } from "../notes/fields.ts";
import { answer } from "../chain/rpc.ts";

/** Lots whose state on the chain others can change. */
export const OPEN_STATES: readonly LotState[] = ["active", "offered", "held"];
/** Lots to look at: a plant may give back what it took. */
const WATCHED_STATES: readonly LotState[] = [...OPEN_STATES, "transferred"];
/** Lots that come to such a state, or come back to it, when an operation of ours ends. */
const UNSETTLED_STATES: readonly LotState[] = ["pending", "busy"];

/** How far the vault's lots were last brought to what the chain says of them. */
const refreshed = noted(
  "refreshed",
  z.object({
    account: z.string(),
    /** The last block that was looked at. */
    block: z.number().int().nonnegative(),
    /** The newest block then, to notice that the chain was rewritten. */
    head: z.object({ block: z.number().int().nonnegative(), hash: z.string() }),
    /** When the look began; lots that came into the vault later were not part of it. */
    startedAt: z.number(),
    /** Lots that moved while an operation of ours was under way. */
    unsettled: z.array(bigintField),
    /** The events of the last blocks, by their places: what comes late among them is told by it. */
    seen: z.array(z.string()).default([]),
  }),
);

/** The block that a vault's lots are of; undefined before the first look. */
export function lastLook(vault: Vault, deployment: Deployment): number | undefined {
  return refreshed.load(vault, deployment)?.block;
}

/** Lots that are asked for together. */
const AT_ONCE = 50;

/**
 * Brings the vault's lots to what the chain says of them: offers taken or declined, lots frozen, released, given back or
 * moved by another program. Looks at the newest block that is deep enough, at lots that events since the last look name, and
 * leaves lots with an operation under way to it.
 * @param anew looks at all lots, whatever was seen of them before
 * @returns how many changed @throws RPC_FAILED
 */
export async function refreshLots(desk: Desk, anew = false): Promise<number> {
  const { account, contracts, port, provider, settings, vault } = desk;
  const { deployment } = port;
  const startedAt = Date.now();
  const history = await historyOf(contracts.cobaltLot);
  const last = anew ? undefined : refreshed.load(vault, deployment);
  const before = last?.account === account ? last : undefined;
  const [head, mined] = await Promise.all([
    history.synced(),
    before === undefined ? undefined : answer(phrase`block`, provider.getBlock(before.head.block)),
  ]);
  const block = head.block - settings.confirmations + 1;
  if (block < 0) return 0;
  const isKept = before !== undefined && before.block <= block && mined?.hash === before.head.hash;
  const { due, seen } = await lotsDue(desk, { block, complete: head.block }, isKept ? before : undefined);
  const unsettled = due.filter(({ state }) => UNSETTLED_STATES.includes(state)).map(({ id }) => id);
  const watched = due.filter(({ state }) => WATCHED_STATES.includes(state));
  let changed = 0;
  for (let i = 0; i < watched.length; i += AT_ONCE) {
    const some = watched.slice(i, i + AT_ONCE);
    const onChain = await Promise.all(some.map(({ id }) => port.lotAt(id, block)));
    vault.transaction(() => {
      some.forEach(({ id, state }, k) => {
        const lot = onChain[k];
        const now = lot === undefined ? undefined : stateOf(lot, account);
        if (now === state) return;
        if (now !== undefined && vault.journal.observed(deployment, id, now)) changed++;
        else unsettled.push(id);
      });
    });
  }
  refreshed.save(vault, deployment, {
    account,
    block,
    head,
    startedAt,
    unsettled,
    seen,
  });
  return changed;
}

type DueLot = Pick<LotRecord, "id" | "state" | "addedAt">;

/**
 * The lots that may have another state than at the last look, and the events near the end; all lots, where there was no
 * look on this chain.
 */
async function lotsDue(
  { account, contracts, port, vault }: Desk,
  { block, complete }: { readonly block: number; readonly complete: number },
  before: NonNullable<ReturnType<typeof refreshed.load>> | undefined,
): Promise<{ readonly due: DueLot[]; readonly seen: string[] }> {
  const all: DueLot[] = [];
  for (const { id, state, addedAt } of vault.lots.each({ deployment: port.deployment })) {
    if (WATCHED_STATES.includes(state) || UNSETTLED_STATES.includes(state)) all.push({ id, state, addedAt });
  }
  const moved = new Set(before?.unsettled);
  const known = new Set(before?.seen);
  const seen: string[] = [];
  // what came late at the last look is found at this one
  const fromBlock = Math.min(before?.block ?? block, block) + 1 - LOOK_BACK;
  const range = { fromBlock, toBlock: block, complete };
  for await (const { events } of lotEventPages(contracts.cobaltLot, movesOf(account), range)) {
    for (const event of events) {
      const place = `${event.blockNumber}/${event.index}`;
      if (event.blockNumber > block - LOOK_BACK) seen.push(place);
      if (event.type !== "made" && !known.has(place)) moved.add(event.lotId);
    }
  }
  const due =
    before === undefined
      ? all
      : all.filter(({ id, addedAt }) => moved.has(id) || addedAt >= before.startedAt);
  return { due, seen };
}

/** The events after which a lot of the account's may have another state or owner. */
function movesOf(account: string): LotQuery[] {
  const ours = { from: account };
  return [
    ["moved", ours],
    ["moved", { to: account }],
    ["offered", ours],
    ["rejected", ours],
    ["cancelled", ours],
    ["held"],
    ["released"],
  ];
}

/** What a lot on the chain is to this account; undefined for one that is not there yet. */
export function stateOf({ status, owner }: LotOnChain, account: string): LotState | undefined {
  if (status === "unknown") return undefined;
  return owner.toLowerCase() === account.toLowerCase() ? status : "transferred";
}
