import { addPoint, Base8, mulPointEscalar, subOrder } from "@zk-kit/baby-jubjub";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { hash, modulo, range } from "./circuit-lot.ts";
import { seededField } from "./random.ts";

type Point = readonly [bigint, bigint];

/** A site and what it does, as numbers without any check, for witnesses that core refuses to make. */
export interface SiteFacts {
  readonly siteSecret: bigint;
  readonly traceSecret: bigint;
  /** The assayer's key is this multiple of the base point. */
  readonly assayerScalar: bigint;
  /** Added to the assayer's key, 0 or a point of low order. */
  readonly assayerTwist: Point;
  /** Added to R8. */
  readonly signatureTwist: Point;
  readonly rights: bigint;
  readonly grants: bigint;
  readonly permits: bigint;
  readonly unitGrams: bigint;
  readonly auditedOn: bigint;
  readonly validUntil: bigint;
  readonly emissionFloor: bigint;
  readonly primaryShare: bigint;
  readonly yieldMin: bigint;
  readonly yieldMax: bigint;
  readonly processSalt: bigint;
  readonly index: bigint;
  /** As many as the path is deep. */
  readonly siblings: readonly bigint[];
  readonly attributeRules: bigint;
  readonly deployment: bigint;
  readonly day: bigint;
  readonly period: bigint;
  readonly permitIndex: bigint;
  readonly context: bigint;
}

const random = seededField("circuit tests: site");
const NONCE = random() % subOrder;

/** Multiples of the base point; the few that tests use are computed once. */
const multiples = new Map<bigint, [bigint, bigint]>();
function multiple(scalar: bigint): [bigint, bigint] {
  const point = multiples.get(scalar) ?? mulPointEscalar(Base8, scalar);
  multiples.set(scalar, point);
  return point;
}

export const NEUTRAL_POINT: Point = [0n, 1n];

export const honestSite: SiteFacts = {
  siteSecret: random(),
  traceSecret: random(),
  assayerScalar: random() % subOrder,
  assayerTwist: NEUTRAL_POINT,
  signatureTwist: NEUTRAL_POINT,
  rights: 3n,
  grants: 0b00_1010_1001_0110n,
  // odd numbers, so that a field read one bit too wide shows
  permits: 401n,
  unitGrams: 20_000_001n,
  auditedOn: 20_101n,
  validUntil: 20_701n,
  emissionFloor: 8_000_000n,
  primaryShare: 7_500n,
  yieldMin: 9_500n,
  yieldMax: 9_900n,
  processSalt: random(),
  index: 0b010n,
  siblings: [random(), random(), random()],
  // carry, require, raise by turns
  attributeRules: range(14).reduce((sum, j) => sum + (BigInt(j % 3) << BigInt(2 * j)), 0n),
  deployment: random(),
  day: 20_528n,
  period: 674n,
  permitIndex: 17n,
  context: random(),
};

/** The site's key, what its leaf hashes of its figures, and the assayer's key. */
export function siteCommitments(facts: SiteFacts) {
  const siteKey = hash(facts.siteSecret, TAGS.SITE);
  const assayer = addPoint(multiple(facts.assayerScalar), [...facts.assayerTwist]);
  const profile = modulo(
    facts.rights +
      (facts.grants << 2n) +
      (facts.permits << 16n) +
      (facts.unitGrams << 32n) +
      (facts.auditedOn << 64n) +
      (facts.validUntil << 80n),
  );
  const process = hash(
    facts.emissionFloor,
    facts.primaryShare,
    facts.yieldMin,
    facts.yieldMax,
    facts.processSalt,
    TAGS.PROCESS,
  );
  const keysHash = hash(siteKey, hash(facts.traceSecret, TAGS.TRACE), ...assayer);
  return { siteKey, assayer, profile, leaf: hash(keysHash, profile, process) };
}

/** The root over a leaf and its path. */
export function rootOf(leaf: bigint, index: bigint, siblings: readonly bigint[]): bigint {
  return siblings.reduce(
    (node, sibling, l) => (((index >> BigInt(l)) & 1n) === 1n ? hash(sibling, node) : hash(node, sibling)),
    leaf,
  );
}

/** What the assayer signs. */
export interface Assayed {
  readonly lotId: bigint;
  readonly siteKey: bigint;
  readonly deployment: bigint;
  readonly parent: bigint;
}

/** A signature under an assay, or under anything else in its place; the nonce is always the same. */
export function sign(facts: SiteFacts, assayed: Assayed, tag: bigint = TAGS.ASSAY) {
  const r8 = addPoint(multiple(NONCE), [...facts.signatureTwist]);
  const message = hash(assayed.lotId, assayed.siteKey, assayed.deployment, assayed.parent, tag);
  const challenge = hash(...r8, ...siteCommitments(facts).assayer, message);
  return { signatureR8: r8, signatureS: (NONCE + 8n * challenge * facts.assayerScalar) % subOrder };
}

/** The inputs that mint and refine share, all hashes consistent with the facts whether these are allowed or not. */
export function siteInputs(facts: SiteFacts, lotId: bigint, parent: bigint): CircuitInputs {
  const { siteKey, assayer, profile, leaf } = siteCommitments(facts);
  const root = rootOf(leaf, facts.index, facts.siblings);
  return {
    registry: hash(root, facts.attributeRules, facts.deployment, TAGS.REGISTRY),
    day: modulo(facts.day),
    period: facts.period,
    permit: hash(facts.traceSecret, facts.period, facts.permitIndex, TAGS.PERMIT),
    context: facts.context,
    siteSecret: facts.siteSecret,
    traceSecret: facts.traceSecret,
    assayer,
    profile,
    emissionFloor: modulo(facts.emissionFloor),
    primaryShare: modulo(facts.primaryShare),
    yieldMin: modulo(facts.yieldMin),
    yieldMax: modulo(facts.yieldMax),
    processSalt: facts.processSalt,
    depth: BigInt(facts.siblings.length),
    index: modulo(facts.index),
    siblings: range(16).map((l) => facts.siblings[l] ?? 0n),
    attributeRules: facts.attributeRules,
    deployment: facts.deployment,
    permitIndex: modulo(facts.permitIndex),
    ...sign(facts, { lotId, siteKey, deployment: facts.deployment, parent }),
  };
}
