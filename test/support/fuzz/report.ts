import type { Tally } from "./tally.ts";

const byCount = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);

/** What a fuzz has done, for people: calls by kind, refusals by reason, properties by how often they were checked. */
export function report(tally: Tally): string {
  const { accepted, refused } = tally.total;
  const all = accepted + refused;
  const calls = [...tally.calls].map(
    ([kind, count]) => `  ${kind.padEnd(14)} ${count.accepted} accepted, ${count.refused} refused`,
  );
  const reasons = byCount(tally.refusals).map((line) => `  ${line}`);
  return [
    `${tally.histories} histories, ${all} calls, ${refused} refused (${((100 * refused) / Math.max(all, 1)).toFixed(1)} %)`,
    "Calls by kind:",
    ...calls.sort(),
    "Refusals by reason:",
    ...reasons,
    `Properties by how often they were checked: ${byCount(tally.laws).join(", ")}`,
  ].join("\n");
}
