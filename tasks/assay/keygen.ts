import { phrase } from "../../scripts/core/phrase.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";

export default deskAction<DeskArguments>(async (_, { vault }) => {
  const { formatAssayer } = await import("../../scripts/core/assayer-key.ts");
  const { newAssayer } = await import("../../scripts/desk/assay.ts");
  const assayer = formatAssayer(newAssayer(vault));
  return {
    json: { assayer },
    lines: [
      phrase`assayer: ${assayer}`,
      phrase`next: give this key to the sites, and take each on by \`assay serve\``,
    ],
  };
});
