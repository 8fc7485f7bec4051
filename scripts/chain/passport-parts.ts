import type { Provider } from "ethers";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { isAboutLot, type Policy } from "../core/policy.ts";
import type { PassportParts } from "../passport/file.ts";
import { claimsIn, operationsIn } from "../passport/statements.ts";
import { readClaimsOn } from "./claims.ts";
import { contractsAt } from "./contracts.ts";
import { addressesOf, type DeploymentFile } from "./deployment-file.ts";
import { madeIn } from "./history/lot-log.ts";
import { LotHistories } from "./lot-histories.ts";
import { readPolicies } from "./policies.ts";
import { answer } from "./rpc.ts";

/** What a lot's passport rests on. */
export interface PassportSources {
  readonly provider: Provider;
  /** The deployment's file, then those of what it goes on from. */
  readonly files: readonly [DeploymentFile, ...DeploymentFile[]];
  readonly lotId: bigint;
  /** Those that must be proven of the lot, by their ids. */
  readonly policies: readonly bigint[];
  /** The block to check at. */
  readonly anchor: { readonly number: number; readonly hash: string };
}

/**
 * What passports that rest on a lot have in common: where each proof is to be found, so that who checks them needs no
 * events.
 * @throws RPC_FAILED, BAD_POLICY, BAD_INPUT where a predecessor's file is missing
 */
export async function passportParts(sources: PassportSources): Promise<PassportParts> {
  const { provider, files, policies, anchor } = sources;
  const contracts = contractsAt(addressesOf(files[0]), provider);
  const defined = await readPolicies(contracts.policies);
  return {
    deployments: await Promise.all(files.map(async (file) => ({ file, keys: await keysOf(provider, file) }))),
    anchor: anchor.hash,
    policies: policies.map((id) => requireDefined(defined, id)),
    transactions: await transactionsOf(sources, defined),
  };
}

async function keysOf(provider: Provider, file: DeploymentFile): Promise<bigint[]> {
  const { proofVerifier } = addressesOf(file);
  return [
    ...(await answer(
      phrase`verifying keys`,
      ProofVerifier__factory.connect(proofVerifier, provider).verifyingKeys(),
    )),
  ];
}

function requireDefined(defined: ReadonlyMap<bigint, Policy>, id: bigint): Policy {
  const policy = defined.get(id);
  if (policy !== undefined) return policy;
  throw new KoboldError(
    "BAD_POLICY",
    phrase`a policy that the order asks for is not defined on this deployment`,
    phrase`ask the plant for its intake's address, and check the deployment's file`,
  );
}

/** The transactions that made the lot and all that it came of, and those of the claims that are on record. */
async function transactionsOf(
  { provider, files, lotId, policies }: PassportSources,
  defined: ReadonlyMap<bigint, Policy>,
): Promise<string[]> {
  const contracts = contractsAt(addressesOf(files[0]), provider);
  const histories = await LotHistories.of(contracts.cobaltLot);
  const makings = await histories.makingsOf(await histories.ancestorsOf([lotId]));
  const { provenanceId } = await answer(
    phrase`lot`,
    CobaltLot__factory.connect(addressesOf(files[0]).cobaltLot, provider).lotOf(lotId),
  );
  const claims = await readClaimsOn(contracts.claims, [lotId], [Number(provenanceId)]);
  const latest = policies.flatMap((id) => {
    const own = isAboutLot(requireDefined(defined, id));
    const about = claims.filter((each) => each.policyId === id && (!own || each.lotId === lotId));
    const day = Math.max(...about.map((each) => each.day));
    return about.find((each) => each.day === day) ?? [];
  });

  const found = new Set<string>();
  const inBlock = blockReader(provider);
  for (const { log } of makings) {
    const lots = new Set((madeIn(log)?.lots ?? []).map(BigInt));
    for (const { hash, data } of await inBlock(log.blockNumber)) {
      if (operationsIn(data).some(({ children }) => children.some((child) => lots.has(child))))
        found.add(hash);
    }
  }
  for (const { blockNumber, policyId, day } of latest) {
    for (const { hash, data } of await inBlock(blockNumber)) {
      if (claimsIn(data, policyId, BigInt(day)).length > 0) found.add(hash);
    }
  }
  return [...found];
}

/** Reads the transactions of blocks, the last few kept. */
function blockReader(provider: Provider) {
  const kept = new Map<number, Promise<{ hash: string; data: string }[]>>();
  const read = async (number: number) => {
    const block = await answer(phrase`block`, provider.getBlock(number, true));
    return (block?.prefetchedTransactions ?? []).map(({ hash, data }) => ({ hash, data: data.slice(2) }));
  };
  return (number: number) => {
    const known = kept.get(number) ?? read(number);
    kept.set(number, known);
    return known;
  };
}
