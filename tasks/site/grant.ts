import { attributeNumber, readTerms, siteIdOf } from "../../scripts/chain/sites.ts";
import { dayOf, isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { act } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"site" | "attribute" | "auditedOn" | "validUntil">(async (given, desk) => {
  const { accreditation } = desk.contracts;
  const siteId = siteIdOf(given.site);
  const attribute = await attributeNumber(accreditation, given.attribute);
  const terms = await readTerms(accreditation, siteId);
  const auditedOn = given.auditedOn === "" ? terms.auditedOn : dayOf(given.auditedOn);
  const validUntil = given.validUntil === "" ? terms.validUntil : dayOf(given.validUntil);
  const call = accreditation.grant.populateTransaction(siteId, attribute, auditedOn, validUntil);
  await act(desk, `grant ${given.attribute} to site ${siteId}`, call);
  const until = isoDateOf(validUntil);
  return {
    json: { siteId, attribute, name: given.attribute, auditedOn: isoDateOf(auditedOn), validUntil: until },
    lines: [phrase`site ${siteId} holds ${given.attribute} until ${until}`],
  };
});
