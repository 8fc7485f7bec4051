import { type CircuitInputs, scalarInput } from "../../scripts/core/circuit-inputs.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { poseidon } from "../../scripts/core/poseidon.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import type { CircuitName } from "../../scripts/prover/manifest.ts";
import { quickVerify } from "./babyjubjub.ts";

/**
 * Whether a circuit's inputs make its statement true: the specification once more, over whole numbers, sharing with
 * the tools only the hash. The fuzz has it in place of a proof; a test holds it against the circuits.
 */
export function holds(circuit: CircuitName, inputs: CircuitInputs): boolean {
  const flat = (value: unknown): bigint[] =>
    typeof value === "bigint" ? [value] : Array.isArray(value) ? value.flatMap(flat) : [-1n];
  const inField = Object.values(inputs).every((value) =>
    flat(value).every((v) => v >= 0n && v < FIELD_ORDER),
  );
  return inField && RELATIONS[circuit](new Inputs(inputs));
}

const CAP = 2n ** 30n - 1n;
const WHOLE = 10n ** 9n;
const TEN_THOUSAND = 10n ** 4n;

const below = (bits: number, ...values: bigint[]) => values.every((v) => v >= 0n && v < 1n << BigInt(bits));
const isMass = (grams: bigint) => grams >= 1n && below(32, grams);
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
const bits = (value: bigint, place: number, count: number) =>
  (value >> BigInt(place)) & ((1n << BigInt(count)) - 1n);
const bit = (value: bigint, place: number) => bits(value, place, 1) === 1n;

class Inputs {
  readonly #inputs: CircuitInputs;

  constructor(inputs: CircuitInputs) {
    this.#inputs = inputs;
  }

