import { ZeroHash } from "ethers";

import { contextOf, type OperationContext } from "../../scripts/chain/hashes.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import type { RegistryState } from "../../scripts/chain/registry.ts";
import { packAttributeRules, attributeSet, attributesInSet } from "../../scripts/core/attributes.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { hash } from "./circuit-lot.ts";
import { honestSite, NEUTRAL_POINT, siteCommitments, type SiteFacts } from "./circuit-site.ts";
import type { Deployed } from "./deployed.ts";
import { seededField } from "./random.ts";
import { attributeNamed, TODAY } from "./sites.ts";

/** A point of order 8: on the curve, and of a form that the contract takes. */
const LOW_ORDER_POINT = [
  4342719913949491028786768530115087822524712248835451589697801404893164183326n,
  4826523245007015323400664741523384119579596407052839571721035538011798951543n,
] as const;

function siteFacts(name: string, grants: readonly string[], change: Partial<SiteFacts> = {}): SiteFacts {
  const random = seededField(`attack site ${name}`);
  return {
    ...honestSite,
    siteSecret: random(),
    traceSecret: random(),
    assayerScalar: random() >> 4n,
    processSalt: random(),
    grants: attributeSet(grants.map(attributeNamed)),
    ...change,
  };
}

/** The sites accredited on the attacked deployment. The crooked ones commit to figures that no auditor may measure. */
const SITES = {
  mine: siteFacts("mine", ["rmap", "non-asm", "origin-drc"], { rights: 1n, permits: 5n }),
  recycler: siteFacts("recycler", ["rmap", "recycled"], { rights: 1n, unitGrams: (1n << 32n) - 1n }),
  refinery: siteFacts("refinery", ["rmap", "refined"], { rights: 2n }),
  /** Processes without any scheme's blessing. */
  plainRefinery: siteFacts("plain refinery", [], { rights: 2n }),
  /** Only mines, and holds the grant of a refiner. */
  vouchedFor: siteFacts("vouched for", ["rmap", "refined"], { rights: 1n }),
  /** Its auditor sees no least yield. */
  lossy: siteFacts("lossy", ["rmap"], { rights: 2n, yieldMin: 0n }),
  expiring: siteFacts("expiring", ["rmap"], { validUntil: BigInt(TODAY) }),
  crookedFloor: siteFacts("crooked floor", [], { emissionFloor: -1n, primaryShare: 0n }),
  crookedShare: siteFacts("crooked share", [], { primaryShare: 20_000n }),
  crookedYield: siteFacts("crooked yield", [], { yieldMin: 0n, yieldMax: 20_000n }),
  crookedAssayer: siteFacts("crooked assayer", [], { assayerScalar: 0n, assayerTwist: LOW_ORDER_POINT }),
} as const satisfies Readonly<Record<string, SiteFacts>>;

export type SiteName = keyof typeof SITES;
export const SITE_NAMES: readonly SiteName[] = [
  "mine",
  "recycler",
  "refinery",
  "plainRefinery",
  "vouchedFor",
  "lossy",
  "expiring",
  "crookedFloor",
  "crookedShare",
  "crookedYield",
  "crookedAssayer",
];

/** A site's id on the chain: they are enrolled in order. */
export function siteIdOf(name: SiteName): bigint {
  return BigInt(SITE_NAMES.indexOf(name) + 1);
}

/** What a site's proofs are bound to unless a test says otherwise. */
export const UNBOUND: OperationContext = { documentsHash: ZeroHash, note: "0x" };

/** A site as its proofs against this registry need it. */
export function factsOf(
  name: SiteName,
  { tree, attributes, deployment }: RegistryState,
  context: OperationContext,
): SiteFacts {
  const site = SITES[name];
  const { depth, index, siblings } = tree.path(siteCommitments(site).leaf);
  return {
    ...site,
    index: BigInt(index),
    siblings: siblings.slice(0, depth),
    attributeRules: packAttributeRules(attributes),
    deployment,
    permitIndex: 0n,
    context: contextOf(context),
  };
}

/** Public keys of any facts, as `Accreditation` takes them. */
export function keysStructOf(facts: SiteFacts) {
  const { siteKey, assayer } = siteCommitments(facts);
  const [assayerX, assayerY] = assayer;
  return { siteKey, traceKey: hash(facts.traceSecret, TAGS.TRACE), assayerX, assayerY };
}

export function keysHashOf(facts: SiteFacts): bigint {
  const { siteKey, traceKey, assayerX, assayerY } = keysStructOf(facts);
  return hash(siteKey, traceKey, assayerX, assayerY);
}

/** What an accreditor lays down of any facts, whether an auditor could have measured them or not. */
export function termsStructOf(facts: SiteFacts) {
  const { emissionFloor, primaryShare, yieldMin, yieldMax, processSalt } = facts;
  return {
    processCommitment: hash(emissionFloor, primaryShare, yieldMin, yieldMax, processSalt, TAGS.PROCESS),
    mayMint: (facts.rights & 1n) === 1n,
    mayRefine: (facts.rights & 2n) === 2n,
    permits: facts.permits,
    unitGrams: facts.unitGrams,
    auditedOn: facts.auditedOn,
    validUntil: facts.validUntil,
  };
}

/** Takes all sites into the register, by the real contracts. */
export async function enrolAttackSites(deployed: Deployed): Promise<void> {
  const { contracts, accreditor, tracingAuthority, controller } = deployed;
  const { accreditation } = contracts;
  for (const name of SITE_NAMES) {
    const facts = SITES[name];
    const id = siteIdOf(name);
    await mined(accreditation.connect(accreditor).propose(keysStructOf(facts), termsStructOf(facts)));
    for (const attribute of attributesInSet(facts.grants)) {
      const { auditedOn, validUntil } = facts;
      await mined(accreditation.connect(controller).grant(id, attribute, auditedOn, validUntil, []));
    }
    await mined(accreditation.connect(tracingAuthority).confirm(id, keysHashOf(facts)));
  }
}

/** Another site's facts, for keys that were never seen. */
export function strangerFacts(name: string): SiteFacts {
  return siteFacts(name, [], { assayerTwist: NEUTRAL_POINT });
}
