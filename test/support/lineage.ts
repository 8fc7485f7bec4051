import type { Lot } from "../../scripts/core/lot.ts";
import { type Policy, policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { ATTRIBUTE_COUNT } from "../../scripts/core/attributes.ts";
import type { Making, TraceEvent } from "../../scripts/trace/events.ts";
import { History } from "../../scripts/trace/history.ts";
import { type Openings } from "../../scripts/trace/names.ts";
import { traceOf } from "../../scripts/trace/trace.ts";
import { type TraceParts, TraceView } from "../../scripts/trace/view.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { ATTRIBUTES, TODAY } from "./sites.ts";

export const RMAP = parsePolicy("rmap = 100%", ATTRIBUTES);
export const HEAVY = parsePolicy("mass >= 3 t", ATTRIBUTES);

type EventWords = TraceEvent extends infer E
  ? E extends unknown
    ? Omit<E, "blockNumber" | "index">
    : never
  : never;

/** Events one after the other, a block each. */
export class Chronicle {
  readonly events: TraceEvent[] = [];
  #provenances = 0;

  then(event: EventWords): this {
    this.events.push({ ...event, blockNumber: this.events.length + 1, index: 0 });
    return this;
  }

  made(making: Making, parents: readonly bigint[], ...lotIds: bigint[]): this {
    if (making !== "split") this.#provenances += 1;
    const provenanceId = making === "split" ? undefined : this.#provenances;
    this.then({ type: "made", making, parents, lotIds, provenanceId });
    for (const lotId of lotIds) this.then({ type: "moved", lotId, to: ALICE });
    return this;
  }

  proven(policy: Policy, lotId: bigint, provenanceId: number, day = TODAY): this {
    this.then({ type: "defined", policyId: policyId(policy), policy });
    return this.then({ type: "proven", policyId: policyId(policy), lotId, provenanceId, day });
  }

  get history(): History {
    return History.of(this.events);
  }
}

export const ALICE = `0x${"a1".repeat(20)}`;
export const BOB = `0x${"b0".repeat(20)}`;

/** A lot's id from a small number, its digits in front so that short ids differ. */
export function lotNumber(n: number): bigint {
  return BigInt(`0x${(0x10000000 + n * 0x1f3).toString(16)}${"0".repeat(56)}`);
}

/** An opening, as the vault keeps it. */
export function lotOf(massGrams: bigint): Lot {
  const shares = Array.from({ length: ATTRIBUTE_COUNT }, (_, j) => (j === 0 ? 1_000_000_000n : 0n));
  return {
    massGrams,
    provenance: { co2eMargin: 0n, co2ePrimary: 0n, shares, oldestAudit: TODAY },
    salt: 1n,
  };
}

/** A view in English of a lot's lineage, every block on one day. */
export function viewOf(
  chronicle: Chronicle,
  subject: bigint,
  openings: Openings = new Map(),
  parts: Partial<TraceParts> = {},
): TraceView {
  const { events, history } = chronicle;
  return new TraceView({
    trace: traceOf(history, subject, events.length),
    openings,
    attributes: ATTRIBUTES,
    days: new Map(events.map(({ blockNumber }) => [blockNumber, TODAY])),
    figures: ({ massGrams }) => [`contained cobalt: ${massGrams.toString()} g`],
    say: (text) => renderText(text),
    ...parts,
  });
}

/** Small numbers that look random and are the same in every run. */
export function seededDraws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/**
 * The lineage of a lot of some works: 40 mints merged by eights and refined to one lot, which is split, merged,
 * weakened and split again until there are so many.
 */
export function largeLineage(count: number, random: (below: number) => number) {
  const chronicle = new Chronicle();
  let last = 0;
  const next = () => lotNumber((last += 1));
  const blends = Array.from({ length: 5 }, () => {
    const mints = Array.from({ length: 8 }, next);
    for (const mint of mints) chronicle.made("mint", [], mint);
    const blend = next();
    chronicle.made("merge", mints, blend);
    return blend;
  });
  const blend = next();
  const subject = next();
  chronicle.made("merge", blends, blend).made("refine", [blend], subject);
  chronicle.proven(RMAP, subject, 47);
  const live = [subject];
  const take = () => live.splice(random(live.length), 1)[0] ?? subject;
  while (last < count) {
    const draw = random(10);
    if (draw < 5 || live.length < 12) {
      const pieces = Array.from({ length: Math.min(2 + random(7), Math.max(2, count - last)) }, next);
      chronicle.made("split", [take()], ...pieces);
      live.push(...pieces);
    } else {
      const parents = Array.from({ length: draw < 7 ? 2 + random(3) : 1 }, take);
      const child = next();
      chronicle.made(draw < 7 ? "merge" : draw < 9 ? "weaken" : "refine", parents, child);
      live.push(child);
    }
  }
  const purpose = `0x${"77".repeat(32)}`;
  for (const [i, lotId] of live.entries()) {
    if (i % 5 === 0) chronicle.then({ type: "retired", lotId, purpose });
    if (i % 7 === 1) chronicle.then({ type: "held", lotId });
    if (i % 7 === 2) chronicle.then({ type: "offered", lotId, to: BOB });
    if (i % 3 === 0) chronicle.proven(HEAVY, lotId, 1);
  }
  return { chronicle, subject };
}
