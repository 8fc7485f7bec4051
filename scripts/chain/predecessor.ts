import { AbiCoder, keccak256, ZeroAddress } from "ethers";

import type { Deployment } from "../core/deployment.ts";

/** What a deployment goes on from, as CobaltLot's constructor takes it. */
export interface Predecessor {
  /** Address of the CobaltLot whose lots move here. */
  readonly cobaltLot: string;
  /** The cut: the last provenance id, and the last time of making in seconds since 1970, of a lot that may move. */
  readonly lastProvenanceId: bigint;
  readonly lastCreatedAt: bigint;
}

/** A deployment that begins by itself. */
export const NO_PREDECESSOR: Predecessor = {
  cobaltLot: ZeroAddress,
  lastProvenanceId: 0n,
  lastCreatedAt: 0n,
};

/** The purpose of a lot that is retired as moved: who takes it on in which successor. */
export function movePurpose({ chainId, cobaltLot }: Deployment, recipient: string): string {
  const types = ["string", "uint256", "address", "address"];
  const purpose = ["kobold/move/v1", chainId, cobaltLot, recipient];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, purpose));
}
