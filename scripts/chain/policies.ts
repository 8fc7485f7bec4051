import type { Policies } from "../../types/contracts/Policies.ts";
import { packInterval, packRows, type Policy, policyId, unpackPolicy } from "../core/policy.ts";
import { mined } from "./refusal.ts";

/** Makes a policy known on chain, which anybody may. @returns its id @throws ChainRefusal */
export async function definePolicy(policies: Policies, policy: Policy): Promise<bigint> {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = packRows(policy);
  await mined(policies.definePolicy([a, b, c, d], packInterval(policy)));
  return policyId(policy);
}

/** Every policy that was defined, by its id. */
export async function readPolicies(policies: Policies): Promise<Map<bigint, Policy>> {
  const defined = await policies.queryFilter(policies.filters.PolicyDefined());
  return new Map(
    defined.map(({ args }) => [args.policyId, unpackPolicy(args.words, args.interval)] as const),
  );
}
