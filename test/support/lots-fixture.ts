import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import { id } from "ethers";

import { mintOperation, type SiteTerms } from "./operations.ts";

/** The day on which the test chain starts, 2026-03-16, since 1970-01-01. */
export const TODAY = 20_528n;
/** The one registry that the stubbed accreditation accepts. */
export const REGISTRY = 777n;
export const FOOTPRINT_METHOD = id("a footprint method");

let lastPermit = 0n;
/** Right terms of a site's proof, with a permit of its own. */
export function freshTerms(): SiteTerms {
  lastPermit += 1n;
  return { registry: REGISTRY, day: TODAY, permit: 10n ** 40n + lastPermit };
}

/** Lots, policies and claims over a stubbed accreditation and a verifier that checks statements only. */
export async function deployLots(ethers: HardhatEthers) {
  const [admin, alice, bob, carol, stranger] = await ethers.getSigners();
  if (!admin || !alice || !bob || !carol || !stranger) throw new Error("the test chain has too few accounts");
  const authority = await ethers.deployContract("AccessManager", [admin.address]);
  const accreditation = await ethers.deployContract("AccreditationStub");
  await accreditation.accept(REGISTRY, true);
  const verifier = await ethers.deployContract("StatementVerifier");
  const lots = await ethers.deployContract("CobaltLot", [
    await authority.getAddress(),
    await accreditation.getAddress(),
    await verifier.getAddress(),
    FOOTPRINT_METHOD,
    1n,
  ]);
  const poseidon = await ethers.deployContract("PoseidonT6");
  const policies = await ethers.deployContract("Policies", [await accreditation.getAddress()], {
    libraries: { PoseidonT6: await poseidon.getAddress() },
  });
  const claims = await ethers.deployContract("Claims", [
    await lots.getAddress(),
    await policies.getAddress(),
  ]);
  return {
    ethers,
    admin,
    alice,
    bob,
    carol,
    stranger,
    authority,
    accreditation,
    verifier,
    poseidon,
    lots,
    policies,
    claims,
  };
}

export type Lots = Awaited<ReturnType<typeof deployLots>>;

/** Mints a lot under each id to one owner. */
export async function mintLots({ lots }: Lots, owner: string, ...lotIds: bigint[]): Promise<void> {
  await lots.execute(lotIds.map((lotId) => mintOperation(lotId, owner, freshTerms())));
}

/** Alice owns lots 1 to 8, each with a provenance of its own: 1 to 8. */
export async function deployWithLots(ethers: HardhatEthers) {
  const all = await deployLots(ethers);
  await mintLots(all, all.alice.address, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n);
  return { ...all, ofAlice: all.lots.connect(all.alice) };
}
