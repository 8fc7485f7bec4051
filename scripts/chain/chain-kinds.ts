import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

/** Chains that begin anew whenever their node does. */
const DEVELOPMENT_CHAINS: readonly bigint[] = [31_337n, 1_337n];

/** Where real goods are traded: Ethereum and the larger chains that settle or follow it, from chainlist.org. */
const MAIN_CHAINS: ReadonlyMap<bigint, string> = new Map([
  [1n, "Ethereum"],
  [10n, "OP Mainnet"],
  [56n, "BNB Smart Chain"],
  [100n, "Gnosis"],
  [130n, "Unichain"],
  [137n, "Polygon"],
  [250n, "Fantom"],
  [324n, "zkSync Era"],
  [1_101n, "Polygon zkEVM"],
  [1_135n, "Lisk"],
  [5_000n, "Mantle"],
  [8_453n, "Base"],
  [34_443n, "Mode"],
  [42_161n, "Arbitrum One"],
  [42_170n, "Arbitrum Nova"],
  [42_220n, "Celo"],
  [43_114n, "Avalanche"],
  [59_144n, "Linea"],
  [81_457n, "Blast"],
  [534_352n, "Scroll"],
]);

export function isDevelopmentChain(chainId: bigint): boolean {
  return DEVELOPMENT_CHAINS.includes(chainId);
}

/**
 * Whether keys that anybody can forge proofs for may be deployed on a chain.
 * @param allowed whether they were asked for by name
 * @throws BAD_INPUT
 */
export function requireFitForDevelopmentKeys(chainId: bigint, allowed: boolean): void {
  if (isDevelopmentChain(chainId)) return;
  const main = MAIN_CHAINS.get(chainId);
  if (main !== undefined) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`chain ${chainId} is ${main}: the development keys are never deployed there, since anybody can forge proofs for them`,
      phrase`give the keys of a ceremony with --keys`,
    );
  }
  if (allowed) return;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`these are the development keys, for which anybody can forge proofs, and chain ${chainId} is not a development chain`,
    phrase`give the keys of a ceremony with --keys, or, on a test network, --development-keys`,
  );
}
