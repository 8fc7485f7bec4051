import { attributesInSet } from "../core/attributes.ts";
import { isoDateOf, isoInstantOf, isoMonthOf } from "../core/calendar.ts";
import { idText, shortId } from "../core/ids.ts";
import { phrase, type Phrase } from "../core/phrase.ts";
import { formatMass } from "../core/units.ts";

/** Gives an argument of a contract's error by its name, as people read it. */
type Value = (name: string) => string;

const buildAgain = phrase`repeat the operation with the tools of this checkout; report it if that does not help`;
const keysAgain = phrase`take the keys of the ceremony as it published them`;
const proveAgain = phrase`make a new proof from the lot's opening, which must agree with what is claimed`;
const ownerOnly = phrase`send it from the lot's owner, or let the owner approve you`;

/** What each error of the contracts means to people: the business rule and the value. */
export const MEANINGS: Readonly<Record<string, (value: Value) => Phrase>> = {
  RegistryNotAccepted: () => phrase`the accreditations have changed since the proof was made`,
  CobaltLotOnly: (of) => phrase`the accreditation does not belong to CobaltLot ${of("caller")}`,
  BoundAfterSites: (of) =>
    phrase`the accreditation has ${of("sites")} sites already, whose quota of this month may have been used in the predecessor`,
  AlreadyBound: (of) => phrase`the accreditation already belongs to CobaltLot ${of("cobaltLot")}`,
  BindMismatch: (of) =>
    phrase`CobaltLot ${of("cobaltLot")} names another accreditation, or lets proofs be dated up to ${of("dayTolerance")} days back, unlike this accreditation`,
  FieldElementInvalid: (of) =>
    phrase`${of("value")} can't be a site's key: it is not a field element above 0`,
  KeyUsed: (of) => phrase`key ${of("key")} was used by a site before`,
  AssayerInvalid: (of) => phrase`the assayer's key ${of("x")},${of("y")} is not a usable point of the curve`,
  UnitZero: () => phrase`a permit must allow at least 1 g`,
  AuditInFuture: (of) => phrase`the audit is dated ${of("auditedOn")}, after today, ${of("today")}`,
  ValidityOver: (of) => phrase`the last day, ${of("validUntil")}, is before today, ${of("today")}`,
  SiteUnknown: (of) => phrase`there is no site ${of("siteId")}`,
  SiteAlreadyConfirmed: (of) => phrase`site ${of("siteId")} is confirmed already`,
  SiteNotConfirmed: (of) => phrase`site ${of("siteId")} is not confirmed by the tracing authority yet`,
  SiteIsSuspended: (of) => phrase`site ${of("siteId")} is suspended`,
  SiteNotSuspended: (of) => phrase`site ${of("siteId")} is not suspended`,
  SiteInTree: (of) => phrase`site ${of("siteId")} is accredited already`,
  KeysMismatch: (of) => phrase`the keys confirmed are not those proposed for site ${of("siteId")}`,
  KeysNotDue: (of) =>
    phrase`the new keys of site ${of("siteId")} count only from ${of("fromPeriod")} on, so that its permits are not given twice`,
  TreeFull: () => phrase`the accreditation tree is full`,
  AttributeOutOfRange: (of) => phrase`there is no attribute ${of("attribute")}`,
  AttributeAlreadyDefined: (of) =>
    phrase`attribute ${of("attribute")} is already defined, and can't be changed`,
  AttributeUndefined: (of) => phrase`attribute ${of("attribute")} is not defined`,
  AttributeNameInvalid: (of) => phrase`"${of("name")}" can't be an attribute's name`,
  AttributeControllerZero: () => phrase`an attribute without a controller could never be granted`,
  AttributeRaiseInGroup: (of) =>
    phrase`attribute ${of("attribute")} raises shares, so it can't exclude others in group ${of("group")}`,
  AttributeControllerOnly: (of) =>
    phrase`${of("caller")} is not the controller of attribute ${of("attribute")}`,
  AttributeNotOffered: (of) =>
    phrase`attribute ${of("attribute")} is neither offered to ${of("caller")} nor announced for it`,
  ReplacementNotDue: (of) =>
    phrase`attribute ${of("attribute")} may be taken over only from ${of("from")} on`,
  AttributeNotOpen: (of) => phrase`site ${of("siteId")} is not open to attribute ${of("attribute")}`,
  OpenAttributesInvalid: (of) =>
    phrase`no site of this right can be open to attributes ${of("attributes")} and hold ${of("raisedAtMint")} at its mints`,
  GrantExcluded: (of) =>
    phrase`site ${of("siteId")} holds attribute ${of("heldAttribute")}, which excludes attribute ${of("attribute")}`,
  GrantNotHeld: (of) => phrase`site ${of("siteId")} does not hold attribute ${of("attribute")}`,
  GrantNotLapsed: (of) =>
    phrase`site ${of("siteId")} holds attribute ${of("attribute")} until ${of("validUntil")}`,
  UnitsExceedQuantity: (of) =>
    phrase`the units need ${of("grams")}, but the quantity policy ensures only ${of("massMin")}`,
  OrderEmpty: () => phrase`the order lacks units, cobalt in each unit or a supplier`,
  OrderUnknown: (of) => phrase`there is no order ${of("orderId")}`,
  SupplierMismatch: (of) => phrase`the order is placed with ${of("supplier")}, not with ${of("sender")}`,
  OrderIsCancelled: (of) => phrase`the plant has cancelled order ${of("orderId")}`,
  OrderOverdue: (of) =>
    phrase`order ${of("orderId")} is due on ${of("dueDay")}, before today, ${of("today")}`,
  LotDelivered: (of) => phrase`lot ${of("lotId")} was delivered for order ${of("orderId")}`,
  OrderAlreadyDelivered: (of) => phrase`order ${of("orderId")} was delivered with lot ${of("lotId")}`,
  OrderNotDelivered: (of) => phrase`order ${of("orderId")} is not delivered yet`,
  OrderAlreadyBacked: (of) => phrase`the delivery of order ${of("orderId")} backs passports already`,
  PassportRootMissing: () => phrase`the root of the battery passports is missing`,
  ClaimMissing: (of) => phrase`nothing proves that lot ${of("lotId")} meets policy ${of("policyId")}`,
  ClaimStale: (of) =>
    phrase`the proof that lot ${of("lotId")} meets policy ${of("policyId")} is dated ${of("provenDay")}, before ${of("oldestDay")}`,
  MinimumMassMissing: (of) =>
    phrase`policy ${of("policyId")} sets no minimum mass, so a lot of 1 g would meet it`,
  GateRecallsTooMany: (of) => phrase`an intake heeds at most 4 recall contracts, not ${of("count")}`,
  GateRecallsForeign: (of) =>
    phrase`the recalls at ${of("recalls")} are about the lots of another deployment`,
  GateRecallsRepeated: (of) => phrase`the recalls at ${of("recalls")} are named twice`,
  ProvenanceRecalled: (of) =>
    phrase`the lot is called back: recall ${of("recallId")} reaches its provenance, ${of("provenanceId")}`,
  RecallWalkTooLong: (of) =>
    phrase`provenance ${of("provenanceId")} has so many ancestors that recall ${of("recallId")} can't be looked up at once`,
  RecallUnknown: (of) => phrase`there is no recall ${of("recallId")}`,
  RecallIsClosed: (of) => phrase`recall ${of("recallId")} is closed`,
  RecallRootsInvalid: () => phrase`a recall begins with 1 to 16 provenances that exist, in ascending order`,
  RecallsTooMany: (of) => phrase`${of("open")} blocking recalls are open, and no more can be`,
  RecallProvenanceUnknown: (of) => phrase`no lot has provenance ${of("provenanceId")} yet`,
  RecallRootExempted: (of) =>
    phrase`recall ${of("recallId")} begins with provenance ${of("provenanceId")}, which can't be excepted from it`,
  MaxClaimAgeZero: () => phrase`an intake that takes no claim of an earlier day would soon take none`,
  ClaimAccreditationsDiffer: (of) =>
    phrase`policies of accreditation ${of("ofPolicies")} do not apply to lots of ${of("ofLots")}`,
  ClaimsMissing: () => phrase`there is nothing to carry out`,
  ClaimLotNotActive: (of) => phrase`lot ${of("lotId")} is not active`,
  ClaimUnauthorized: (of) => phrase`${of("account")} may not claim for lot ${of("lotId")}`,
  CommandsMissing: () => phrase`there is nothing to carry out`,
  CommandUnknown: (of) => phrase`the contract has no command ${of("selector")}`,
  CommandMalformed: (of) => phrase`the arguments of command ${of("selector")} can't be read`,
  LotCountInvalid: (of) => phrase`a split makes, and a merge takes, 1 to 8 lots, not ${of("count")}`,
  FootprintMethodMissing: () => phrase`the footprint method is missing`,
  PredecessorMissing: () => phrase`this deployment goes on from no other`,
  FootprintMethodsDiffer: (of) =>
    phrase`the predecessor's footprints were made by method ${of("predecessor")}, not by ${of("expected")}`,
  CutInFuture: (of) =>
    phrase`the cut, at provenance ${of("lastProvenanceId")} and ${of("lastCreatedAt")}, lies in the future`,
  LotNotMoved: (of) => phrase`lot ${of("lotId")} was not moved here for ${of("recipient")}`,
  LotAfterCut: (of) =>
    phrase`lot ${of("lotId")} of provenance ${of("provenanceId")} was made on ${of("createdAt")}, after the cut`,
  LotIdInvalid: (of) => phrase`${of("lotId")} can't be a lot's id`,
  LotExists: (of) => phrase`a lot was made as ${of("lotId")} before, and no id is used twice`,
  LotNotActive: (of) => phrase`lot ${of("lotId")} is not active`,
  LotNotOffered: (of) => phrase`lot ${of("lotId")} is not on offer`,
  OfferRecipientInvalid: (of) => phrase`lot ${of("lotId")} can't be offered to ${of("to")}`,
  OfferExpiryPassed: (of) => phrase`the offer of lot ${of("lotId")} would end before it began`,
  OfferNotToSender: (of) => phrase`lot ${of("lotId")} is offered to ${of("to")}, not to ${of("sender")}`,
  OfferExpired: (of) => phrase`the offer of lot ${of("lotId")} has expired`,
  LotOwnersDiffer: (of) =>
    phrase`lot ${of("lotId")} belongs to ${of("owner")}, the others to ${of("expected")}`,
  LotProvenancesDiffer: (of) => phrase`lot ${of("lotId")} has another provenance than the others`,
  PermitUsed: (of) => phrase`permit ${of("permit")} was used already`,
  SubmitterMismatch: (of) => phrase`the proof is for ${of("submitter")} to send, not for ${of("sender")}`,
  KeyInvalid: (of) => phrase`${of("key")} can't be used as a key for notes`,
  KeyIndexUnexpected: (of) =>
    phrase`key ${of("index")} would be published where key ${of("expected")} is next`,
  PolicyWordTooLarge: (of) => phrase`word ${of("index")} of the policy holds more than two rows`,
  PolicyRowAmbiguous: (of) =>
    phrase`row ${of("index")} of the policy has attributes without a factor, or a factor without attributes`,
  PolicyRowAlwaysHolds: (of) => phrase`every lot meets row ${of("index")} of the policy`,
  PolicyAttributeUndefined: (of) =>
    phrase`row ${of("index")} of the policy names attribute ${of("attribute")}, which is not defined`,
  PolicyAttributesNotExclusive: (of) =>
    phrase`row ${of("index")} of the policy adds attributes ${of("attribute")} and ${of("otherAttribute")}, which may overlap`,
  PolicyIntervalInvalid: () => phrase`no mass is within the policy's bounds, or every mass is`,
  PolicyTrivial: () => phrase`every lot meets the policy`,
  PolicyUnknown: (of) => phrase`policy ${of("policyId")} is not defined on this deployment`,
  VerifierEmptyBatch: () => phrase`there is nothing to carry out`,
  VerifierUnknownCircuit: (of) => phrase`there is no circuit ${of("circuit")}`,
  VerifierSignalsLength: (of) =>
    phrase`${of("actual")} public signals were given instead of ${of("expected")}`,
  VerifierProofsLength: (of) =>
    phrase`${of("actual")} words of proof were given instead of ${of("expected")}`,
  VerifierSignalNotInField: (of) => phrase`public signal ${of("index")} is not a field element`,
  VerifierPointRejected: (of) =>
    phrase`${of("x")},${of("y")}, point A or C of a proof, is not a point of the curve`,
  VerifierPairingRejected: () =>
    phrase`point B of a proof is not in its group, or A of the first proof is not on the curve`,
  KeysLengthInvalid: (of) => phrase`the keys have ${of("actual")} words instead of ${of("expected")}`,
  KeyPointInvalid: (of) => phrase`no point of the curve begins at word ${of("word")} of the keys`,
  KeyPointsEqual: (of) =>
    phrase`the points at words ${of("word")} and ${of("other")} of the keys are equal or opposite, so that proofs can be forged`,
  VerifierProofRejected: () => phrase`a proof is not valid for its public signals`,
  ProvenanceIdsExhausted: () => phrase`this deployment has no provenance id left`,
  CodeMissing: (of) => phrase`there is no contract at ${of("account")}`,
  DayToleranceTooLong: (of) => phrase`proofs can't be dated ${of("dayTolerance")} days back`,
  DayOutOfRange: (of) => phrase`the proof is dated ${of("day")}, but the chain's day is ${of("today")}`,
  VerifierMissing: (of) => phrase`there is no verifier at ${of("verifier")}`,
  ERC721InsufficientApproval: (of) => phrase`${of("operator")} may not dispose of lot ${of("tokenId")}`,
  ERC721NonexistentToken: (of) => phrase`lot ${of("tokenId")} is unknown, or has ended`,
  AccessManagedUnauthorized: (of) => phrase`${of("caller")} does not hold the role that this needs`,
};

