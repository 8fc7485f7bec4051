import { MAX_MASS_GRAMS } from "./units.ts";
import type { Policy, PolicyRow } from "./policy.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import { attributeSet, attributesInSet, type AttributeTable, WHOLE_SHARE } from "./attributes.ts";

/** From `least` to `most`, both included. */
export interface Interval {
  readonly least: bigint;
  readonly most: bigint;
}

/** A claim that the public knows. */
export interface KnownClaim {
  readonly policy: Policy;
  /** The day for which it was proven, since 1970-01-01. */
  readonly day: number;
  /** Whether it was proven of this very lot; one of another lot of its provenance says nothing of this one's mass. */
  readonly isOfThisLot: boolean;
}

/** Between which bounds a lot's figures are known to lie. */
export interface Exposure {
  readonly massGrams: Interval;
  /** Grams CO2e per tonne. */
  readonly co2e: Interval;
  readonly co2ePrimary: Interval;
  /** Days since 1970-01-01. */
  readonly oldestAudit: Interval;
  /** Parts per billion, of each attribute that is defined and of each sum that is asked for or that a claim is about; by 18-bit sets. */
  readonly shares: ReadonlyMap<bigint, Interval>;
}

/** What holds of every lot. Tests make these small to try all lots out. */
export interface NaturalLimits {
  readonly co2eCap: bigint;
  readonly wholeShare: bigint;
  readonly massGrams: bigint;
}
const NATURAL: NaturalLimits = { co2eCap: CO2E_CAP, wholeShare: WHOLE_SHARE, massGrams: MAX_MASS_GRAMS };

/** Each round is sound by itself; claims of a few rows settle in three or four. */
const MOST_ROUNDS = 32;

/**
 * What anybody can conclude of a lot from the claims proven of its provenance, of whichever piece, and from what holds of
 * every lot: shares within one group add up to a whole at most, the primary part is within the footprint, audits lie in
 * the past. Never narrower than what follows. For one row the bounds are exact; several rows are combined by letting the
 * bounds that one gives sharpen the next, which can leave out what only several together imply.
 *
 * Not reckoned with: claims about lots that this one was blended from or went into, the masses of its pieces, the sites
 * that could have made it (see `sitesThatFit`), what trading partners were told, and that a claim was *not* proven.
 * @param today the last day on which the oldest audit can have been
 * @param sums sets of attributes within one group whose sums are asked for too
 */
export function exposure(
  claims: readonly KnownClaim[],
  attributes: AttributeTable,
  today: number,
  { sums = [], limits = NATURAL }: { sums?: readonly bigint[]; limits?: NaturalLimits } = {},
): Exposure {
  const known = new Known(claims, attributes, today, sums, limits);
  for (let round = 0; round < MOST_ROUNDS && known.sharpen(); round++);
  return known.exposure();
}

class Known {
  readonly #rows: readonly { readonly row: PolicyRow; readonly day: bigint }[];
  readonly #limits: NaturalLimits;
  readonly #groups: readonly bigint[];
  readonly #mass: Interval;
  readonly #audit = new Bounds();
  readonly #primary = new Bounds();
  readonly #margin = new Bounds();
  /** By sets of attributes: each attribute alone, and each sum that a row is about. */
  readonly #shares = new Map<bigint, Bounds>();
  /** Those of attributes that are defined. */
  readonly #told: ReadonlySet<bigint>;

