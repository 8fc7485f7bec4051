import { phrase } from "../core/phrase.ts";
import { resolveLot } from "../desk/resolve.ts";
import type { Stage } from "./stage.ts";
import { blend, cut, refine } from "./trading.ts";
import { TRADER } from "./world.ts";

/** Two hydroxides become K1; what is proven of K1 holds for its pieces, apart and joined again. */
export async function playRefinery(stage: Stage): Promise<void> {
  const trader = stage.world.desk(TRADER);
  stage.report.section(phrase`The trader blends two hydroxides and has them refined at R`);
  await blend(stage, phrase`merge H1 and H2`, trader, ["H1", "H2"], { label: "H1+H2" });
  await refine(stage, trader, "H1+H2", "K1");
  const policies = ["co2e-15", "audited-36", "primary-data"];
  await stage.claim(trader, "K1", policies);
  await stage.falseClaim(trader, "K1", "co2e-13");
  await stage.falseClaim(trader, "K1", "audited-12");
  await stage.falseClaim(trader, "K1", "primary-exact");

  await cut(stage, phrase`split K1`, trader, "K1", ["K1-A", "K1-B", 10_000_000n]);
  const inherited = phrase`K1's claims hold for K1-A and K1-B without a proof`;
  await stage.onRecord(inherited, "inherit", trader, ["K1-A", "K1-B"], policies);
  await stage.claim(trader, "K1-A", ["delivery-10t"]);
  await stage.falseClaim(trader, "K1-B", "delivery-10t");

  const third = resolveLot(trader, "K1-B").lot.massGrams / 3n;
  await cut(stage, phrase`split K1-B`, trader, "K1-B", ["K1-B1", "K1-B2", third]);
  const joined = { label: "K1-B1+B2", joined: true };
  await blend(stage, phrase`join K1-B1 and K1-B2 again`, trader, ["K1-B1", "K1-B2"], joined);
  await stage.onRecord(phrase`K1's claims still hold for K1-B`, "inherit", trader, ["K1-B1+B2"], policies);
}
