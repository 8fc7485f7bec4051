import { getBytes, hexlify, randomBytes } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { claimOf } from "../chain/claims.ts";
import { contractsAt } from "../chain/contracts.ts";
import { deployKobold } from "../chain/deploy.ts";
import { enrolSite } from "../chain/enrol.ts";
import { contextOf, documentsHashOf, type OperationContext } from "../chain/hashes.ts";
import { commandOf } from "../chain/commands.ts";
import { definePolicy } from "../chain/policies.ts";
import { readRegistry } from "../chain/registry.ts";
import { today } from "../chain/rpc.ts";
import { signAssay } from "../core/assay.ts";
import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { claimInputs } from "../core/claim.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { MAX_MASS_GRAMS } from "../core/units.ts";
import { merge, mergeInputs, weaken } from "../core/merge.ts";
import { mint, mintInputs } from "../core/mint.ts";
import { NEUTRAL_ROW } from "../core/policy.ts";
import { randomField } from "../core/random.ts";
import { refine, refineInputs } from "../core/refine.ts";
import { type Site, siteKeysOf, type SiteRight } from "../core/site.ts";
import type { SiteOperation } from "../core/site-operation.ts";
import { RETIREMENT_KINDS } from "../core/retirement.ts";
import { MAX_CHILDREN, split, splitInputs } from "../core/split.ts";
import { ThrowAwayVaults } from "../demo/throw-away-vaults.ts";
import { newSite } from "../desk/site-keys.ts";
import { deriveNoteKey } from "../notes/keys.ts";
import { sealNote } from "../notes/note.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { Proven, Prover } from "../prover/prover.ts";
import type { Vault } from "../vault/vault.ts";
import { gasOf } from "./gas.ts";
import { developmentKeyWords } from "../prover/key-words.ts";

/** The sizes of batch that are measured; the last one is how many proofs of each operation are made. */
export const batchSizes = [1, 8, 32] as const;
const [, , LARGEST] = batchSizes;

/** What is measured, each with its circuit; a circuit's own row is the first one of it, with all places used. */
export const measuredOperations = {
  mint: "mint",
  "split to 8": "split",
  "split to 2": "split",
  "merge of 8": "merge",
  "merge of 2": "merge",
  weaken: "merge",
  refine: "refine",
  claim: "claim",
} as const satisfies Record<string, CircuitName>;
export type MeasuredOperation = keyof typeof measuredOperations;

/** Of one operation: its statements' inputs, their proofs, and the transactions' gas for each one of a batch. */
export interface OperationRun {
  readonly circuit: CircuitName;
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
  const runs = new Map<MeasuredOperation, OperationRun>();
  const { publicKey } = await deriveNoteKey(randomBytes(32), 0);
  const deployment = {
    chainId: (await ethers.provider.getNetwork()).chainId,
    cobaltLot: await cobaltLot.getAddress(),
  };
  let permitIndex = 0;

