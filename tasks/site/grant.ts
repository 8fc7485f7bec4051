import { mined } from "../../scripts/chain/refusal.ts";
import { attributeNumber, readTerms, siteIdOf } from "../../scripts/chain/sites.ts";
import { dayOf, isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";

export default walletAction<"site" | "attribute" | "auditedOn" | "validUntil">(
  async (given, { contracts, wallet }) => {
    const { accreditation } = contracts;
    const siteId = siteIdOf(given.site);
    const attribute = await attributeNumber(accreditation, given.attribute);
    const terms = await readTerms(accreditation, siteId);
    const auditedOn = given.auditedOn === "" ? terms.auditedOn : dayOf(given.auditedOn);
    const validUntil = given.validUntil === "" ? terms.validUntil : dayOf(given.validUntil);
    await mined(accreditation.connect(wallet).grant(siteId, attribute, auditedOn, validUntil));
    const until = isoDateOf(validUntil);
    return {
      json: { siteId, attribute, name: given.attribute, auditedOn: isoDateOf(auditedOn), validUntil: until },
      lines: [phrase`site ${siteId} holds ${given.attribute} until ${until}`],
    };
  },
);
