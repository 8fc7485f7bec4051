import { isAboutLot, type Policy } from "../core/policy.ts";
import type { TraceEvent } from "./events.ts";
import type { MadeBy } from "../core/made-by.ts";
import type { RetirementKind } from "../core/retirement.ts";
import type { MOMENT_WORDS, Status } from "./words.ts";

/** Something that befell a lot. */
export interface Moment {
  readonly what: keyof typeof MOMENT_WORDS;
  readonly block: number;
  /** The account that it went or was offered to, the policy proven, the purpose's hash. */
  readonly detail: string;
  readonly retirement?: RetirementKind;
}

/** A lot's life, as the chain tells it. */
export interface LotHistory {
  readonly lotId: bigint;
  readonly madeBy: MadeBy;
  readonly parents: readonly bigint[];
  readonly children: readonly bigint[];
  readonly provenanceId: number;
  readonly block: number;
  /** Of an ended lot, the last one. */
  readonly owner: string;
  readonly status: Status;
  readonly moments: readonly Moment[];
}

/** What is proven of a lot. */
export interface ClaimOnLot {
  readonly policyId: bigint;
  /** The last day for which it was proven, since 1970-01-01. */
  readonly day: number;
}

/** What changes where a lot stands, and nothing else. */
type Mark = Exclude<TraceEvent, { type: "made" | "defined" | "moved" | "proven" }>;

/** What only the reading needs: whether its provenance is one that claims of this deployment may be about. */
type Growing = { isClaimable: boolean } & { -readonly [K in keyof LotHistory]: LotHistory[K] } & {
  children: bigint[];
  moments: Moment[];
};

/** The lives of lots, from events in the order of the chain. */
export class LotLives {
  readonly #lots = new Map<bigint, Growing>();
  readonly #owners = new Map<bigint, string>();
  readonly #policies = new Map<bigint, Policy>();
  /** Last days by policy: of claims about provenances and of those about lots. */
  readonly #ofProvenance = new Map<number, Map<bigint, number>>();
  readonly #ofLot = new Map<bigint, Map<bigint, number>>();

  /** All lots of these events, in the order in which they were made. */
  get lots(): ReadonlyMap<bigint, LotHistory> {
    return this.#lots;
  }

  policyOf(policyId: bigint): Policy | undefined {
    return this.#policies.get(policyId);
  }

  /** What is proven of a lot, by itself or through its provenance, by policy. */
  claimsOn({ lotId, provenanceId }: LotHistory): ClaimOnLot[] {
    if (this.#lots.get(lotId)?.isClaimable !== true) return [];
    const found = [...(this.#ofProvenance.get(provenanceId) ?? []), ...(this.#ofLot.get(lotId) ?? [])];
    return found
      .map(([policyId, day]) => ({ policyId, day }))
      .sort((a, b) => (a.policyId < b.policyId ? -1 : 1));
  }

  add(event: TraceEvent): void {
    switch (event.type) {
      case "made":
        this.#make(event);
        break;
      case "defined":
        this.#policies.set(event.policyId, event.policy);
        break;
      case "moved":
        this.#move(event);
        break;
      case "proven":
        this.#prove(event);
        break;
      default:
        this.#mark(event);
    }
  }

  #make(event: TraceEvent & { type: "made" }): void {
    const { madeBy, lotIds, parents, provenanceId, blockNumber, lastProvenanceId = Infinity } = event;
    for (const parent of parents) {
      const ended = this.#lots.get(parent);
      if (ended === undefined) continue;
      ended.status = "consumed";
      ended.children.push(...lotIds);
      ended.moments.push({ what: "consumed", block: blockNumber, detail: "" });
    }
    const inherited = this.#lots.get(parents[0] ?? 0n);
    const isClaimable =
      provenanceId === undefined ? (inherited?.isClaimable ?? true) : provenanceId <= lastProvenanceId;
    for (const lotId of lotIds) {
      this.#lots.set(lotId, {
        lotId,
        madeBy,
        parents,
        children: [],
        provenanceId: provenanceId ?? inherited?.provenanceId ?? 0,
        isClaimable,
        block: blockNumber,
        // its first transfer comes before or after this event
        owner: this.#owners.get(lotId) ?? "",
        status: "active",
        moments: [{ what: "made", block: blockNumber, detail: "" }],
      });
    }
  }

  #move({ lotId, from, to, blockNumber: block }: TraceEvent & { type: "moved" }): void {
    if (to === undefined) return;
    // what is made here, or adopted here, comes from nobody
    const isFirst = !this.#owners.has(lotId) || from === undefined;
    this.#owners.set(lotId, to);
    const lot = this.#lots.get(lotId);
    if (lot === undefined) return;
    lot.owner = to;
    if (!isFirst) lot.moments.push({ what: "transferred", block, detail: to });
  }

  #prove({ lotId, provenanceId, policyId, day, blockNumber }: TraceEvent & { type: "proven" }): void {
    const policy = this.#policies.get(policyId);
    if (policy !== undefined && isAboutLot(policy)) keepLater(this.#ofLot, lotId, policyId, day);
    else keepLater(this.#ofProvenance, provenanceId, policyId, day);
    const moment = { what: "proven", block: blockNumber, detail: policyId.toString() } as const;
    this.#lots.get(lotId)?.moments.push(moment);
  }

  #mark(event: Mark): void {
    const lot = this.#lots.get(event.lotId);
    if (lot === undefined) return;
    lot.status = statusAfter(lot.status, event.type);
    const detail = "to" in event ? event.to : "purpose" in event ? event.purpose : "";
    const retirement = "kind" in event ? { retirement: event.kind } : {};
    lot.moments.push({ what: event.type, block: event.blockNumber, detail, ...retirement });
  }
}

function statusAfter(before: Status, type: Mark["type"]): Status {
  if (type === "offered" || type === "held" || type === "retired") return type;
  // a lot that is frozen loses its offer, and stays frozen
  return before === "held" && type !== "released" ? "held" : "active";
}

function keepLater<K>(days: Map<K, Map<bigint, number>>, key: K, policyId: bigint, day: number): void {
  const ofKey = days.get(key) ?? new Map<bigint, number>();
  ofKey.set(policyId, Math.max(day, ofKey.get(policyId) ?? 0));
  days.set(key, ofKey);
}
