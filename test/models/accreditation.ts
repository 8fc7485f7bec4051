import {
  ACCREDITATION_TABLE,
  type AccreditationEvent,
  type AccreditationRole,
  type ControlledAttribute,
  type Grant,
  type AccreditationRefusal,
  type Terms,
} from "./accreditation-events.ts";
import { dayOfTimestamp, periodOf } from "../../scripts/core/calendar.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { MAX_TREE_DEPTH, SiteTree } from "../../scripts/core/site-tree.ts";
import {
  keysHashOf,
  type Point,
  siteLeaf,
  type SiteKeys,
  type SiteProfile,
  type SiteRight,
} from "../../scripts/core/site.ts";
import { ATTRIBUTE_COUNT, attributeSet } from "../../scripts/core/attributes.ts";

/** What is fixed when an accreditation is deployed. */
export interface AccreditationParameters {
  readonly roles: Readonly<Record<AccreditationRole, string>>;
  /** Seconds for which a registry outlives a change that is not restrictive. */
  readonly rootWindow: number;
  /** How many days before today a proof's day may be. */
  readonly dayTolerance: number;
  /** Leaves that the tree takes; 65,536 unless a test says otherwise. */
  readonly capacity?: number;
}

/** Who sends an event, and the timestamp of its block in seconds. */
export interface Sent {
  readonly by: string;
  readonly at: number;
}

export interface SiteState {
  keys: SiteKeys;
  readonly right: SiteRight;
  terms: Terms;
  readonly grants: Map<number, Grant>;
  /** What stands in the tree; undefined while the site is out of it. */
  listed: { position: number; profile: SiteProfile; commitment: bigint } | undefined;
  /** The period in which the site last left the tree; 0 if never. */
  leftPeriod: number;
  /** The period with which the present keys may enter the tree. */
  fromPeriod: number;
  confirmed: boolean;
  suspended: boolean;
}

/** Whom the scheme administrator would have control an attribute, and from when, in seconds. */
export interface Replacement {
  readonly heir: string;
  readonly from: number;
}

/** Seconds between the announcement of another controller and its taking over. */
export const CONTROLLER_DELAY = 14 * 86_400;

const NOBODY = `0x${"0".repeat(40)}`;

/** A registry that is or was the current one. */
interface PastRegistry {
  readonly registry: bigint;
  readonly epoch: number;
  /** Undefined for the current one. */
  supersededAt: number | undefined;
}

/**
 * The rules of accreditation without a chain: what each event does, who may send it, and which registries are
 * accepted when. The contract is tested against it.
 */
export class Accreditation {
  readonly tree = new SiteTree();
  readonly attributes: (ControlledAttribute | undefined)[] = Array.from({ length: ATTRIBUTE_COUNT });
  readonly #parameters: AccreditationParameters;
  readonly #sites: SiteState[] = [];
  readonly #keysUsed = new Set<bigint>();
  /** What a controller offers, by attribute. */
  readonly heirs = new Map<number, string>();
  /** What the scheme administrator has announced, by attribute. */
  readonly replacements = new Map<number, Replacement>();
  #deployment: bigint | undefined;
  /** In a successor, the first period with which a site may enter. */
  #firstPeriod = 0;
  /** Counts the restrictive events; a registry of an earlier epoch is never accepted. */
  #epoch = 0;
  readonly #history: PastRegistry[] = [];

  constructor(parameters: AccreditationParameters) {
    this.#parameters = parameters;
  }

