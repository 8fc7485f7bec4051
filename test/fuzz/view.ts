import { ZeroAddress } from "ethers";

import type { StateReader } from "../../types/test/fixtures/contracts/StateReader.ts";
import { recordedDay } from "./rules-claims.ts";
import { LOT_STATUS, type State } from "./state.ts";

/** What the chain holds, or what the model says it should, in the same form. */
export interface View {
  readonly lots: ReadonlyMap<bigint, LotView>;
  /** Of some lots. */
  readonly claims: ReadonlyMap<bigint, DaysView>;
  readonly balances: readonly number[];
  /** "owner operator". */
  readonly operators: readonly string[];
  readonly permits: readonly bigint[];
  readonly parents: readonly (readonly number[])[];
  readonly orders: readonly { lotId: bigint; backed: number; cancelled: boolean }[];
}

export interface LotView {
  readonly owner: string;
  readonly status: number;
  readonly kind: number;
  readonly provenanceId: number;
  readonly tokenOwner: string;
  readonly approved: string;
  readonly to: string;
  readonly expiry: number;
}

/** Policy by policy. */
export interface DaysView {
  readonly proven: readonly number[];
  readonly recorded: readonly number[];
}

/** What only the chain has. */
export interface Rest {
  readonly timestamp: number;
  /** By lot; never changes. */
  readonly createdAt: ReadonlyMap<bigint, number>;
  readonly purposes: ReadonlyMap<bigint, string>;
  readonly registry: bigint;
  readonly accepted: readonly boolean[];
  readonly attributeRules: bigint;
  readonly attributes: readonly string[];
  readonly passportRoots: readonly string[];
}

export interface Asked {
  readonly claims: string;
  readonly intake: string;
  readonly lotIds: readonly bigint[];
  readonly claimedLots: readonly bigint[];
  readonly accounts: readonly string[];
  readonly permits: readonly bigint[];
  readonly policyIds: readonly bigint[];
  readonly registries: readonly bigint[];
  readonly orders: number;
}

/** Reads all of it in one call. */
export async function readView(reader: StateReader, asked: Asked): Promise<{ view: View; rest: Rest }> {
  const { lotIds, claimedLots, accounts, permits, policyIds, registries } = asked;
  const state = await reader.read({
    ...asked,
    lotIds: [...lotIds],
    claimedLots: [...claimedLots],
    accounts: [...accounts],
    permits: [...permits],
    policyIds: [...policyIds],
    registries: [...registries],
  });
  const lots = new Map<bigint, LotView>();
  const [createdAt, purposes] = [new Map<bigint, number>(), new Map<bigint, string>()];
  for (const [i, lotId] of lotIds.entries()) {
    const read = state.lots[i];
    if (read === undefined || read.lot.status === 0n) continue;
    const { lot, offer } = read;
    createdAt.set(lotId, Number(lot.createdAt));
    purposes.set(lotId, read.purpose);
    lots.set(lotId, {
      owner: lot.owner,
      status: Number(lot.status),
      kind: Number(lot.kind),
      provenanceId: Number(lot.provenanceId),
      tokenOwner: read.tokenOwner,
      approved: read.approved,
      to: offer.to,
      expiry: Number(offer.expiry),
    });
  }
  const claims = claimedLots.map((lotId, i): [bigint, DaysView] => {
    const { proven = [], recorded = [] } = state.claims[i] ?? {};
    return [lotId, { proven: proven.map(Number), recorded: recorded.map(Number) }];
  });
  const pairs = accounts.flatMap((owner, i) =>
    accounts.filter((_, k) => state.operators[i]?.[k] === true).map((operator) => `${owner} ${operator}`),
  );
  return {
    view: {
      lots,
      claims: new Map(claims),
      balances: state.balances.map(Number),
      operators: pairs.sort(),
      permits: permits.filter((_, i) => state.permitsUsed[i] === true),
      parents: state.parentProvenances.map((parents) => parents.map(Number)),
      orders: state.deliveries.map(({ lotId, units, cancelled }) => ({
        lotId,
        backed: Number(units),
        cancelled,
      })),
    },
    rest: {
      timestamp: Number(state.timestamp),
      createdAt,
      purposes,
      registry: state.registry,
      accepted: [...state.accepted],
      attributeRules: state.attributeRules,
      attributes: state.attributes.map((attribute) => attribute.map(String).join()),
      passportRoots: state.deliveries.map(({ passportRoot }) => passportRoot),
    },
  };
}

/** What the chain should hold by the model. */
export function modelView(state: State, { accounts, claimedLots, policyIds, permits }: Asked): View {
  const lots = new Map<bigint, LotView>();
  for (const [lotId, lot] of state.lots) {
    const ended = lot.status === "consumed" || lot.status === "retired";
    lots.set(lotId, {
      owner: lot.owner,
      status: LOT_STATUS[lot.status],
      kind: lot.kind,
      provenanceId: lot.provenanceId,
      tokenOwner: ended ? ZeroAddress : lot.owner,
      approved: ended ? ZeroAddress : lot.approved,
      to: lot.to,
      expiry: lot.expiry,
    });
  }
  const claims = claimedLots.map((lotId): [bigint, DaysView] => {
    const recorded = policyIds.map((policyId) => recordedDay(state, lotId, policyId));
    const active = state.lots.get(lotId)?.status === "active";
    return [lotId, { proven: active ? recorded : recorded.map(() => 0), recorded }];
  });
  const owned = (account: string) => [...lots.values()].filter((lot) => lot.tokenOwner === account).length;
  return {
    lots,
    claims: new Map(claims),
    balances: accounts.map(owned),
    operators: [...state.operators].sort(),
    permits: permits.filter((permit) => state.permits.has(permit)),
    parents: state.parents,
    orders: state.orders.map(({ lotId, backed, cancelled }) => ({ lotId, backed, cancelled })),
  };
}

/** As text, for comparing; lots in the order of their ids. */
export function printed(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) => {
    if (typeof entry === "bigint") return entry.toString();
    if (!(entry instanceof Map)) return entry;
    return [...entry].map(([key, part]): [string, unknown] => [String(key), part]).sort(byKey);
  });
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
