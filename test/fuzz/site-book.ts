import { createHash } from "node:crypto";

import type { AccreditationEvent, AccreditationRefusal } from "../models/accreditation-events.ts";
import { Accreditation } from "../models/accreditation.ts";
import {
  assayerOf,
  assayMessage,
  type AssaySignature,
  type AssayStatement,
} from "../../scripts/core/assay.ts";
import type { Registry } from "../../scripts/core/registry.ts";
import {
  permitOf,
  type ProcessFigures,
  processCommitment,
  type Site,
  siteKeysOf,
  type SiteKeys,
  type SiteRight,
  type SiteSecrets,
} from "../../scripts/core/site.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { attributeSet, type AttributeTable } from "../../scripts/core/attributes.ts";
import { seededField } from "../fixtures/random.ts";
import { quickSign } from "./babyjubjub.ts";

/** A site's secrets and its assayer's key, of which it has new ones after each rotation. */
export interface KeySet {
  readonly siteId: number;
  readonly secrets: SiteSecrets;
  readonly assayerKey: Uint8Array;
  readonly keys: SiteKeys;
}

/** A site as a registry has it. */
export interface ListedSite {
  readonly keySet: KeySet;
  readonly site: Site;
}

/** A registry that was the current one at some time. */
export interface PastRegistry {
  readonly hash: bigint;
  readonly registry: Registry;
  readonly sites: ReadonlyMap<number, ListedSite>;
}

/** Where a permit comes from, as the tracing authority knows. */
export interface PermitOrigin {
  readonly keySet: KeySet;
  readonly period: number;
  readonly index: number;
}

/** More than any site ever has in a fuzz. */
const MOST_PERMITS = 8;

const keySets = new Map<string, KeySet>();

/** The `number`-th keys of a site, counted from 0. */
export function keySetOf(siteId: number, number: number): KeySet {
  const name = `site ${siteId} keys ${number}`;
  const known = keySets.get(name);
  if (known !== undefined) return known;
  const random = seededField(name);
  const secrets = { siteSecret: random(), traceSecret: random() };
  const assayerKey = createHash("sha256").update(`${name} assayer`).digest();
  const made = { siteId, secrets, assayerKey, keys: siteKeysOf(secrets, assayerOf(assayerKey)) };
  keySets.set(name, made);
  return made;
}

/** The accreditation's model, and everything about its sites that the chain does not tell. */
export class SiteBook {
  readonly model: Accreditation;
  /** Oldest first; the last one is current, unless the tree is empty. */
  readonly registries: PastRegistry[] = [];
  readonly #deployment: bigint;
  readonly #keySets: KeySet[] = [];
  readonly #processes = new Map<bigint, ProcessFigures>();
  readonly #permits = new Map<bigint, PermitOrigin>();
  readonly #periods = new Set<string>();
  /** What assayers have signed. */
  readonly #assays = new Set<string>();

  constructor(parameters: ConstructorParameters<typeof Accreditation>[0], deployment: bigint) {
    this.model = new Accreditation(parameters);
    this.#deployment = deployment;
  }

  /** Remembers what is behind a commitment. @returns the commitment */
  learn(process: ProcessFigures): bigint {
    const commitment = processCommitment(process);
    this.#processes.set(commitment, process);
    return commitment;
  }