  /** The current registry; 0 before `bind` and over an empty tree. */
  get registry(): bigint {
    if (this.#deployment === undefined || this.tree.root === 0n) return 0n;
    return registryHash({ tree: this.tree, attributes: this.attributes, deployment: this.#deployment });
  }

  /** How many sites were proposed. */
  get siteCount(): number {
    return this.#sites.length;
  }

  siteOf(siteId: number): SiteState | undefined {
    return this.#sites[siteId - 1];
  }

  /** Whether proofs against `registry` are accepted at a time in seconds. */
  isAccepted(registry: bigint, at: number): boolean {
    return this.#history.some(
      (past) =>
        past.registry === registry &&
        past.epoch === this.#epoch &&
        (past.supersededAt === undefined || at <= past.supersededAt + this.#parameters.rootWindow),
    );
  }

  /** Whether a site may hold an attribute: a mint gets all grants, so what refining raises needs a word of its own. */
  isOpen({ right, terms }: SiteState, attribute: number): boolean {
    const bit = 1n << BigInt(attribute);
    if ((terms.attributes & bit) === 0n) return false;
    if (right === "refine" || this.attributes[attribute]?.rule !== "raise") return true;
    return (terms.raisedAtMint & bit) !== 0n;
  }

  /** Lets an event happen, or says why the contract would refuse it. */
  apply(event: AccreditationEvent, sent: Sent): AccreditationRefusal | undefined {
    const refusal = this.#refusalOf(event, sent);
    if (refusal !== undefined) return refusal;
    const worse = this.#change(event, sent);
    const { restrictive } = ACCREDITATION_TABLE[event.kind];
    this.#supersede(restrictive === "always" || (restrictive === "ifWorse" && worse), sent.at);
    return undefined;
  }

  #refusalOf(event: AccreditationEvent, { by, at }: Sent): AccreditationRefusal | undefined {
    const today = dayOfTimestamp(at);
    const role = ACCREDITATION_TABLE[event.kind].by;
    if (role !== "anyone" && role !== "attributeController" && by !== this.#parameters.roles[role]) {
      return "AccessManagedUnauthorized";
    }
    switch (event.kind) {
      case "bind":
        if (this.#deployment !== undefined) return "AlreadyBound";
        return event.predecessor === undefined ? undefined : this.#successionRefusal(event.predecessor);
      case "defineAttribute":
        return this.#attributeRefusal(event.attribute, event.definition);
      case "propose":
        return this.#keysRefusal(event.keys) ?? termsRefusal(event.right, event.terms, today);
      case "replaceController":
        return this.attributes[event.attribute] === undefined ? "AttributeUndefined" : undefined;
      case "acceptAttribute":
        return this.#acceptRefusal(event.attribute, by, at);
    }
    if (role === "attributeController") {
      const attribute = "attribute" in event ? this.attributes[event.attribute] : undefined;
      if (attribute === undefined) return "AttributeUndefined";
      if (by !== attribute.controller) return "AttributeControllerOnly";
    }
    if (event.kind === "offerAttribute") return undefined;
    const site = this.siteOf(event.siteId);
    if (site === undefined) return "SiteUnknown";
    switch (event.kind) {
      case "confirm":
        if (site.confirmed) return "SiteAlreadyConfirmed";
        if (event.keysHash !== keysHashOf(site.keys)) return "KeysMismatch";
        return !site.suspended && this.#isDue(site, at) ? this.#fullRefusal() : undefined;
      case "admit":
        if (site.listed !== undefined) return "SiteInTree";
        if (site.suspended) return "SiteIsSuspended";
        if (!site.confirmed) return "SiteNotConfirmed";
        return this.#isDue(site, at) ? this.#fullRefusal() : "KeysNotDue";
      case "amend":
        return termsRefusal(site.right, event.terms, today);
      case "rotate":
        return this.#keysRefusal(event.keys);
      case "suspend":
        return site.suspended ? "SiteIsSuspended" : undefined;
      case "reinstate":
        if (!site.suspended) return "SiteNotSuspended";
        return site.confirmed && this.#isDue(site, at) ? this.#fullRefusal() : undefined;
      case "grant":
        if (!this.isOpen(site, event.attribute)) return "AttributeNotOpen";
        return datesRefusal(event.dates, today) ?? this.#groupRefusal(site, event.attribute);
      case "revoke":
        return site.grants.has(event.attribute) ? undefined : "GrantNotHeld";
      case "lapse": {
        const held = site.grants.get(event.attribute);
        if (held === undefined) return "GrantNotHeld";
        return held.validUntil < today - this.#parameters.dayTolerance ? undefined : "GrantNotLapsed";
      }
    }
  }

  /** @returns whether a field of a leaf, or a rule, became worse than in the older registry */
  #change(event: AccreditationEvent, { by, at }: Sent): boolean {
    switch (event.kind) {
      case "bind":
        this.#deployment = event.deployment;
        if (event.predecessor === undefined) return false;
        for (const [attribute, definition] of event.predecessor.entries()) {
          if (definition !== undefined) this.attributes[attribute] = definition;
        }
        // its quota of this month may be used already
        this.#firstPeriod = periodOf(dayOfTimestamp(at)) + 1;
        return false;
      case "defineAttribute":
        this.attributes[event.attribute] = event.definition;
        return event.definition.rule === "require";
      case "propose":
        this.#useKeys(event.keys);
        this.#sites.push({
          keys: event.keys,
          right: event.right,
          terms: event.terms,
          grants: new Map(),
          listed: undefined,
          leftPeriod: 0,
          fromPeriod: 0,
          confirmed: false,
          suspended: false,
        });
        return false;
      case "offerAttribute":
        this.heirs.delete(event.attribute);
        if (event.heir !== NOBODY) this.heirs.set(event.attribute, event.heir);
        return false;
      case "replaceController":
        this.replacements.delete(event.attribute);
        if (event.heir !== NOBODY) {
          this.replacements.set(event.attribute, { heir: event.heir, from: at + CONTROLLER_DELAY });
        }
        return false;
      case "acceptAttribute":
        this.#accept(event.attribute, by);
        return false;
    }
    const site = this.siteOf(event.siteId);
    if (site === undefined) throw new Error("an event of an unknown site was not refused");
    switch (event.kind) {
      case "confirm":
        site.confirmed = true;
        return this.#enter(site, at);
      case "admit":
        return this.#enter(site, at);
      case "reinstate":
        site.suspended = false;
        return this.#enter(site, at);
      case "rotate":
        this.#leave(site, at);
        this.#useKeys(event.keys);
        site.keys = event.keys;
        site.confirmed = false;
        site.fromPeriod = site.leftPeriod + 1;
        return true;
      case "suspend":
        this.#leave(site, at);
        site.suspended = true;
        return true;
      case "amend":
        site.terms = event.terms;
        for (const attribute of site.grants.keys()) {
          if (!this.isOpen(site, attribute)) site.grants.delete(attribute);
        }
        return this.#refresh(site);
      case "grant":
        site.grants.set(event.attribute, event.dates);
        return this.#refresh(site);
      case "revoke":
      case "lapse":
        site.grants.delete(event.attribute);
        return this.#refresh(site);
    }
  }

