import fc from "fast-check";

import type {
  AccreditationEvent,
  AccreditationRole,
  EventKind,
  Grant,
  Terms,
} from "./accreditation-events.ts";
import { ACCREDITATION_TABLE } from "./accreditation-events.ts";
import { type Accreditation } from "./accreditation.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { keysHashOf, SITE_RIGHTS, type SiteKeys, type SiteRight } from "../../scripts/core/site.ts";
import { ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { keysOf, termsOn } from "../fixtures/accreditation.ts";

const DAY = 86_400;
const NOBODY = `0x${"0".repeat(40)}`;

/** Numbers from which one step of a random history is made, whatever the state that it meets. */
export interface Draw {
  readonly kind: EventKind;
  /** Seconds since the step before. */
  readonly wait: number;
  readonly site: number;
  readonly attribute: number;
  readonly dice: readonly number[];
}

const KINDS: readonly (readonly [EventKind, number])[] = [
  ["bind", 1],
  ["defineAttribute", 3],
  ["propose", 3],
  ["confirm", 6],
  ["admit", 8],
  ["amend", 5],
  ["rotate", 4],
  ["suspend", 2],
  ["reinstate", 3],
  ["grant", 9],
  ["revoke", 3],
  ["lapse", 3],
  ["offerAttribute", 2],
  ["replaceController", 2],
  ["acceptAttribute", 3],
];

/** Waits that meet the edges of the root's window, of days and of periods. */
const WAITS = [1, 1, 1, 60, 1799, 1800, 3599, 3600, 3601, DAY, 2 * DAY, 3 * DAY, 14 * DAY, 20 * DAY];

export const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.oneof(...KINDS.map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) }))),
  wait: fc.constantFrom(...WAITS),
  site: fc.nat({ max: 59 }),
  attribute: fc.nat({ max: 39 }),
  dice: fc.array(fc.nat({ max: 59 }), { minLength: 8, maxLength: 8 }),
});

/** The addresses that may send events. */
export type Senders = Readonly<
  Record<AccreditationRole | "controller" | "otherController" | "stranger", string>
>;

/** What an accreditation is bound to. */
export type Bound = Omit<Extract<AccreditationEvent, { kind: "bind" }>, "kind">;

