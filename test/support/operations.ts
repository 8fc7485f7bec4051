import { AbiCoder, keccak256, ZeroAddress, ZeroHash } from "ethers";

import { periodOf } from "../../scripts/core/calendar.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { standInProof } from "./statements.ts";

/** An operation as CobaltLot.execute takes it. */
export interface TestOperation {
  kind: number;
  sameProvenance: boolean;
  parents: bigint[];
  children: bigint[];
  registry: bigint;
  day: bigint;
  permit: bigint;
  recipient: string;
  submitter: string;
  documentsHash: string;
  note: string;
  proof: bigint[];
}

/** What a site's proof is made under. */
export interface SiteTerms {
  registry: bigint;
  day: bigint;
  permit: bigint;
  submitter?: string;
  documentsHash?: string;
  note?: string;
}

const NOTHING = {
  sameProvenance: false,
  parents: [],
  children: [],
  registry: 0n,
  day: 0n,
  permit: 0n,
  recipient: ZeroAddress,
  submitter: ZeroAddress,
  documentsHash: ZeroHash,
  note: "0x",
};

/** keccak(recipient, documents hash, keccak(note), submitter) modulo the field's order. */
export function contextOf(recipient: string, documentsHash: string, note: string, submitter: string): bigint {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    ["address", "bytes32", "bytes32", "address"],
    [recipient, documentsHash, keccak256(note), submitter],
  );
  return BigInt(keccak256(encoded)) % FIELD_ORDER;
}

function siteSignals(recipient: string, terms: SiteTerms) {
  const { registry, day, permit } = terms;
  const { submitter = ZeroAddress, documentsHash = ZeroHash, note = "0x" } = terms;
  const context = contextOf(recipient, documentsHash, note, submitter);
  return { registry, day, permit, context, period: BigInt(periodOf(Number(day))) };
}

/** A mint whose proof is right. */
export function mintOperation(lotId: bigint, recipient: string, terms: SiteTerms): TestOperation {
  const proof = standInProof("mint", { lotId, ...siteSignals(recipient, terms) });
  return { ...NOTHING, kind: 0, children: [lotId], recipient, ...terms, proof };
}

/** A split whose proof is right. */
export function splitOperation(parent: bigint, children: bigint[]): TestOperation {
  return {
    ...NOTHING,
    kind: 1,
    parents: [parent],
    children,
    proof: standInProof("split", { parent, children }),
  };
}

/** A merge whose proof is right. */
export function mergeOperation(parents: bigint[], child: bigint, sameProvenance = false): TestOperation {
  const proof = standInProof("merge", { parents, child, sameProvenance: sameProvenance ? 1n : 0n });
  return { ...NOTHING, kind: 2, parents, children: [child], sameProvenance, proof };
}

/** A refinement whose proof is right. */
export function refineOperation(parent: bigint, child: bigint, terms: SiteTerms): TestOperation {
  const proof = standInProof("refine", { parent, child, ...siteSignals(ZeroAddress, terms) });
  return { ...NOTHING, kind: 3, parents: [parent], children: [child], ...terms, proof };
}

/** A claim whose proof is right. */
export function claimOf(lotId: bigint, policyId: bigint, day: bigint) {
  return { lotId, policyId, day, proof: standInProof("claim", { lotId, policyId, day }) };
}
