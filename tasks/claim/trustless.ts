import { askOf } from "../../scripts/chain/ask-node.ts";
import { readDeploymentFile } from "../../scripts/chain/deployment-file.ts";
import { passportParts } from "../../scripts/chain/passport-parts.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { asJson } from "../../scripts/core/json.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { deploymentFingerprint } from "../../scripts/passport/deployment.ts";
import { passportText, readPassport } from "../../scripts/passport/file.ts";
import { anchorAt } from "../passport/anchor.ts";
import type { Checked } from "../passport/check.ts";
import { listed } from "../passport/read.ts";
import { reportAnswer } from "../passport/words.ts";
import type { Given } from "../ui/action.ts";
import type { LiveDeployment } from "../ui/chain.ts";
import type { Answer } from "../ui/print.ts";

/**
 * What is proven of a lot that lives, checked from a block's hash on as a passport is. Where the proofs are to be found
 * comes from the node's events; that they are all there, and hold, is checked.
 */
export async function trustless(
  given: Given<"maxAge" | "predecessors", "recorded">,
  live: LiveDeployment,
  lotId: bigint,
  policies: readonly bigint[],
): Promise<Answer> {
  if (given.recorded || given.maxAge !== "") {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`--trustless looks at a lot that lives, and shows the day of each claim`,
      phrase`leave out --recorded and --max-age`,
    );
  }
  return reportAnswer((await checkLiveLot(live, given.predecessors, lotId, policies)).report);
}

/** The passport of a lot that lives, and what was found of it by the node of the command line. */
export async function checkLiveLot(
  { provider, file }: LiveDeployment,
  predecessors: string,
  lotId: bigint,
  policies: readonly bigint[],
): Promise<Checked> {
  const anchor = await anchorAt(provider, 1);
  const files = [file, ...listed(predecessors).map(readDeploymentFile)] as const;
  const parts = await passportParts({ provider, files, lotId, policies, anchor });
  const passport = readPassport(passportText(parts, { kind: "lot", lotId }));
  const report = await checkPassport(passport, {
    ask: askOf(provider),
    anchor: { blockHash: anchor.hash, origin: "node" },
    named: files.map((each) => deploymentFingerprint(JSON.parse(asJson(each)))),
  });
  return { file: passport, report };
}
