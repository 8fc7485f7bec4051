import type { ContractRunner } from "ethers";

import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import type { Claims } from "../../types/contracts/Claims.ts";
import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { Participants } from "../../types/contracts/Participants.ts";
import type { Policies } from "../../types/contracts/Policies.ts";
import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../../types/factories/contracts/Participants__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";

/** The contracts of a deployment that its users call, typed. */
export interface KoboldContracts {
  readonly accreditation: Accreditation;
  readonly cobaltLot: CobaltLot;
  readonly policies: Policies;
  readonly claims: Claims;
  readonly participants: Participants;
}

/** Where these contracts stand. */
export type ContractAddresses = Readonly<Record<keyof KoboldContracts, string>>;

/** Where all contracts of one deployment stand. */
export interface KoboldAddresses extends ContractAddresses {
  readonly accessManager: string;
  readonly proofVerifier: string;
}

/** The contracts of a deployment as they are read and called through `runner`; nothing of Hardhat is needed. */
export function contractsAt(addresses: ContractAddresses, runner: ContractRunner): KoboldContracts {
  return {
    accreditation: Accreditation__factory.connect(addresses.accreditation, runner),
    cobaltLot: CobaltLot__factory.connect(addresses.cobaltLot, runner),
    policies: Policies__factory.connect(addresses.policies, runner),
    claims: Claims__factory.connect(addresses.claims, runner),
    participants: Participants__factory.connect(addresses.participants, runner),
  };
}
