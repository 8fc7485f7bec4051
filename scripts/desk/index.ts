// A firm's daily work: its vault, its wallet, a node and a prover, and every operation on its lots. The package's entry `kobold/desk`; nothing within Kobold imports it.

export { openDesk, type Desk, type DeskParts, type DeskSettings } from "./desk.ts";
export { isPublished, publishKey } from "./publish.ts";
export { applicationFile, newSite, readApplication, receiveTrace, traceFile } from "./site-keys.ts";
export { mintLot, refineLot, type SiteWork } from "./sites.ts";
export {
  activeLots,
  mergeLots,
  openingOf,
  retireLot,
  splitLot,
  weakenLot,
  type Done,
  type Piece,
} from "./lots.ts";
export {
  acceptOffer,
  cancelOffer,
  inspectOffer,
  offerLot,
  openOffers,
  rejectOffer,
  type Inspection,
} from "./handover.ts";
export { proveClaims } from "./claims.ts";
export {
  becomeAssayer,
  draftMint,
  mintDrafted,
  newAssayer,
  serveSite,
  signDraftFile,
  type Consignment,
} from "./assay.ts";
export { answerToll, requestToll, settleToll } from "./toll.ts";
export {
  backPassports,
  cancelOrder,
  deliverLot,
  deployIntake,
  placeOrder,
  rescueLot,
  returnLot,
  type IntakeTerms,
  type NewOrder,
} from "./orders.ts";
export { checkDisclosureFile, discloseLot, linkLots } from "./audit.ts";
export { type Sending } from "./files.ts";
export { planImport, type ImportPlan, type PlannedMint } from "./import-plan.ts";
export { importRows, type ImportOptions, type ImportProgress, type MintedRow } from "./import.ts";
export { recoverLots, type Recovery, type RecoverOptions } from "./recover.ts";
export { refreshLots } from "./refresh.ts";
export { rehearseRecovery, type Rehearsal } from "./rehearse.ts";
export { createVault, openVault, restoreVault, Vault, type VaultOptions } from "../vault/vault.ts";
export { type LotRecord, type LotState } from "../vault/lot-record.ts";
export { type SiteRecord } from "../vault/site-record.ts";
