import { claimOf } from "../chain/claims.ts";
import { readEvents } from "../chain/history/read-events.ts";
import { policyBookOf } from "../chain/policies.ts";
import { readListedSites } from "../chain/listed-sites.ts";
import { claimInputs, requireMet } from "../core/claim.ts";
import { exposure, type Exposure, type KnownClaim } from "../core/exposure.ts";
import { sitesThatFit } from "../core/exposure-sites.ts";
import { phrase } from "../core/phrase.ts";
import type { Policy } from "../core/policy.ts";
import { definedPolicy, type PolicyBook } from "../core/resolve-policy.ts";
import { idText } from "../core/ids.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut } from "./carry-out.ts";
import { type Desk } from "./desk.ts";
import { openingOf } from "./lots.ts";
import { answer, today } from "../chain/rpc.ts";

/** Proves that a lot meets policies, all in one transaction. @throws CLAIM_FALSE, BAD_POLICY, CHAIN_REFUSED, … */
export async function proveClaims(
  desk: Desk,
  lotId: bigint,
  policyIds: readonly bigint[],
): Promise<OperationRecord> {
  const { contracts, prover } = desk;
  const lot = openingOf(desk, lotId);
  const day = await today(desk);
  const book = await policyBookOf(contracts);
  const policies = policyIds.map((id) => definedPolicy(id, idText(id), book).policy);
  for (const policy of policies) requireMet(policy, lot, day, book.attributes);
  return carryOut(desk, { kind: "claim", parents: [lotId], children: [] }, async () => {
    const claims = [];
    for (const policy of policies) {
      const inputs = claimInputs(policy, lot, day);
      const { proof } = await prover.prove("claim", inputs);
      claims.push(claimOf(inputs, proof));
    }
    return contracts.claims.prove.populateTransaction(claims);
  });
}

/** What is public of a lot's figures, before and after some policies are claimed of it. */
export interface ClaimExposure {
  readonly before: Exposure;
  readonly after: Exposure;
  /** What holds of every lot. */
  readonly nothing: Exposure;
  /** Of a lot as it was minted or a piece of it: among how many accredited sites it hides. */
  readonly sites: { readonly before: number; readonly after: number } | undefined;
}

/** What claiming policies of a lot tells the public, with all that was proven of its provenance before. */
export async function exposureBy(
  { contracts, provider }: Desk,
  lotId: bigint,
  policies: readonly Policy[],
  { defined, attributes }: PolicyBook,
): Promise<ClaimExposure> {
  const { accreditation, claims, cobaltLot } = contracts;
  const { provenanceId } = await answer(phrase`lot`, cobaltLot.lotOf(lotId));
  const [events, mints, day] = await answer(
    phrase`claims`,
    Promise.all([
      // of every piece: a policy about one lot tells of its provenance too
      readEvents(claims, claims.filters.ClaimProven(undefined, provenanceId)),
      readEvents(cobaltLot, cobaltLot.filters.LotMinted(undefined, provenanceId)),
      today({ provider }),
    ]),
  );
  const known = events.flatMap(({ args }): KnownClaim[] => {
    const policy = defined.get(args.policyId);
    return policy === undefined ? [] : [{ policy, day: Number(args.day), isOfThisLot: args.lotId === lotId }];
  });
  const all = [...known, ...policies.map((policy) => ({ policy, day, isOfThisLot: true }))];
  const sums = all.flatMap(({ policy }) => policy.rows.map((row) => row.shares));
  const [mint] = mints;
  const listed =
    mint === undefined ? [] : await answer(phrase`sites`, readListedSites(accreditation, mint.args.registry));
  const fitting = (proven: readonly KnownClaim[]) =>
    sitesThatFit(listed, { day: Number(mint?.args.day), claims: proven }).length;
  return {
    before: exposure(known, attributes, day, { sums }),
    after: exposure(all, attributes, day),
    nothing: exposure([], attributes, day, { sums }),
    sites: mint === undefined ? undefined : { before: fitting(known), after: fitting(all) },
  };
}
