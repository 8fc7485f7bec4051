import { AbiCoder, keccak256, type Provider, ZeroAddress } from "ethers";

import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import type { Deployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { asked } from "./ask.ts";
import { lotEventPages } from "./lot-events.ts";
import { answer } from "./rpc.ts";

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

/**
 * A predecessor, cut at the end of a block: its lots that were made until then may move.
 * @throws BAD_INPUT for a block to come, RPC_FAILED
 */
export async function cutAt(cobaltLot: CobaltLot, provider: Provider, block: number): Promise<Predecessor> {
  const mined = await answer(phrase`block`, provider.getBlock(block));
  if (mined === null) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`block ${block} is not mined yet`,
      phrase`give the number of the last block whose lots may move: --cut BLOCK`,
    );
  }
  const before = await asked(cobaltLot.predecessor());
  if (before === undefined) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`there is no CobaltLot at ${await cobaltLot.getAddress()}`,
      phrase`check the network and the predecessor's address`,
    );
  }
  let lastProvenanceId = Number(before.lastProvenanceId);
  // not the counter at that block: a node need not remember what a contract held then
  for await (const { events } of lotEventPages(cobaltLot, [["made"]], { toBlock: block })) {
    for (const event of events) {
      if (event.type === "made") lastProvenanceId = Math.max(lastProvenanceId, event.provenanceId ?? 0);
    }
  }
  return {
    cobaltLot: await cobaltLot.getAddress(),
    lastProvenanceId: BigInt(lastProvenanceId),
    lastCreatedAt: BigInt(mined.timestamp),
  };
}

/** A deployment that another goes on from, and the cut between them. */
export interface Forerunner extends Omit<Predecessor, "cobaltLot"> {
  readonly cobaltLot: CobaltLot;
  readonly address: string;
}

/** What a deployment goes on from, and what that one went on from: the nearest first. @throws RPC_FAILED */
export async function predecessorsOf(cobaltLot: CobaltLot): Promise<Forerunner[]> {
  const predecessor = await answer(phrase`predecessor`, cobaltLot.predecessor());
  if (predecessor.cobaltLot === ZeroAddress) return [];
  const { cobaltLot: address, lastProvenanceId, lastCreatedAt } = predecessor;
  // each was deployed before the next, so there is no circle
  const before = CobaltLot__factory.connect(address, cobaltLot.runner);
  return [{ cobaltLot: before, address, lastProvenanceId, lastCreatedAt }, ...(await predecessorsOf(before))];
}

/** The same, as vaults and files name deployments. */
export function deploymentsOf(predecessors: readonly Forerunner[], chainId: bigint): Deployment[] {
  return predecessors.map(({ address }) => ({ chainId, cobaltLot: address }));
}

/** The purpose of a lot that is retired as moved: who takes it on in which successor. */
export function movePurpose({ chainId, cobaltLot }: Deployment, recipient: string): string {
  const types = ["string", "uint256", "address", "address"];
  const purpose = ["kobold/move/v1", chainId, cobaltLot, recipient];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, purpose));
}
