import type { Tally } from "./tally.ts";

const byCount = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));

/** What a fuzz has done, for people: calls by kind, refusals by reason, properties by how often they were checked. */
export function report(tally: Tally): string {
  const { accepted, refused } = tally.total;
  const all = accepted + refused;
  const calls = [...tally.calls].map(
    ([kind, count]) => `  ${kind.padEnd(14)} ${count.accepted} accepted, ${count.refused} refused`,
  );
  const rate = (count: number) => `${((100 * count) / Math.max(all, 1)).toFixed(1)} %`;
  const reasons = byCount(tally.refusals).map(([name, count]) => `  ${name} ${count} (${rate(count)})`);
  const laws = byCount(tally.laws).map(([id, count]) => `${id} ${count}`);
  return [
    `${tally.histories} histories, ${all} calls, ${refused} refused (${rate(refused)})`,
    "Calls by kind:",
    ...calls.sort(),
    "Refusals by reason:",
    ...reasons,
    `Properties by how often they were checked: ${laws.join(", ")}`,
  ].join("\n");
}
