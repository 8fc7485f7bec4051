import { isoDateOf, isoMonthOf } from "../core/calendar.ts";
import { children, parents } from "../core/counts.ts";
import { idText, shortId } from "../core/ids.ts";
import { phrase, type Phrase } from "../core/phrase.ts";
import { formatMass } from "../core/units.ts";

/** Gives an argument of a contract's error by its name, as people read it. */
type Value = (name: string) => string;

interface Words {
  readonly message: Phrase;
  readonly remedy: Phrase;
}

const checkFigures = phrase`check the input, and read the state of the chain again`;
const buildAgain = phrase`repeat the operation with the tools of this checkout; report it if that does not help`;
const proveAgain = phrase`make a new proof from the lot's opening, which must agree with what is claimed`;
const ownerOnly = phrase`send it from the lot's owner, or let the owner approve you`;

/** What each error of the contracts means to people: the business rule, the value, and what to do next. */
export const REFUSAL_WORDS: Readonly<Record<string, (value: Value) => Words>> = {
  RegistryNotAccepted: () => ({
    message: phrase`the accreditations have changed since the proof was made`,
    remedy: phrase`read them from the chain again, and make a new proof`,
  }),
  CobaltLotOnly: (of) => ({
    message: phrase`the accreditation does not belong to CobaltLot ${of("caller")}`,
    remedy: phrase`work with the CobaltLot that the accreditation names`,
  }),
  AlreadyBound: (of) => ({
    message: phrase`the accreditation already belongs to CobaltLot ${of("cobaltLot")}`,
    remedy: phrase`deploy another accreditation for another CobaltLot`,
  }),
  BindMismatch: (of) => ({
    message: phrase`CobaltLot ${of("cobaltLot")} names another accreditation, or lets proofs be dated up to ${of("dayTolerance")} days back, unlike this accreditation`,
    remedy: phrase`deploy both with the same settings`,
  }),
  FieldElementInvalid: (of) => ({
    message: phrase`${of("value")} can't be a site's key: it is not a field element above 0`,
    remedy: phrase`have the site make its keys with \`site keygen\``,
  }),
  KeyUsed: (of) => ({
    message: phrase`key ${of("key")} was used by a site before`,
    remedy: phrase`make new keys with \`site keygen\`: a key is never used twice`,
  }),
  AssayerInvalid: (of) => ({
    message: phrase`the assayer's key ${of("x")},${of("y")} is not a usable point of the curve`,
    remedy: phrase`ask the assayer for the key that \`assay keygen\` made`,
  }),
  UnitZero: () => ({
    message: phrase`a permit must allow at least 1 g`,
    remedy: phrase`give the heaviest lot of one permit`,
  }),
  AuditInFuture: (of) => ({
    message: phrase`the audit is dated ${of("auditedOn")}, after today, ${of("today")}`,
    remedy: phrase`correct the day of the audit`,
  }),
  ValidityOver: (of) => ({
    message: phrase`the last day, ${of("validUntil")}, is before today, ${of("today")}`,
    remedy: phrase`correct the last day, or have the site audited again`,
  }),
  SiteUnknown: (of) => ({
    message: phrase`there is no site ${of("siteId")}`,
    remedy: phrase`\`site list\` shows the sites`,
  }),
  SiteAlreadyConfirmed: (of) => ({
    message: phrase`site ${of("siteId")} is confirmed already`,
    remedy: phrase`no action is needed`,
  }),
  SiteNotConfirmed: (of) => ({
    message: phrase`site ${of("siteId")} is not confirmed by the tracing authority yet`,
    remedy: phrase`have it confirmed first`,
  }),
  SiteIsSuspended: (of) => ({
    message: phrase`site ${of("siteId")} is suspended`,
    remedy: phrase`the accreditor may reinstate it`,
  }),
  SiteNotSuspended: (of) => ({
    message: phrase`site ${of("siteId")} is not suspended`,
    remedy: phrase`no action is needed`,
  }),
  SiteInTree: (of) => ({
    message: phrase`site ${of("siteId")} is accredited already`,
    remedy: phrase`no action is needed`,
  }),
  KeysMismatch: (of) => ({
    message: phrase`the keys confirmed are not those proposed for site ${of("siteId")}`,
    remedy: phrase`open the site's trace file again, and confirm what it says`,
  }),
  KeysNotDue: (of) => ({
    message: phrase`the new keys of site ${of("siteId")} count only from ${of("fromPeriod")} on, so that its permits are not given twice`,
    remedy: phrase`wait until that month`,
  }),
  TreeFull: () => ({
    message: phrase`the accreditation tree is full`,
    remedy: phrase`a new deployment is needed for further sites`,
  }),
  AttributeOutOfRange: (of) => ({
    message: phrase`there is no attribute ${of("attribute")}`,
    remedy: phrase`\`attribute list\` shows the attributes`,
  }),
  AttributeAlreadyDefined: (of) => ({
    message: phrase`attribute ${of("attribute")} is already defined, and can't be changed`,
    remedy: phrase`define another attribute`,
  }),
  AttributeUndefined: (of) => ({
    message: phrase`attribute ${of("attribute")} is not defined`,
    remedy: phrase`\`attribute list\` shows the attributes`,
  }),
  AttributeNameInvalid: (of) => ({
    message: phrase`"${of("name")}" can't be an attribute's name`,
    remedy: phrase`use 1 to 31 small letters, digits and hyphens`,
  }),
  AttributeControllerZero: () => ({
    message: phrase`an attribute without a controller could never be granted`,
    remedy: phrase`name the scheme owner's account with --controller`,
  }),
  AttributeRaiseInGroup: (of) => ({
    message: phrase`attribute ${of("attribute")} raises shares, so it can't exclude others in group ${of("group")}`,
    remedy: phrase`give it group 0, or another rule`,
  }),
  AttributeControllerOnly: (of) => ({
    message: phrase`${of("caller")} is not the controller of attribute ${of("attribute")}`,
    remedy: phrase`send it from the controller's account, which \`attribute list\` shows`,
  }),
  GrantExcluded: (of) => ({
    message: phrase`site ${of("siteId")} holds attribute ${of("heldAttribute")}, which excludes attribute ${of("attribute")}`,
    remedy: phrase`revoke the other grant first`,
  }),
  GrantNotHeld: (of) => ({
    message: phrase`site ${of("siteId")} does not hold attribute ${of("attribute")}`,
    remedy: phrase`no action is needed`,
  }),
  GrantNotLapsed: (of) => ({
    message: phrase`site ${of("siteId")} holds attribute ${of("attribute")} until ${of("validUntil")}`,
    remedy: phrase`wait until it has lapsed, or let its controller revoke it`,
  }),
  UnitsExceedQuantity: (of) => ({
    message: phrase`the units need ${of("grams")}, but the quantity policy ensures only ${of("massMin")}`,
    remedy: phrase`back fewer units, or agree on a larger quantity`,
  }),
  OrderEmpty: () => ({
    message: phrase`the order lacks units, cobalt in each unit or a supplier`,
    remedy: phrase`give units, cobalt in each unit and a supplier`,
  }),
  OrderUnknown: (of) => ({
    message: phrase`there is no order ${of("orderId")}`,
    remedy: phrase`\`order list\` shows the orders`,
  }),
  SupplierMismatch: (of) => ({
    message: phrase`the order is placed with ${of("supplier")}, not with ${of("sender")}`,
    remedy: phrase`send it from the supplier's account`,
  }),
  OrderAlreadyDelivered: (of) => ({
    message: phrase`order ${of("orderId")} was delivered with lot ${of("lotId")}`,
    remedy: phrase`an order takes one lot only`,
  }),
  OrderNotDelivered: (of) => ({
    message: phrase`order ${of("orderId")} is not delivered yet`,
    remedy: phrase`wait for the supplier's lot`,
  }),
  OrderAlreadyBacked: (of) => ({
    message: phrase`the delivery of order ${of("orderId")} backs passports already`,
    remedy: phrase`a delivery can back batteries only once`,
  }),
  PassportRootMissing: () => ({
    message: phrase`the root of the battery passports is missing`,
    remedy: phrase`give the root of the passports that the lot backs`,
  }),
  ClaimMissing: (of) => ({
    message: phrase`nothing proves that lot ${of("lotId")} meets policy ${of("policyId")}`,
    remedy: phrase`prove the claim first`,
  }),
  ClaimStale: (of) => ({
    message: phrase`the proof that lot ${of("lotId")} meets policy ${of("policyId")} is dated ${of("provenDay")}, before ${of("oldestDay")}`,
    remedy: phrase`prove the claim again`,
  }),
  MinimumMassMissing: (of) => ({
    message: phrase`policy ${of("policyId")} sets no minimum mass, so a lot of 1 g would meet it`,
    remedy: phrase`choose a policy with a clause such as mass >= 10 t`,
  }),
  ClaimAccreditationsDiffer: (of) => ({
    message: phrase`policies of accreditation ${of("ofPolicies")} do not apply to lots of ${of("ofLots")}`,
    remedy: phrase`deploy claims for policies and lots of one accreditation`,
  }),
  ClaimLotNotActive: (of) => ({
    message: phrase`lot ${of("lotId")} is not active`,
    remedy: phrase`choose a lot that is active, or cancel its offer first`,
  }),
  ClaimUnauthorized: (of) => ({
    message: phrase`${of("account")} may not claim for lot ${of("lotId")}`,
    remedy: ownerOnly,
  }),
  OperationMalformed: (of) => ({
    message: phrase`no operation has ${parents(Number(of("parents")))} and ${children(Number(of("children")))}`,
    remedy: buildAgain,
  }),
  LotIdInvalid: (of) => ({ message: phrase`${of("lotId")} can't be a lot's id`, remedy: buildAgain }),
  LotExists: (of) => ({
    message: phrase`lot ${of("lotId")} already exists`,
    remedy: phrase`look for it: a lot can be made only once`,
  }),
  LotNotActive: (of) => ({
    message: phrase`lot ${of("lotId")} is not active`,
    remedy: phrase`choose a lot that is active, or cancel its offer first`,
  }),
  LotNotHeld: (of) => ({
    message: phrase`lot ${of("lotId")} is not held`,
    remedy: phrase`no action is needed`,
  }),
  LotNotOffered: (of) => ({
    message: phrase`lot ${of("lotId")} is not on offer`,
    remedy: phrase`the offer was accepted, rejected, cancelled, or dropped by a hold: ask the seller for another`,
  }),
  OfferRecipientInvalid: (of) => ({
    message: phrase`lot ${of("lotId")} can't be offered to ${of("to")}`,
    remedy: phrase`offer the lot to an account other than its owner`,
  }),
  OfferExpiryPassed: (of) => ({
    message: phrase`the offer of lot ${of("lotId")} would end before it began`,
    remedy: phrase`choose a later end for the offer`,
  }),
  OfferNotToSender: (of) => ({
    message: phrase`lot ${of("lotId")} is offered to ${of("to")}, not to ${of("sender")}`,
    remedy: phrase`send it from the account that the lot is offered to`,
  }),
  OfferExpired: (of) => ({
    message: phrase`the offer of lot ${of("lotId")} has expired`,
    remedy: phrase`ask the seller to cancel the offer and make another`,
  }),
  LotOwnersDiffer: (of) => ({
    message: phrase`lot ${of("lotId")} belongs to ${of("owner")}, the others to ${of("expected")}`,
    remedy: phrase`merge lots of one owner`,
  }),
  LotProvenancesDiffer: (of) => ({
    message: phrase`lot ${of("lotId")} has another provenance than the others`,
    remedy: phrase`merge them without --joined`,
  }),
  PermitUsed: (of) => ({
    message: phrase`permit ${of("permit")} was used already`,
    remedy: phrase`use the site's next permit of the month`,
  }),
  SubmitterMismatch: (of) => ({
    message: phrase`the proof is for ${of("submitter")} to send, not for ${of("sender")}`,
    remedy: phrase`send the operation from the account that its proof names`,
  }),
  KeyInvalid: (of) => ({
    message: phrase`${of("key")} can't be used as a key for notes`,
    remedy: phrase`publish a key that was derived from the wallet`,
  }),
  KeyIndexUnexpected: (of) => ({
    message: phrase`key ${of("index")} would be published where key ${of("expected")} is next`,
    remedy: phrase`publish the key of the next index, unless it is already published`,
  }),
  PolicyWordTooLarge: (of) => ({
    message: phrase`word ${of("index")} of the policy holds more than two rows`,
    remedy: buildAgain,
  }),
  PolicyRowAmbiguous: (of) => ({
    message: phrase`row ${of("index")} of the policy has attributes without a factor, or a factor without attributes`,
    remedy: buildAgain,
  }),
  PolicyRowAlwaysHolds: (of) => ({
    message: phrase`every lot meets row ${of("index")} of the policy`,
    remedy: phrase`leave the clause out`,
  }),
  PolicyAttributeUndefined: (of) => ({
    message: phrase`row ${of("index")} of the policy names attribute ${of("attribute")}, which is not defined`,
    remedy: phrase`\`attribute list\` shows the attributes`,
  }),
  PolicyAttributesNotExclusive: (of) => ({
    message: phrase`row ${of("index")} of the policy adds attributes ${of("attribute")} and ${of("otherAttribute")}, which may overlap`,
    remedy: phrase`add shares of one group only`,
  }),
  PolicyIntervalInvalid: () => ({
    message: phrase`no mass is within the policy's bounds, or every mass is`,
    remedy: phrase`correct the minimum and the maximum mass`,
  }),
  PolicyTrivial: () => ({ message: phrase`every lot meets the policy`, remedy: phrase`add a clause` }),
  PolicyUnknown: (of) => ({
    message: phrase`policy ${of("policyId")} is not defined on this deployment`,
    remedy: phrase`define it first, as anybody can`,
  }),
  VerifierEmptyBatch: () => ({ message: phrase`there is nothing to carry out`, remedy: checkFigures }),
  VerifierUnknownCircuit: (of) => ({
    message: phrase`there is no circuit ${of("circuit")}`,
    remedy: buildAgain,
  }),
  VerifierSignalsLength: (of) => ({
    message: phrase`${of("actual")} public signals were given instead of ${of("expected")}`,
    remedy: buildAgain,
  }),
  VerifierProofsLength: (of) => ({
    message: phrase`${of("actual")} words of proof were given instead of ${of("expected")}`,
    remedy: buildAgain,
  }),
  VerifierSignalNotInField: (of) => ({
    message: phrase`public signal ${of("index")} is not a field element`,
    remedy: buildAgain,
  }),
  VerifierPointRejected: (of) => ({
    message: phrase`${of("x")},${of("y")}, point A or C of a proof, is not a point of the curve`,
    remedy: proveAgain,
  }),
  VerifierPairingRejected: () => ({
    message: phrase`point B of a proof is not in its group, or A of the first proof is not on the curve`,
    remedy: proveAgain,
  }),
  VerifierProofRejected: () => ({
    message: phrase`a proof is not valid for its public signals`,
    remedy: proveAgain,
  }),
  ProvenanceIdsExhausted: () => ({
    message: phrase`this deployment has no provenance id left`,
    remedy: phrase`a new deployment is needed`,
  }),
  DayOutOfRange: (of) => ({
    message: phrase`the proof is dated ${of("day")}, but the chain's day is ${of("today")}`,
    remedy: phrase`make a new proof with today's date`,
  }),
  VerifierMissing: (of) => ({
    message: phrase`there is no verifier at ${of("verifier")}`,
    remedy: phrase`deploy the verifier first`,
  }),
  ERC721InsufficientApproval: (of) => ({
    message: phrase`${of("operator")} may not dispose of lot ${of("tokenId")}`,
    remedy: ownerOnly,
  }),
  ERC721NonexistentToken: (of) => ({
    message: phrase`lot ${of("tokenId")} is unknown, or has ended`,
    remedy: phrase`check its id`,
  }),
  AccessManagedUnauthorized: (of) => ({
    message: phrase`${of("caller")} does not hold the role that this needs`,
    remedy: phrase`send it from an account that holds the role`,
  }),
};

const HASHES = ["lotId", "tokenId", "policyId"];
const MASSES = ["grams", "massMin"];
const DAYS = ["day", "today", "auditedOn", "validUntil", "provenDay", "oldestDay"];

/** An argument as people read it: the first digits of an id, a date for a day, a mass in its unit. */
export function readable(name: string, value: unknown): string {
  if (typeof value !== "bigint") return String(value);
  if (HASHES.includes(name)) return shortId(idText(value));
  if (MASSES.includes(name)) return formatMass(value);
  if (name === "fromPeriod") return isoMonthOf(Number(value));
  return DAYS.includes(name) && value < 1n << 16n ? isoDateOf(Number(value)) : value.toString();
}
