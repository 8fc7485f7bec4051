import { getBytes } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { claimOf } from "../chain/claims.ts";
import { contractsAt } from "../chain/contracts.ts";
import { deployKobold } from "../chain/deploy.ts";
import { enrolSite } from "../chain/enrol.ts";
import { contextOf, documentsHashOf, type OperationContext } from "../chain/hashes.ts";
import { operationOf, type LotOperationKind } from "../chain/operations.ts";
import { definePolicy } from "../chain/policies.ts";
import { readRegistry } from "../chain/registry.ts";
import { today } from "../chain/rpc.ts";
import { signAssay } from "../core/assay.ts";
import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { claimInputs } from "../core/claim.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { MAX_MASS_GRAMS } from "../core/units.ts";
import { merge, mergeInputs } from "../core/merge.ts";
import { mint, mintInputs } from "../core/mint.ts";
import { NEUTRAL_ROW } from "../core/policy.ts";
import { randomField } from "../core/random.ts";
import { refine, refineInputs } from "../core/refine.ts";
import { type Site, siteKeysOf, type SiteRight } from "../core/site.ts";
import type { SiteOperation } from "../core/site-operation.ts";
import { MAX_CHILDREN, split, splitInputs } from "../core/split.ts";
import { ThrowAwayVaults } from "../demo/throw-away-vaults.ts";
import { newSite } from "../desk/site-keys.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { Proven, Prover } from "../prover/prover.ts";
import type { Vault } from "../vault/vault.ts";
import { gasOf } from "./gas.ts";

/** The sizes of batch that are measured; the last one is how many proofs of each circuit are made. */
export const batchSizes = [1, 8, 32] as const;
const [, , LARGEST] = batchSizes;

/** Of one circuit: its statements' inputs, their proofs, and the transactions' gas for each operation of a batch. */
export interface CircuitRun {
  readonly inputs: readonly CircuitInputs[];
  readonly proven: readonly Proven[];
  readonly gasEach: readonly number[];
}

/** A site that is accredited, and the key of its assayer. */
interface BenchSite {
  readonly site: Site;
  readonly assayerKey: Uint8Array;
}

/**
 * Mints, splits, merges, refines and proves claims on a new deployment, with one warm prover, one proof after the
 * other. The owner holds a lot already, and every batch starts from the same state of the chain.
 */
