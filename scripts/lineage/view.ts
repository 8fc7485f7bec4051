import { isoDateOf } from "../core/calendar.ts";
import type { Lot } from "../core/lot.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { printable } from "../core/printable.ts";
import { describePolicy } from "../core/policy-words.ts";
import type { AttributeTable } from "../core/attributes.ts";
import { formatMass } from "../core/units.ts";
import type { Moment } from "./lot-lives.ts";
import { markOf, type Openings, shortIds } from "./names.ts";
import type { Trace, TracedLot } from "./trace.ts";
import { MOMENT_WORDS, STATUS_WORDS } from "./words.ts";
import { MADE_BY_WORDS } from "../core/made-by.ts";
import { RETIREMENT_WORDS } from "../core/retirement.ts";

/** What is shown of a lineage, and how to say it. */
export interface TraceParts {
  readonly trace: Trace;
  /** The lots that this vault opens; what they hide is shown, and marked. */
  readonly openings: Openings;
  readonly attributes: AttributeTable;
  /** The day of each block that the lineage names, since 1970-01-01. */
  readonly days: ReadonlyMap<number, number>;
  /** What a lot holds, a line for each figure. */
  readonly figures: (lot: Lot) => readonly Text[];
  readonly say: (text: Text) => string;
}

/** A policy that was proven, under its mark. */
interface ProvenPolicy {
  readonly policyId: bigint;
  readonly mark: string;
  readonly words: string;
  /** First and last among the days for which lots of the lineage were last proven to meet it; one, if they are the same. */
  readonly days: string;
}

/** Words for each lot of a lineage. */
export class TraceView {
  readonly trace: Trace;
  readonly ids: ReadonlyMap<bigint, string>;
  readonly policies: readonly ProvenPolicy[];
  readonly say: (text: Text) => string;
  readonly #parts: TraceParts;

  constructor(parts: TraceParts) {
    const { trace, attributes, say } = parts;
    this.#parts = parts;
    this.trace = trace;
    this.say = say;
    this.ids = shortIds(trace.lots.keys());
    this.policies = [...trace.policies].map(([policyId, policy], i) => {
      const claims = [...trace.lots.values()].flatMap((lot) => lot.claims);
      const days = claims.filter((claim) => claim.policyId === policyId).map(({ day }) => isoDateOf(day));
      const [first = "", ...later] = [...new Set(days)].sort();
      const words = printable(describePolicy(policy, attributes));
      return { policyId, mark: markOf(i), words, days: [first, ...later.slice(-1)].join(" … ") };
    });
  }

  idOf(lotId: bigint): string {
    return this.ids.get(lotId) ?? "";
  }

  madeBy({ madeBy }: TracedLot): string {
    return this.say(MADE_BY_WORDS[madeBy]);
  }

  /** How it was made, and of how many lots that the lineage leaves out. */
  origin(lot: TracedLot): string {
    const outside = lot.parents.length - lot.parentsShown.length;
    return outside === 0 ? this.madeBy(lot) : `${this.madeBy(lot)} +${outside}`;
  }

  status({ status }: TracedLot): string {
    return this.say(STATUS_WORDS[status]);
  }

  date(block: number): string {
    const day = this.#parts.days.get(block);
    return day === undefined ? this.say(phrase`block ${block}`) : isoDateOf(day);
  }

  /** The marks of the policies that a lot is proven to meet. */
  marks({ claims }: TracedLot): string[] {
    return this.policies
      .filter(({ policyId }) => claims.some((claim) => claim.policyId === policyId))
      .map(({ mark }) => mark);
  }

  /** What a lot is proven to meet, and the last day of each proof. */
  claimsOn({ claims }: TracedLot): { policyId: bigint; policy: string; day: string }[] {
    return this.policies.flatMap(({ policyId, words }) =>
      claims
        .filter((claim) => claim.policyId === policyId)
        .map(({ day }) => ({ policyId, policy: words, day: isoDateOf(day) })),
    );
  }

  /** `rmap = 100% (2026-03-16)` for each claim. */
  claims(lot: TracedLot): string[] {
    return this.claimsOn(lot).map(({ policy, day }) => `${policy} (${day})`);
  }

  /** How many of the lots this vault opens. */
  get open(): number {
    return [...this.trace.lots.keys()].filter((lotId) => this.#parts.openings.has(lotId)).length;
  }

  /** The firm's name for it and its mass, for lots that this vault opens. */
  hidden(lotId: bigint): string {
    const opening = this.#parts.openings.get(lotId);
    if (opening === undefined) return "";
    const label = printable(opening.label);
    return [...(label === "" ? [] : [label]), formatMass(opening.lot.massGrams)].join(" · ");
  }

  /** Every figure of a lot that this vault opens. */
  figures(lotId: bigint): string[] {
    const opening = this.#parts.openings.get(lotId);
    return opening === undefined
      ? []
      : this.#parts.figures(opening.lot).map((line) => printable(this.say(line)));
  }

  /** What befell a lot, a line each, oldest first. */
  moments({ moments }: TracedLot): string[] {
    return moments.map((moment) => this.#moment(moment));
  }

  #moment({ what, block, detail, retirement }: Moment): string {
    const proven = this.policies.find(({ policyId }) => what === "proven" && policyId.toString() === detail);
    const kind = retirement === undefined ? "" : ` (${this.say(RETIREMENT_WORDS[retirement])})`;
    return `${this.date(block)} ${this.say(MOMENT_WORDS[what])}${kind} ${proven?.words ?? detail}`.trim();
  }
}
