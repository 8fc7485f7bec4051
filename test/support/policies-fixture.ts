import { NEUTRAL_ROW, packInterval, packRows, type Policy, policyId } from "../../scripts/core/policy.ts";
import type { Lots } from "./lots-fixture.ts";

const MASS_MAX = 2n ** 32n - 1n;
const LOW_FOOTPRINT = { ...NEUTRAL_ROW, co2eFactor: 1n, constant: -1_000_000_000n };

/** Defines a policy on chain. */
export async function define({ policies }: Lots, policy: Policy): Promise<bigint> {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = packRows(policy);
  await policies.definePolicy([a, b, c, d], packInterval(policy));
  return policyId(policy);
}

/** At least so many grams. */
export function atLeast(massMin: bigint): Policy {
  return { rows: [], massMin, massMax: MASS_MAX };
}

/** One policy about a provenance, and one about a lot: at least a tonne. */
export async function definePolicies(all: Lots): Promise<{ quality: bigint; quantity: bigint }> {
  const quality = await define(all, { rows: [LOW_FOOTPRINT], massMin: 0n, massMax: MASS_MAX });
  return { quality, quantity: await define(all, atLeast(1_000_000n)) };
}
