import { createHash } from "node:crypto";

import { assayerOf, signAssay } from "../../scripts/core/assay.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { CO2E_CAP, type Provenance } from "../../scripts/core/provenance.ts";
import type { Registry } from "../../scripts/core/registry.ts";
import {
  type ProcessFigures,
  processCommitment,
  type Site,
  siteKeysOf,
  siteLeaf,
  type SiteProfile,
} from "../../scripts/core/site.ts";
import type { SiteOperation } from "../../scripts/core/site-operation.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { attributeSet, type AttributeTable, WHOLE_SHARE } from "../../scripts/core/attributes.ts";
import { seededField } from "./random.ts";

/** The attributes that Kobold starts with; 11 to 13 are not defined. */
export const ATTRIBUTES: AttributeTable = [
  { name: "rmap", group: 0, rule: "require" },
  { name: "copper-mark", group: 0, rule: "carry" },
  { name: "irma-50", group: 0, rule: "carry" },
  { name: "icmm", group: 0, rule: "carry" },
  { name: "ciraf", group: 0, rule: "carry" },
  { name: "non-asm", group: 1, rule: "carry" },
  { name: "asm-assessed", group: 1, rule: "carry" },
  { name: "recycled", group: 0, rule: "carry" },
  { name: "recycled-post", group: 0, rule: "carry" },
  { name: "origin-drc", group: 0, rule: "carry" },
  { name: "refined", group: 0, rule: "raise" },
  undefined,
  undefined,
  undefined,
];

/** The index of an attribute by its name. */
export function attributeNamed(name: string): number {
  const index = ATTRIBUTES.findIndex((attribute) => attribute?.name === name);
  if (index < 0) throw new RangeError(`no attribute ${name}`);
  return index;
}

/** 2026-03-16. */
export const TODAY = 20_528;

interface SiteOptions {
  readonly grants?: readonly string[];
  readonly profile?: Partial<SiteProfile>;
  readonly process?: Partial<ProcessFigures>;
}

/** A site that may do everything, named so that its secrets differ from any other's. */
export function siteOf(name: string, { grants = [], profile, process }: SiteOptions = {}): Site {
  const random = seededField(name);
  return {
    secrets: { siteSecret: random(), traceSecret: random() },
    assayer: assayerOf(assayerKeyOf(name)),
    profile: {
      mayMint: true,
      mayRefine: true,
      grants: attributeSet(grants.map(attributeNamed)),
      permits: 10,
      unitGrams: 4_000_000_000n,
      auditedOn: TODAY - 60,
      validUntil: TODAY + 300,
      ...profile,
    },
    process: {
      emissionFloor: 5_000_000n,
      primaryShare: 10_000n,
      yieldMin: 9_000n,
      yieldMax: 10_000n,
      processSalt: random(),
      ...process,
    },
  };
}

/** The private key of the assayer of the site with this name. */
export function assayerKeyOf(name: string): Uint8Array {
  return createHash("sha256").update(`${name} assayer`).digest();
}

/** The registry in which just these sites are accredited. */
export function registryOf(sites: readonly Site[], deployment = 4_711n): Registry {
  const leaves = sites.map(({ secrets, assayer, profile, process }) =>
    siteLeaf(siteKeysOf(secrets, assayer), profile, processCommitment(process)),
  );
  return { tree: new SiteTree(leaves), attributes: ATTRIBUTES, deployment };
}

/** What the site with this name proves a lot under, signed by its assayer. */
export function operationOf(
  name: string,
  site: Site,
  registry: Registry,
  lot: Lot,
  parent?: Lot,
): SiteOperation {
  const { siteKey } = siteKeysOf(site.secrets, site.assayer);
  const statement = {
    lotId: lotId(lot),
    siteKey,
    deployment: registry.deployment,
    parent: parent === undefined ? 0n : lotId(parent),
  };
  return {
    site,
    registry,
    day: TODAY,
    permitIndex: 0,
    context: 0n,
    assay: signAssay(assayerKeyOf(name), statement),
  };
}

/** A provenance with half a share of everything, but for the fields given. */
export function provenanceOf(fields: Partial<Provenance> = {}): Provenance {
  return {
    co2eMargin: CO2E_CAP - 8_000_000n,
    co2ePrimary: 6_000_000n,
    shares: ATTRIBUTES.map(() => WHOLE_SHARE / 2n),
    oldestAudit: TODAY - 100,
    ...fields,
  };
}
