import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { serveSite } from "../../scripts/desk/assay.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"siteKey">(({ siteKey }, { vault }) => {
  if (!/^\d{1,78}$/.test(siteKey)) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`"${siteKey}" is not a site's key`,
      phrase`give it as \`site keygen\` printed it`,
    );
  }
  const siteKeys = serveSite(vault, BigInt(siteKey));
  return { json: { siteKeys }, lines: [phrase`sites whose drafts this assayer signs: ${siteKeys.length}`] };
});
