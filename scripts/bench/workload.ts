import type { NetworkConnection } from "hardhat/types/network";

import { claimOf } from "../chain/claims.ts";
import { contractsAt } from "../chain/contracts.ts";
import { deployKobold } from "../chain/deploy.ts";
import { enrolSite } from "../chain/enrol.ts";
import { contextOf, documentsHashOf, type OperationContext } from "../chain/hashes.ts";
import { operationOf, type LotOperationKind } from "../chain/operations.ts";
import { definePolicy } from "../chain/policies.ts";
import { readRegistry } from "../chain/registry.ts";
import { assayerOf, signAssay } from "../core/assay.ts";
import { dayOfTimestamp } from "../core/calendar.ts";
import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { claimInputs } from "../core/claim.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { MAX_MASS_GRAMS } from "../core/units.ts";
import { merge, mergeInputs } from "../core/merge.ts";
import { mint, mintInputs } from "../core/mint.ts";
import { NEUTRAL_ROW } from "../core/policy.ts";
import { randomField } from "../core/random.ts";
import { refine, refineInputs } from "../core/refine.ts";
import { type Site, siteKeysOf } from "../core/site.ts";
import type { SiteOperation } from "../core/site-operation.ts";
import { MAX_CHILDREN, split, splitInputs } from "../core/split.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { Proven, Prover } from "../prover/prover.ts";

/** The sizes of batch that are measured; the last one is how many proofs of each circuit are made. */
export const batchSizes = [1, 8, 32] as const;
const [, , LARGEST] = batchSizes;

/** Of one circuit: its statements' inputs, their proofs, and the transactions' gas for each operation of a batch. */
export interface CircuitRun {
  readonly inputs: readonly CircuitInputs[];
  readonly proven: readonly Proven[];
  readonly gasEach: readonly number[];
}

export interface Workload {
  readonly runs: ReadonlyMap<CircuitName, CircuitRun>;
  readonly transferGas: number;
  readonly retireGas: number;
}

/**
 * Mints, splits, merges, refines and proves claims on a new deployment, with one warm prover, one proof after the
 * other. The owner holds a lot already, and every batch starts from the same state of the chain.
 */
export async function runWorkload(
  connection: NetworkConnection,
  prover: Prover,
  log: (line: string) => void,
): Promise<Workload> {
  const { ethers, networkHelpers } = connection;
  const [administrator, owner, buyer] = await ethers.getSigners();
  if (!administrator || !owner || !buyer) throw new Error("the chain has too few accounts");
  const addresses = await deployKobold(connection, { footprintMethod: documentsHashOf("benchmark") });
  const contracts = contractsAt(addresses, owner);
  const day = dayOfTimestamp((await ethers.provider.getBlock("latest"))?.timestamp ?? 0);
  const { site, assayerKey } = newSite(day);
  const accreditors = { accreditor: administrator, tracingAuthority: administrator, controllers: [] };
  const keys = siteKeysOf(site.secrets, site.assayer);
  await enrolSite(contracts.accreditation, accreditors, keys, site.profile, site.process);
  const policy = {
    rows: [{ ...NEUTRAL_ROW, auditFactor: 1n, constant: 365n }],
    massMin: 0n,
    massMax: MAX_MASS_GRAMS,
  };
  await definePolicy(contracts.policies, policy);
  const registry = await readRegistry(contracts.accreditation);
  const minting = { recipient: owner.address, documentsHash: documentsHashOf("weighbridge"), note: "0x" };
  const bound = { documentsHash: documentsHashOf("weighbridge"), note: "0x" };
  const runs = new Map<CircuitName, CircuitRun>();
  let permitIndex = 0;

  const siteOperation = (lot: Lot, parent: bigint, context: OperationContext): SiteOperation => {
    const statement = { lotId: lotId(lot), siteKey: keys.siteKey, deployment: registry.deployment, parent };
    const assay = signAssay(assayerKey, statement);
    return { site, registry, day, permitIndex: permitIndex++, context: contextOf(context), assay };
  };
  const gasOf = async (sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>): Promise<number> =>
    Number((await (await sent).wait())?.gasUsed);
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
  const execute = (
    kind: LotOperationKind,
    inputs: CircuitInputs[],
    context: OperationContext,
  ): Promise<void> =>
    run(kind, inputs, (from, to, proven) => {
      const operations = inputs.map((each, i) => operationOf(kind, each, proven[i]?.proof ?? [], context));
      return gasOf(contracts.cobaltLot.execute(operations.slice(from, to)));
    });

  const minted = Array.from({ length: LARGEST + 1 }, () =>
    mint(site, { massGrams: 10_000_000n }, day, randomField),
  );
  await execute(
    "mint",
    minted.map((lot) => mintInputs(siteOperation(lot, 0n, minting), lot)),
    minting,
  );
  const parents = minted.slice(1);
  const pieces = parents.map((lot) => {
    const part = lot.massGrams / BigInt(MAX_CHILDREN);
    return split(
      lot,
      Array.from({ length: MAX_CHILDREN }, () => part),
      randomField,
    );
  });
  await execute(
    "split",
    parents.map((lot, i) => splitInputs(lot, pieces[i] ?? [])),
    bound,
  );
  const merged = pieces.map((lots) => merge(lots, randomField));
  await execute(
    "merge",
    merged.map((lot, i) => mergeInputs(pieces[i] ?? [], lot)),
    bound,
  );
  const refined = merged.map((lot) =>
    refine(site, registry.attributes, lot, { massGrams: lot.massGrams }, day, randomField),
  );
  const refining = refined.map((child, i) => {
    const parent = merged[i] ?? child;
    return refineInputs(siteOperation(child, lotId(parent), bound), parent, child);
  });
  await execute("refine", refining, bound);
  const claiming = refined.map((lot) => claimInputs(policy, lot, day));
  await run("claim", claiming, (from, to, proven) => {
    const claims = claiming.map((inputs, i) => claimOf(inputs, proven[i]?.proof ?? []));
    return gasOf(contracts.claims.prove(claims.slice(from, to)));
  });

  const [first = 0n, second = 0n, third = 0n] = refined.map(lotId);
  await gasOf(contracts.cobaltLot.transferFrom(owner, buyer, first));
  const transferGas = await gasOf(contracts.cobaltLot.transferFrom(owner, buyer, second));
  const retireGas = await gasOf(contracts.cobaltLot.retire(third, documentsHashOf("battery")));
  return { runs, transferGas, retireGas };
}

/** A site that may mint and refine, and its assayer's key. */
export function newSite(day: number): { site: Site; assayerKey: Uint8Array } {
  const assayerKey = crypto.getRandomValues(new Uint8Array(32));
  const site: Site = {
    secrets: { siteSecret: randomField(), traceSecret: randomField() },
    assayer: assayerOf(assayerKey),
    profile: {
      right,
      grants: 0n,
      permits: 1_000,
      unitGrams: 20_000_000n,
      auditedOn: day - 30,
      validUntil: day + 300,
    },
    process: {
      emissionFloor: 5_000_000n,
      primaryShare: 8_000n,
      yieldMin: 9_000n,
      yieldMax: 10_000n,
      processSalt: randomField(),
    },
  };
  return { site, assayerKey };
}
