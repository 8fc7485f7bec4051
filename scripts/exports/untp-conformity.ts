import { batchOf } from "./digital-link.ts";
import type { Publisher } from "./credential.ts";
import { uuidOf } from "./names.ts";
import type { ProvenClaim, Told, ToldClaim } from "./told.ts";
import * as untp from "./untp.ts";

export interface ConformityAttestation extends untp.Named<"ConformityAttestation"> {
  readonly description: string;
  readonly assessorLevel: "self";
  readonly assessmentLevel: "no-endorsement";
  readonly attestationType: "verification";
  readonly issuedToParty: untp.Named<"Party">;
  readonly referenceScheme: untp.Named<"ConformityScheme">;
  readonly conformityAssessment: readonly ConformityAssessment[];
}

export interface ConformityAssessment extends untp.Performed {
  readonly type: readonly ["ConformityAssessment"];
  readonly assessmentCriteria: readonly [untp.Named<"Criterion">];
  readonly assessmentDate: string;
  readonly assessedPerformance: readonly [untp.Performance];
  readonly assessedProduct: readonly [
    {
      readonly product: untp.Named<"Product"> & { readonly batchNumber: string };
      readonly idVerifiedByCAB: false;
    },
  ];
  readonly conformance: true;
  readonly "kobold:provenClaim": ProvenClaim;
}

/** The Digital Conformity Credential of a lot: an assessment for each policy that it is proven to meet. */
export function conformityCredential(
  told: Told,
  publisher: Publisher,
): untp.UntpCredential<"DigitalConformityCredential", ConformityAttestation> {
  const { issuer } = publisher;
  const name = "What is proven of a cobalt lot";
  return untp.untpCredential(
    told,
    publisher,
    { type: "DigitalConformityCredential", name },
    {
      ...untp.named("ConformityAttestation", uuidOf("attestation", told.lot, told.anchor.hash), name),
      description:
        "Each assessment is a zero-knowledge proof on record on a chain, which anybody can check again. It tells no amount, and no figure but the bounds in its words.",
      assessorLevel: "self",
      assessmentLevel: "no-endorsement",
      attestationType: "verification",
      issuedToParty: untp.named("Party", issuer.id, issuer.name),
      referenceScheme: untp.named("ConformityScheme", told.policies, "Kobold policies"),
      conformityAssessment: told.claims.map((claim) => assessmentOf(told, claim)),
    },
  );
}

function assessmentOf({ lot, lotId }: Told, claim: ToldClaim): ConformityAssessment {
  const product = { ...untp.named("Product", lot, "Cobalt lot"), batchNumber: batchOf(lotId) };
  return {
    type: ["ConformityAssessment"],
    ...untp.performed(claim),
    assessmentCriteria: [untp.criterion(claim)],
    assessmentDate: claim.proven["kobold:day"],
    assessedPerformance: [untp.performance(claim)],
    assessedProduct: [{ product, idVerifiedByCAB: false }],
    conformance: true,
    "kobold:provenClaim": claim.proven,
  };
}
