import { attributesInSet, type AttributeTable } from "../core/attributes.ts";
import { isAboutLot, type Policy, type PolicyRow } from "../core/policy.ts";
import { describeRow } from "../core/policy-words.ts";
import { wordOf } from "../core/attribute-words.ts";
import { CO2E_CAP } from "../core/co2e-cap.ts";
import type { PolicyClauseFact } from "./report.ts";

/** What a policy asks for, clause by clause. */
export function clausesOf(policy: Policy, attributes: AttributeTable): PolicyClauseFact[] {
  const rows = policy.rows.map((row) => clauseOf(row, attributes));
  if (!isAboutLot(policy)) return rows;
  const { massMin, massMax } = policy;
  return [...rows, { kind: "mass", leastGrams: String(massMin), mostGrams: String(massMax) }];
}

/** As `describeRow` tells rows apart, which alone knows what is a clause. */
function clauseOf(row: PolicyRow, attributes: AttributeTable): PolicyClauseFact {
  const words = describeRow(row, attributes);
  const { shares, constant } = row;
  if (words.startsWith("co2e <="))
    return { kind: "footprint", mostGramsPerTonne: String(CO2E_CAP + constant) };
  if (words.startsWith("audited within")) return { kind: "audit", days: String(constant) };
  if (words.startsWith("primary ")) return { kind: "primary", words };
  if (shares > 0n && !words.endsWith(">= 0")) {
    const names = attributesInSet(shares).map((j) => wordOf(j, attributes));
    return { kind: "share", attributes: names, leastBillionths: String(-constant) };
  }
  return { kind: "other", words };
}
