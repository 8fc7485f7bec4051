import { KoboldError } from "./errors.ts";
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

/** A policy's id as people see it: 0x and 64 digits. */
export function policyIdText(id: bigint): string {
  return `0x${id.toString(16).padStart(64, "0")}`;
}

/** Digits by which people tell ids apart. */
const SHORT_ID = 12;

/** The firm's name for a policy, or the first digits of its id. */
export function policyLabel({ names }: PolicyBook, id: bigint): string {
  const named = [...names].find(([, each]) => each === id)?.[0];
  return named ?? policyIdText(id).slice(0, SHORT_ID);
}

/**
 * The policy that a person means by a name, by the first digits of its id, or by its words; defined on the chain or not.
 * @throws NOT_FOUND, AMBIGUOUS; as `parsePolicy`
 */
export function resolvePolicy(text: string, book: PolicyBook): ResolvedPolicy {
  const said = text.trim();
  const id = book.names.get(said);
  if (id !== undefined) return defined(id, said, book);
  if (/^(0x)?[0-9a-f]{4,64}$/i.test(said)) return defined(byDigits(said, book), said, book);
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
  return defined(meant.id, meant.label, book);
}

function byDigits(digits: string, { defined: all }: PolicyBook): bigint {
  const start = `0x${digits.toLowerCase().replace(/^0x/, "")}`;
  const [only, ...others] = [...all.keys()].filter((id) => policyIdText(id).startsWith(start));
  if (only !== undefined && others.length === 0) return only;
  throw new KoboldError(
    only === undefined ? "NOT_FOUND" : "AMBIGUOUS",
    only === undefined
      ? phrase`the chain has no policy ${start}`
      : phrase`${start} could be any of ${[only, ...others].map(policyIdText).join(", ")}`,
    phrase`give more digits, or the policy in words; \`policy list\` shows the policies`,
  );
}

function defined(id: bigint, label: string, book: PolicyBook): ResolvedPolicy {
  const policy = book.defined.get(id);
  if (policy !== undefined) return { id, policy, label: policyLabel(book, id) };
  throw new KoboldError(
    "BAD_POLICY",
    phrase`policy ${label} is not defined on this deployment`,
    phrase`define it with \`policy define\`, as anybody can`,
  );
}
