import { KoboldError } from "./errors.ts";
import { MAX_MASS_GRAMS } from "./lot.ts";
import { alwaysHolds, isAboutLot, MAX_ROWS, NEUTRAL_ROW, type Policy, type PolicyRow } from "./policy.ts";
import { CO2E_CAP } from "./provenance.ts";
import { slotSet, slotsInSet, type SlotTable, WHOLE_SHARE } from "./slots.ts";
import { formatCo2e, formatMass, formatShare, parseDecimal, parseMass, parseShare } from "./units.ts";

/** "100 %" in words: 99.9999 %, room for a thousand roundings. */
export const WHOLE_IN_WORDS = WHOLE_SHARE - 1_000n;

/** "primary = 100 %" in words: this many grams CO2e per tonne may rest on other data. */
export const PRIMARY_SLACK = 1_000n;

const TEN_THOUSAND = 10_000n;

/**
 * Reads a policy written as clauses with commas between:
 *
 *     rmap = 100%, recycled >= 16%, non-asm + asm-assessed = 100%, no asm,
 *     co2e <= 15 kg/kg, primary >= 80%, audited within 12 months, mass >= 10 t, mass <= 12 t
 *
 * @throws BAD_POLICY, naming the clause and what can stand there; BAD_FIGURE, OUT_OF_RANGE for its figure
 */
export function parsePolicy(words: string, slots: SlotTable): Policy {
  const rows: PolicyRow[] = [];
  const bounds = new Map<string, bigint>();
  for (const clause of words.split(",").map((part) => part.trim().replace(/\s+/g, " "))) {
    const [, sign = "", mass = ""] = /^mass (<=|>=) (.+)$/.exec(clause) ?? [];
    if (bounds.has(sign)) throw badPolicy(clause, "the mass has this bound already");
    if (sign !== "") bounds.set(sign, parseMass(clause, mass));
    else rows.push(parseRow(clause, slots));
  }
  if (rows.length > MAX_ROWS) throw badPolicy(words, `more than ${MAX_ROWS} clauses`);
  let massMin = bounds.get(">=") ?? 0n;
  const massMax = bounds.get("<=") ?? MAX_MASS_GRAMS;
  // a lot weighs 1 g at least, and a policy without an interval is written with 0
  if (massMin === 1n && massMax === MAX_MASS_GRAMS) massMin = 0n;
  if (massMin > massMax || massMax === 0n) throw badPolicy(words, "no mass is within both bounds");
  const policy = { rows, massMin, massMax };
  if (rows.length === 0 && !isAboutLot(policy)) throw badPolicy(words, "this holds for every lot");
  return policy;
}

/** A clause's row. @throws BAD_POLICY also where every lot would meet it: the contract refuses such rows */
function parseRow(clause: string, slots: SlotTable): PolicyRow {
  const row = parseClause(clause, slots);
  if (alwaysHolds(row)) throw badPolicy(clause, "this holds for every lot");
  return row;
}

function parseClause(clause: string, slots: SlotTable): PolicyRow {
  if (clause === "no asm") return parseClause("non-asm = 100%", slots);
  const audited = /^audited within (\d+) (days|months)$/.exec(clause);
  if (audited !== null) {
    const count = BigInt(audited[1] ?? "");
    // 12 months are 365 days, 36 are 1,095
    const days = audited[2] === "days" ? count : (count * 1461n) / 48n;
    if (days >= 1n << 16n) throw badPolicy(clause, "at most 65,535 days");
    return { ...NEUTRAL_ROW, auditFactor: 1n, constant: days };
  }
  const footprint = /^co2e <= ([\d.]+) kg\/kg$/.exec(clause);
  if (footprint !== null) {
    const limit = parseDecimal(clause, footprint[1] ?? "", 6);
    if (limit > CO2E_CAP) throw badPolicy(clause, `at most ${formatCo2e(CO2E_CAP)}`);
    return { ...NEUTRAL_ROW, co2eFactor: 1n, constant: limit - CO2E_CAP };
  }
  const share = /^([a-z][a-z0-9 +-]*?) (>=|=) ([\d.]+) ?%$/.exec(clause);
  if (share === null) {
    throw badPolicy(
      clause,
      "a clause is like `recycled >= 16%`, `rmap = 100%`, `co2e <= 15 kg/kg`, `primary >= 80%`, `audited within 12 months`, `no asm` or `mass >= 10 t`",
    );
  }
  const [, subject = "", sign, percent = ""] = share;
  if (sign === "=" && parseShare(clause, percent) !== WHOLE_SHARE) {
    throw badPolicy(clause, "only 100% can follow `=`: bounds are lower bounds, write `>=`");
  }
  return subject === "primary" ? primaryRow(clause, percent) : shareRow(clause, subject, percent, slots);
}

