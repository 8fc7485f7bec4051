import { isoInstantOf } from "../core/calendar.ts";
import type { HandoverFact, OperationFact } from "../passport/report.ts";
import { type Article, serialLink } from "./digital-link.ts";
import { accountName, registryName, uuidOf } from "./names.ts";
import { BIZ_STEPS, eventId } from "./operations.ts";
import { nameIn, type ProvenClaim, type Told } from "./told.ts";

/** An EPCIS 2.0 document, without quantities, read points and locations. */
export interface EpcisDocument {
  readonly "@context": readonly string[];
  readonly id: string;
  readonly type: "EPCISDocument";
  readonly schemaVersion: "2.0";
  readonly creationDate: string;
  readonly epcisBody: { readonly eventList: readonly EpcisEvent[] };
}

export type EpcisEvent = ObjectEvent | TransformationEvent;

interface Event extends Partial<Extension> {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: "+00:00";
  readonly bizStep: string;
}

export interface ObjectEvent extends Event {
  readonly type: "ObjectEvent";
  readonly action: "ADD" | "OBSERVE";
  readonly disposition?: "active" | "conformant";
  readonly quantityList: readonly LotClass[];
}

export interface TransformationEvent extends Event {
  readonly type: "TransformationEvent";
  readonly inputQuantityList: readonly LotClass[];
  readonly outputQuantityList?: readonly LotClass[];
  readonly outputEPCList?: readonly string[];
}

/** All that there is of a lot, however much that is. */
interface LotClass {
  readonly epcClass: string;
}

interface Extension {
  readonly "kobold:operation": OperationFact["kind"] | "handover" | "retire";
  readonly "kobold:contract": string;
  readonly "kobold:transaction": string;
  readonly "kobold:registry": string;
  readonly "kobold:intake": string;
  readonly "kobold:order": string;
  readonly "kobold:provenClaims": readonly ProvenClaim[];
  /** The event's time is the latest that it can have; the earliest stands beside it. */
  readonly "kobold:eventTimeIs": "latest";
  readonly "kobold:notBefore": string;
}

export interface EpcisOptions {
  /** URL at which kobold-v1.json is served. */
  readonly context: string;
  /** What the packs are; undefined for a lot that lives. */
  readonly article: Article | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

/**
 * What a lot came of, what it was found to be, and the pack that was made of it.
 * @throws RangeError for a pack without an article
 */
export function epcisDocument(told: Told, { context, article, now }: EpcisOptions): EpcisDocument {
  const { operations, handovers, pack, lot, anchor } = told;
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", context],
    id: uuidOf("epcis", lot, pack?.serial ?? "", anchor.hash),
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: isoInstantOf(BigInt(now)),
    epcisBody: {
      eventList: [
        ...operations.map((operation) => madeEvent(told, operation)),
        ...handovers.map((handover) => handoverEvent(told, handover)),
        ...(told.claims.length === 0 ? [] : [inspection(told)]),
        ...(pack === undefined ? [] : [retirement(told, pack, article)]),
      ],
    },
  };
}

function madeEvent({ chainId, names }: Told, operation: OperationFact): EpcisEvent {
  const { kind, at, parents, children, registry, cobaltLot, transaction } = operation;
  const lots = (ids: readonly string[]) => ids.map((id) => ({ epcClass: nameIn(names, id) }));
  const common = {
    ...timed(eventId(chainId, operation), at),
    bizStep: BIZ_STEPS[kind],
    "kobold:operation": kind,
    "kobold:contract": accountName(chainId, cobaltLot),
    "kobold:transaction": transaction,
    ...(registry === null ? {} : { "kobold:registry": registryName(registry) }),
  } as const;
  return kind === "mint"
    ? { type: "ObjectEvent", action: "ADD", disposition: "active", quantityList: lots(children), ...common }
    : {
        type: "TransformationEvent",
        inputQuantityList: lots(parents),
        outputQuantityList: lots(children),
        ...common,
      };
}

/** That it went from one account to another, once at least. Whose they are is not told. */
function handoverEvent({ chainId, names, anchor }: Told, handover: HandoverFact): ObjectEvent {
  const { lotId, cobaltLot, after, before } = handover;
  const lot = nameIn(names, lotId);
  return {
    type: "ObjectEvent",
    action: "OBSERVE",
    quantityList: [{ epcClass: lot }],
    ...timed(uuidOf("handover", lot), before ?? anchor.timestamp),
    bizStep: "accepting",
    ...latest(after),
    "kobold:operation": "handover",
    "kobold:contract": accountName(chainId, cobaltLot),
  };
}

/** What the check has found, at its block. */
function inspection({ lot, anchor, claims }: Told): ObjectEvent {
  return {
    type: "ObjectEvent",
    action: "OBSERVE",
    disposition: "conformant",
    quantityList: [{ epcClass: lot }],
    ...timed(uuidOf("inspection", lot, anchor.hash), anchor.timestamp),
    bizStep: "inspecting",
    "kobold:provenClaims": claims.map(({ proven }) => proven),
  };
}

/** This pack alone: the others of its order are not told. */
function retirement(
  { lot, lotId, operations, anchor }: Told,
  { serial, intake, order }: NonNullable<Told["pack"]>,
  article: Article | undefined,
): TransformationEvent {
  if (article === undefined) throw new RangeError("a pack is told by its article's number");
  const made = operations.find(({ children }) => children.includes(lotId));
  return {
    type: "TransformationEvent",
    inputQuantityList: [{ epcClass: lot }],
    outputEPCList: [serialLink(article, serial)],
    ...timed(uuidOf("retire", lot, serial), anchor.timestamp),
    bizStep: "assembling",
    ...(made === undefined ? {} : latest(made.at)),
    "kobold:operation": "retire",
    "kobold:intake": intake,
    "kobold:order": String(order),
  };
}

function timed(eventID: string, seconds: number) {
  return { eventID, eventTime: isoInstantOf(BigInt(seconds)), eventTimeZoneOffset: "+00:00" } as const;
}

/** Storage says that it happened, not when. */
function latest(earliest: number) {
  return { "kobold:eventTimeIs": "latest", "kobold:notBefore": isoInstantOf(BigInt(earliest)) } as const;
}
