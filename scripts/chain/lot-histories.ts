import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { placeOf } from "./history/log-index.ts";
import type { LogIndex } from "./history/log-index.ts";
import type { StoredLog } from "./history/event-rows.ts";
import type { History } from "./history/history.ts";
import { historyOf } from "./history/keep-history.ts";
import { byPosition } from "./history/log-position.ts";
import {
  ancestorsOf,
  descendantsOf,
  lotLogs,
  lotsBeginning,
  lotsMade,
  makingsOf,
} from "./history/lot-graph.ts";
import { predecessorsOf } from "./predecessor.ts";

/** One of the lots' contracts that go on from each other. */
interface Part {
  readonly history: History;
  /** The last provenance id that means the same as in the newest; undefined of the newest. */
  readonly lastProvenanceId: number | undefined;
}

/** A log, and what its contract's provenances mean in the newest. */
export interface PartLog {
  readonly log: StoredLog;
  readonly lastProvenanceId: number | undefined;
}

/** More lots than have ids that begin alike, unless somebody only wants to see some. */
const MOST_BEGINNING = 1_000;

/** The lots of a deployment and of those that it goes on from, as they stood at one time. */
export class LotHistories {
  /** Oldest first. */
  readonly #parts: readonly Part[];
  /** The last block that is complete in all. */
  readonly block: number;

  private constructor(parts: readonly Part[], block: number) {
    this.#parts = parts;
    this.block = block;
  }

  /** Brings all histories up to date. @throws RPC_FAILED */
  static async of(cobaltLot: CobaltLot): Promise<LotHistories> {
    const parts: Part[] = [{ history: await historyOf(cobaltLot), lastProvenanceId: undefined }];
    let last = Infinity;
    for (const before of await predecessorsOf(cobaltLot)) {
      last = Math.min(last, Number(before.lastProvenanceId));
      parts.unshift({ history: await historyOf(before.cobaltLot), lastProvenanceId: last });
    }
    const heads = await Promise.all(parts.map(({ history }) => history.synced()));
    return new LotHistories(parts, Math.min(...heads.map(({ block }) => block)));
  }

  /** The given lots and all that they came of. */
  ancestorsOf(lots: readonly bigint[]): Promise<bigint[]> {
    return this.#reached(lots, ancestorsOf);
  }

  /** The given lots and all that came of them. */
  descendantsOf(lots: readonly bigint[]): Promise<bigint[]> {
    return this.#reached(lots, descendantsOf);
  }

  /** The lots whose ids begin with what somebody typed, `0x` or not. */
  async lotsBeginning(typed: string): Promise<bigint[]> {
    const digits = typed.replace(/^0x/i, "").toLowerCase();
    const found = await this.#each((index) => lotsBeginning(index, digits, MOST_BEGINNING));
    return [...new Set(found.flat())];
  }

  /** Which of some lots there are. */
  async lotsMade(lots: readonly bigint[]): Promise<bigint[]> {
    const found = new Set((await this.#each((index) => lotsMade(index, lots))).flat());
    return lots.filter((lot) => found.has(lot));
  }

  /** The logs that tell how some lots were made, oldest first. */
  makingsOf(lots: readonly bigint[]): Promise<PartLog[]> {
    return this.#logs(lots, makingsOf);
  }

  /** All logs that name some lots, oldest first. */
  lotLogs(lots: readonly bigint[]): Promise<PartLog[]> {
    return this.#logs(lots, lotLogs);
  }

  async #logs(lots: readonly bigint[], read: typeof makingsOf): Promise<PartLog[]> {
    const last = placeOf({ blockNumber: this.block + 1, index: 0 }) - 1;
    const found = await Promise.all(
      this.#parts.map(async ({ history, lastProvenanceId }) => {
        const pages = await history.read((index) => [...read(index, lots, last)]);
        return pages.flat().map((log) => ({ log, lastProvenanceId }));
      }),
    );
    return found.flat().sort((a, b) => byPosition(a.log, b.log));
  }

  /** Goes from part to part until none knows more: a lot is made in one and goes on in the next. */
  async #reached(
    lots: readonly bigint[],
    step: (index: LogIndex, lots: readonly bigint[]) => bigint[],
  ): Promise<bigint[]> {
    const reached = new Set(lots);
    for (let size = -1; size < reached.size;) {
      size = reached.size;
      for (const { history } of this.#parts) {
        for (const lot of await history.read((index) => step(index, [...reached]))) reached.add(lot);
      }
      if (this.#parts.length === 1) break;
    }
    return [...reached];
  }

  #each<T>(work: (index: LogIndex) => T): Promise<T[]> {
    return Promise.all(this.#parts.map(({ history }) => history.read(work)));
  }
}