function primaryRow(clause: string, percent: string): PolicyRow {
  const part = parseDecimal(clause, percent, 2);
  if (part > TEN_THOUSAND) throw badPolicy(clause, "at most 100%");
  // primary ≥ part · co2e, with co2e = cap − margin
  if (part < TEN_THOUSAND) {
    return { ...NEUTRAL_ROW, primaryFactor: TEN_THOUSAND, co2eFactor: part, constant: -part * CO2E_CAP };
  }
  return { ...NEUTRAL_ROW, primaryFactor: 1n, co2eFactor: 1n, constant: PRIMARY_SLACK - CO2E_CAP };
}

function shareRow(clause: string, subject: string, percent: string, slots: SlotTable): PolicyRow {
  const indices = subject.split(" + ").map((name) => {
    const index = slots.findIndex((slot, j) => slot !== undefined && wordOf(j, slots) === name);
    if (index >= 0) return index;
    const names = slots.flatMap((slot, j) => (slot === undefined ? [] : wordOf(j, slots))).join(", ");
    throw badPolicy(clause, `no slot is called "${name}"; there are ${names}`);
  });
  const groups = new Set(indices.map((j) => slots[j]?.group));
  if (indices.length > 1 && (groups.size > 1 || groups.has(0))) {
    throw badPolicy(
      clause,
      "shares may be added only where the slots are of one group, since others may overlap",
    );
  }
  const least = parseShare(clause, percent);
  const bound = least === WHOLE_SHARE ? WHOLE_IN_WORDS : least;
  return { ...NEUTRAL_ROW, shares: slotSet(indices), shareFactor: 1n, constant: -bound };
}

function badPolicy(where: string, why: string): KoboldError {
  return new KoboldError("BAD_POLICY", `policy clause "${where}": ${why}`, "correct the clause");
}

/** A policy in the words that `parsePolicy` reads. */
export function describePolicy(policy: Policy, slots: SlotTable): string {
  const mass = [
    ...(policy.massMin > 0n ? [`mass >= ${formatMass(policy.massMin)}`] : []),
    ...(policy.massMax < MAX_MASS_GRAMS ? [`mass <= ${formatMass(policy.massMax)}`] : []),
  ];
  return [...policy.rows.map((row) => describeRow(row, slots)), ...mass].join(", ");
}

/** A row in words, or as its inequality where no clause says it. */
export function describeRow(row: PolicyRow, slots: SlotTable): string {
  return clauseOf(row, slots) ?? inequalityOf(row, slots);
}

function clauseOf(row: PolicyRow, slots: SlotTable): string | undefined {
  const { shares, shareFactor, primaryFactor, co2eFactor, auditFactor, constant } = row;
  const kind = [shareFactor, primaryFactor, co2eFactor, auditFactor]
    .map((f) => (f > 0n ? "x" : "-"))
    .join("");
  // ">= 100%" would be read as 99.9999 %, so that bound has no clause
  if (kind === "x---" && shares > 0n && shareFactor === 1n && constant < 0n && -constant < WHOLE_SHARE) {
    return -constant === WHOLE_IN_WORDS
      ? `${subjectOf(shares, slots)} = 100%`
      : `${subjectOf(shares, slots)} >= ${formatShare(-constant)}`;
  }
  if (kind === "--x-" && co2eFactor === 1n && constant < 0n && -constant <= CO2E_CAP)
    return `co2e <= ${formatCo2e(CO2E_CAP + constant)}`;
  if (kind === "---x" && auditFactor === 1n && constant >= 0n)
    return `audited within ${constant.toString()} days`;
  if (kind === "-xx-" && constant === PRIMARY_SLACK - CO2E_CAP && primaryFactor === 1n && co2eFactor === 1n) {
    return "primary = 100%";
  }
  const isPart = primaryFactor === TEN_THOUSAND && co2eFactor < TEN_THOUSAND;
  if (kind === "-xx-" && isPart && constant === -co2eFactor * CO2E_CAP) {
    return `primary >= ${formatShare(co2eFactor * 100_000n)}`;
  }
  return undefined;
}

function inequalityOf(row: PolicyRow, slots: SlotTable): string {
  const terms: [bigint, string][] = [
    [row.shareFactor, `(${subjectOf(row.shares, slots)})`],
    [row.primaryFactor, "co2ePrimary"],
    [row.co2eFactor, "co2eMargin"],
    [row.auditFactor, "(oldestAudit - day)"],
  ];
  const sum = terms
    .filter(([factor]) => factor > 0n)
    .map(([factor, what]) => `${factor.toString()} * ${what}`);
  return `${[...sum, row.constant.toString()].join(" + ")} >= 0`;
}

function subjectOf(shares: bigint, slots: SlotTable): string {
  return slotsInSet(shares)
    .map((j) => wordOf(j, slots))
    .join(" + ");
}

/** What a slot is called: its name, or its number where the name has another meaning in a clause, or might. */
function wordOf(index: number, slots: SlotTable): string {
  const name = slots[index]?.name ?? "";
  const plain = /^[a-z][a-z0-9-]*$/.test(name) && name !== "primary" && name !== "mass";
  return plain ? name : `slot ${index}`;
}
