import { deploymentIn, type KnownDeployment } from "./deployment.ts";
import { idText } from "../core/ids.ts";
import { asJson } from "../core/json.ts";
import { packInterval, packRows, type Policy, unpackPolicy } from "../core/policy.ts";
import { policyHash } from "../core/policy-hash.ts";
import { Fields, hexIn, jsonIn, Unreadable } from "./fields.ts";

/** What a passport is about: a pack that a plant built, or a lot that lives, for who trades it. */
export type Subject =
  | {
      readonly kind: "pack";
      readonly intake: string;
      readonly order: number;
      readonly serial: string;
      /** In the plant's list, from 0. */
      readonly position: number;
      /** Hashes beside the path from the serial to the passports' root. */
      readonly siblings: readonly string[];
    }
  | { readonly kind: "lot"; readonly lotId: bigint };

/** A policy, and the id that its words hash to: so it does not matter who wrote them. */
export interface NamedPolicy {
  readonly id: bigint;
  readonly policy: Policy;
}

/** All that a passport's file says, none of it to be believed: it says what is to be checked, and where to look. */
export interface PassportFile {
  /** The deployment, then what it goes on from, as far as the lineage reaches. */
  readonly deployments: readonly [KnownDeployment, ...KnownDeployment[]];
  /** Hash of the block to check at, by the word of who made the file. */
  readonly anchor: string;
  readonly subject: Subject;
  readonly policies: readonly NamedPolicy[];
  /** Hashes of the transactions whose data hold the proofs. */
  readonly transactions: readonly string[];
}

const MOST_CHARACTERS = 4_000_000;
const MOST_DEPLOYMENTS = 16;
const MOST_POLICIES = 64;
const POLICY_WORDS = 4;
/** Of lots and transactions that are looked at for one passport. */
export const MOST_LOTS = 4_096;

/** Reads a passport's file. @throws Unreadable */
export function readPassport(text: string): PassportFile {
  return passportIn(jsonIn(text, MOST_CHARACTERS));
}

/** @throws Unreadable */
export function passportIn(value: unknown, place = ""): PassportFile {
  const fields = new Fields(value, place, [
    ...["kobold", "version", "deployments", "anchor", "subject", "policies", "transactions"],
  ]);
  fields.oneOf("kobold", "passport");
  fields.oneOf("version", 1);
  const [deployment, ...predecessors] = fields.list("deployments", MOST_DEPLOYMENTS, deploymentIn);
  return {
    // an empty list fails like a malformed first
    deployments: [deployment ?? deploymentIn(undefined, "deployments.0"), ...predecessors],
    anchor: fields.hex("anchor", 32),
    subject: subjectIn(fields.value("subject")),
    policies: fields.list("policies", MOST_POLICIES, policyIn),
    transactions: fields.list("transactions", MOST_LOTS, (hash, at) => hexIn(hash, 32, at)),
  };
}

function subjectIn(value: unknown): Subject {
  const isLot = typeof value === "object" && value !== null && "kind" in value && value.kind === "lot";
  if (isLot) {
    const lot = new Fields(value, "subject", ["kind", "lotId"]);
    return { kind: "lot", lotId: lot.word("lotId") };
  }
  const pack = new Fields(value, "subject", ["kind", "intake", "order", "serial", "position", "siblings"]);
  return {
    kind: pack.oneOf("kind", "pack"),
    intake: pack.hex("intake", 20),
    order: pack.count("order"),
    // shown to people: what is no serial is refused by its check, at a length that does no harm
    serial: pack.text("serial", 256),
    position: pack.count("position"),
    siblings: pack.list("siblings", 64, (hash, at) => hexIn(hash, 32, at)),
  };
}

function policyIn(value: unknown, place: string): NamedPolicy {
  const fields = new Fields(value, place, ["words", "interval"]);
  const words = fields.list("words", POLICY_WORDS, (word, at) => numberIn(word, 252, at));
  const interval = numberIn(fields.value("interval"), 64, `${place}.interval`);
  if (words.length !== POLICY_WORDS) throw new Unreadable(`${place}.words`);
  return { id: policyHash(words, interval), policy: unpackPolicy(words, interval) };
}

function numberIn(value: unknown, bits: number, place: string): bigint {
  const number = BigInt(hexIn(value, 32, place));
  if (number >> BigInt(bits) !== 0n) throw new Unreadable(place);
  return number;
}

/** What the packs of one order share, or all that a lot's passport says beside the lot. */
export interface PassportParts {
  /** Deployments' files as `deploy --json` prints them, and their verifying keys' words. */
  readonly deployments: readonly { readonly file: object; readonly keys: readonly bigint[] }[];
  readonly anchor: string;
  readonly policies: readonly Policy[];
  readonly transactions: readonly string[];
}

/** A passport's file, as `readPassport` reads it. */
export function passportText(
  { deployments, anchor, policies, transactions }: PassportParts,
  subject: Subject,
): string {
  const passport = {
    kobold: "passport",
    version: 1,
    subject: subject.kind === "lot" ? { kind: "lot", lotId: idText(subject.lotId) } : subject,
    anchor,
    policies: policies.map((policy) => ({
      words: packRows(policy).map(idText),
      interval: idText(packInterval(policy)),
    })),
    transactions,
    deployments: deployments.map(({ file, keys }) => ({ file, keys: keys.map(idText) })),
  };
  return asJson(passport);
}
