import type { ContractRunner } from "ethers";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../../types/factories/contracts/Participants__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";

/** The contracts of one deployment. */
export const CONTRACT_NAMES = [
  "accessManager",
  "proofVerifier",
  "accreditation",
  "cobaltLot",
  "policies",
  "claims",
  "recalls",
  "participants",
] as const;

/** Where all contracts of one deployment stand. */
export type KoboldAddresses = Readonly<Record<(typeof CONTRACT_NAMES)[number], string>>;

/** Where those stand that its users call. */
export type ContractAddresses = Omit<KoboldAddresses, "accessManager" | "proofVerifier">;

/** The contracts of a deployment that its users call, typed. */
export type KoboldContracts = Readonly<ReturnType<typeof contractsAt>>;

/** The contracts of a deployment as they are read and called through `runner`; nothing of Hardhat is needed. */
export function contractsAt(addresses: ContractAddresses, runner: ContractRunner) {
  return {
    accreditation: Accreditation__factory.connect(addresses.accreditation, runner),
    cobaltLot: CobaltLot__factory.connect(addresses.cobaltLot, runner),
    policies: Policies__factory.connect(addresses.policies, runner),
    claims: Claims__factory.connect(addresses.claims, runner),
    recalls: Recalls__factory.connect(addresses.recalls, runner),
    participants: Participants__factory.connect(addresses.participants, runner),
  };
}