  get processes(): ProcessFigures[] {
    return [...this.#processes.values()];
  }

  processOf(commitment: bigint): ProcessFigures | undefined {
    return this.#processes.get(commitment);
  }

  /** A set of keys that the site has not had yet. */
  freshKeySet(siteId: number): KeySet {
    return keySetOf(siteId, this.#keySets.filter((keySet) => keySet.siteId === siteId).length);
  }

  apply(event: AccreditationEvent, by: string, at: number): AccreditationRefusal | undefined {
    const refusal = this.model.apply(event, { by, at });
    if (refusal !== undefined) return refusal;
    if (event.kind === "propose") this.#keySets.push(this.freshKeySet(this.model.siteCount));
    if (event.kind === "rotate") this.#keySets.push(this.freshKeySet(event.siteId));
    const hash = this.model.registry;
    if (hash !== 0n && this.registries.at(-1)?.hash !== hash) this.registries.push(this.#current(hash));
    return undefined;
  }

  /** The site's present standing, or the last that it had. */
  latest(siteId: number): { past: PastRegistry; listed: ListedSite } | undefined {
    for (const past of [...this.registries].reverse()) {
      const listed = past.sites.get(siteId);
      if (listed !== undefined) return { past, listed };
    }
    return undefined;
  }

  /** The signature of that site's assayer, whatever site the statement names. */
  sign(keySet: KeySet, statement: AssayStatement): AssaySignature {
    this.#assays.add(assayKey(keySet, statement));
    return quickSign(keySet.assayerKey, keySet.keys.assayer, assayMessage(statement));
  }

  hasSigned(keySet: KeySet, statement: AssayStatement): boolean {
    return this.#assays.has(assayKey(keySet, statement));
  }

  /** Which site a permit of this period is of. */
  originOf(permit: bigint, period: number): PermitOrigin | undefined {
    for (const [number, keySet] of this.#keySets.entries()) {
      const name = `${number} ${period}`;
      if (this.#periods.has(name)) continue;
      this.#periods.add(name);
      for (let index = 0; index < MOST_PERMITS; index += 1) {
        this.#permits.set(permitOf(keySet.secrets.traceSecret, period, index), { keySet, period, index });
      }
    }
    return this.#permits.get(permit);
  }

  #current(hash: bigint): PastRegistry {
    const { tree, attributes } = this.model;
    const registry = {
      tree: new SiteTree(tree.leaves),
      // frozen as it is: the model changes its own
      attributes: attributes.map((attribute) => attribute && { ...attribute }) satisfies AttributeTable,
      deployment: this.#deployment,
    };
    const sites = new Map<number, ListedSite>();
    for (let siteId = 1; siteId <= this.model.siteCount; siteId += 1) {
      const listed = this.#listed(siteId);
      if (listed !== undefined) sites.set(siteId, listed);
    }
    return { hash, registry, sites };
  }

  #listed(siteId: number): ListedSite | undefined {
    const state = this.model.siteOf(siteId);
    const keySet = this.#keySets.findLast((keys) => keys.siteId === siteId);
    if (state?.listed === undefined || keySet === undefined) return undefined;
    const { profile, commitment } = state.listed;
    const process = this.#processes.get(commitment);
    if (process === undefined) throw new RangeError(`nobody knows the process of site ${siteId}`);
    return { keySet, site: { secrets: keySet.secrets, assayer: keySet.keys.assayer, profile, process } };
  }
}

function assayKey({ keys }: KeySet, { lotId, siteKey, deployment, parent }: AssayStatement): string {
  return [...keys.assayer, lotId, siteKey, deployment, parent].join();
}

/** A site as it is accredited first. */
interface SiteStart {
  readonly right: SiteRight;
  readonly grants: readonly number[];
  readonly permits: number;
  readonly unitGrams: bigint;
  readonly days: number;
  readonly process: ProcessFigures;
}

const figures = (emissionFloor: bigint, primaryShare: bigint, yieldMin = 9_000n, yieldMax = 10_000n) => ({
  emissionFloor,
  primaryShare,
  yieldMin,
  yieldMax,
  processSalt: emissionFloor + 1n,
});

/** A mine, artisanal miners, a recycler, a refinery, and a plant so dirty that footprints get lost. */
export const SITE_STARTS: readonly SiteStart[] = [
  {
    right: "mint",
    grants: [0, 5, 9],
    permits: 4,
    unitGrams: 5_000_000n,
    days: 365,
    process: figures(8_000_001n, 8_000n),
  },
  {
    right: "mint",
    grants: [6],
    permits: 3,
    unitGrams: 800_000n,
    days: 45,
    process: figures(6_500_000n, 3_333n),
  },
  {
    right: "mint",
    grants: [0, 7, 10],
    permits: 4,
    unitGrams: 3_000_000n,
    days: 365,
    process: figures(2_000_000n, 0n),
  },
  {
    right: "refine",
    grants: [0, 10],
    permits: 5,
    unitGrams: 8_000_000n,
    days: 365,
    process: figures(5_000_007n, 10_000n, 8_500n, 9_900n),
  },
  {
    right: "refine",
    grants: [],
    permits: 2,
    unitGrams: 8_000_000n,
    days: 365,
    process: figures(900_000_000n, 5_000n, 1n),
  },
];

/** A start's terms, without its process. */
export function startTerms({ right, grants, permits, unitGrams, days }: SiteStart, today: number) {
  return {
    attributes: 2n ** 18n - 1n,
    // a recycler's cobalt is refined
    raisedAtMint: right === "mint" ? attributeSet(grants) : 0n,
    permits,
    unitGrams,
    auditedOn: today - 30,
    validUntil: today + days,
  };
}
