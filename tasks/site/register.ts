import { proposeSite } from "../../scripts/chain/enrol.ts";
import { dayOf } from "../../scripts/core/calendar.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { parseDecimal, parseMass } from "../../scripts/core/units.ts";
import { readApplication } from "../../scripts/desk/site-keys.ts";
import { deskAction } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";

export default deskAction<"file" | "rights" | "permits" | "unit" | "auditedOn" | "validUntil">(
  async (given, desk) => {
    const application = await readApplication(desk, readSealed(given.file));
    const terms = {
      ...rightsOf(given.rights),
      permits: Number(parseDecimal("--permits", given.permits, 0)),
      unitGrams: parseMass("--unit", given.unit),
      auditedOn: dayOf(given.auditedOn),
      validUntil: dayOf(given.validUntil),
      processCommitment: application.processCommitment,
    };
    const accreditation = desk.contracts.accreditation.connect(desk.wallet.connect(desk.provider));
    const siteId = await proposeSite(accreditation, application, terms);
    return {
      json: { siteId, siteKey: application.siteKey, from: application.from },
      lines: [
        phrase`site ${siteId} is proposed: "${application.name}" of ${application.from}`,
        phrase`next: the tracing authority confirms it, then scheme owners grant it their attributes`,
      ],
    };
  },
);

function rightsOf(text: string): { mayMint: boolean; mayRefine: boolean } {
  const rights = text.split(",").map((right) => right.trim());
  const unknown = rights.find((right) => right !== "mint" && right !== "refine");
  if (unknown === undefined)
    return { mayMint: rights.includes("mint"), mayRefine: rights.includes("refine") };
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${unknown}" is not a right of sites`,
    phrase`give mint, refine or mint,refine`,
  );
}
