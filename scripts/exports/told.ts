import { isoDateOf } from "../core/calendar.ts";
import type { PassportFile } from "../passport/file.ts";
import { fragmentOf } from "../passport/link.ts";
import type { ClaimFact, HandoverFact, OperationFact, PassportReport } from "../passport/report.ts";
import { accountName, chainName, lotName } from "./names.ts";

/** That a lot meets a policy: the same object in every export, so that who knows one knows all. */
export interface ProvenClaim {
  readonly type: "kobold:ProvenClaim";
  /** The policy, in words. */
  readonly "kobold:words": string;
  readonly "kobold:policyId": string;
  readonly "kobold:lotId": string;
  /** The lot that the proof names: the same, or another of its provenance. */
  readonly "kobold:provenOf": string;
  /** `2026-03-16` */
  readonly "kobold:day": string;
  readonly "kobold:chain": string;
  /** Where it is on record. */
  readonly "kobold:contract": string;
  /** Where the proof is to be found, by the word of the node that was asked. */
  readonly "kobold:transaction": string;
  /** Who verified the proof. */
  readonly "kobold:verifier": string;
  /** Where anybody checks it. */
  readonly "kobold:page": string;
  /** Anybody can forge proofs for the keys of this deployment; left out where that is not so. */
  readonly "kobold:hasDevelopmentKeys"?: true;
}

/** What an export may tell: what a check has found true, without masses, sites and accounts of firms. */
export interface Told {
  readonly chainId: bigint;
  readonly lotId: string;
  /** The lot's name. */
  readonly lot: string;
  /** Each lot of the operations by its name, as the token that it was where it was made; a successor goes on with the id. */
  readonly names: ReadonlyMap<string, string>;
  /** Undefined for a lot that lives. */
  readonly pack: { readonly serial: string; readonly intake: string; readonly order: number } | undefined;
  readonly claims: readonly ToldClaim[];
  /** Claims that are left out: they are about masses. */
  readonly withheld: number;
  readonly operations: readonly OperationFact[];
  readonly handovers: readonly HandoverFact[];
  /** The contract that holds the policies. */
  readonly policies: string;
  /** The block that all was checked at. */
  readonly anchor: { readonly hash: string; readonly timestamp: number };
  readonly page: string;
}

export interface ToldClaim {
  readonly proven: ProvenClaim;
  /** Whether it is about emissions, about where the cobalt comes from, or both. */
  readonly topics: readonly ("emissions" | "procurement")[];
}

/**
 * What may be told of a passport that was checked.
 * @param page URL of the page where anybody checks it
 * @throws RangeError unless all of it is true: what is false or could not be checked is never told
 */
export function toldOf(file: PassportFile, report: PassportReport, page: string): Told {
  const { verdict, facts, trust } = report;
  const { anchor, lot, lineage } = facts;
  if (verdict !== "true" || anchor === null || lot === null || lineage === null)
    throw new RangeError("only what is true is exported");
  const [{ chainId, contracts }] = file.deployments;
  const { subject } = file;
  const linked = new URL(page);
  if (subject.kind === "pack") linked.hash = fragmentOf(subject);
  // an interval of masses is a figure
  const about = facts.claims.filter(({ clauses }) => clauses.every(({ kind }) => kind !== "mass"));
  const proven = (claim: ClaimFact): ProvenClaim => ({
    type: "kobold:ProvenClaim",
    "kobold:words": claim.words,
    "kobold:policyId": claim.policyId,
    "kobold:lotId": lot.lotId,
    "kobold:provenOf": claim.provenOf,
    "kobold:day": isoDateOf(claim.day),
    "kobold:chain": chainName(chainId),
    "kobold:contract": accountName(chainId, contracts.claims.address),
    "kobold:transaction": claim.transaction,
    "kobold:verifier": accountName(chainId, contracts.proofVerifier.address),
    "kobold:page": linked.href,
    ...(trust.deployments.some((each) => each.hasDevelopmentKeys)
      ? { "kobold:hasDevelopmentKeys": true }
      : {}),
  });
  const names = new Map(
    lineage.made.flatMap(({ cobaltLot, children }) =>
      children.map((id) => [id, lotName(chainId, cobaltLot, id)] as const),
    ),
  );
  return {
    ...{ chainId, lotId: lot.lotId, operations: lineage.made, handovers: lineage.handovers, names },
    lot: nameIn(names, lot.lotId),
    pack:
      subject.kind === "lot"
        ? undefined
        : { serial: subject.serial, intake: accountName(chainId, subject.intake), order: subject.order },
    claims: about.map((claim) => ({ proven: proven(claim), topics: topicsOf(claim) })),
    withheld: facts.claims.length - about.length,
    policies: accountName(chainId, contracts.policies.address),
    anchor: { hash: trust.anchor.blockHash, timestamp: anchor.timestamp },
    page: linked.href,
  };
}

/** @throws RangeError for a lot that is none of the lineage */
export function nameIn(names: Told["names"], lotId: string): string {
  const name = names.get(lotId);
  if (name === undefined) throw new RangeError("a lineage tells how each of its lots was made");
  return name;
}

function topicsOf({ clauses }: ClaimFact): ToldClaim["topics"] {
  const isOfEmissions = ({ kind }: { kind: string }) => kind === "footprint" || kind === "primary";
  return [
    ...(clauses.every(isOfEmissions) ? [] : (["procurement"] as const)),
    ...(clauses.some(isOfEmissions) ? (["emissions"] as const) : []),
  ];
}
