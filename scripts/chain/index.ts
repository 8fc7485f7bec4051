// A deployment on a chain: how it is made and checked, and what anybody reads from it. The package's entry `kobold/chain`; nothing within Kobold imports it.

export { deployKobold, type DeployParameters } from "./deploy.ts";
export {
  contractsAt,
  type ContractAddresses,
  type KoboldAddresses,
  type KoboldContracts,
} from "./contracts.ts";
export {
  addressesOf,
  describeDeploymentAt,
  readDeploymentFile,
  type DeploymentFile,
} from "./deployment-file.ts";
export { verifyDeployment, type Expectations } from "./verify-deployment.ts";
export { verifyFile } from "./verify-file.ts";
export { contextOf, documentsHashOf, type OperationContext } from "./hashes.ts";
export { commandOf } from "./commands.ts";
export { connectNode, type Node, type NodeOptions } from "./node.ts";
export { keepHistory, type KeptDeployment } from "./history/keep-history.ts";
export { claimOf, claimsOn, type RecordedClaim } from "./claims.ts";
export { definePolicy, readPolicies } from "./policies.ts";
export { readAttributes, readRegistry } from "./registry.ts";
export { readSites, type PublicSite } from "./sites.ts";
export { readLineage, type LotOrigin } from "./lineage.ts";
export { intakeAt, readOrder, readOrders, type Intake, type Order } from "./orders.ts";
export {
  ancestryFor,
  checkSteps,
  readRecalls,
  recallsAt,
  rootIn,
  type Ancestry,
  type PublicRecall,
} from "./recalls.ts";
export { passportRoot } from "./passports.ts";
export { ChainRefusal, asRefusal } from "./refusal.ts";
