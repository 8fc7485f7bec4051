import { recallsAt } from "../../scripts/chain/recalls.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { idText } from "../../scripts/core/ids.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { deployIntake } from "../../scripts/desk/orders.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { deskAction } from "../ui/desk.ts";
import { policyTexts } from "./words.ts";

export default deskAction<"policies" | "mass" | "maxAge" | "recalls">(async (given, desk) => {
  const book = await policyBook(desk);
  const massPolicy = resolveDefinedPolicy(given.mass, book);
  if (massPolicy.policy.massMin === 0n) {
    throw new KoboldError(
      "BAD_POLICY",
      phrase`${massPolicy.label} sets no minimum mass, so a lot of 1 g would meet it`,
      phrase`give a policy like \`mass >= 10 t\` with --mass`,
    );
  }
  const maxClaimAge = Number(parseDecimal("--max-age", given.maxAge, 0));
  if (maxClaimAge === 0) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`--max-age is 0, so no claim would do for longer than its day`,
      phrase`give at least 1 day`,
    );
  }
  const policies = policyTexts(given.policies).map((each) => resolveDefinedPolicy(each, book).id);
  const recalls = await recallsMeant(desk, given.recalls);
  const intake = await deployIntake(desk, { policies, massPolicy: massPolicy.id, maxClaimAge, recalls });
  return {
    json: { intake, policies: [...policies, massPolicy.id].map(idText), maxClaimAge, recalls },
    lines: [
      phrase`the intake is at ${intake}: give this address to your suppliers`,
      recalls.length === 0
        ? phrase`it heeds no recalls`
        : phrase`it heeds the recalls at ${recalls.join(", ")}`,
    ],
  };
});

/** @throws BAD_INPUT, CHAIN_MISMATCH */
async function recallsMeant({ contracts, provider }: Desk, given: string): Promise<string[]> {
  if (given === "none") return [];
  if (given === "") return [await contracts.recalls.getAddress()];
  const addresses = given.split(",").map((each) => each.trim());
  const lots = await contracts.cobaltLot.getAddress();
  for (const address of addresses) await recallsAt(address, lots, provider);
  return addresses;
}
