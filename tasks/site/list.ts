import { readRegistry } from "../../scripts/chain/registry.ts";
import { readSites } from "../../scripts/chain/sites.ts";
import { attributesInSet } from "../../scripts/core/attributes.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { deploymentAction } from "../ui/chain.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";
import { SITE_STATUS_WORDS } from "./words.ts";

export default deploymentAction(async (_, { contracts }) => {
  const { attributes } = await readRegistry(contracts.accreditation);
  const sites = (await readSites(contracts.accreditation)).map(({ siteId, siteKey, status, profile }) => ({
    siteId,
    siteKey,
    status,
    rights: [...(profile.mayMint ? ["mint"] : []), ...(profile.mayRefine ? ["refine"] : [])],
    permits: profile.permits,
    unitGrams: profile.unitGrams,
    auditedOn: isoDateOf(profile.auditedOn),
    validUntil: isoDateOf(profile.validUntil),
    grants: attributesInSet(profile.grants).map(
      (attribute) => attributes[attribute]?.name ?? `attribute ${attribute}`,
    ),
  }));
  const headings = [
    phrase`id`,
    phrase`status`,
    phrase`rights`,
    phrase`permits`,
    phrase`unit`,
    phrase`audited on`,
    phrase`valid until`,
    phrase`grants`,
  ];
  const rows = sites.map((site) => [
    site.siteId.toString(),
    inWords(SITE_STATUS_WORDS[site.status]),
    site.rights.join(","),
    site.permits.toString(),
    formatMass(site.unitGrams),
    site.auditedOn,
    site.validUntil,
    site.grants.join(","),
  ]);
  return { json: sites, lines: table(headings, rows, { right: [0, 3, 4] }) };
});