  constructor(
    claims: readonly KnownClaim[],
    attributes: AttributeTable,
    today: number,
    sums: readonly bigint[],
    limits: NaturalLimits,
  ) {
    this.#limits = limits;
    this.#rows = claims.flatMap(({ policy, day }) => policy.rows.map((row) => ({ row, day: BigInt(day) })));
    const own = claims.filter(({ isOfThisLot }) => isOfThisLot).map(({ policy }) => policy);
    this.#mass = {
      least: largest([1n, ...own.map(({ massMin }) => massMin)]),
      most: smallest([limits.massGrams, ...own.map(({ massMax }) => massMax)]),
    };
    this.#groups = attributes.map((attribute, j) => {
      const peers = attributes.flatMap((other, k) => (other?.group === attribute?.group ? [k] : []));
      return attribute === undefined || attribute.group === 0 ? attributeSet([j]) : attributeSet(peers);
    });
    this.#audit.lower(BigInt(today));
    this.#primary.lower(limits.co2eCap);
    this.#margin.lower(limits.co2eCap);
    const attributeByItself = attributes.map((_, j) => attributeSet([j]));
    for (const set of [...attributeByItself, ...this.#rows.map(({ row }) => row.shares), ...sums]) {
      if (set === 0n || this.#shares.has(set)) continue;
      const bounds = new Bounds();
      bounds.lower(limits.wholeShare);
      this.#shares.set(set, bounds);
    }
    this.#told = new Set(
      [...this.#shares.keys()].filter((set) => attributesInSet(set).some((j) => attributes[j] !== undefined)),
    );
  }

  exposure(): Exposure {
    const { co2eCap } = this.#limits;
    return {
      massGrams: this.#mass,
      co2e: { least: co2eCap - this.#margin.most, most: co2eCap - this.#margin.least },
      co2ePrimary: this.#primary.interval,
      oldestAudit: this.#audit.interval,
      shares: new Map(
        [...this.#shares].flatMap(([set, bounds]) => (this.#told.has(set) ? [[set, bounds.interval]] : [])),
      ),
    };
  }

  /** Takes every row once. @returns whether a bound has changed */
  sharpen(): boolean {
    let changed = false;
    for (const { row, day } of this.#rows) {
      // no short cut: every step is to be taken
      changed =
        [this.#byShares(row, day), this.#byFootprint(row, day), this.#byAudit(row, day)].includes(true) ||
        changed;
    }
    return [this.#withinFootprint(), this.#withinGroups()].includes(true) || changed;
  }

  /** The most that a row's terms can come to but for one, and its constant. */
  #others(row: PolicyRow, day: bigint, without: "shares" | "footprint" | "audit"): bigint {
    const share = without === "shares" ? 0n : row.shareFactor * this.#most(row.shares);
    const footprint = without === "footprint" ? 0n : this.#mostOfFootprint(row);
    const audit = without === "audit" ? 0n : row.auditFactor * (this.#audit.most - day);
    return share + footprint + audit + row.constant;
  }

  #byShares(row: PolicyRow, day: bigint): boolean {
    if (row.shareFactor === 0n) return false;
    const least = divideUp(-this.#others(row, day, "shares"), row.shareFactor);
    return this.#shares.get(row.shares)?.raise(least) ?? false;
  }

  #byAudit(row: PolicyRow, day: bigint): boolean {
    if (row.auditFactor === 0n) return false;
    return this.#audit.raise(day + divideUp(-this.#others(row, day, "audit"), row.auditFactor));
  }

  /** With the margin given, the primary part is at most what is left of the cap, and the other way round. */
  #byFootprint({ primaryFactor, co2eFactor, ...rest }: PolicyRow, day: bigint): boolean {
    const others = this.#others({ primaryFactor, co2eFactor, ...rest }, day, "footprint");
    const pair = [
      [this.#margin, co2eFactor, this.#primary, primaryFactor],
      [this.#primary, primaryFactor, this.#margin, co2eFactor],
    ] as const;
    const changes = pair.flatMap(([bounds, factor, other, otherFactor]) => [
      bounds.where(factor, otherFactor * other.most + others),
      bounds.where(factor - otherFactor, otherFactor * this.#limits.co2eCap + others),
    ]);
    return changes.includes(true);
  }

  #withinFootprint(): boolean {
    const { co2eCap } = this.#limits;
    return [
      this.#margin.lower(co2eCap - this.#primary.least),
      this.#primary.lower(co2eCap - this.#margin.least),
    ].includes(true);
  }

  /** Carries bounds between attributes and sums of one group. */
  #withinGroups(): boolean {
    const changes = [...this.#shares].flatMap(([set, bounds]) => [
      bounds.raise(this.#least(set)),
      bounds.lower(this.#most(set)),
    ]);
    return changes.includes(true);
  }

  /** The least that a set's shares add up to, by what is known of its attributes and of sums that it has a part in. */
  #least(set: bigint): bigint {
    const bySums = [...this.#shares].map(([sum, { least }]) =>
      (sum & set) === 0n ? 0n : least - this.#most(sum & ~set) + this.#byAttributes(set & ~sum),
    );
    return largest([this.#byAttributes(set), ...bySums]);
  }

  /** The most that a set's shares add up to: what the rest of its group leaves. */
  #most(set: bigint): bigint {
    const [first] = attributesInSet(set);
    if (first === undefined) return 0n;
    const rest = (this.#groups[first] ?? set) & ~set;
    const byAttributes = attributesInSet(set).reduce((sum, j) => sum + (this.#attribute(j)?.most ?? 0n), 0n);
    const taken = [...this.#shares].map(([sum, { least }]) =>
      (sum & ~rest) === 0n ? least + this.#byAttributes(rest & ~sum) : 0n,
    );
    const left = this.#limits.wholeShare - largest([0n, ...taken]);
    return smallest([byAttributes, left, this.#shares.get(set)?.most ?? left]);
  }

  #byAttributes(set: bigint): bigint {
    return attributesInSet(set).reduce((sum, j) => sum + (this.#attribute(j)?.least ?? 0n), 0n);
  }

  #attribute(index: number): Bounds | undefined {
    return this.#shares.get(1n << BigInt(index));
  }

  /** The most of primaryFactor · co2ePrimary + co2eFactor · co2eMargin: the weightier figure takes all it can. */
  #mostOfFootprint({ primaryFactor, co2eFactor }: PolicyRow): bigint {
    const { co2eCap } = this.#limits;
    const most = (first: Bounds, firstFactor: bigint, second: Bounds, secondFactor: bigint) => {
      const value = smallest([first.most, co2eCap - second.least]);
      return firstFactor * value + secondFactor * smallest([second.most, co2eCap - value]);
    };
    return co2eFactor >= primaryFactor
      ? most(this.#margin, co2eFactor, this.#primary, primaryFactor)
      : most(this.#primary, primaryFactor, this.#margin, co2eFactor);
  }
}

/** A figure's bounds, which only ever get narrower. `most` is set first. */
class Bounds {
  #least = 0n;
  #most: bigint | undefined;

  get least(): bigint {
    return this.#least;
  }

  get most(): bigint {
    return this.#most ?? 0n;
  }

  get interval(): Interval {
    return { least: this.least, most: this.most };
  }

  raise(least: bigint): boolean {
    if (least <= this.#least) return false;
    this.#least = least;
    return true;
  }

  lower(most: bigint): boolean {
    if (this.#most !== undefined && most >= this.#most) return false;
    this.#most = most;
    return true;
  }

  /** That factor · figure + rest ≥ 0. */
  where(factor: bigint, rest: bigint): boolean {
    if (factor > 0n) return this.raise(divideUp(-rest, factor));
    return factor < 0n && this.lower(divideDown(rest, -factor));
  }
}

function divideDown(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function divideUp(value: bigint, by: bigint): bigint {
  return -divideDown(-value, by);
}

function smallest(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (a < b ? a : b));
}

function largest(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (a > b ? a : b));
}
