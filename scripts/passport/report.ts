/**
 * What a check of a passport answers. Codes only, no sentence: a page and a command word them, each in its languages. A
 * report is plain JSON: ids, hashes and addresses are hex, figures that may be large are decimal text, days count from
 * 1970-01-01 UTC.
 */
export interface PassportReport {
  readonly kobold: "passport-report";
  readonly version: 1;
  /** `false` if any check is false, else `unchecked` if any could not be made, else `true`. */
  readonly verdict: CheckStatus;
  /** In the order in which they rest on each other; what rests on a check that is not true is not true either. */
  readonly checks: readonly PassportCheck[];
  /** What was learned; a part is null unless the checks that it rests on are true. */
  readonly facts: PassportFacts;
  /** Whom the reader must believe; to be shown first. */
  readonly trust: PassportTrust;
}

/**
 * Three answers that must never look alike: the statement was looked at and holds; it was looked at and what was found
 * contradicts it, or contradicts the block hash; it could not be looked at, which says nothing of whether it holds.
 */
export type CheckStatus = "true" | "false" | "unchecked";

export interface PassportCheck {
  readonly id: CheckId;
  /** Which of several alike: a contract (`cobaltLot`, `claims@1`), a policy's id, a Recalls contract's address. */
  readonly subject?: string;
  readonly status: CheckStatus;
  /** What was compared with what, by stable names (`expected`, `found`, `slot` …): for the list of checks that opens. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Why it is not `true`; there if and only if it is not. */
  readonly reason?: ReasonCode;
}

/**
 * | id | what is stated |
 * | --- | --- |
 * | `deployment` | the deployment is one that the reader has named (only if the reader named any) |
 * | `page` | the page in which the passport came is the one that the deployment published (only if it came in one) |
 * | `keys` | the verifying keys in the file are those whose hash the deployment published; `subject` `keys@N` for a predecessor's |
 * | `chain` | the node answers for the file's chain |
 * | `header` | the block's header hashes to the anchor, so that its state root is the anchor's |
 * | `anchor` | other nodes have the same block at its height (only if others are asked) |
 * | `code` | the code at the address is the deployment's; of an intake or a Recalls contract, this edition's |
 * | `order` | the intake took a lot for the order and built packs of it |
 * | `retirement` | that lot was retired, by the intake, for just these packs |
 * | `units` | the packs take no more cobalt than the order's quantity policy makes sure of |
 * | `serial` | the serial is one of the packs', at its position in a list just as long as the packs are many |
 * | `lot` | a live lot exists and is neither ended nor held (instead of `order` to `serial`) |
 * | `policy` | the policy's words have its id |
 * | `claim` | Claims has recorded it for the lot, or for its provenance |
 * | `claim-proof` | the claim's zero-knowledge proof was found, and holds |
 * | `lineage` | every lot that it came of is known to the chain, back to the mints, and was made so |
 * | `operation-proofs` | the proofs of all these operations hold |
 * | `recalls` | no recall that is open reaches the cobalt, by the Recalls contract in `subject` |
 */
export type CheckId =
  | "deployment"
  | "page"
  | "keys"
  | "chain"
  | "header"
  | "anchor"
  | "code"
  | "order"
  | "retirement"
  | "units"
  | "serial"
  | "lot"
  | "policy"
  | "claim"
  | "claim-proof"
  | "lineage"
  | "operation-proofs"
  | "recalls";

/** Why a check is not true. Those of `unchecked` say what was missing, those of `false` what did not fit. */
export type ReasonCode = UncheckedReason | FalseReason;

