import { MAX_FACTOR, NEUTRAL_ROW, type PolicyRow } from "./policy.ts";
import { type Clause, Misread, type Stretch } from "./policy-clause.ts";
import { phrase } from "./phrase.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import { attributeNames, wordOf } from "./attribute-words.ts";
import { attributeSet, type AttributeTable, WHOLE_SHARE } from "./attributes.ts";
import { formatCo2e, parseDecimal, parseMass, parseShare, TEN_THOUSAND } from "./units.ts";

/** "100 %" in words: 99.9999 %, room for a thousand roundings. */
export const WHOLE_IN_WORDS = WHOLE_SHARE - 1_000n;

/** "primary = 100 %" in words: this many grams CO2e per tonne may rest on other data. */
export const PRIMARY_SLACK = 1_000n;

/** The mass in a clause. */
export interface MassBound {
  readonly sign: ">=" | "<=";
  readonly grams: bigint;
}

/** Reads one clause. @throws Misread */
export function readClause(clause: Clause, attributes: AttributeTable): PolicyRow | MassBound {
  const { next, place } = clause;
  switch (next) {
    case "":
      throw new Misread(place, phrase`a clause is missing here`);
    case "anything":
      clause.take();
      return NEUTRAL_ROW;
    case "mass":
      return readMass(clause);
    case "co2e":
      return readFootprint(clause);
    case "primary":
      return readPrimary(clause);
    case "audited":
      return readAudit(clause);
    case "no":
      clause.take();
      clause.expect("asm");
      return shareRow(attributeSet([attributeCalled("non-asm", place, attributes)]), WHOLE_SHARE);
  }
  if (/^[\d(-]/.test(next)) return readInequality(clause, attributes);
  const shares = readAttributes(clause, attributes);
  return shareRow(
    shares,
    readPercent(clause, (text) => parseShare(phrase`share`, text), WHOLE_SHARE),
  );
}

function readMass(clause: Clause): MassBound {
  clause.take();
  const sign = clause.expect(">=", "<=");
  return { sign, grams: clause.figure((text) => parseMass(phrase`mass`, text), 2) };
}

function readFootprint(clause: Clause): PolicyRow {
  clause.take();
  clause.expect("<=");
  const { here } = clause;
  const limit = clause.figure((text) => parseDecimal(phrase`footprint`, text, 6));
  clause.expect("kg/kg");
  if (limit > CO2E_CAP) throw new Misread(here, phrase`at most ${formatCo2e(CO2E_CAP)} can be required`);
  return { ...NEUTRAL_ROW, co2eFactor: 1n, constant: limit - CO2E_CAP };
}

function readPrimary(clause: Clause): PolicyRow {
  clause.take();
  const { here } = clause;
  const part = readPercent(clause, (text) => parseDecimal(phrase`primary data`, text, 2), TEN_THOUSAND);
  if (part > TEN_THOUSAND) throw new Misread(here, phrase`at most 100% can rest on primary data`);
  // primary ≥ part · co2e, with co2e = cap − margin
  if (part < TEN_THOUSAND) {
    return { ...NEUTRAL_ROW, primaryFactor: TEN_THOUSAND, co2eFactor: part, constant: -part * CO2E_CAP };
  }
  return { ...NEUTRAL_ROW, primaryFactor: 1n, co2eFactor: 1n, constant: PRIMARY_SLACK - CO2E_CAP };
}

function readAudit(clause: Clause): PolicyRow {
  clause.take();
  clause.expect("within");
  const { here } = clause;
  const count = clause.figure((text) => parseDecimal(phrase`audit`, text, 0));
  // 12 months are 365 days, 36 are 1,095
  const days = clause.expect("days", "months") === "days" ? count : (count * 1461n) / 48n;
  if (days >= 1n << 16n) throw new Misread(here, phrase`at most 65,535 days can be required`);
  return { ...NEUTRAL_ROW, auditFactor: 1n, constant: days };
}

/** `>= 16%` or `= 100%`. */
function readPercent(clause: Clause, parse: (text: string) => bigint, whole: bigint): bigint {
  const sign = clause.expect(">=", "=");
  const { here } = clause;
  const part = clause.figure(parse);
  if (sign === "=" && part !== whole) {
    throw new Misread(
      here,
      phrase`only 100% can follow \`=\``,
      phrase`bounds are lower bounds: write \`>=\``,
    );
  }
  clause.expect("%");
  return part;
}

function shareRow(shares: bigint, least: bigint): PolicyRow {
  const bound = least === WHOLE_SHARE ? WHOLE_IN_WORDS : least;
  return { ...NEUTRAL_ROW, shares, shareFactor: 1n, constant: -bound };
}

function readAttributes(clause: Clause, attributes: AttributeTable): bigint {
  const { here } = clause;
  const indices: number[] = [];
  do {
    const { here: start } = clause;
    const word = clause.take();
    const name =
      word === "attribute"
        ? `attribute ${clause.figure((text) => parseDecimal(phrase`attribute`, text, 0))}`
        : word;
    indices.push(attributeCalled(name, clause.since(start), attributes));
  } while (clause.accept("+"));
  const groups = new Set(indices.map((j) => attributes[j]?.group));
  if (indices.length > 1 && (groups.size > 1 || groups.has(0))) {
    throw new Misread(
      clause.since(here),
      phrase`only shares of attributes of one group can be added: others may overlap`,
    );
  }
  return attributeSet(indices);
}

function attributeCalled(name: string, place: Stretch, attributes: AttributeTable): number {
  const index = attributes.findIndex(
    (attribute, j) => attribute !== undefined && wordOf(j, attributes) === name,
  );
  if (index >= 0) return index;
  throw new Misread(
    place,
    phrase`no attribute is called "${name}"; there are ${attributeNames(attributes).join(", ")}`,
    phrase`write a clause like \`recycled >= 16%\`, \`rmap = 100%\`, \`co2e <= 15 kg/kg\`, \`primary >= 80%\`, \`audited within 12 months\`, \`no asm\` or \`mass >= 10 t\``,
  );
}

/** A row as it is stored: `2 * (rmap) + 1 * co2eMargin - 5 >= 0`. */
function readInequality(clause: Clause, attributes: AttributeTable): PolicyRow {
  const integer = () => clause.figure((text) => parseDecimal(phrase`factor`, text, 0));
  let row: PolicyRow = NEUTRAL_ROW;
  let sign: "+" | "-" | ">=" = clause.accept("-") ? "-" : "+";
  do {
    const { here } = clause;
    const number = integer();
    if (sign === "-" || clause.next !== "*") {
      row = { ...row, constant: requireConstant(sign === "-" ? -number : number, here) };
      sign = clause.expect(">=");
    } else {
      if (number === 0n || number > MAX_FACTOR) {
        throw new Misread(here, phrase`a factor must be from 1 to 32,767`, undefined, "OUT_OF_RANGE");
      }
      clause.expect("*");
      row = withTerm(row, number, clause, attributes);
      sign = clause.expect("+", "-", ">=");
    }
  } while (sign !== ">=");
  clause.expect("0");
  return row;
}

/** Adds `factor` times the figure that comes next. */
function withTerm(row: PolicyRow, factor: bigint, clause: Clause, attributes: AttributeTable): PolicyRow {
  const { here } = clause;
  const once = (before: bigint, added: Partial<PolicyRow>) => {
    if (before !== 0n) throw new Misread(clause.since(here), phrase`this is already in the sum`);
    return { ...row, ...added };
  };
  if (clause.accept("co2ePrimary")) return once(row.primaryFactor, { primaryFactor: factor });
  if (clause.accept("co2eMargin")) return once(row.co2eFactor, { co2eFactor: factor });
  if (clause.next !== "(") clause.expect("(", "co2ePrimary", "co2eMargin");
  clause.take();
  if (clause.accept("oldestAudit")) {
    for (const word of ["-", "day", ")"]) clause.expect(word);
    return once(row.auditFactor, { auditFactor: factor });
  }
  const shares = readAttributes(clause, attributes);
  clause.expect(")");
  return once(row.shareFactor, { shares, shareFactor: factor });
}

function requireConstant(constant: bigint, place: Stretch): bigint {
  const limit = 1n << 47n;
  if (-limit <= constant && constant < limit) return constant;
  throw new Misread(place, phrase`the constant has more than 48 bits`, undefined, "OUT_OF_RANGE");
}

/** A clause, or all of them, that say nothing. */
export function holdsAlways(place: Stretch): Misread {
  return new Misread(place, phrase`every lot meets this`, phrase`leave it out, or ask for more`);
}
