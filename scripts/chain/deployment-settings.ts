import { type Provider, resolveProperties, ZeroAddress, ZeroHash } from "ethers";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { asked } from "./ask.ts";
import { NO_PREDECESSOR, type Predecessor } from "./predecessor.ts";

/** What a deployment has decided for good. What a contract does not answer is zero. */
export type DeploymentSettings = Awaited<ReturnType<typeof readSettings>>;

/** Asks the contracts themselves: their code, once compared, can't lie about it. @throws RPC_FAILED */
export async function readSettings(
  provider: Provider,
  { accreditation, cobaltLot }: { readonly accreditation: string; readonly cobaltLot: string },
) {
  const register = Accreditation__factory.connect(accreditation, provider);
  const lots = CobaltLot__factory.connect(cobaltLot, provider);
  const ask = async <T>(question: Promise<T>, zero: T): Promise<T> => (await asked(question)) ?? zero;
  return resolveProperties({
    accessManager: ask(lots.authority(), ZeroAddress),
    proofVerifier: ask(lots.proofVerifier(), ZeroAddress),
    keys: keysOf(provider, lots),
    footprintMethod: ask(lots.footprintMethod(), ZeroHash),
    predecessor: predecessorOf(lots),
    /** Days before today that a proof's day may be, by Accreditation. */
    dayTolerance: ask(register.dayTolerance(), 0n),
    /** The same by CobaltLot, which the claims take it from. */
    lotDayTolerance: ask(lots.dayTolerance(), 0n),
    /** Seconds for which a registry outlives a change that takes nothing from a site. */
    rootWindow: ask(register.rootWindow(), 0n),
  });
}

/** The keys that the verifier tells, none if it tells none. */
async function keysOf(provider: Provider, lots: CobaltLot): Promise<readonly bigint[]> {
  const proofVerifier = await asked(lots.proofVerifier());
  if (proofVerifier === undefined) return [];
  return (await asked(ProofVerifier__factory.connect(proofVerifier, provider).verifyingKeys())) ?? [];
}

async function predecessorOf(lots: CobaltLot): Promise<Predecessor> {
  const told = await asked(lots.predecessor());
  if (told === undefined) return NO_PREDECESSOR;
  const { cobaltLot, lastProvenanceId, lastCreatedAt } = told;
  return { cobaltLot, lastProvenanceId, lastCreatedAt };
}
