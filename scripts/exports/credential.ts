import { isoInstantOf } from "../core/calendar.ts";
import { uuidOf } from "./names.ts";
import type { ProvenClaim, Told } from "./told.ts";

/** Who says it. */
export interface Issuer {
  /** A DID. */
  readonly id: string;
  readonly name: string;
}

/** What a document of linked data needs that no chain knows. */
export interface Publisher {
  readonly issuer: Issuer;
  /** URL at which kobold-v1.json is served. */
  readonly context: string;
}

/** A W3C Verifiable Credential 2.0, not signed. */
export interface Credential<Type extends string, By extends Issuer, Subject> {
  readonly "@context": readonly string[];
  readonly id: string;
  readonly type: readonly [Type, "VerifiableCredential"];
  readonly issuer: By;
  readonly validFrom: string;
  readonly name: string;
  readonly credentialSubject: Subject;
}

/** It holds as of the block that was checked at; its id says by whom, of what and when. */
export function credentialOf<Type extends string, By extends Issuer, Subject>(
  { lot, pack, anchor }: Told,
  head: {
    readonly contexts: readonly string[];
    readonly type: Type;
    readonly issuer: By;
    readonly name: string;
  },
  credentialSubject: Subject,
): Credential<Type, By, Subject> {
  const { contexts, type, issuer, name } = head;
  return {
    "@context": ["https://www.w3.org/ns/credentials/v2", ...contexts],
    id: uuidOf(type, issuer.id, lot, pack?.serial ?? "", anchor.hash),
    type: [type, "VerifiableCredential"],
    issuer,
    validFrom: isoInstantOf(BigInt(anchor.timestamp)),
    name,
    credentialSubject,
  };
}

export interface ProvenClaims {
  /** The lot. */
  readonly id: string;
  readonly "kobold:provenClaims": readonly ProvenClaim[];
}

/** The claims by themselves, for whoever knows credentials and nothing of trade. */
export function provenClaimsCredential(
  told: Told,
  { issuer, context }: Publisher,
): Credential<"kobold:ProvenClaims", Issuer, ProvenClaims> {
  return credentialOf(
    told,
    { contexts: [context], type: "kobold:ProvenClaims", issuer, name: "What is proven of a cobalt lot" },
    { id: told.lot, "kobold:provenClaims": told.claims.map(({ proven }) => proven) },
  );
}
