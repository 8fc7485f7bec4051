import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass, formatPercent } from "../../scripts/core/units.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { deskAction } from "../ui/desk.ts";
import { table } from "../ui/table.ts";

export default deskAction((_, { vault }) => {
  const entries = vault.assays.list().map(({ sample, statement, weighed, signedAt }) => ({
    sample,
    lot: idText(statement.lotId),
    wet: formatMass(weighed.wetGrams),
    moisture: formatPercent(weighed.moistureBp),
    grade: formatPercent(weighed.gradeBp),
    signedAt: new Date(signedAt).toISOString(),
  }));
  const headings = [
    phrase`sample`,
    phrase`lot`,
    phrase`wet mass`,
    phrase`moisture`,
    phrase`grade`,
    phrase`signed at`,
  ];
  const rows = entries.map((entry) => Object.values({ ...entry, lot: shortId(entry.lot) }));
  return { json: entries, lines: table(headings, rows, { right: [2, 3, 4] }) };
});
