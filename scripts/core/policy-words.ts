import { KoboldError } from "./errors.ts";
import { listed, phrase, type Text } from "./phrase.ts";
import {
  alwaysHolds,
  isAboutLot,
  MAX_ROWS,
  NEUTRAL_ROW,
  packRow,
  type Policy,
  type PolicyRow,
} from "./policy.ts";
import { Clause, Misread, type Stretch } from "./policy-clause.ts";
import { holdsAlways, PRIMARY_SLACK, readClause, WHOLE_IN_WORDS } from "./policy-grammar.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import { attributesInWords } from "./attribute-words.ts";
import { type AttributeTable, WHOLE_SHARE } from "./attributes.ts";
import { formatCo2e, formatMass, formatShare, MAX_MASS_GRAMS, TEN_THOUSAND } from "./units.ts";

/** Of longer words, only this many characters around the mark are shown. */
const LINE = 76;

/**
 * Reads a policy's words: up to eight clauses and a mass, with commas between.
 *
 *     policy     = clause {"," clause}
 *     clause     = share | footprint | primary | audit | "no asm" | mass | inequality | "anything"
 *     share      = attributes (">=" percent | "=" "100%")            recycled >= 16%   non-asm + asm-assessed = 100%
 *     attributes      = attribute {"+" attribute}                              of one group, since others may be of the same cobalt
 *     attribute       = name | "attribute" number                         by number where the name is a word of this grammar
 *     footprint  = "co2e" "<=" figure "kg/kg"                   co2e <= 15 kg/kg
 *     primary    = "primary" (">=" percent | "=" "100%")        primary >= 80%: of the footprint
 *     audit      = "audited within" number ("days" | "months")  twelve months are 365 days
 *     mass       = "mass" (">=" | "<=") figure ("g" | "kg" | "t")
 *     inequality = [term {"+" term}] [("+" | "-") number] ">=" "0"
 *     term       = number "*" ("(" attributes ")" | "co2ePrimary" | "co2eMargin" | "(oldestAudit - day)")
 *
 * "no asm" is "non-asm = 100%". "100%" means 99.9999 % of the cobalt, and all but 1,000 g CO2e per tonne of the footprint:
 * room for a thousand roundings. An inequality is a row as it is stored, for all that the other clauses can't say:
 * shares in parts per billion, emissions in grams CO2e per tonne, `co2eMargin` below the cap of 1,073.741823 kg/kg, days.
 * "anything" leaves a row unused before others.
 * @throws BAD_POLICY, BAD_FIGURE, OUT_OF_RANGE, with the words and a mark under what can't be read
 */
export function parsePolicy(words: string, attributes: AttributeTable): Policy {
  // so that the mark stands right
  const text = words.replace(/\s/g, " ");
  try {
    return readPolicy(text, attributes);
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    const { code, said } = error;
    throw new KoboldError(code, phrase`policy: ${said.message}${marked(text, error.place)}`, said.remedy);
  }
}

/** The words on a line of their own, and a mark on the next. */
function marked(text: string, { start, length }: Stretch): Text {
  const from = text.length <= LINE ? 0 : Math.max(0, start - LINE / 2);
  const shown = text.slice(from, from + LINE);
  const mark = "^".repeat(Math.max(1, Math.min(length, from + LINE - start)));
  const more = from > 0 ? "…" : "";
  return listed(["", `  ${more}${shown}`, `  ${" ".repeat(more.length + start - from)}${mark}`], "\n");
}

function readPolicy(text: string, attributes: AttributeTable): Policy {
  const rows: PolicyRow[] = [];
  const bounds = new Map<string, bigint>();
  let start = 0;
  let clause = new Clause("", 0);
  for (const part of text.split(",")) {
    clause = new Clause(part, start);
    start += part.length + 1;
    const { place } = clause;
    const read = readClause(clause, attributes);
    clause.end();
    if ("grams" in read) {
      if (bounds.has(read.sign)) throw new Misread(place, phrase`the mass has this bound already`);
      bounds.set(read.sign, read.grams);
      continue;
    }
    if (rows.length === MAX_ROWS) throw new Misread(place, phrase`there are more than ${MAX_ROWS} clauses`);
    // the contract refuses rows that every lot meets, but for unused ones
    if (read !== NEUTRAL_ROW && alwaysHolds(read)) throw holdsAlways(place);
    rows.push(read);
  }
  let massMin = bounds.get(">=") ?? 0n;
  const massMax = bounds.get("<=") ?? MAX_MASS_GRAMS;
  // a lot weighs 1 g at least, and a policy without an interval is written with 0
  if (massMin === 1n && massMax === MAX_MASS_GRAMS) massMin = 0n;
  const all = { start: 0, length: text.length };
  if (massMin > massMax || massMax === 0n) throw new Misread(all, phrase`no mass is within both bounds`);
  const policy = { rows, massMin, massMax };
  if (rows.at(-1) === NEUTRAL_ROW) throw holdsAlways(clause.place);
  if (rows.length === 0 && !isAboutLot(policy)) throw holdsAlways(all);
  return policy;
}

/** A policy in the words that `parsePolicy` reads. */
export function describePolicy(policy: Policy, attributes: AttributeTable): string {
  const mass = [
    ...(policy.massMin > 0n ? [`mass >= ${formatMass(policy.massMin)}`] : []),
    ...(policy.massMax < MAX_MASS_GRAMS ? [`mass <= ${formatMass(policy.massMax)}`] : []),
  ];
  return [...policy.rows.map((row) => describeRow(row, attributes)), ...mass].join(", ");
}

/** A row in words: those of its clause, or its inequality where no other clause says it. */
export function describeRow(row: PolicyRow, attributes: AttributeTable): string {
  if (packRow(row) === 0n) return "anything";
  return clauseOf(row, attributes) ?? inequalityOf(row, attributes);
}

function clauseOf(row: PolicyRow, attributes: AttributeTable): string | undefined {
  const { shares, shareFactor, primaryFactor, co2eFactor, auditFactor, constant } = row;
  const kind = [shareFactor, primaryFactor, co2eFactor, auditFactor]
    .map((f) => (f > 0n ? "x" : "-"))
    .join("");
  // ">= 100%" would be read as 99.9999 %, so that bound has no clause
  if (kind === "x---" && shares > 0n && shareFactor === 1n && constant < 0n && -constant < WHOLE_SHARE) {
    return -constant === WHOLE_IN_WORDS
      ? `${attributesInWords(shares, attributes)} = 100%`
      : `${attributesInWords(shares, attributes)} >= ${formatShare(-constant)}`;
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

function inequalityOf(row: PolicyRow, attributes: AttributeTable): string {
  const terms: [bigint, string][] = [
    [row.shareFactor, `(${attributesInWords(row.shares, attributes)})`],
    [row.primaryFactor, "co2ePrimary"],
    [row.co2eFactor, "co2eMargin"],
    [row.auditFactor, "(oldestAudit - day)"],
  ];
  const sum = terms
    .filter(([factor]) => factor > 0n)
    .map(([factor, what]) => `${factor.toString()} * ${what}`)
    .join(" + ");
  const { constant } = row;
  if (constant === 0n) return `${sum} >= 0`;
  return constant < 0n ? `${sum} - ${-constant} >= 0`.trimStart() : `${sum} + ${constant} >= 0`;
}
