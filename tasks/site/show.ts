import { readSites } from "../../scripts/chain/sites.ts";
import { formatAssayer } from "../../scripts/core/assayer-key.ts";
import { isoDateOf, periodOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { formatCo2e, formatMass, formatPercent } from "../../scripts/core/units.ts";
import { today } from "../../scripts/chain/rpc.ts";
import { permitsUsed } from "../../scripts/desk/free-permits.ts";
import { resolveSite } from "../../scripts/desk/resolve.ts";
import { lookAction } from "../ui/desk.ts";
import { SITE_STATUS_WORDS } from "./words.ts";

export default lookAction<"name">(async (given, desk) => {
  const { name, secrets, assayer, assayerKey, process } = resolveSite(desk, given.name);
  const { siteKey } = siteKeysOf(secrets, assayer);
  const known = (await readSites(desk.contracts.accreditation)).find((site) => site.siteKey === siteKey);
  const used = permitsUsed(desk, siteKey, periodOf(await today(desk))).length;
  const figures = {
    emissionFloor: formatCo2e(process.emissionFloor),
    primary: formatPercent(process.primaryShare),
    yield: `${formatPercent(process.yieldMin)}..${formatPercent(process.yieldMax)}`,
  };
  return {
    json: {
      name,
      siteKey,
      assayer: formatAssayer(assayer),
      ownAssayer: assayerKey !== null,
      ...figures,
      siteId: known?.siteId ?? null,
      status: known?.status ?? null,
      permits: known?.profile.permits ?? 0,
      permitsUsed: used,
      unitGrams: known?.profile.unitGrams ?? 0n,
      validUntil: known === undefined ? null : isoDateOf(known.profile.validUntil),
    },
    lines: [
      phrase`site ${name}, site key ${siteKey}`,
      known === undefined
        ? phrase`not proposed for accreditation yet`
        : phrase`site ${known.siteId}, ${SITE_STATUS_WORDS[known.status]}, valid until ${isoDateOf(known.profile.validUntil)}`,
      phrase`permits of this month: ${used} used of ${known?.profile.permits ?? 0}, each up to ${formatMass(known?.profile.unitGrams ?? 0n)}`,
      assayerKey === null ? phrase`assayer: another firm` : phrase`assayer: this firm`,
      phrase`hidden from the chain:`,
      phrase`  emission floor ${figures.emissionFloor}, of which primary ${figures.primary}`,
      phrase`  yield ${figures.yield}`,
    ],
  };
});