export type UncheckedReason =
  /** The node did not answer, or only with an error of its own. */
  | "rpc-away"
  /** It does not know the method. */
  | "rpc-method-missing"
  /** Its answer has another shape than the protocol's, or is too large. */
  | "rpc-answer-malformed"
  /** It does not know the block: it is behind, or of another chain, or the block was given up. */
  | "block-unknown"
  /** It knows the block, but no longer keeps the state of that time. */
  | "state-pruned"
  /** The header has fields that this edition does not know. */
  | "header-unknown"
  /** The evidence holds no answer to this question. */
  | "evidence-lacks"
  /** None of the transactions that were given, and that the node knows, holds the words of the statement. */
  | "proof-not-found"
  /** The deployment's file names no page. */
  | "page-unpublished"
  /** A lot goes back to a predecessor of the deployment that the file does not give. */
  | "predecessor-missing"
  /** More than is looked at: lots, recalls, bytes. */
  | "too-large"
  /** Another check that this one rests on is not true. */
  | "rests-on-another";

export type FalseReason =
  | "deployment-foreign"
  | "page-differs"
  | "keys-differ"
  | "chain-differs"
  | "header-differs"
  | "anchor-differs"
  /** A proof of an account or of storage does not lead to the state root. */
  | "state-proof-wrong"
  /** No account, or one without code. */
  | "code-missing"
  | "code-differs"
  /**
   * The intake relies on other claims, or the Recalls contract on other lots, than the deployment's; or it goes on from
   * another CobaltLot than the predecessor's that the file gives.
   */
  | "wiring-differs"
  /** The intake has no such order. */
  | "order-unknown"
  | "order-not-delivered"
  | "order-not-backed"
  /** The lot is not retired into a product by the intake for these packs. */
  | "retirement-differs"
  | "units-exceed-mass"
  | "serial-malformed"
  | "position-out-of-range"
  | "path-differs"
  | "lot-unknown"
  | "lot-ended"
  | "lot-held"
  /** No words in the file have the id of a policy that the order or the gate asks for. */
  | "policy-missing"
  | "claim-missing"
  | "proof-wrong"
  /** The operation that was found is none that can have made this lot, by what the chain has stored. */
  | "lineage-contradicts"
  /** A recall that is open reaches the cobalt; which, the facts say. */
  | "recalled";

export interface PassportFacts {
  readonly anchor: AnchorFact | null;
  readonly pack: PackFact | null;
  readonly lot: LotFact | null;
  readonly claims: readonly ClaimFact[];
  readonly lineage: LineageFact | null;
  readonly recalls: readonly RecallFact[];
}

