import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import type { Policies } from "../../types/contracts/Policies.ts";
import { phrase } from "../core/phrase.ts";
import { packInterval, packRows, type Policy, policyId, unpackPolicy } from "../core/policy.ts";
import type { PolicyBook } from "../core/resolve-policy.ts";
import { type LogPosition, positionOf } from "./history/log-position.ts";
import { readEvents } from "./history/read-events.ts";
import { mined } from "./refusal.ts";
import { readAttributes } from "./registry.ts";
import { answer } from "./rpc.ts";

/** Makes a policy known on chain, which anybody may. @returns its id @throws ChainRefusal */
export async function definePolicy(policies: Policies, policy: Policy): Promise<bigint> {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = packRows(policy);
  await mined(policies.definePolicy([a, b, c, d], packInterval(policy)));
  return policyId(policy);
}

/** Every policy that was defined, by its id. */
export async function readPolicies(policies: Policies): Promise<Map<bigint, Policy>> {
  return new Map((await readPolicyEvents(policies)).map(({ policyId: id, policy }) => [id, policy]));
}

/** A policy that was defined, and where. */
export interface PolicyEvent extends LogPosition {
  readonly policyId: bigint;
  readonly policy: Policy;
}

/** The definitions of all policies, oldest first. @throws RPC_FAILED */
export async function readPolicyEvents(policies: Policies): Promise<PolicyEvent[]> {
  const defined = await readEvents(policies, policies.filters.PolicyDefined());
  return defined.map((log) => {
    const { policyId: id, words, interval } = log.args;
    return { ...positionOf(log), policyId: id, policy: unpackPolicy(words, interval) };
  });
}

/** The policies of a deployment, as anybody reads them. @throws RPC_FAILED */
export async function policyBookOf({
  accreditation,
  policies,
}: {
  readonly accreditation: Accreditation;
  readonly policies: Policies;
}): Promise<PolicyBook> {
  const [defined, attributes] = await answer(
    phrase`policies`,
    Promise.all([readPolicies(policies), readAttributes(accreditation)]),
  );
  return { defined, attributes, names: new Map() };
}