  one(name: string): bigint {
    return scalarInput(this.#inputs, name);
  }

  list(name: string): bigint[] {
    return this.lists(name).flat();
  }

  /** A signal of two dimensions; of one, as lists of one. */
  lists(name: string): bigint[][] {
    const value = this.#inputs[name];
    if (value === undefined || typeof value === "bigint") throw new RangeError(`no list ${name}`);
    return value.map((entry) =>
      typeof entry === "bigint" ? [entry] : entry.filter((e) => typeof e === "bigint"),
    );
  }
}

const RELATIONS: Readonly<Record<CircuitName, (inputs: Inputs) => boolean>> = {
  mint: (i) => {
    const site = siteOf(i, 0, i.one("lotId"), 0n);
    const [mass, margin, primary] = [i.one("massGrams"), i.one("co2eMargin"), i.one("co2ePrimary")];
    const [floor, part] = [i.one("emissionFloor"), i.one("primaryShare")];
    if (site === undefined || !isMass(mass) || mass > site.unitGrams) return false;
    if (!below(30, margin, primary) || CAP - margin < floor) return false;
    if (TEN_THOUSAND * primary > part * floor) return false;
    const shares = site.grants.map((held) => (held ? WHOLE : 0n));
    const provenance = provenanceOf([margin, primary, ...shares], site.auditedOn);
    return i.one("lotId") === poseidon(mass, provenance, i.one("salt"));
  },

  split: (i) => {
    const [mass, provenance, masses] = [i.one("massGrams"), i.one("provenance"), i.list("childMassGrams")];
    const salts = i.list("childSalts");
    if (!isMass(mass) || i.one("parent") !== poseidon(mass, provenance, i.one("salt"))) return false;
    const children = i.list("children").every((id, k) => {
      const grams = masses[k] ?? 0n;
      return grams === 0n ? id === 0n : isMass(grams) && id === poseidon(grams, provenance, salts[k] ?? 0n);
    });
    return children && sum(masses) === mass;
  },

  merge: (i) => {
    const [masses, words] = [i.list("parentMassGrams"), i.lists("parentLanes")];
    const [salts, audits] = [i.list("parentSalts"), i.list("parentOldestAudits")];
    const [lanes, rest, audit] = [i.list("childLanes"), i.list("remainders"), i.one("childOldestAudit")];
    const mass = sum(masses);
    if (!isMass(mass) || !below(30, ...lanes) || !below(62, ...rest) || !below(16, audit)) return false;
    const provenances = words.map((w, p) => poseidon(...w, audits[p] ?? 0n));
    const provenance = provenanceOf(lanes, audit);
    const parents = i.list("parents").every((id, p) => {
      const grams = masses[p] ?? 0n;
      if (grams === 0n) return id === 0n;
      const own = provenances[p] ?? 0n;
      if (i.one("sameProvenance") === 1n && own !== provenance) return false;
      return id === poseidon(grams, own, salts[p] ?? 0n) && audit <= (audits[p] ?? 0n);
    });
    const blended = lanes.every((lane, k) => {
      const parts = words.map(
        (w, p) => (masses[p] ?? 0n) * bits(w[Math.floor(k / 4)] ?? 0n, 63 * (k % 4), 63),
      );
      return lane * mass + (rest[k] ?? 0n) === sum(parts);
    });
    const flag = i.one("sameProvenance") <= 1n;
    return flag && parents && blended && i.one("child") === poseidon(mass, provenance, i.one("childSalt"));
  },

  refine: (i) => {
    const site = siteOf(i, 1, i.one("child"), i.one("parent"));
    const [massIn, lanesIn] = [i.one("parentMassGrams"), i.list("parentLanes")];
    const [mass, margin, primary] = [i.one("massGrams"), i.one("co2eMargin"), i.one("co2ePrimary")];
    const [marginIn = 0n, primaryIn = 0n, ...sharesIn] = lanesIn;
    const [floor, part, auditIn] = [
      i.one("emissionFloor"),
      i.one("primaryShare"),
      i.one("parentOldestAudit"),
    ];
    if (site === undefined || !below(30, ...lanesIn) || !below(16, auditIn)) return false;
    const parent = poseidon(massIn, provenanceOf(lanesIn, auditIn), i.one("parentSalt"));
    if (i.one("parent") !== parent || massIn > site.unitGrams || !isMass(mass)) return false;
    const scaled = TEN_THOUSAND * mass;
    if (i.one("yieldMin") * massIn > scaled || scaled > i.one("yieldMax") * massIn) return false;

    if (!below(30, margin) || primary > CAP - margin || i.one("footprintUnknown") > 1n) return false;
    if (i.one("footprintUnknown") === 1n) {
      if (margin !== 0n || primary !== 0n) return false;
    } else {
      if ((CAP - margin) * mass < (CAP - marginIn) * massIn + floor * mass) return false;
      if (TEN_THOUSAND * (primary * mass - primaryIn * massIn) > part * floor * mass) return false;
    }
    const rules = i.one("attributeRules");
    if (!below(36, rules) || sharesIn.some((_, j) => bits(rules, 2 * j, 2) === 3n)) return false;
    const shares = sharesIn.map((share, j) => {
      const held = site.grants[j] === true;
      if (bit(rules, 2 * j)) return held ? share : 0n;
      return bit(rules, 2 * j + 1) && held ? WHOLE : share;
    });
    const audit = auditIn < site.auditedOn ? auditIn : site.auditedOn;
    const provenance = provenanceOf([margin, primary, ...shares], audit);
    return i.one("child") === poseidon(mass, provenance, i.one("salt"));
  },

  claim: (i) => {
    const [lanes, audit, mass] = [i.list("lanes"), i.one("oldestAudit"), i.one("massGrams")];
    const [day, least, most] = [i.one("day"), i.one("massMin"), i.one("massMax")];
    if (!below(30, ...lanes) || !below(16, audit, day) || !below(32, least, most)) return false;
    if (i.one("lotId") !== poseidon(mass, provenanceOf(lanes, audit), i.one("salt"))) return false;
    if (mass < least || mass > most) return false;
    const rows: bigint[] = [];
    for (const [k, attributes] of i.list("shares").entries()) {
      const at = (name: string) => i.list(name)[k] ?? 0n;
      const factors = ["shareFactors", "primaryFactors", "co2eFactors", "auditFactors"].map(at);
      const [share = 0n, primary = 0n, co2e = 0n, age = 0n] = factors;
      const constant = at("constants");
      if (!below(18, attributes) || !below(15, ...factors) || !below(48, constant)) return false;
      const counted = sum(lanes.slice(2).filter((_, j) => bit(attributes, j)));
      const [margin = 0n, ofPrimary = 0n] = lanes;
      const left = share * counted + primary * ofPrimary + co2e * margin + age * (audit - day);
      if (left + BigInt.asIntN(48, constant) < 0n) return false;
      rows.push(
        attributes + (share << 18n) + (primary << 33n) + (co2e << 48n) + (age << 63n) + (constant << 78n),
      );
    }
    const words = [0, 2, 4, 6].map((k) => (rows[k] ?? 0n) + ((rows[k + 1] ?? 0n) << 126n));
    return i.one("policyId") === poseidon(...words, least + (most << 32n));
  },
};

function provenanceOf(lanes: readonly bigint[], oldestAudit: bigint): bigint {
  const words = [0, 4, 8, 12, 16].map((first) =>
    sum(lanes.slice(first, first + 4).map((lane, l) => lane << BigInt(63 * l))),
  );
  return poseidon(...words, oldestAudit);
}

/** What the site's leaf lets it do, if it may make the lot at all. */
function siteOf(i: Inputs, right: 0 | 1, lotId: bigint, parent: bigint) {
  const [profile, figures] = [
    i.one("profile"),
    ["primaryShare", "yieldMin", "yieldMax"].map((n) => i.one(n)),
  ];
  const [x = 0n, y = 0n] = i.list("assayer");
  if (!below(100, profile) || !below(30, i.one("emissionFloor"))) return undefined;
  if (figures.some((figure) => figure > TEN_THOUSAND) || !bit(profile, right)) return undefined;
  const [permits, validUntil] = [bits(profile, 20, 16), bits(profile, 84, 16)];
  const when = i.one("when");
  if (!below(32, when) || bits(when, 0, 16) > validUntil || i.one("permitIndex") >= permits) return undefined;

  const siteKey = poseidon(i.one("siteSecret"), TAGS.SITE);
  const keys = poseidon(siteKey, poseidon(i.one("traceSecret"), TAGS.TRACE), x, y);
  const process = poseidon(i.one("emissionFloor"), ...figures, i.one("processSalt"), TAGS.PROCESS);
  let node = poseidon(keys, profile, process);
  const [depth, index, siblings] = [Number(i.one("depth")), i.one("index"), i.list("siblings")];
  if (depth > siblings.length || !below(siblings.length, index)) return undefined;
  for (const [level, sibling] of siblings.slice(0, depth).entries()) {
    node = bit(index, level) ? poseidon(sibling, node) : poseidon(node, sibling);
  }
  const registry = poseidon(node, i.one("attributeRules"), i.one("deployment"), TAGS.REGISTRY);
  const permit = poseidon(i.one("traceSecret"), when >> 16n, i.one("permitIndex"), TAGS.PERMIT);
  if (i.one("registry") !== registry || i.one("permit") !== permit) return undefined;

  const [r8x = 0n, r8y = 0n] = i.list("signatureR8");
  const message = poseidon(lotId, siteKey, i.one("deployment"), parent, TAGS.ASSAY);
  if (!quickVerify([x, y], message, { r8: [r8x, r8y], s: i.one("signatureS") })) return undefined;
  return {
    grants: Array.from({ length: 18 }, (_, j) => bit(profile, 2 + j)),
    unitGrams: bits(profile, 36, 32),
    auditedOn: bits(profile, 68, 16),
  };
}
