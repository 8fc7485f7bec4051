import type { ContractRunner } from "ethers";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../../types/factories/contracts/Participants__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";
import type { Accreditation, Claims, CobaltLot, Participants, Policies } from "../../types/index.ts";

/** The contracts that a firm's daily work touches. */
export interface DeskContracts {
  readonly accreditation: Accreditation;
  readonly cobaltLot: CobaltLot;
  readonly policies: Policies;
  readonly claims: Claims;
  readonly participants: Participants;
}

export type DeskAddresses = Readonly<Record<keyof DeskContracts, string>>;

/** The contracts of a deployment as they are read through `runner`; nothing of Hardhat is needed. */
export function deskContracts(addresses: DeskAddresses, runner: ContractRunner): DeskContracts {
  return {
    accreditation: Accreditation__factory.connect(addresses.accreditation, runner),
    cobaltLot: CobaltLot__factory.connect(addresses.cobaltLot, runner),
    policies: Policies__factory.connect(addresses.policies, runner),
    claims: Claims__factory.connect(addresses.claims, runner),
    participants: Participants__factory.connect(addresses.participants, runner),
  };
}
