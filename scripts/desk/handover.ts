import { type LotOffer, readOpenOffers } from "../chain/offers.ts";
import { bytesOfHex } from "../core/bytes.ts";
import { isoDateOf } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { listed, phrase, type Phrase } from "../core/phrase.ts";
import type { Lot } from "../core/lot.ts";
import { openNote } from "../notes/note.ts";
import { idsFrom, idText, onlyId } from "../core/ids.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut } from "./carry-out.ts";
import { claimsOn, type RecordedClaim } from "../chain/claims.ts";
import { type Desk } from "./desk.ts";
import { labelled, openingOf } from "./lots.ts";
import { noteFor } from "./recipients.ts";
import { answer } from "../chain/rpc.ts";

/** Offers a lot with its opening sealed to the buyer. @param expiry seconds since 1970 @throws NOT_FOUND, … */
export async function offerLot(
  desk: Desk,
  lotId: bigint,
  to: string,
  expiry: number,
): Promise<OperationRecord> {
  const lot = openingOf(desk, lotId);
  return carryOut(desk, { kind: "offer", parents: [lotId], children: [], context: to }, async () => {
    const note = await noteFor(desk, [lot], to);
    return desk.contracts.cobaltLot.offer.populateTransaction(lotId, to, expiry, note);
  });
}

/** Takes an offer back, also one that has run out. */
export async function cancelOffer(desk: Desk, lotId: bigint): Promise<OperationRecord> {
  return carryOut(desk, { kind: "cancel", parents: [lotId], children: [] }, () =>
    desk.contracts.cobaltLot.cancel.populateTransaction(lotId),
  );
}

/** What the buyer learns before it accepts: what is proven, which needs no trust, and what the lot holds. */
export interface Inspection {
  readonly offer: LotOffer;
  readonly claims: readonly RecordedClaim[];
  /** The opening, which gives the very lot id; undefined if the note is no good, for the reason beside. */
  readonly lot: Lot | undefined;
  readonly refusal: KoboldError | undefined;
}

/** Looks an offer through: first what is proven, then what the note holds. @throws NOT_FOUND if there is no such offer */
export async function inspectOffer(desk: Desk, lotId: bigint): Promise<Inspection> {
  const offer = await requireOffer(desk, lotId);
  const claims = await claimsOn(desk.contracts, lotId);
  try {
    const note = bytesOfHex(phrase`the offer's note`, offer.note);
    const [lot] = await openNote(note, [lotId], desk.keys, desk.deployment);
    return { offer, claims, lot, refusal: undefined };
  } catch (error) {
    if (!(error instanceof KoboldError)) throw error;
    return { offer, claims, lot: undefined, refusal: error };
  }
}

/**
 * Takes over an offered lot. Its note is opened and its id recomputed here, whatever was inspected before.
 * @throws MALFORMED, WRONG_RECIPIENT, NOT_OPENABLE, WRONG_OPENING for a note that is no good, before anything is sent
 */
export async function acceptOffer(desk: Desk, lotId: bigint, label?: string): Promise<OperationRecord> {
  const { lot, refusal } = await inspectOffer(desk, lotId);
  if (lot === undefined) throw refusal ?? new TypeError("a note without opening has a reason");
  return carryOut(desk, { kind: "accept", parents: [], children: [labelled(lot, label)] }, () =>
    desk.contracts.cobaltLot.accept.populateTransaction(lotId),
  );
}

/** Declines an offer; the lot is its owner's again. @throws NOT_FOUND if there is no such offer */
export async function rejectOffer(desk: Desk, lotId: bigint): Promise<OperationRecord> {
  if (!(await isOffered(desk, lotId))) throw notOffered(desk, lotId);
  return carryOut(desk, { kind: "reject", parents: [], children: [], context: idText(lotId) }, () =>
    desk.contracts.cobaltLot.reject.populateTransaction(lotId),
  );
}

async function requireOffer(desk: Desk, lotId: bigint): Promise<LotOffer> {
  const offer = (await openOffers(desk, lotId)).at(-1);
  if (offer !== undefined) return offer;
  if (!(await isOffered(desk, lotId))) throw notOffered(desk, lotId);
  throw new KoboldError(
    "RPC_FAILED",
    phrase`lot ${idText(lotId)} is offered to ${desk.account}, but the node does not give the offer's note yet`,
    phrase`try again in a while: its events are behind its blocks; or use another RPC URL`,
  );
}

/** Whether the chain has an offer of the lot to this firm, which may have run out. */
async function isOffered({ account, contracts }: Desk, lotId: bigint): Promise<boolean> {
  const { to } = await answer(phrase`offer`, contracts.cobaltLot.offerOf(lotId));
  return to.toLowerCase() === account.toLowerCase();
}

function notOffered(desk: Desk, lotId: bigint): KoboldError {
  return new KoboldError(
    "NOT_FOUND",
    phrase`lot ${idText(lotId)} is not offered to ${desk.account}`,
    phrase`ask the seller whether the offer was made to this account, or has been taken back`,
  );
}

/** The offers to this firm that stand, oldest first; of one lot, or of all. @throws RPC_FAILED */
export async function openOffers(desk: Desk, lotId?: bigint): Promise<LotOffer[]> {
  const { account, contracts } = desk;
  const filter = { to: account, ...(lotId === undefined ? {} : { lotId }) };
  return answer(phrase`offers`, readOpenOffers(contracts.cobaltLot, filter));
}

/** The offer in one line. */
export function describeOffer({ lotId, from, expiry }: LotOffer): Phrase {
  return phrase`lot ${idText(lotId)} from ${from}, open until ${isoDateOf(Math.floor(expiry / 86_400))}`;
}

/** The offer that a person means by the first digits of the lot's id. @throws NOT_FOUND, AMBIGUOUS */
export async function offerMeant(desk: Desk, digits: string): Promise<LotOffer> {
  const offers = await openOffers(desk);
  const ids = offers.map(({ lotId }) => lotId);
  const remedy =
    offers.length === 0
      ? phrase`ask the seller for an offer`
      : phrase`one of: ${listed(offers.map(describeOffer), "; ")}`;
  const none = phrase`none of the ${offers.length} offers to this account is of a lot "${digits}"`;
  return requireOffer(desk, onlyId(digits, idsFrom(digits, ids) ?? [], none, remedy));
}
