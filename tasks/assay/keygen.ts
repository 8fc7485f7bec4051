import { formatAssayer } from "../../scripts/core/assayer-key.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { newAssayer } from "../../scripts/desk/assay.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction((_, { vault }) => {
  const assayer = formatAssayer(newAssayer(vault));
  return {
    json: { assayer },
    lines: [
      phrase`assayer: ${assayer}`,
      phrase`next: give this key to the sites, and take each on with \`assay serve\``,
    ],
  };
});
