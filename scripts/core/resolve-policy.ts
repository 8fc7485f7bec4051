import { KoboldError } from "./errors.ts";
import { idsFrom, idText, onlyId, shortId } from "./ids.ts";
import { phrase } from "./phrase.ts";
import { type Policy, policyId } from "./policy.ts";
import { parsePolicy } from "./policy-words.ts";
import type { AttributeTable } from "./attributes.ts";

/** What policies can be meant by. */
export interface PolicyBook {
  /** Those that are defined on the chain, by their ids. */
  readonly defined: ReadonlyMap<bigint, Policy>;
  readonly attributes: AttributeTable;
  /** A firm's own names for them; none for who has no vault. */
  readonly names: ReadonlyMap<string, bigint>;
}

export interface ResolvedPolicy {
  readonly id: bigint;
  readonly policy: Policy;
  /** Its name, or else the first digits of its id. */
  readonly label: string;
}

/** The firm's name for a policy, or the first digits of its id. */
export function policyLabel({ names }: PolicyBook, id: bigint): string {
  const named = [...names].find(([, each]) => each === id)?.[0];
  return named ?? shortId(idText(id));
}

/**
 * The policy that a person means by a name, by the first digits of its id, or by its words; defined on the chain or not.
 * @throws NOT_FOUND, AMBIGUOUS; as `parsePolicy`
 */
export function resolvePolicy(text: string, book: PolicyBook): ResolvedPolicy {
  const said = text.trim();
  const id = book.names.get(said);
  if (id !== undefined) return definedPolicy(id, said, book);
  const byDigits = idsFrom(said, book.defined.keys());
  if (byDigits !== undefined) {
    const remedy = phrase`give more digits, or the policy in words; \`policy list\` shows the policies`;
    return definedPolicy(onlyId(said, byDigits, phrase`the chain has no policy ${said}`, remedy), said, book);
  }
  // no policy's words are a single one
  if (/^[\w.-]*$/.test(said)) {
    throw new KoboldError(
      "NOT_FOUND",
      phrase`no policy is called "${said}"`,
      phrase`give the first digits of its id, or the policy in words; \`policy list\` shows the policies`,
    );
  }
  const policy = parsePolicy(said, book.attributes);
  return { id: policyId(policy), policy, label: policyLabel(book, policyId(policy)) };
}

/** As `resolvePolicy`, for policies that have to be on the chain. @throws BAD_POLICY if it is not defined there */
export function resolveDefinedPolicy(text: string, book: PolicyBook): ResolvedPolicy {
  const meant = resolvePolicy(text, book);
  return definedPolicy(meant.id, meant.label, book);
}

/** @throws BAD_POLICY if it is not on the chain */
export function definedPolicy(id: bigint, label: string, book: PolicyBook): ResolvedPolicy {
  const policy = book.defined.get(id);
  if (policy !== undefined) return { id, policy, label: policyLabel(book, id) };
  throw new KoboldError(
    "BAD_POLICY",
    phrase`policy ${label} is not defined on this deployment`,
    phrase`define it with \`policy define\`, as anybody can`,
  );
}