  /** What an operation is bound to, with its lots' openings sealed to their owner as always. */
  const bound = async (...lots: Lot[]): Promise<OperationContext> => ({
    documentsHash: documentsHashOf("weighbridge"),
    note: hexlify(await sealNote(lots, publicKey, deployment)),
  });
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
    operation: MeasuredOperation,
    inputs: readonly CircuitInputs[],
    send: (from: number, to: number, proven: readonly Proven[]) => Promise<number>,
  ): Promise<void> => {
    log(`proving ${inputs.length} statements: ${operation}`);
    const circuit = measuredOperations[operation];
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
    runs.set(operation, { circuit, inputs, proven, gasEach });
  };
  /** Runs an operation on each of some lots, and gives what it makes of them. */
  const execute = async <From, To>(
    operation: Exclude<MeasuredOperation, "claim">,
    from: readonly From[],
    make: (given: From) => To,
    stated: (given: From, made: To) => Promise<[inputs: CircuitInputs, context: OperationContext]>,
  ): Promise<To[]> => {
    const made = from.map(make);
    const statements = await Promise.all(
      from.map((given, i) => stated(given, made[i] ?? unreachable(operation))),
    );
    const all = statements.map(([inputs]) => inputs);
    await run(operation, all, (begin, end, proven) => {
      const commands = statements.map(([inputs, context], i) =>
        commandOf(measuredOperations[operation], inputs, proven[i]?.proof ?? [], context),
      );
      const [command, ...others] = commands.slice(begin, end);
      // one is sent as it is, as the desk does
      const data = others.length === 0 ? command : undefined;
      return gasOf(
        data === undefined
          ? cobaltLot.execute(commands.slice(begin, end))
          : owner.sendTransaction({ to: cobaltLot, data }),
      );
    });
    return made;
  };
  const splitTo = (operation: "split to 2" | "split to 8", lots: readonly Lot[], count: number) =>
    execute(
      operation,
      lots,
      (lot) => split(lot, new Array<bigint>(count).fill(lot.massGrams / BigInt(count)), randomField),
      async (lot, pieces) => [splitInputs(lot, pieces), await bound(...pieces)],
    );
  const mergeOf = (operation: "merge of 2" | "merge of 8", pieces: readonly Lot[][]) =>
    execute(
      operation,
      pieces,
      (lots) => merge(lots, randomField),
      async (lots, lot) => [mergeInputs(lots, lot), await bound(lot)],
    );

  const massGrams = 10_000_000n;
  const minted = await execute(
    "mint",
    Array.from({ length: LARGEST + 1 }),
    () => mint(mine.site, { massGrams }, day, randomField),
    async (_, lot) => {
      const context = { ...(await bound(lot)), recipient: owner.address };
      return [mintInputs(siteOperation(mine, lot, 0n, context), lot), context];
    },
  );
  const joined = await mergeOf("merge of 8", await splitTo("split to 8", minted.slice(1), MAX_CHILDREN));
  const merged = await mergeOf("merge of 2", await splitTo("split to 2", joined, 2));
  const weakened = await execute(
    "weaken",
    merged,
    (lot) => weaken(lot, lot.provenance, randomField),
    async (lot, child) => [mergeInputs([lot], child), await bound(child)],
  );
  const refined = await execute(
    "refine",
    weakened,
    (lot) => refine(refiner.site, registry.attributes, lot, { massGrams }, day, randomField),
    async (lot, child) => {
      const context = await bound(child);
      return [refineInputs(siteOperation(refiner, child, lotId(lot), context), lot, child), context];
    },
  );
  const claiming = refined.map((lot) => claimInputs(policy, lot, day));
  await run("claim", claiming, (from, to, proven) => {
    const batch = claiming.map((inputs, i) => claimOf(inputs, proven[i]?.proof ?? []));
    return gasOf(claims.prove(batch.slice(from, to)));
  });

  const [first = 0n, second = 0n, third = 0n] = refined.map(lotId);
  await gasOf(cobaltLot.transferFrom(owner, buyer, first));
  const transferGas = await gasOf(cobaltLot.transferFrom(owner, buyer, second));
  const retireGas = await gasOf(
    cobaltLot.retire(third, RETIREMENT_KINDS.indexOf("product"), documentsHashOf("battery")),
  );
  return { runs, transferGas, retireGas };
}

function unreachable(operation: string): never {
  throw new Error(`nothing was made by ${operation}`);
}

/**
 * Deploys Kobold, and accredits a mine and a refiner, whose secrets are kept in the vault. The first account holds every
 * role.
 */
export async function deployWithSites(connection: NetworkConnection, vault: Vault) {
  const [administrator] = await connection.ethers.getSigners();
  if (administrator === undefined) throw new Error("the chain has no account");
  const addresses = await deployKobold(connection, {
    keys: developmentKeyWords(),
    footprintMethod: documentsHashOf("benchmark"),
  });
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
    addresses,
    contracts,
    day,
    mine: await enrolled("mine", "mint"),
    refiner: await enrolled("refiner", "refine"),
  };
}
