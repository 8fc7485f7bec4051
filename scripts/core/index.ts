// Lots, provenances and the rules of every operation, without network, files or Node: what a browser may use. The package's entry `kobold/core`; nothing within Kobold imports it.

export { KoboldError, type ErrorCode } from "./errors.ts";
export { type Deployment } from "./deployment.ts";
export { renderText, type Counted, type Phrase, type Speech, type Text } from "./phrase.ts";
export { checkedLot, lotId, lotIdOf, type Lot, type MaskedLot, type RandomField } from "./lot.ts";
export { CO2E_CAP } from "./co2e-cap.ts";
export { co2eOf, isAtMost, isSameProvenance, provenanceHash, type Provenance } from "./provenance.ts";
export {
  ATTRIBUTE_COUNT,
  ATTRIBUTE_RULES,
  WHOLE_SHARE,
  type Attribute,
  type AttributeRule,
  type AttributeTable,
} from "./attributes.ts";
export { mint, mintInputs, type MintFigures } from "./mint.ts";
export { MAX_CHILDREN, split, splitInputs } from "./split.ts";
export { MAX_PARENTS, merge, mergeInputs, weaken } from "./merge.ts";
export { refine, refineInputs, type RefineFigures } from "./refine.ts";
export { claimInputs, requireMet, shortfalls } from "./claim.ts";
export { coarsen, type Coarsened } from "./coarsen.ts";
export { MAX_ROWS, isAboutLot, policyId, type Policy, type PolicyRow } from "./policy.ts";
export { describePolicy, parsePolicy } from "./policy-words.ts";
export { requireCovered } from "./order.ts";
export {
  permitOf,
  processCommitment,
  siteKeysOf,
  siteLeaf,
  type ProcessFigures,
  type Site,
  type SiteKeys,
  type SiteProfile,
  type SiteSecrets,
} from "./site.ts";
export { type SiteOperation } from "./site-operation.ts";
export { MAX_TREE_DEPTH, SiteTree, type TreePath } from "./site-tree.ts";
export { registryHash, type Registry } from "./registry.ts";
export { assayerOf, signAssay, verifyAssay, type AssaySignature, type AssayStatement } from "./assay.ts";
export { type CircuitInputs } from "./circuit-inputs.ts";
export { dayOf, dayOfTimestamp, isoDateOf, periodOf } from "./calendar.ts";
export {
  MAX_MASS_GRAMS,
  containedCobalt,
  formatCo2e,
  formatMass,
  formatPercent,
  formatShare,
  parseCo2e,
  parseMass,
  parsePercent,
  parseShare,
  parseWeighed,
  type WeighedLot,
} from "./units.ts";
export { type Check } from "./check.ts";
export { randomField } from "./random.ts";
