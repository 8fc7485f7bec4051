import { bytesOfHex, bytesOfNumber, concatBytes } from "../core/bytes.ts";
import { type Phrase, phrase } from "../core/phrase.ts";

/** Where lots live: sealed openings and files are bound to it. */
export interface Deployment {
  readonly chainId: bigint;
  /** Address of the CobaltLot contract, 20 bytes in hexadecimal. */
  readonly cobaltLot: string;
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
