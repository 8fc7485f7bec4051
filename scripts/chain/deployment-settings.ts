import { type Provider, ZeroAddress, ZeroHash } from "ethers";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { asked } from "./ask.ts";

/** What a deployment has decided for good. What a contract does not answer is zero. */
export interface DeploymentSettings {
  readonly accessManager: string;
  readonly proofVerifier: string;
  readonly footprintMethod: string;
  /** Days before today that a proof's day may be, by Accreditation. */
  readonly dayTolerance: bigint;
  /** The same by CobaltLot, which the claims take it from. */
  readonly lotDayTolerance: bigint;
  /** Seconds for which a registry outlives a change that takes nothing from a site. */
  readonly rootWindow: bigint;
}

/** Asks the contracts themselves: their code, once compared, can't lie about it. @throws RPC_FAILED */
export async function readSettings(
  provider: Provider,
  { accreditation, cobaltLot }: { readonly accreditation: string; readonly cobaltLot: string },
): Promise<DeploymentSettings> {
  const register = Accreditation__factory.connect(accreditation, provider);
  const lots = CobaltLot__factory.connect(cobaltLot, provider);
  const [accessManager, proofVerifier, footprintMethod, dayTolerance, lotDayTolerance, rootWindow] =
    await Promise.all([
      asked(lots.authority()),
      asked(lots.proofVerifier()),
      asked(lots.footprintMethod()),
      asked(register.dayTolerance()),
      asked(lots.dayTolerance()),
      asked(register.rootWindow()),
    ]);
  return {
    accessManager: accessManager ?? ZeroAddress,
    proofVerifier: proofVerifier ?? ZeroAddress,
    footprintMethod: footprintMethod ?? ZeroHash,
    dayTolerance: dayTolerance ?? 0n,
    lotDayTolerance: lotDayTolerance ?? 0n,
    rootWindow: rootWindow ?? 0n,
  };
}