/** What to do next after each of them. */
export const REMEDIES: Readonly<Record<string, Phrase>> = {
  RegistryNotAccepted: phrase`read them from the chain again, and make a new proof`,
  CobaltLotOnly: phrase`work with the CobaltLot that the accreditation names`,
  BoundAfterSites: phrase`deploy another accreditation, and confirm sites after it is bound`,
  AlreadyBound: phrase`deploy another accreditation for another CobaltLot`,
  BindMismatch: phrase`deploy both with the same settings`,
  FieldElementInvalid: phrase`have the site make its keys with \`site keygen\``,
  KeyUsed: phrase`\`site list\` shows whether this site is registered already; else make new keys with \`site keygen\`, since a key is never used twice`,
  AssayerInvalid: phrase`ask the assayer for the key that \`assay keygen\` made`,
  UnitZero: phrase`give the heaviest lot of one permit`,
  AuditInFuture: phrase`correct the day of the audit`,
  ValidityOver: phrase`correct the last day, or have the site audited again`,
  SiteUnknown: phrase`\`site list\` shows the sites`,
  SiteAlreadyConfirmed: phrase`no action is needed`,
  SiteNotConfirmed: phrase`have it confirmed first`,
  SiteIsSuspended: phrase`the accreditor may reinstate it`,
  SiteNotSuspended: phrase`no action is needed`,
  SiteInTree: phrase`no action is needed`,
  KeysMismatch: phrase`open the site's trace file again, and confirm what it says`,
  KeysNotDue: phrase`wait until that month`,
  TreeFull: phrase`a new deployment is needed for further sites`,
  AttributeOutOfRange: phrase`\`attribute list\` shows the attributes`,
  AttributeAlreadyDefined: phrase`define another attribute`,
  AttributeUndefined: phrase`\`attribute list\` shows the attributes`,
  AttributeNameInvalid: phrase`use 1 to 31 small letters, digits and hyphens`,
  AttributeControllerZero: phrase`name the scheme owner's account with --controller`,
  AttributeRaiseInGroup: phrase`give it group 0, or another rule`,
  AttributeControllerOnly: phrase`send it from the controller's account, which \`attribute list\` shows`,
  AttributeNotOffered: phrase`let its controller offer it with \`attribute offer\``,
  ReplacementNotDue: phrase`wait until then: everybody shall see it coming`,
  AttributeNotOpen: phrase`ask the accreditor to open it with \`site amend\`; what refining raises is open to a site that mints only by --raised-at-mint`,
  OpenAttributesInvalid: phrase`raise at mints only what the site is open to, and at a site that mints`,
  GrantExcluded: phrase`revoke the other grant first`,
  GrantNotHeld: phrase`no action is needed`,
  GrantNotLapsed: phrase`wait until it has lapsed, or let its controller revoke it`,
  UnitsExceedQuantity: phrase`back fewer units, or agree on a larger quantity`,
  OrderEmpty: phrase`give units, cobalt in each unit and a supplier`,
  OrderUnknown: phrase`\`order list\` shows the orders`,
  SupplierMismatch: phrase`send it from the supplier's account`,
  OrderIsCancelled: phrase`ask the plant for another order`,
  OrderOverdue: phrase`give a later day, or ask the plant for another order`,
  LotDelivered: phrase`give it back to its supplier with \`order return\``,
  OrderAlreadyDelivered: phrase`an order takes one lot only`,
  OrderNotDelivered: phrase`wait for the supplier's lot`,
  OrderAlreadyBacked: phrase`a delivery can back batteries only once`,
  PassportRootMissing: phrase`give the root of the passports that the lot backs`,
  ClaimMissing: phrase`prove the claim first`,
  ClaimStale: phrase`prove the claim again`,
  MinimumMassMissing: phrase`choose a policy with a clause such as mass >= 10 t`,
  GateRecallsTooMany: phrase`name those of fewer authorities with --recalls`,
  GateRecallsForeign: phrase`ask the authority for the address of its recalls on this deployment`,
  GateRecallsRepeated: phrase`name each once`,
  ProvenanceRecalled: phrase`\`recall status --lot\` tells more; deliver another lot, and as the plant give a delivered one back with \`order return\``,
  RecallWalkTooLong: phrase`have it noted as clear with \`recall check\`, as anybody can`,
  RecallUnknown: phrase`\`recall status\` shows the recalls`,
  RecallIsClosed: phrase`open another recall if it is needed`,
  RecallRootsInvalid: phrase`name lots that exist, in several recalls if they are more`,
  RecallsTooMany: phrase`close one first, or open one that does not block`,
  RecallProvenanceUnknown: phrase`\`lot trace\` shows the lots`,
  RecallRootExempted: phrase`close the recall, and open another without it`,
  MaxClaimAgeZero: phrase`let claims be at least 1 day old`,
  ClaimAccreditationsDiffer: phrase`deploy claims for policies and lots of one accreditation`,
  ClaimsMissing: phrase`check the input, and read the state of the chain again`,
  ClaimLotNotActive: phrase`choose a lot that is active, or cancel its offer first`,
  ClaimUnauthorized: ownerOnly,
  CommandsMissing: phrase`check the input, and read the state of the chain again`,
  CommandUnknown: buildAgain,
  CommandMalformed: buildAgain,
  LotCountInvalid: phrase`split or merge in several steps`,
  FootprintMethodMissing: phrase`name its document with --footprint-method`,
  PredecessorMissing: phrase`name the successor's file with --deployment`,
  FootprintMethodsDiffer: phrase`deploy with the predecessor's --footprint-method: figures of different methods can't be mixed`,
  CutInFuture: phrase`cut at a block that is mined`,
  LotNotMoved: phrase`move it first, in the predecessor and from the account that adopts it: \`lot move\``,
  LotAfterCut: phrase`it stays in the predecessor: ask the operator for a later successor`,
  LotIdInvalid: buildAgain,
  LotExists: phrase`see with \`lot trace\` what became of it: if it is yours, \`vault recover\` brings it into the vault; if not, begin anew, as each attempt makes a lot of another id`,
  LotNotActive: phrase`choose a lot that is active, or cancel its offer first`,
  LotNotOffered: phrase`the offer was accepted, rejected, cancelled, or dropped by a hold: ask the seller for another`,
  OfferRecipientInvalid: phrase`offer the lot to an account other than its owner`,
  OfferExpiryPassed: phrase`choose a later end for the offer`,
  OfferNotToSender: phrase`send it from the account that the lot is offered to`,
  OfferExpired: phrase`ask the seller to cancel the offer and make another`,
  LotOwnersDiffer: phrase`merge lots of one owner`,
  LotProvenancesDiffer: phrase`merge them without --joined`,
  PermitUsed: phrase`use the site's next permit of the month`,
  SubmitterMismatch: phrase`send the operation from the account that its proof names`,
  KeyInvalid: phrase`publish a key that was derived from the wallet`,
  KeyIndexUnexpected: phrase`publish the key of the next index, unless it is already published`,
  PolicyWordTooLarge: buildAgain,
  PolicyRowAmbiguous: buildAgain,
  PolicyRowAlwaysHolds: phrase`leave the clause out`,
  PolicyAttributeUndefined: phrase`\`attribute list\` shows the attributes`,
  PolicyAttributesNotExclusive: phrase`add shares of one group only`,
  PolicyIntervalInvalid: phrase`correct the minimum and the maximum mass`,
  PolicyTrivial: phrase`add a clause`,
  PolicyUnknown: phrase`define it first, as anybody can`,
  VerifierEmptyBatch: phrase`check the input, and read the state of the chain again`,
  VerifierUnknownCircuit: buildAgain,
  VerifierSignalsLength: buildAgain,
  VerifierProofsLength: buildAgain,
  VerifierSignalNotInField: buildAgain,
  VerifierPointRejected: proveAgain,
  VerifierPairingRejected: proveAgain,
  KeysLengthInvalid: keysAgain,
  KeyPointInvalid: keysAgain,
  KeyPointsEqual: keysAgain,
  VerifierProofRejected: proveAgain,
  ProvenanceIdsExhausted: phrase`a new deployment is needed`,
  CodeMissing: phrase`deploy it first, and check the address`,
  DayToleranceTooLong: phrase`give at most 7 days`,
  DayOutOfRange: phrase`make a new proof with today's date`,
  VerifierMissing: phrase`deploy the verifier first`,
  ERC721InsufficientApproval: ownerOnly,
  ERC721NonexistentToken: phrase`check its id`,
  AccessManagedUnauthorized: phrase`send it from an account that holds the role`,
};

const HASHES = ["lotId", "tokenId", "policyId"];
const MASSES = ["grams", "massMin"];
const DAYS = ["day", "today", "dueDay", "auditedOn", "validUntil", "provenDay", "oldestDay"];

/** An argument as people read it: the first digits of an id, a date for a day, a mass in its unit. */
export function readable(name: string, value: unknown): string {
  if (typeof value !== "bigint") return String(value);
  if (HASHES.includes(name)) return shortId(idText(value));
  if (MASSES.includes(name)) return formatMass(value);
  if (name === "createdAt" || name === "lastCreatedAt") return isoInstantOf(value);
  if (name === "from") return isoInstantOf(value);
  if (name === "attributes" || name === "raisedAtMint") return attributesInSet(value).join(",") || "–";
  if (name === "fromPeriod") return isoMonthOf(Number(value));
  return DAYS.includes(name) && value < 1n << 16n ? isoDateOf(Number(value)) : value.toString();
}
