import { randomUUID } from "node:crypto";

import { type Deployment, isSameDeployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { lotId } from "../core/lot.ts";
import { type LotState } from "./lot-record.ts";
import { idText } from "../core/ids.ts";
import { stateAfter, stateBefore } from "./lot-state.ts";
import type { LotStore } from "./lot-store.ts";
import {
  isFinished,
  type OperationPlan,
  type OperationRecord,
  operationRecordSchema,
} from "./operation-record.ts";
import { afterEvent, type OperationEvent } from "./operation-state.ts";
import type { PermitStore } from "./permit-store.ts";
import { RecordStore } from "./record-store.ts";
import type { RecordTable } from "./record-table.ts";
import { LOT_STATE_WORDS, OPERATION_WORDS } from "./words.ts";

/** Lots that a planned operation may make although the vault knows them: the earlier attempt came to nothing. */
const REUSABLE: readonly (LotState | undefined)[] = [undefined, "abandoned", "transferred"];

/** The operations of a firm, from before they leave until they are settled, and the states of the lots they touch. */
export class Journal {
  readonly #table: RecordTable;
  readonly #records: RecordStore<OperationRecord>;
  readonly #lots: LotStore;
  readonly #permits: PermitStore;
  readonly #now: () => number;
  /** All that may be under way; those that turn out to be finished do no harm. */
  #candidates: Set<string> | undefined;

  constructor(table: RecordTable, lots: LotStore, permits: PermitStore, now: () => number) {
    this.#table = table;
    this.#records = new RecordStore(table, "operation", operationRecordSchema, ({ id }) => id);
    this.#lots = lots;
    this.#permits = permits;
    this.#now = now;
  }

  /**
   * Writes down an operation: when this returns, the openings of its lots are on disk, and no other operation can use
   * the same lots or permits.
   * @throws VAULT_CONFLICT if a lot is not there to be used, or a permit is taken
   */
  prepare(plan: OperationPlan): OperationRecord {
    const children = plan.children.map((child) => ({ ...child, id: lotId(child.lot) }));
    return this.#table.transaction(() => {
      const operation: OperationRecord = {
        id: randomUUID(),
        sequence: this.#records.count + 1,
        kind: plan.kind,
        deployment: plan.deployment,
        account: plan.account,
        parents: plan.parents,
        children: children.map(({ id }) => id),
        permits: plan.permits ?? [],
        context: plan.context ?? null,
        intent: plan.intent ?? null,
        state: "prepared",
        transactions: [],
        cancellations: [],
        inclusion: null,
        failure: null,
        createdAt: this.#now(),
        updatedAt: this.#now(),
      };
      for (const { id, lot, label } of children) {
        const known = this.#lots.get(plan.deployment, id);
        if (!REUSABLE.includes(known?.state))
          throw conflict(id, known?.state, phrase`it can't be made a second time`);
        const named = label === undefined ? {} : { label };
        this.#lots.putVerified({ deployment: plan.deployment, id, lot, state: "abandoned", ...named });
      }
      const own = new Set(operation.children);
      for (const id of plan.parents.filter((parent) => !own.has(parent))) {
        const { state } = this.#lots.require(plan.deployment, id);
        if (state !== stateBefore(plan.kind))
          throw conflict(id, state, phrase`it can't be used for this: ${OPERATION_WORDS[plan.kind]}`);
      }
      for (const permit of operation.permits) this.#permits.use(permit, operation.id);
      this.#candidates?.add(operation.id);
      this.#records.put(operation);
      for (const id of touchedBy(operation)) {
        const lot = this.#lots.require(plan.deployment, id);
        this.#lots.save({ ...lot, operations: [...lot.operations, operation.id] });
      }
      this.#restate(operation);
      return operation;
    });
  }

  /**
   * Records what happened to an operation, durably, and what follows for its lots and permits.
   * @throws OPERATION_STATE if that can't happen now, VAULT_CONFLICT if a nonce is used twice
   */
  record(id: string, event: OperationEvent): OperationRecord {
    return this.#table.transaction(() => {
      const before = this.require(id);
      const after = { ...afterEvent(before, event), updatedAt: this.#now() };
      if (event.type === "signed") this.#requireFreeNonce(after);
      this.#records.put(after);
      if (after.state !== before.state || after.inclusion !== before.inclusion) this.#restate(after);
      if (after.state === "failed") for (const permit of after.permits) this.#permits.release(permit, id);
      return after;
    });
  }

  /**
   * Notes what the chain says of a lot that no operation under way touches.
   * @returns false, and changes nothing, if one does: then the operation decides
   */
  observed(deployment: Deployment, id: bigint, state: LotState): boolean {
    return this.#table.transaction(() => {
      const lot = this.#lots.require(deployment, id);
      if (lot.operations.some((operation) => !isFinished(this.require(operation)))) return false;
      if (lot.state !== state) this.#lots.save({ ...lot, state, base: state, operations: [] });
      return true;
    });
  }

  get(id: string): OperationRecord | undefined {
    return this.#records.get(id);
  }

  /** @throws OPERATION_STATE if there is no such operation */
  require(id: string): OperationRecord {
    const operation = this.get(id);
    if (operation !== undefined) return operation;
    throw new KoboldError(
      "OPERATION_STATE",
      phrase`the vault has no operation ${id}`,
      phrase`list the vault's operations`,
    );
  }

  /** The operation that is meant by its id or the first characters of it. @throws NOT_FOUND, AMBIGUOUS */
  find(text: string): OperationRecord {
    const found = this.list().filter(({ id }) => id.startsWith(text));
    const [operation] = found;
    if (operation !== undefined && found.length === 1) return operation;
    throw found.length === 0
      ? new KoboldError(
          "NOT_FOUND",
          phrase`the vault has no operation ${text}`,
          phrase`\`operation list\` shows those under way`,
        )
      : new KoboldError(
          "AMBIGUOUS",
          phrase`several operations begin with "${text}"`,
          phrase`give more characters of the id`,
        );
  }

  /** All operations, oldest first. */
  list(): OperationRecord[] {
    return this.#records.list().sort((a, b) => a.sequence - b.sequence);
  }

  /** The operations under way on one deployment, oldest first. */
  unfinished(deployment: Deployment): OperationRecord[] {
    return this.#underWay().filter((operation) => isSameDeployment(operation.deployment, deployment));
  }

  /**
   * The nonce for an account's next transaction: the lowest that neither the chain has nor an operation under way. A
   * gap that a reorganisation left, by dropping a transaction of another program, is filled so, and what waits
   * behind it can go on.
   */
  nextNonce(chainId: bigint, from: string, onChain: number): number {
    const taken = new Set(this.#noncesOf(chainId, from).map(({ nonce }) => nonce));
    let nonce = onChain;
    while (taken.has(nonce)) nonce++;
    return nonce;
  }

  #underWay(): OperationRecord[] {
    this.#candidates ??= new Set(this.list().flatMap((each) => (isFinished(each) ? [] : [each.id])));
    return [...this.#candidates]
      .flatMap((id) => this.get(id) ?? [])
      .filter((operation) => !isFinished(operation))
      .sort((a, b) => a.sequence - b.sequence);
  }

  #noncesOf(chainId: bigint, from: string): { id: string; nonce: number }[] {
    return this.#underWay()
      .filter((operation) => operation.deployment.chainId === chainId)
      .flatMap(({ id, transactions }) =>
        transactions
          .filter((t) => t.from.toLowerCase() === from.toLowerCase())
          .map(({ nonce }) => ({ id, nonce })),
      );
  }

  #requireFreeNonce({ id, deployment, transactions }: OperationRecord): void {
    const last = transactions.at(-1);
    if (last === undefined) return;
    const other = this.#noncesOf(deployment.chainId, last.from).find(
      (n) => n.id !== id && n.nonce === last.nonce,
    );
    if (other === undefined) return;
    throw new KoboldError(
      "VAULT_CONFLICT",
      phrase`nonce ${last.nonce} of ${last.from} is taken by operation ${other.id}, which is under way`,
      phrase`sign with the nonce that the journal gives`,
    );
  }

  #restate(operation: OperationRecord): void {
    for (const id of touchedBy(operation)) {
      const lot = this.#lots.require(operation.deployment, id);
      const state = stateAfter(
        id,
        lot.base,
        lot.operations.map((each) => this.require(each)),
      );
      if (state !== lot.state) this.#lots.save({ ...lot, state });
    }
  }
}

function touchedBy({ parents, children }: OperationRecord): Set<bigint> {
  return new Set([...parents, ...children]);
}

function conflict(id: bigint, state: LotState | undefined, consequence: Text): KoboldError {
  return new KoboldError(
    "VAULT_CONFLICT",
    phrase`lot ${idText(id)} is ${state === undefined ? phrase`unknown` : LOT_STATE_WORDS[state]}: ${consequence}`,
    state === "busy" || state === "pending"
      ? phrase`wait until the operation under way is mined, or resume it`
      : phrase`check the lot in the vault, and bring the vault up to date with \`vault recover\``,
  );
}
