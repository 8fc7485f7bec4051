import { phrase, renderText } from "../core/phrase.ts";
import { LOOK_BACK } from "../chain/history/history.ts";
import { type LotEvent, lotEventPages, type LotQuery } from "../chain/lot-events.ts";
import { bytesOfHex } from "../core/bytes.ts";
import { KoboldError } from "../core/errors.ts";
import type { Lot } from "../core/lot.ts";
import { openNote } from "../notes/note.ts";
import type { LotState } from "../vault/lot-record.ts";
import { type Desk, desksBefore } from "./desk.ts";
import { movedLot } from "./move.ts";
import { type Progress, progressOf } from "./recovery-state.ts";
import { refreshLots } from "./refresh.ts";
import { answer, rpcFailure } from "../chain/rpc.ts";

export interface Recovery {
  /** Lots that ever came to the account. */
  readonly found: number;
  readonly opened: number;
  readonly unopened: Progress["unopened"];
  /** The last block that was read. */
  readonly block: number;
}

export interface RecoverOptions {
  /** Events that are stored together. */
  readonly pageSize?: number;
  readonly onProgress?: (block: number, last: number) => void;
}

/**
 * Rebuilds the desk's vault from the chain's events and the wallet's key, or brings it up to date: every lot that came
 * to the account, opened with the notes of its making or of its offer, in the state that the chain gives it. Goes on
 * where an earlier run was stopped, and reads only blocks that are deep enough not to be rewritten.
 * @throws RPC_FAILED; what was read until then is stored
 */
export async function recoverLots(desk: Desk, options: RecoverOptions = {}): Promise<Recovery> {
  // a lot that moved has its note where it was made
  for (const before of (await desksBefore(desk)).reverse()) await recoverHere(before, options);
  return recoverHere(desk, options);
}

async function recoverHere(desk: Desk, options: RecoverOptions): Promise<Recovery> {
  const { account, contracts, port, settings, vault } = desk;
  const last = (await port.latestBlock()) - settings.confirmations + 1;
  let progress = (await resumable(desk)) ?? {
    account,
    nextBlock: 0,
    blockHash: "",
    unopened: [],
    offers: [],
  };
  // all lots' notes, and what happened to those of the account
  const queries: readonly LotQuery[] = [
    ["made"],
    ["offered", { to: account }],
    ["moved", { to: account }],
    ["moved", { from: account }],
    ["retired", { from: account }],
    ["adopted", { to: account }],
  ];
  // what was read near the end may have been rewritten since, or have come late
  const range = { fromBlock: Math.max(0, progress.nextBlock - LOOK_BACK), toBlock: last };
  for await (const { events, toBlock } of lotEventPages(
    contracts.cobaltLot,
    queries,
    range,
    options.pageSize,
  )) {
    const page = new Page(desk, progress);
    for (const event of events) await page.take(event);
    const blockHash = await hashOfBlock(desk, toBlock);
    progress = vault.transaction(() => page.store(toBlock + 1, blockHash));
    options.onProgress?.(toBlock, last);
  }
  // the events that were read tell who has a lot, not whether it is offered or held
  await refreshLots(desk, true);
  const { unopened } = progress;
  let opened = 0;
  for (const { state } of vault.lots.each({ deployment: port.deployment }))
    if (state !== "pending" && state !== "abandoned") opened += 1;
  return { found: opened + unopened.length, opened, unopened, block: progress.nextBlock - 1 };
}

/** What an earlier run has stored, unless it was for another account or the chain was rewritten below it. */
async function resumable(desk: Desk): Promise<Progress | undefined> {
  const stored = progressOf.load(desk.vault, desk.port.deployment);
  if (stored?.account !== desk.account) return undefined;
  return (await hashOfBlock(desk, stored.nextBlock - 1)) === stored.blockHash ? stored : undefined;
}

async function hashOfBlock({ provider }: Desk, number: number): Promise<string> {
  const block = await answer(phrase`block`, provider.getBlock(number));
  if (block?.hash == null) throw rpcFailure(phrase`block`, new Error(`block ${number} is missing`));
  return block.hash;
}

