import { idText } from "../core/ids.ts";
import { verifyBatch } from "../prover/verify-batch.ts";
import { isAboutLot } from "../core/policy.ts";
import type { AttributeTable } from "../core/attributes.ts";
import { describePolicy } from "../core/policy-words.ts";
import { clausesOf } from "./clauses.ts";
import type { Contract } from "./contract.ts";
import type { DeployedLots } from "./deployed-lots.ts";
import type { NamedPolicy } from "./file.ts";
import type { Ledger } from "./ledger.ts";
import type { CircuitKeys } from "./lineage.ts";
import type { ClaimFact } from "./report.ts";
import { claimSlot } from "./slots.ts";
import type { Transactions } from "./transactions.ts";
import { contradicted, needed } from "./unmet.ts";

/** A policy that a lot must be proven to meet. */
export interface WantedClaim {
  readonly policyId: bigint;
  readonly askedBy: ClaimFact["askedBy"];
}

export interface ClaimsPlace {
  readonly ledger: Ledger;
  readonly claims: Contract | undefined;
  readonly lots: DeployedLots;
  readonly keys: CircuitKeys;
  readonly transactions: Transactions;
  readonly attributes: AttributeTable;
  readonly policies: readonly NamedPolicy[];
}

/** The lot that claims are about; undefined where it is not known. */
export type ClaimedLot = { readonly lotId: bigint; readonly provenanceId: number } | undefined;

/** Checks a claim: its policy's words, that it is on record, and its proof. */
export async function checkClaim(
  place: ClaimsPlace,
  known: ClaimedLot,
  { policyId: id, askedBy }: WantedClaim,
): Promise<ClaimFact[]> {
  const { ledger, attributes } = place;
  const subject = idText(id);
  const said = await ledger.check("policy", subject, (inputs) => {
    inputs["expected"] = subject;
    return policyOf(place.policies, id);
  });
  const recorded = await ledger.check("claim", subject, async (inputs) => {
    const { policy } = needed(said);
    const { lotId, provenanceId } = needed(known);
    const about = isAboutLot(policy) ? { lotId } : { provenanceId };
    const [day = 0n] = await needed(place.claims).read([claimSlot(about, id)]);
    if (day === 0n) throw contradicted("claim-missing", { lot: idText(lotId) });
    inputs["day"] = String(day);
    return { day };
  });
  const proven = await ledger.check("claim-proof", subject, (inputs) => {
    const { policy } = needed(said);
    return proofOf(
      place,
      needed(known),
      { id, day: needed(recorded).day, isOfLot: isAboutLot(policy) },
      inputs,
    );
  });
  if (said === undefined || recorded === undefined || proven === undefined) return [];
  return [
    {
      policyId: subject,
      words: describePolicy(said.policy, attributes),
      clauses: clausesOf(said.policy, attributes),
      day: Number(recorded.day),
      isAboutLot: isAboutLot(said.policy),
      provenOf: idText(proven.lotId),
      transaction: proven.transaction,
      askedBy,
    },
  ];
}

/** The policy of the file that has an id. @throws Unmet policy-missing */
export function policyOf(policies: readonly NamedPolicy[], id: bigint): NamedPolicy {
  const meant = policies.find((each) => each.id === id);
  if (meant === undefined) throw contradicted("policy-missing", { expected: idText(id) });
  return meant;
}

/**
 * The proof that a policy is met, found in a transaction's data. Claims keeps the last day alone, not for which lot a
 * provenance's claim was proven: any lot of that provenance will do, as the contract would have it.
 */
async function proofOf(
  { lots, keys, transactions }: ClaimsPlace,
  { lotId, provenanceId }: NonNullable<ClaimedLot>,
  { id, day, isOfLot }: { readonly id: bigint; readonly day: bigint; readonly isOfLot: boolean },
  inputs: Record<string, string>,
): Promise<{ readonly lotId: bigint; readonly transaction: string }> {
  const found = transactions.claims(id, day);
  const about: typeof found = [];
  for (const each of found) {
    const isOfProvenance = async () => (await lots.stored(0, each.lotId))?.provenanceId === provenanceId;
    if (each.lotId === lotId || (!isOfLot && (await isOfProvenance()))) about.push(each);
  }
  if (about.length === 0) throw transactions.missing({ day: String(day) });
  const key = needed(needed(keys).get("claim"));
  const proven = about.find(({ statement: { signals, proof } }) => verifyBatch([{ key, signals, proof }]));
  if (proven === undefined) throw contradicted("proof-wrong", { day: String(day) });
  Object.assign(inputs, { day: String(day), lot: idText(proven.lotId) });
  return proven;
}
