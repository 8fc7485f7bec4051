import { formatAssayer, parseAssayer } from "../../scripts/core/assayer-key.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { parseBand, parseCo2e, parsePercent } from "../../scripts/core/units.ts";
import { newSite } from "../../scripts/desk/site-keys.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"name" | "assayer" | "floor" | "primary" | "yield">((given, { vault }) => {
  const [yieldMin, yieldMax] = parseBand("--yield", given.yield);
  const process = {
    emissionFloor: parseCo2e("--floor", given.floor),
    primaryShare: parsePercent("--primary", given.primary),
    yieldMin,
    yieldMax,
  };
  const assayer = given.assayer === "" ? undefined : parseAssayer(given.assayer);
  const site = newSite(vault, given.name, process, assayer);
  const { siteKey } = siteKeysOf(site.secrets, site.assayer);
  return {
    json: { name: site.name, siteKey, assayer: formatAssayer(site.assayer) },
    lines: [
      phrase`site ${site.name}: its secrets are in the vault, and come back from a backup of it alone`,
      phrase`site key: ${siteKey}`,
      phrase`assayer: ${formatAssayer(site.assayer)}`,
      phrase`next: \`vault backup\`, then \`site apply\``,
    ],
  };
});
