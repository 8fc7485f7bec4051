import type { ContractTransaction } from "ethers";

import { proposalOf } from "../../scripts/chain/enrol.ts";
import { readSiteKeys } from "../../scripts/chain/site-keys.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { asJson } from "../../scripts/core/json.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { SITE_RIGHTS, type SiteKeys, type SiteRight } from "../../scripts/core/site.ts";
import { numberInEvent } from "../../scripts/chain/receipt.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { actAsRole, outcomeOf } from "../../scripts/desk/role.ts";
import { readApplication } from "../../scripts/desk/site-keys.ts";
import { deskAction } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";
import { termsGiven, type TermsWords } from "./terms.ts";

export default deskAction<"file" | "right" | TermsWords>(async (given, desk) => {
  const right = rightGiven(given.right);
  const application = await readApplication(desk, readSealed(given.file));
  const { accreditation } = desk.contracts;
  const terms = await termsGiven(accreditation, given);
  const { processCommitment } = application;
  // by a command whose end nobody saw, perhaps
  const known = (await readSiteKeys(accreditation)).find(
    ({ keys }) => asJson(keys) === asJson(keysOf(application)),
  );
  const proposal = () => proposalOf(accreditation, application, right, { ...terms, processCommitment });
  const siteId = known?.siteId ?? (await propose(desk, proposal()));
  return {
    json: { siteId, siteKey: application.siteKey, from: application.from },
    lines: [
      known === undefined
        ? phrase`site ${siteId} is proposed: "${application.name}" of ${application.from}`
        : phrase`site ${siteId} was proposed before: "${application.name}" of ${application.from}`,
      phrase`next: the tracing authority confirms it, then scheme owners grant it their attributes`,
    ],
  };
});

async function propose(desk: Desk, proposal: Promise<ContractTransaction>): Promise<bigint> {
  const proposed = await outcomeOf(desk, await actAsRole(desk, "propose a site", proposal));
  return numberInEvent(proposed, desk.contracts.accreditation, "SiteProposed", "siteId");
}

function keysOf({ siteKey, traceKey, assayer }: SiteKeys): SiteKeys {
  return { siteKey, traceKey, assayer };
}

/** @throws BAD_INPUT */
function rightGiven(text: string): SiteRight {
  const right = SITE_RIGHTS.find((each) => each === text);
  if (right !== undefined) return right;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${text}" is not a right of sites`,
    phrase`give --right mint or --right refine: a plant that does both registers two sites`,
  );
}