  /** Lets the site into the tree, if nothing keeps it out. */
  #enter(site: SiteState, at: number): false {
    if (site.confirmed && !site.suspended && this.#isDue(site, at)) {
      const profile = profileOf(site);
      const commitment = site.terms.processCommitment;
      site.listed = { position: this.tree.leaves.length, profile, commitment };
      this.tree.insert(siteLeaf(site.keys, profile, commitment));
    }
    return false;
  }

  /** Brings the leaf up to date, if the site is in the tree. @returns whether it became worse */
  #refresh(site: SiteState): boolean {
    const old = site.listed;
    if (old === undefined) return false;
    const profile = profileOf(site);
    const commitment = site.terms.processCommitment;
    this.tree.replace(old.position, siteLeaf(site.keys, profile, commitment));
    site.listed = { position: old.position, profile, commitment };
    return commitment !== old.commitment || isWorse(old.profile, profile);
  }

  #leave(site: SiteState, at: number): void {
    if (site.listed === undefined) return;
    this.tree.replace(site.listed.position, 0n);
    site.listed = undefined;
    site.leftPeriod = periodOf(dayOfTimestamp(at));
  }

  #supersede(restrictive: boolean, at: number): void {
    const last = this.#history.at(-1);
    const current = last?.supersededAt === undefined ? last : undefined;
    const registry = this.registry;
    if ((current?.registry ?? 0n) === registry) return;
    if (restrictive) this.#epoch += 1;
    if (current !== undefined) current.supersededAt = at;
    if (registry !== 0n) this.#history.push({ registry, epoch: this.#epoch, supersededAt: undefined });
  }

  /** No proof that is still accepted may be of a period in which the former keys were used. */
  #isDue(site: SiteState, at: number): boolean {
    const from = Math.max(site.fromPeriod, this.#firstPeriod);
    return periodOf(dayOfTimestamp(at) - this.#parameters.dayTolerance) >= from;
  }

  #useKeys({ siteKey, traceKey }: SiteKeys): void {
    this.#keysUsed.add(siteKey).add(traceKey);
  }

  #fullRefusal(): AccreditationRefusal | undefined {
    const capacity = this.#parameters.capacity ?? 2 ** MAX_TREE_DEPTH;
    return this.tree.leaves.length < capacity ? undefined : "TreeFull";
  }

  /** A predecessor's attributes must fit beside those defined here, and no site may be in before. */
  #successionRefusal(
    predecessor: readonly (ControlledAttribute | undefined)[],
  ): AccreditationRefusal | undefined {
    if (this.tree.leaves.length > 0) return "BoundAfterSites";
    for (const [attribute, definition] of predecessor.entries()) {
      const refusal = definition && this.#attributeRefusal(attribute, definition);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  #attributeRefusal(
    attribute: number,
    { name, controller, group, rule }: ControlledAttribute,
  ): AccreditationRefusal | undefined {
    if (attribute >= ATTRIBUTE_COUNT) return "AttributeOutOfRange";
    if (this.attributes[attribute] !== undefined) return "AttributeAlreadyDefined";
    if (name === "" || this.attributes.some((other) => other?.name === name)) return "AttributeNameInvalid";
    if (BigInt(controller) === 0n) return "AttributeControllerZero";
    return rule === "raise" && group !== 0 ? "AttributeRaiseInGroup" : undefined;
  }

  #keysRefusal({ siteKey, traceKey, assayer }: SiteKeys): AccreditationRefusal | undefined {
    if (![siteKey, traceKey].every(isFieldElement)) return "FieldElementInvalid";
    if (this.#keysUsed.has(siteKey) || this.#keysUsed.has(traceKey) || siteKey === traceKey) return "KeyUsed";
    return isAssayer(assayer) ? undefined : "AssayerInvalid";
  }

  /** A controller's own offer holds at once, an announcement only after its delay. */
  #acceptRefusal(attribute: number, by: string, at: number): AccreditationRefusal | undefined {
    if (this.heirs.get(attribute) === by) return undefined;
    const announced = this.replacements.get(attribute);
    if (announced?.heir !== by) return "AttributeNotOffered";
    return at < announced.from ? "ReplacementNotDue" : undefined;
  }

  #accept(attribute: number, by: string): void {
    const former = this.attributes[attribute];
    if (former === undefined) throw new Error("an attribute that is not defined was offered");
    this.attributes[attribute] = { ...former, controller: by };
    this.heirs.delete(attribute);
    // another's announcement stays, so that whoever stole an account can't hand the attribute out of its reach
    if (this.replacements.get(attribute)?.heir === by) this.replacements.delete(attribute);
  }

  #groupRefusal(site: SiteState, attribute: number): AccreditationRefusal | undefined {
    const group = this.attributes[attribute]?.group ?? 0;
    const excludes = (held: number) =>
      held !== attribute && group !== 0 && this.attributes[held]?.group === group;
    return [...site.grants.keys()].some(excludes) ? "GrantExcluded" : undefined;
  }
}

