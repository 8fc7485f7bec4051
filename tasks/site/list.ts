import { readAttributes } from "../../scripts/chain/registry.ts";
import { raisedBy, raisedInWords, readSites } from "../../scripts/chain/sites.ts";
import { attributesInSet } from "../../scripts/core/attributes.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { deploymentAction } from "../ui/chain.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";
import { SITE_RIGHT_WORDS, SITE_STATUS_WORDS } from "./words.ts";

export default deploymentAction(async (_, { contracts }) => {
  const attributes = await readAttributes(contracts.accreditation);
  const names = (some: readonly number[]) =>
    some.map((attribute) => attributes[attribute]?.name ?? `attribute ${attribute}`);
  const sites = (await readSites(contracts.accreditation)).map((site) => ({
    siteId: site.siteId,
    siteKey: site.siteKey,
    status: site.status,
    right: site.profile.right,
    permits: site.profile.permits,
    unitGrams: site.profile.unitGrams,
    auditedOn: isoDateOf(site.profile.auditedOn),
    validUntil: isoDateOf(site.profile.validUntil),
    grants: names(attributesInSet(site.profile.grants)),
    open: names(attributesInSet(site.open)),
    raisedAtMint: names(raisedBy(site.profile.right, site.raisedAtMint, attributes)),
  }));
  const headings = [
    phrase`id`,
    phrase`status`,
    phrase`right`,
    phrase`permits`,
    phrase`unit`,
    phrase`audited on`,
    phrase`valid until`,
    phrase`grants`,
    phrase`open to`,
  ];
  const rows = sites.map((site) => [
    site.siteId.toString(),
    inWords(SITE_STATUS_WORDS[site.status]),
    inWords(SITE_RIGHT_WORDS[site.right]),
    site.permits.toString(),
    formatMass(site.unitGrams),
    site.auditedOn,
    site.validUntil,
    site.grants.join(","),
    site.open.join(","),
  ]);
  const raised = sites.filter(({ raisedAtMint }) => raisedAtMint.length > 0);
  return {
    json: sites,
    lines: [
      ...table(headings, rows, { right: [0, 3, 4] }),
      ...raised.map(({ siteId, raisedAtMint }) => raisedInWords(siteId, raisedAtMint)),
    ],
  };
});
