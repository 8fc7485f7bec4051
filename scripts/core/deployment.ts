import { bytesOfHex, bytesOfNumber, concatBytes } from "./bytes.ts";
import { type Phrase, phrase } from "./phrase.ts";

/** Where lots live: those of different deployments never mix, and sealed openings and files are bound to one. */
export interface Deployment {
  readonly chainId: bigint;
  /** Address of the CobaltLot contract, 20 bytes in hexadecimal, in either case. */
  readonly cobaltLot: string;
}

/** A text that is the same for one deployment, however its address is written. */
export function deploymentKey({ chainId, cobaltLot }: Deployment): string {
  return `${chainId.toString()}/${cobaltLot.toLowerCase()}`;
}

export function isSameDeployment(a: Deployment, b: Deployment): boolean {
  return a.chainId === b.chainId && a.cobaltLot.toLowerCase() === b.cobaltLot.toLowerCase();
}

/** Chain id in 32 bytes, then the address. @throws MALFORMED, OUT_OF_RANGE */
export function deploymentBytes({ chainId, cobaltLot }: Deployment): Uint8Array {
  return concatBytes(
    bytesOfNumber(phrase`chain id`, chainId, 32),
    bytesOfHex(phrase`CobaltLot's address`, cobaltLot, 20),
  );
}

/** For messages. */
export function describeDeployment({ chainId, cobaltLot }: Deployment): Phrase {
  return phrase`CobaltLot ${cobaltLot} on chain ${chainId.toString()}`;
}
