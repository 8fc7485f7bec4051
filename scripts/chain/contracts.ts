import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { Signer } from "ethers";

import type {
  Accreditation,
  Claims,
  CobaltLot,
  Participants,
  Policies,
  ProofVerifier,
} from "../../types/index.ts";

/** Where the contracts of one deployment stand. */
export interface KoboldAddresses {
  readonly accessManager: string;
  readonly proofVerifier: string;
  readonly accreditation: string;
  readonly cobaltLot: string;
  readonly policies: string;
  readonly claims: string;
  readonly participants: string;
}

/** The contracts of one deployment, typed; calls are sent by `signer` unless another is connected. */
export interface KoboldContracts {
  readonly proofVerifier: ProofVerifier;
  readonly accreditation: Accreditation;
  readonly cobaltLot: CobaltLot;
  readonly policies: Policies;
  readonly claims: Claims;
  readonly participants: Participants;
}

export async function contractsAt(
  ethers: HardhatEthers,
  addresses: KoboldAddresses,
  signer?: Signer,
): Promise<KoboldContracts> {
  const [proofVerifier, accreditation, cobaltLot, policies, claims, participants] = await Promise.all([
    ethers.getContractAt("ProofVerifier", addresses.proofVerifier, signer),
    ethers.getContractAt("Accreditation", addresses.accreditation, signer),
    ethers.getContractAt("CobaltLot", addresses.cobaltLot, signer),
    ethers.getContractAt("Policies", addresses.policies, signer),
    ethers.getContractAt("Claims", addresses.claims, signer),
    ethers.getContractAt("Participants", addresses.participants, signer),
  ]);
  return { proofVerifier, accreditation, cobaltLot, policies, claims, participants };
}
