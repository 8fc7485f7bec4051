import type { ClaimFact, PolicyClauseFact } from "../../report.ts";
import { el, section } from "../dom.ts";
import { statusMark } from "../status.ts";
import { standing, type View } from "../view.ts";

/** "100%" of a policy: all but room for a thousand roundings. */
const WHOLE_BILLIONTHS = 999_999_000;
/** The heaviest lot: a mass up to this much is not bounded. */
const MOST_GRAMS = 4_294_967_295;

/** Each clause of each claim as a sentence, with what it means and does not mean. */
export function claimsPart(view: View): HTMLElement {
  const { words, report } = view;
  const said = words.claims;
  const { claims } = report.facts;
  return section(
    "claims",
    said.title,
    el("p", { class: "lead" }, said.lead),
    ...standing(view, ["policy", "claim", "claim-proof"]),
    ...(claims.length === 0 ? [el("p", {}, said.none)] : claims.map((claim) => claimEntry(view, claim))),
  );
}

function claimEntry(view: View, claim: ClaimFact): HTMLElement {
  const { words, figures } = view;
  const said = words.claims;
  const about = [
    said.day(figures.day(claim.day)),
    said.about[claim.isAboutLot ? "lot" : "provenance"],
    said.askedBy[claim.askedBy],
  ].join(" · ");
  return el(
    "article",
    { class: "claim" },
    ...claim.clauses.map((clause) => clauseEntry(view, clause)),
    el("p", { class: "small" }, about),
  );
}

function clauseEntry(view: View, clause: PolicyClauseFact): HTMLElement {
  const { words } = view;
  const said = words.claims;
  const { sentence, means, not } = clauseWords(view, clause);
  return el(
    "div",
    { class: "clause" },
    el("h3", {}, statusMark(words, "true", false), ` ${sentence}`),
    el("p", {}, el("b", {}, said.means), ` ${means}`),
    el("p", { class: "not" }, el("b", {}, said.meansNot), ` ${not}`),
  );
}

interface ClauseWords {
  readonly sentence: string;
  readonly means: string;
  readonly not: string;
}

function clauseWords({ words, figures }: View, clause: PolicyClauseFact): ClauseWords {
  const said = words.claims;
  switch (clause.kind) {
    case "share": {
      const isWhole = Number(clause.leastBillionths) >= WHOLE_BILLIONTHS;
      const share = isWhole ? said.whole : said.atLeast(figures.share(clause.leastBillionths));
      const known =
        clause.attributes.length === 1 ? attributeWords(said.attributes, clause.attributes[0]) : undefined;
      return {
        sentence: said.share(share, clause.attributes.map(said.quoted).join(said.and)),
        means: known?.means ?? said.shareMeans,
        not: known?.not ?? said.shareNot,
      };
    }
    case "footprint":
      return {
        sentence: said.footprint(figures.perKg(clause.mostGramsPerTonne)),
        means: said.footprintMeans,
        not: said.footprintNot,
      };
    case "primary":
      return { sentence: said.primary(clause.words), means: said.primaryMeans, not: said.primaryNot };
    case "audit":
      return {
        sentence: said.audit(figures.count(clause.days)),
        means: said.auditMeans,
        not: said.auditNot,
      };
    case "mass": {
      const [least, most] = [figures.mass(clause.leastGrams), figures.mass(clause.mostGrams)];
      const bounds =
        Number(clause.mostGrams) >= MOST_GRAMS
          ? said.massLeast(least)
          : Number(clause.leastGrams) === 0
            ? said.massMost(most)
            : said.massBetween(least, most);
      return { sentence: bounds, means: said.massMeans, not: said.massNot };
    }
    case "other":
      return { sentence: said.other(clause.words), means: said.otherMeans, not: said.otherNot };
  }
}

/** What a well-known attribute says; any other says what its scheme does. */
function attributeWords<Said>(known: Readonly<Record<string, Said>>, name = ""): Said | undefined {
  return Object.hasOwn(known, name) ? known[name] : undefined;
}