/** What the leaf says of a site: its dates are the earliest of the accreditation and of every grant held. */
function profileOf({ right, terms, grants }: SiteState): SiteProfile {
  const dated = [terms, ...grants.values()];
  return {
    right,
    grants: attributeSet(grants.keys()),
    permits: terms.permits,
    unitGrams: terms.unitGrams,
    auditedOn: Math.min(...dated.map((d) => d.auditedOn)),
    validUntil: Math.min(...dated.map((d) => d.validUntil)),
  };
}

function isWorse(old: SiteProfile, now: SiteProfile): boolean {
  return (
    (old.grants & ~now.grants) !== 0n ||
    now.permits < old.permits ||
    now.unitGrams < old.unitGrams ||
    now.auditedOn < old.auditedOn ||
    now.validUntil < old.validUntil
  );
}

function termsRefusal(right: SiteRight, terms: Terms, today: number): AccreditationRefusal | undefined {
  const { attributes, raisedAtMint } = terms;
  const strays = (raisedAtMint & ~attributes) !== 0n || (raisedAtMint !== 0n && right !== "mint");
  if (strays || attributes >= 1n << BigInt(ATTRIBUTE_COUNT)) return "OpenAttributesInvalid";
  if (!isFieldElement(terms.processCommitment)) return "FieldElementInvalid";
  return terms.unitGrams === 0n ? "UnitZero" : datesRefusal(terms, today);
}

function datesRefusal({ auditedOn, validUntil }: Grant, today: number): AccreditationRefusal | undefined {
  if (auditedOn > today) return "AuditInFuture";
  return validUntil < today ? "ValidityOver" : undefined;
}

function isFieldElement(value: bigint): boolean {
  return value > 0n && value < FIELD_ORDER;
}

/** A point of BabyJubjub that is no point of low order with x = 0, and whose y no tag or day can stand for. */
function isAssayer([x, y]: Point): boolean {
  if (x <= 0n || x >= FIELD_ORDER || y < 1n << 65n || y >= FIELD_ORDER) return false;
  const [xx, yy] = [x * x, y * y];
  return (168_700n * xx + yy - 1n - 168_696n * xx * yy) % FIELD_ORDER === 0n;
}
