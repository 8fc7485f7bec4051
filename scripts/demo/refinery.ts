import { definePolicy } from "../chain/policies.ts";
import { lotId } from "../core/lot.ts";
import { NEUTRAL_ROW, type Policy, policyId } from "../core/policy.ts";
import { CO2E_CAP } from "../core/provenance.ts";
import { named } from "./data.ts";
import { perform, type Scene, TRADER } from "./scene.ts";
import type { World } from "./world.ts";

/** `primary = 100%` without the slack for rounding that the words allow. */
const PRIMARY_EXACT: Policy = {
  rows: [{ ...NEUTRAL_ROW, primaryFactor: 1n, co2eFactor: 1n, constant: -CO2E_CAP }],
  massMin: 0n,
  massMax: (1n << 32n) - 1n,
};

/** Two hydroxides become K1; what is proven of K1 holds for its pieces, apart and joined again. */
export async function playRefinery(scene: Scene): Promise<void> {
  const { world, report, workshop, stage } = scene;
  report.section("The trader blends two hydroxides and has them refined at R");
  await perform(scene, "merge H1 and H2", () => workshop.merge("H1+H2", ["H1", "H2"]));
  await perform(scene, "refine H1+H2 at site R into K1", () => workshop.refine("K1", "H1+H2"));

  const policies = ["co2e-15", "audited-36", "primary-data"];
  const [honest] = await stage.claim("K1", policies, TRADER);
  await stage.falseClaim("K1", "co2e-13", honest, TRADER);
  await stage.falseClaim("K1", "audited-12", honest, TRADER);
  await definePolicy(world.contracts.policies, PRIMARY_EXACT);
  await stage.falseClaim("K1", ["primary without slack", PRIMARY_EXACT], honest, TRADER);

  await perform(scene, "split K1", () => workshop.split("K1", new Map([["K1-A", 10_000_000n]]), "K1-B"));
  await stage.plain(
    "K1's claims hold for K1-A and K1-B without a proof",
    "inherit",
    provenOf(world, policies),
    () => requireInherited(world, ["K1-A", "K1-B"], policies),
  );
  const [delivery] = await stage.claim("K1-A", ["delivery-10t"], TRADER);
  await stage.falseClaim("K1-B", "delivery-10t", delivery, TRADER);

  const third = named(world.lots, "lot", "K1-B").massGrams / 3n;
  await perform(scene, "split K1-B", () => workshop.split("K1-B", new Map([["K1-B1", third]]), "K1-B2"));
  await perform(scene, "join K1-B1 and K1-B2 again", () =>
    workshop.merge("K1-B again", ["K1-B1", "K1-B2"], true),
  );
  await stage.plain("K1's claims still hold for K1-B", "inherit", provenOf(world, policies), () =>
    requireInherited(world, ["K1-B again"], policies),
  );
}

function provenOf({ day }: World, policies: readonly string[]): Record<string, string> {
  return { policies: policies.join(", "), "as of day": String(day) };
}

/** @throws if the chain does not say of some lot that it was proven to meet some policy today */
async function requireInherited(
  { contracts, data, lots, day }: World,
  lotNames: readonly string[],
  policies: readonly string[],
): Promise<undefined> {
  for (const lotName of lotNames) {
    for (const policyName of policies) {
      const id = lotId(named(lots, "lot", lotName));
      const proven = await contracts.claims.provenDay(
        id,
        policyId(named(data.policies, "policy", policyName)),
      );
      if (proven !== BigInt(day)) throw new Error(`${policyName} is not on record for ${lotName}`);
    }
  }
}