export async function runWorkload(
  connection: NetworkConnection,
  prover: Prover,
  log: (line: string) => void,
) {
  const { ethers, networkHelpers } = connection;
  const [, owner, buyer] = await ethers.getSigners();
  if (!owner || !buyer) throw new Error("the chain has too few accounts");
  const vaults = new ThrowAwayVaults();
  const { contracts, day, mine, refiner } = await deployWithSites(connection, vaults.create());
  vaults.close();
  const cobaltLot = contracts.cobaltLot.connect(owner);
  const claims = contracts.claims.connect(owner);
  const policy = {
    rows: [{ ...NEUTRAL_ROW, auditFactor: 1n, constant: 365n }],
    massMin: 0n,
    massMax: MAX_MASS_GRAMS,
  };
  await definePolicy(contracts.policies, policy);
  const registry = await readRegistry(contracts.accreditation);
  const bound = { documentsHash: documentsHashOf("weighbridge"), note: "0x" };
  const minting = { ...bound, recipient: owner.address };
  const runs = new Map<CircuitName, CircuitRun>();
  let permitIndex = 0;

  const siteOperation = (
    { site, assayerKey }: BenchSite,
    lot: Lot,
    parent: bigint,
    context: OperationContext,
  ): SiteOperation => {
    const { siteKey } = siteKeysOf(site.secrets, site.assayer);
    const statement = { lotId: lotId(lot), siteKey, deployment: registry.deployment, parent };
    const assay = signAssay(assayerKey, statement);
    return { site, registry, day, permitIndex: permitIndex++, context: contextOf(context), assay };
  };
  const run = async (
    circuit: CircuitName,
    inputs: CircuitInputs[],
    send: (from: number, to: number, proven: readonly Proven[]) => Promise<number>,
  ): Promise<void> => {
    log(`proving ${inputs.length} statements of ${circuit}`);
    const proven: Proven[] = [];
    for (const statement of inputs) proven.push(await prover.prove(circuit, statement));
    const gasEach: number[] = [];
    const first = inputs.length - LARGEST;
    // A spare statement goes ahead, so that nothing is measured on empty storage.
    if (first > 0) await send(0, first, proven);
    for (const size of batchSizes) {
      const before = await networkHelpers.takeSnapshot();
      gasEach.push((await send(first, first + size, proven)) / size);
      if (size !== LARGEST) await before.restore();
    }
    runs.set(circuit, { inputs, proven, gasEach });
  };
  const execute = (kind: LotOperationKind, inputs: CircuitInputs[], context: OperationContext) =>
    run(kind, inputs, (from, to, proven) => {
      const operations = inputs.map((each, i) => operationOf(kind, each, proven[i]?.proof ?? [], context));
      return gasOf(cobaltLot.execute(operations.slice(from, to)));
    });

  const massGrams = 10_000_000n;
  const minted = Array.from({ length: LARGEST + 1 }, () => mint(mine.site, { massGrams }, day, randomField));
  const mints = minted.map((lot) => mintInputs(siteOperation(mine, lot, 0n, minting), lot));
  await execute("mint", mints, minting);
  const parents = minted.slice(1);
  const parts = Array.from({ length: MAX_CHILDREN }, () => massGrams / BigInt(MAX_CHILDREN));
  const pieces = parents.map((lot) => split(lot, parts, randomField));
  const splits = parents.map((lot, i) => splitInputs(lot, pieces[i] ?? []));
  await execute("split", splits, bound);
  const merged = pieces.map((lots) => merge(lots, randomField));
  const merges = merged.map((lot, i) => mergeInputs(pieces[i] ?? [], lot));
  await execute("merge", merges, bound);
  const refined = merged.map((lot) =>
    refine(refiner.site, registry.attributes, lot, { massGrams }, day, randomField),
  );
  const refines = refined.map((child, i) => {
    const parent = merged[i] ?? child;
    return refineInputs(siteOperation(refiner, child, lotId(parent), bound), parent, child);
  });
  await execute("refine", refines, bound);
  const claiming = refined.map((lot) => claimInputs(policy, lot, day));
  await run("claim", claiming, (from, to, proven) => {
    const batch = claiming.map((inputs, i) => claimOf(inputs, proven[i]?.proof ?? []));
    return gasOf(claims.prove(batch.slice(from, to)));
  });

  const [first = 0n, second = 0n, third = 0n] = refined.map(lotId);
  await gasOf(cobaltLot.transferFrom(owner, buyer, first));
  const transferGas = await gasOf(cobaltLot.transferFrom(owner, buyer, second));
  const retireGas = await gasOf(cobaltLot.retire(third, documentsHashOf("battery")));
  return { runs, transferGas, retireGas };
}

/**
 * Deploys Kobold, and accredits a mine and a refiner, whose secrets are kept in the vault. The first account holds every
 * role.
 */
export async function deployWithSites(connection: NetworkConnection, vault: Vault) {
  const [administrator] = await connection.ethers.getSigners();
  if (administrator === undefined) throw new Error("the chain has no account");
  const addresses = await deployKobold(connection, { footprintMethod: documentsHashOf("benchmark") });
  const contracts = contractsAt(addresses, administrator);
  const day = await today(connection.ethers);
  const accreditors = { accreditor: administrator, tracingAuthority: administrator, controllers: [] };
  const enrolled = async (name: string, right: SiteRight): Promise<BenchSite> => {
    const figures = { emissionFloor: 5_000_000n, primaryShare: 8_000n, yieldMin: 9_900n, yieldMax: 10_000n };
    const { secrets, assayer, assayerKey, process } = newSite(vault, name, figures);
    const profile = {
      right,
      grants: 0n,
      permits: 1_000,
      unitGrams: 20_000_000n,
      auditedOn: day - 30,
      validUntil: day + 300,
    };
    await enrolSite(contracts.accreditation, accreditors, siteKeysOf(secrets, assayer), profile, process);
    return { site: { secrets, assayer, profile, process }, assayerKey: getBytes(assayerKey ?? "0x") };
  };
  return {
    contracts,
    day,
    mine: await enrolled("mine", "mint"),
    refiner: await enrolled("refiner", "refine"),
  };
}
