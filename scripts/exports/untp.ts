import { type Credential, credentialOf, type Issuer, type Publisher } from "./credential.ts";
import { policyName, uuidOf } from "./names.ts";
import type { Told, ToldClaim } from "./told.ts";

// What documents of the UN Transparency Protocol, 0.7.0, have in common.

/** Something that has a name everywhere, and one for people. */
export interface Named<Type extends string> {
  readonly type: readonly [Type];
  readonly id: string;
  readonly name: string;
}

export interface Link {
  readonly linkURL: string;
  readonly linkName: string;
  readonly mediaType: string;
}

export interface Classification {
  readonly code: string;
  readonly name: string;
  readonly schemeId: string;
  readonly schemeName: string;
}

export interface UntpIssuer extends Issuer {
  readonly type: readonly ["CredentialIssuer"];
}

export type UntpCredential<Type extends string, Subject> = Credential<Type, UntpIssuer, Subject>;

export function untpCredential<Type extends string, Subject>(
  told: Told,
  { issuer, context }: Publisher,
  { type, name }: { readonly type: Type; readonly name: string },
  subject: Subject,
): UntpCredential<Type, Subject> {
  const contexts = ["https://vocabulary.uncefact.org/untp/0.7.0/context/", context];
  const by: UntpIssuer = { type: ["CredentialIssuer"], ...issuer };
  return credentialOf(told, { contexts, type, issuer: by, name }, subject);
}

export function named<Type extends string>(type: Type, id: string, name: string): Named<Type> {
  return { type: [type], id, name };
}

/** What of a claim stands alike in an assessment and in a passport. */
export interface Performed {
  readonly id: string;
  readonly name: string;
  readonly evidence: readonly [Link];
  readonly conformityTopic: readonly Named<"ConformityTopic">[];
}

const TOPICS: Readonly<Record<ToldClaim["topics"][number], Named<"ConformityTopic">>> = {
  procurement: topic("responsible-procurement", "Responsible Procurement"),
  emissions: topic("greenhouse-gas-emissions", "Greenhouse Gas Emissions"),
};

function topic(word: string, name: string) {
  return named("ConformityTopic", `https://vocabulary.uncefact.org/conformity-topics/${word}`, name);
}

export function performed({ proven, topics }: ToldClaim): Performed {
  const { "kobold:words": name, "kobold:page": page } = proven;
  return {
    id: uuidOf("claim", proven["kobold:contract"], proven["kobold:lotId"], proven["kobold:policyId"]),
    name,
    evidence: [checkedAt(page)],
    conformityTopic: topics.map((each) => TOPICS[each]),
  };
}

export function checkedAt(page: string): Link {
  return { linkURL: page, linkName: "Check it in your browser", mediaType: "text/html" };
}

export function criterion({ proven }: ToldClaim): Named<"Criterion"> {
  return named("Criterion", policyName(proven["kobold:policyId"]), proven["kobold:words"]);
}

export interface Performance {
  readonly metric: Named<"PerformanceMetric">;
  readonly score: { readonly code: "proven"; readonly definition: string };
}

/** No measure: what is known is that the policy is met, and not by how much. */
export function performance({ proven }: ToldClaim): Performance {
  return {
    metric: named("PerformanceMetric", policyName(proven["kobold:policyId"]), proven["kobold:words"]),
    score: { code: "proven", definition: "A zero-knowledge proof of the policy is on record, and holds." },
  };
}