/** What the draw makes happen in this state; mostly something allowed. */
export function eventOf(
  { kind, site, attribute: attributeDraw, dice }: Draw,
  model: Accreditation,
  { senders, deployment, predecessor }: Bound & { readonly senders: Senders },
  today: number,
): { event: AccreditationEvent; by: string } {
  const roll = (i: number) => dice[i] ?? 0;
  const pick = <T>(i: number, first: T, ...more: T[]): T =>
    [first, ...more][roll(i) % (more.length + 1)] ?? first;
  const siteId = siteFor(kind, site, model);
  const held = [...(model.siteOf(siteId)?.grants.keys() ?? [])];
  const defined = model.attributes.flatMap((attribute, j) => (attribute === undefined ? [] : [j]));
  // attributes in use are met more often than others
  const among = kind === "revoke" || kind === "lapse" ? held : defined;
  const attribute =
    (attributeDraw % 10 === 9 ? undefined : among[attributeDraw % among.length]) ?? attributeDraw % 20;
  const row = ACCREDITATION_TABLE[kind].by;
  const rightful =
    row === "anyone"
      ? senders.stranger
      : row === "attributeController"
        ? (model.attributes[attribute]?.controller ?? senders.controller)
        : senders[row];
  const by =
    roll(0) === 59 ? pick(1, senders.otherController, senders.accreditor, senders.stranger) : rightful;

  const dates = (): Grant => ({
    auditedOn: today - (roll(2) % 20 === 19 ? -1 : pick(2, 0, 10, 30, 400)),
    validUntil: today + (roll(3) % 20 === 19 ? -1 : pick(3, 0, 1, 2, 30, 365)),
  });
  const all = 2n ** 18n - 1n;
  /** What a site is open to; nothing raised at a refiner, but now and then. */
  const opening = (right: SiteRight): Pick<Terms, "attributes" | "raisedAtMint"> => ({
    attributes: roll(1) === 59 ? all + 1n : pick(1, all, all, all, all & ~2n, all & ~12n, 9n, 0n),
    raisedAtMint: right === "refine" && roll(4) !== 59 ? 0n : pick(4, 0n, 0n, 8n, 8n, 1n, all),
  });
  const terms = (right: SiteRight): Terms => ({
    ...termsOn(today, dates()),
    ...opening(right),
    permits: pick(5, 0, 10, 65_535),
    unitGrams: roll(6) === 59 ? 0n : pick(6, 1n, 20_000_000n, 2n ** 32n - 1n),
    processCommitment: roll(7) === 59 ? FIELD_ORDER : pick(7, 77n, 77n, 77n, 78n),
  });

  const heir = pick(5, senders.controller, senders.otherController, senders.stranger);

  switch (kind) {
    case "bind":
      return { event: { kind, deployment, ...(predecessor === undefined ? {} : { predecessor }) }, by };
    case "defineAttribute": {
      const rule = pick(2, ...ATTRIBUTE_RULES);
      const definition = {
        name: roll(3) % 20 === 19 ? pick(4, "", "attribute 0") : `attribute ${attribute}`,
        controller: roll(5) > 54 ? NOBODY : pick(5, senders.controller, senders.otherController),
        group: pick(6, 0, 0, 1),
        rule,
      };
      return { event: { kind, attribute: attributeDraw % 20, definition }, by };
    }
    case "offerAttribute":
    case "replaceController":
      return { event: { kind, attribute, heir: pick(2, heir, heir, heir, NOBODY) }, by };
    case "acceptAttribute":
      return { event: { kind, attribute }, by: acceptor(model, attribute, pick(2, true, true, false), heir) };
    case "propose": {
      const right = pick(3, ...SITE_RIGHTS);
      return { event: { kind, keys: keysFrom(model, dice), right, terms: terms(right) }, by };
    }
    case "confirm": {
      const keys = model.siteOf(siteId)?.keys;
      const keysHash = keys === undefined || roll(2) % 20 === 19 ? 1n : keysHashOf(keys);
      return { event: { kind, siteId, keysHash }, by };
    }
    case "amend":
      return { event: { kind, siteId, terms: terms(model.siteOf(siteId)?.right ?? "mint") }, by };
    case "rotate":
      return { event: { kind, siteId, keys: keysFrom(model, dice) }, by };
    case "grant":
      return { event: { kind, siteId, attribute, dates: dates() }, by };
    case "revoke":
    case "lapse":
      return { event: { kind, siteId, attribute }, by };
    case "admit":
    case "suspend":
    case "reinstate":
      return { event: { kind, siteId }, by };
  }
}

/** Mostly who was offered the attribute, or announced for it. */
function acceptor(model: Accreditation, attribute: number, offered: boolean, other: string): string {
  const [heir, announced] = [model.heirs.get(attribute), model.replacements.get(attribute)?.heir];
  return (offered ? (heir ?? announced) : (announced ?? heir)) ?? other;
}

/** Mostly a site that waits for such an event, now and then any other or one that does not exist. */
function siteFor(kind: EventKind, number: number, model: Accreditation): number {
  const all = Array.from({ length: model.siteCount }, (_, i) => i + 1);
  const waiting = all.filter((siteId) => {
    const site = model.siteOf(siteId);
    switch (kind) {
      case "confirm":
        return site?.confirmed === false;
      case "admit":
        return site?.confirmed === true && site.listed === undefined && !site.suspended;
      case "reinstate":
        return site?.suspended === true;
      case "revoke":
      case "lapse":
        return (site?.grants.size ?? 0) > 0;
      default:
        return true;
    }
  });
  const among = waiting.length === 0 || number % 10 === 9 ? [...all, model.siteCount + 1] : waiting;
  return among[number % among.length] ?? 1;
}

/** Fresh keys, or now and then some that must be refused. */
function keysFrom(model: Accreditation, dice: readonly number[]): SiteKeys {
  const keys = keysOf(dice.reduce((sum, die) => sum * 60 + die, 0));
  const [x, y] = keys.assayer;
  const used = model.siteOf(1)?.keys ?? keys;
  const faulty: SiteKeys[] = [
    { ...keys, siteKey: 0n },
    { ...keys, traceKey: FIELD_ORDER },
    { ...keys, siteKey: used.siteKey + FIELD_ORDER },
    { ...keys, siteKey: used.traceKey },
    { ...keys, traceKey: used.traceKey },
    { ...keys, traceKey: keys.siteKey },
    { ...keys, assayer: [x, y + 1n] },
    { ...keys, assayer: [0n, 1n] },
    { ...keys, assayer: [x, y + FIELD_ORDER] },
  ];
  return faulty[dice[7] ?? 0] ?? keys;
}
