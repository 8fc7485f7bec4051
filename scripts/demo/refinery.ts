import { MAX_MASS_GRAMS } from "../core/lot.ts";
import { phrase } from "../core/phrase.ts";
import { NEUTRAL_ROW, type Policy, policyId } from "../core/policy.ts";
import { CO2E_CAP } from "../core/provenance.ts";
import { ensureDefined, policyBook } from "../desk/policies.ts";
import { resolveLot } from "../desk/resolve.ts";
import type { Told } from "./stage.ts";
import type { Scene } from "./scene.ts";
import { blend, cut, refine } from "./trading.ts";
import { TRADER } from "./world.ts";

/** `primary = 100%` without the slack for rounding that the words allow. */
const PRIMARY_EXACT: Policy = {
  rows: [{ ...NEUTRAL_ROW, primaryFactor: 1n, co2eFactor: 1n, constant: -CO2E_CAP }],
  massMin: 0n,
  massMax: MAX_MASS_GRAMS,
};
const PROVEN_OF_K1 = ["co2e-15", "audited-36", "primary-data"];

/** Two hydroxides become K1; what is proven of K1 holds for its pieces, apart and joined again. */
export async function playRefinery(scene: Scene): Promise<void> {
  const { report, stage, world } = scene;
  const trader = world.desk(TRADER);
  report.section(phrase`The trader blends two hydroxides and has them refined at R`);
  await blend(scene, phrase`merge H1 and H2`, trader, ["H1", "H2"], { label: "H1+H2" });
  await refine(scene, trader, "H1+H2", "K1");

  await stage.claim(trader, "K1", PROVEN_OF_K1);
  await stage.falseClaim(trader, "K1", "co2e-13", stage.policy("co2e-13"));
  await stage.falseClaim(trader, "K1", "audited-12", stage.policy("audited-12"));
  await ensureDefined(trader, PRIMARY_EXACT, await policyBook(trader));
  await stage.falseClaim(trader, "K1", phrase`primary without slack`, PRIMARY_EXACT);

  const half = { label: "K1-A", massGrams: 10_000_000n, rest: "K1-B" };
  await cut(scene, phrase`split K1`, trader, "K1", half);
  await stage.accept(
    phrase`K1's claims hold for K1-A and K1-B without a proof`,
    "inherit",
    () => requireProven(scene, ["K1-A", "K1-B"]),
    () => provenOfK1(scene),
  );
  await stage.claim(trader, "K1-A", ["delivery-10t"]);
  await stage.falseClaim(trader, "K1-B", "delivery-10t", stage.policy("delivery-10t"));

  const third = resolveLot(trader, "K1-B").lot.massGrams / 3n;
  const thirds = { label: "K1-B1", massGrams: third, rest: "K1-B2" };
  await cut(scene, phrase`split K1-B`, trader, "K1-B", thirds);
  const joined = { label: "K1-B1+B2", joined: true };
  await blend(scene, phrase`join K1-B1 and K1-B2 again`, trader, ["K1-B1", "K1-B2"], joined);
  await stage.accept(
    phrase`K1's claims still hold for K1-B`,
    "inherit",
    () => requireProven(scene, ["K1-B1+B2"]),
    () => provenOfK1(scene),
  );
}

function provenOfK1({ world }: Scene): Told {
  return { seen: { policies: PROVEN_OF_K1.join(", "), "as of day": String(world.day) } };
}

/** @throws unless the chain says of each lot that today it was proven to meet what K1 does */
async function requireProven({ stage, world }: Scene, labels: readonly string[]): Promise<void> {
  const { claims } = world.contracts;
  for (const label of labels) {
    const { id } = resolveLot(world.desk(TRADER), label);
    for (const name of PROVEN_OF_K1) {
      const proven = await claims.provenDay(id, policyId(stage.policy(name)));
      if (proven !== BigInt(world.day)) throw new Error(`${name} is not on record for ${label}`);
    }
  }
}