/** The block that all was checked at: nothing that came later is known. */
export interface AnchorFact {
  readonly number: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

export interface PackFact {
  readonly serial: string;
  /** From 0. */
  readonly position: number;
  readonly order: number;
  /** All packs that the lot backs, and the cobalt in each. */
  readonly units: number;
  readonly gramsPerUnit: number;
  /** units · gramsPerUnit: public, and so a lower bound of the lot's mass. */
  readonly gramsInAll: string;
  /** How many days old a claim may have been on the day of delivery. */
  readonly maxClaimAge: number;
  /** Of the list of all their serials. */
  readonly passportRoot: string;
}

export interface LotFact {
  readonly lotId: string;
  readonly provenanceId: number;
  readonly status: "active" | "offered" | "held" | "consumed" | "retired";
  readonly madeBy: "mint" | "split" | "merge" | "refine";
  /** Seconds since 1970. */
  readonly createdAt: number;
}

export interface ClaimFact {
  readonly policyId: string;
  /** What words and attributes' names make of the policy, as `claim verify` shows it: English grammar, not a sentence. */
  readonly words: string;
  /** Each clause by itself, for a page that words them. */
  readonly clauses: readonly PolicyClauseFact[];
  /** The day that it was proven for. */
  readonly day: number;
  /** Whether it is about this very lot's mass too; else about its provenance, shared with others. */
  readonly isAboutLot: boolean;
  /** The lot that the proof names: this one, or another of its provenance. */
  readonly provenOf: string;
  /** Where the proof was found, by the node's word: there anybody may look for it, and check it. */
  readonly transaction: string;
  /** Who asks for it: the intake's gate, the order, its quantity; none for a live lot. */
  readonly askedBy: "gate" | "order" | "quantity" | "reader";
}

/** A row of a policy, or its mass interval, told apart so that a page can say what each means and does not mean. */
export type PolicyClauseFact =
  | { readonly kind: "share"; readonly attributes: readonly string[]; readonly leastBillionths: string }
  | { readonly kind: "footprint"; readonly mostGramsPerTonne: string }
  | { readonly kind: "primary"; readonly words: string }
  | { readonly kind: "audit"; readonly days: string }
  | { readonly kind: "mass"; readonly leastGrams: string; readonly mostGrams: string }
  /** An inequality that no clause words. */
  | { readonly kind: "other"; readonly words: string };

export interface LineageFact {
  readonly lots: number;
  readonly operations: {
    readonly mint: number;
    readonly split: number;
    readonly merge: number;
    readonly refine: number;
  };
  /** Lots that were taken on from a predecessor of the deployment. */
  readonly adopted: number;
  /** Day of the earliest and of the latest mint. */
  readonly mintedFrom: number;
  readonly mintedTo: number;
  /** All of them, each after those that made its parents. */
  readonly made: readonly OperationFact[];
  readonly handovers: readonly HandoverFact[];
}

/** An operation, whose proof `operation-proofs` is about. */
export interface OperationFact {
  readonly kind: "mint" | "split" | "merge" | "refine";
  /** Ids; of a mint none. */
  readonly parents: readonly string[];
  /** Ids; of a split also those that became of other things. */
  readonly children: readonly string[];
  /** The contract that holds the lots. */
  readonly cobaltLot: string;
  /** Of the block that made the children, in seconds since 1970. */
  readonly at: number;
  /** The registry in which the site stands, of a mint or a refining; null of others. Which site, the proof hides. */
  readonly registry: string | null;
  /** Where the command was found, by the node's word. */
  readonly transaction: string;
}

/** That a lot was another's in the end than at first; storage does not say when, nor by how many hands it went. */
export interface HandoverFact {
  readonly lotId: string;
  readonly cobaltLot: string;
  /** When the lot was made, in seconds since 1970. */
  readonly after: number;
  /** When it was used up; null if it was not, so that the anchor's time is all that is known. */
  readonly before: number | null;
}

/** A recall that is on record and, as far as is known, touches the cobalt, open or closed; others are left out. */
export interface RecallFact {
  readonly recalls: string;
  readonly recallId: number;
  readonly kind: "quality" | "origin" | "sanction" | "figures";
  readonly isBlocking: boolean;
  readonly isClosed: boolean;
}

export interface PassportTrust {
  /** This deployment first, then what it goes on from. */
  readonly deployments: readonly DeploymentTrust[];
  readonly anchor: AnchorTrust;
  /** The sites that made the cobalt and their assayers are believed: a proof says what they signed. How many registries
   * of sites the mints and refinings name. */
  readonly registries: readonly string[];
}

export interface DeploymentTrust {
  /** keccak-256 of the deployment's file, canonically written: what publisher and reader compare. */
  readonly fingerprint: string;
  readonly chainId: string;
  readonly cobaltLot: string;
  /** `named` by the reader, else the word of whoever made the file. */
  readonly origin: "named" | "issuer";
  /** Proofs for these keys can be forged by anybody. */
  readonly hasDevelopmentKeys: boolean;
}

export interface AnchorTrust {
  readonly blockHash: string;
  readonly origin: AnchorOrigin;
}

/**
 * The word of who made the file, or of the only node that was asked; typed by the reader; or several nodes, which must be
 * of different owners, said the same.
 */
export type AnchorOrigin = "issuer" | "node" | "typed" | "agreed";

/** How far a check has come; each step's count is known only once it begins. */
export interface Progress {
  readonly step: "header" | "state" | "transactions" | "lineage" | "proofs";
  readonly done: number;
  readonly of: number;
}
