import { phrase } from "../../scripts/core/phrase.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { idText } from "../../scripts/core/ids.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { deployIntake } from "../../scripts/desk/orders.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { deskAction } from "../ui/desk.ts";
import { policyTexts } from "./words.ts";

export default deskAction<"policies" | "mass" | "maxAge">(async (given, desk) => {
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
  const intake = await deployIntake(desk, { policies, massPolicy: massPolicy.id, maxClaimAge });
  return {
    json: { intake, policies: [...policies, massPolicy.id].map(idText), maxClaimAge },
    lines: [phrase`the intake is at ${intake}: give this address to your suppliers`],
  };
});
