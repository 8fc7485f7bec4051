import { type Deployment, deploymentKey, isSameDeployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { encodeLot, type LotRecord, lotRecordSchema, type LotState } from "./lot-record.ts";
import { idText } from "../core/ids.ts";
import { RecordStore } from "./record-store.ts";
import type { RecordTable } from "./record-table.ts";

/** An opening to store that no operation of this vault has made: bought, or found on the chain. */
export interface NewLot {
  readonly deployment: Deployment;
  readonly id: bigint;
  readonly lot: Lot;
  readonly label?: string;
  /** Its state on the chain, active by default; of no effect for a lot that the vault knows (see Journal.observed). */
  readonly state?: LotState;
}

export interface LotFilter {
  readonly deployment?: Deployment;
  readonly state?: LotState;
}

/** The openings that a firm knows. */
export class LotStore {
  readonly #records: RecordStore<LotRecord>;
  readonly #now: () => number;

  constructor(table: RecordTable, now: () => number) {
    this.#records = new RecordStore(
      table,
      "lot",
      lotRecordSchema,
      (record) => keyOf(record.deployment, record.id),
      (record) => ({ ...record, lot: encodeLot(record.lot) }),
    );
    this.#now = now;
  }

  /** Stores an opening after checking that it opens `id`. @throws VAULT_CONFLICT if it does not */
  put(lot: NewLot): LotRecord {
    const opened = lotId(lot.lot);
    if (opened === lot.id) return this.putVerified(lot);
    throw new KoboldError(
      "VAULT_CONFLICT",
      phrase`the opening belongs to ${idText(opened)}, not to ${idText(lot.id)}`,
      phrase`ask its sender for the right opening`,
    );
  }

  /** As `put`, for callers who have just recomputed the id: the hashes take longer than all the rest. */
  putVerified({ deployment, id, lot, label, state }: NewLot): LotRecord {
    const known = this.get(deployment, id);
    const record: LotRecord = {
      deployment,
      id,
      lot,
      label: label ?? known?.label ?? "",
      state: known?.state ?? state ?? "active",
      base: known?.base ?? state ?? "active",
      operations: known?.operations ?? [],
      addedAt: known?.addedAt ?? this.#now(),
    };
    this.save(record);
    return record;
  }

  /** Stores a record as it is; the journal keeps states by it. */
  save(record: LotRecord): void {
    this.#records.put(record);
  }

  get(deployment: Deployment, id: bigint): LotRecord | undefined {
    return this.#records.get(keyOf(deployment, id));
  }

  /** @throws VAULT_CONFLICT if the vault has no opening of it */
  require(deployment: Deployment, id: bigint): LotRecord {
    const record = this.get(deployment, id);
    if (record !== undefined) return record;
    throw new KoboldError(
      "VAULT_CONFLICT",
      phrase`the vault has no opening of lot ${idText(id)} on chain ${deployment.chainId.toString()}`,
      phrase`rebuild the vault from the chain, or ask whoever made the lot for its opening`,
    );
  }

  /** The lots that pass the filter, oldest first. */
  list(filter: LotFilter = {}): LotRecord[] {
    return [...this.each(filter)].sort((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
  }

  /** The same in no meaningful order, one after the other, so that not all openings are in memory; nothing may be written in between. */
  *each({ deployment, state }: LotFilter = {}): Generator<LotRecord> {
    for (const record of this.#records.each()) {
      const isThere = deployment === undefined || isSameDeployment(record.deployment, deployment);
      if (isThere && (state === undefined || record.state === state)) yield record;
    }
  }

  rename(deployment: Deployment, id: bigint, label: string): void {
    this.save({ ...this.require(deployment, id), label });
  }
}

function keyOf(deployment: Deployment, id: bigint): string {
  return `${deploymentKey(deployment)}/${id.toString()}`;
}