/** What one page of events adds; nothing of it is stored until `store`. */
class Page {
  readonly #desk: Desk;
  readonly #offers: Map<bigint, string>;
  readonly #unopened: Map<bigint, Progress["unopened"][number]>;
  readonly #lots = new Map<bigint, Lot>();
  readonly #states = new Map<bigint, LotState>();
  /** Lots that came in and whose own note is still to come: it follows in the same transaction. */
  readonly #awaited = new Set<bigint>();

  constructor(desk: Desk, { offers, unopened }: Progress) {
    this.#desk = desk;
    this.#offers = new Map(offers.map(({ lotId, note }) => [lotId, note]));
    this.#unopened = new Map(unopened.map((lot) => [lot.lotId, lot]));
  }

  async take(event: LotEvent): Promise<void> {
    switch (event.type) {
      case "moved":
        if (event.to === this.#desk.account) return this.#came(event.lotId);
        // the end of a lot that is retired is told twice
        if (this.#states.get(event.lotId) === "retired") return;
        this.#left(event.lotId, event.to === undefined ? "consumed" : "transferred");
        return;
      case "made":
        if (event.lotIds.some((id) => this.#awaited.has(id))) await this.#open(event.note, event.lotIds);
        return;
      case "offered":
        this.#offers.set(event.lotId, event.note);
        return;
      case "adopted":
        this.#adopt(event.lotId);
        return;
      case "retired":
        this.#left(event.lotId, "retired");
    }
  }

  /** Writes everything to the vault, inside a transaction of the caller's. */
  store(nextBlock: number, blockHash: string): Progress {
    const { account, port, vault } = this.#desk;
    for (const id of this.#awaited) this.#note(id, renderText(phrase`it came without a note`));
    for (const [id, lot] of this.#lots) {
      const state = this.#states.get(id) ?? "active";
      vault.lots.putVerified({ deployment: port.deployment, id, lot, state });
    }
    for (const [id, state] of this.#states) {
      if (vault.lots.get(port.deployment, id) !== undefined)
        vault.journal.observed(port.deployment, id, state);
    }
    const progress = {
      account,
      nextBlock,
      blockHash,
      unopened: [...this.#unopened.values()],
      offers: [...this.#offers].map(([lotId, note]) => ({ lotId, note })),
    };
    progressOf.save(vault, port.deployment, progress);
    return progress;
  }

  async #came(id: bigint): Promise<void> {
    this.#states.set(id, "active");
    const note = this.#offers.get(id);
    this.#offers.delete(id);
    const known = this.#unopened.get(id);
    if (known !== undefined) this.#unopened.set(id, { ...known, gone: false });
    // what it came with may stand before the blocks that are read again
    if (note === undefined && known === undefined) this.#awaited.add(id);
    else if (note !== undefined) await this.#open(note, [id]);
  }

  #adopt(id: bigint): void {
    const known = movedLot(this.#desk, id);
    if (known === undefined) return;
    this.#awaited.delete(id);
    this.#lots.set(id, known.lot);
    this.#unopened.delete(id);
  }

  #left(id: bigint, how: LotState): void {
    this.#states.set(id, how);
    const known = this.#unopened.get(id);
    if (known !== undefined) this.#unopened.set(id, { ...known, gone: true });
  }

  async #open(note: string, ids: readonly bigint[]): Promise<void> {
    for (const id of ids) this.#awaited.delete(id);
    const { deployment, keys } = this.#desk;
    try {
      const lots = await openNote(bytesOfHex(phrase`the note`, note), ids, keys, deployment);
      lots.forEach((lot, i) => {
        const id = ids[i] ?? 0n;
        this.#lots.set(id, lot);
        this.#unopened.delete(id);
      });
    } catch (error) {
      if (!(error instanceof KoboldError)) throw error;
      for (const id of ids) this.#note(id, error.message);
    }
  }

  #note(id: bigint, reason: string): void {
    this.#awaited.delete(id);
    const { port, vault } = this.#desk;
    if (this.#lots.has(id) || vault.lots.get(port.deployment, id) !== undefined) return;
    const state = this.#states.get(id);
    this.#unopened.set(id, { lotId: id, reason, gone: state !== "active" });
  }
}
