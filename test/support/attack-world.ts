import { expect } from "chai";
import type { Signer } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import { after, afterEach, before, beforeEach } from "mocha";

import type { OperationStruct } from "../../types/contracts/CobaltLot.ts";
import { claimOf } from "../../scripts/chain/claims.ts";
import type { OperationContext } from "../../scripts/chain/hashes.ts";
import { type OperationKind, operationOf } from "../../scripts/chain/operations.ts";
import { errors } from "../../scripts/chain/refusal.ts";
import { readRegistry } from "../../scripts/chain/registry.ts";
import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { CO2E_CAP } from "../../scripts/core/provenance.ts";
import type { CircuitName } from "../../scripts/prover/manifest.ts";
import type { ProofWords } from "../../scripts/prover/proof.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { createSnarkjsProver } from "../../scripts/prover/snarkjs-prover.ts";
import { enrolAttackSites, factsOf, type SiteName, UNBOUND } from "./attack-sites.ts";
import type { LotFacts } from "./circuit-lot.ts";
import { honestMint, mintedLot, type MintFacts, mintInputsOf } from "./circuit-mint.ts";
import { honestRefine, type RefineFacts, refinedLot, refineInputsOf } from "./circuit-refine.ts";
import { type Deployed, defineAttributes, deployWithRoles } from "./deployed.ts";
import { revertOf } from "./revert.ts";
import { forge, type Forgery } from "./forger.ts";

/** An operation's statement, true or false, with what it is bound to. */
export interface Crafted {
  readonly kind: OperationKind;
  readonly inputs: CircuitInputs;
  readonly context: OperationContext;
}

/** A statement of a circuit, and how a proof of it is brought before the chain without leaving a trace. */
export interface Attempt {
  readonly circuit: CircuitName;
  readonly inputs: CircuitInputs;
  readonly tryWith: (proof: ProofWords) => Promise<unknown>;
}

const REJECTED = "VerifierProofRejected";

/** Templates that say nothing of what they are used for. */
const TOOLS = [
  "Num2Bits",
  "Range",
  "AtMost",
  "IsZero",
  "ForceEqualIfEnabled",
  "EdDSAPoseidonVerifier",
  "BabyCheck",
];

/** Proofs of the whole run by circuit and inputs: a statement is proven once. */
const proven = new Map<string, ProofWords>();

/** The attacked deployment: Kobold as shipped, its sites accredited, real proofs. */
export class AttackWorld {
  readonly deployed: Deployed;
  readonly alice: Signer & { readonly address: string };
  readonly bob: Signer & { readonly address: string };
  readonly mallory: Signer & { readonly address: string };
  #prover: Prover | undefined;
  readonly #lastProofs = new Map<CircuitName, ProofWords>();

  constructor(deployed: Deployed, [alice, bob, mallory]: readonly (Signer & { readonly address: string })[]) {
    if (!alice || !bob || !mallory) throw new RangeError("the chain has too few accounts");
    this.deployed = deployed;
    this.alice = alice;
    this.bob = bob;
    this.mallory = mallory;
  }

  get connection(): NetworkConnection {
    return this.deployed.connection;
  }

  get contracts(): Deployed["contracts"] {
    return this.deployed.contracts;
  }

  async open(): Promise<void> {
    this.#prover = await createSnarkjsProver();
  }

  async close(): Promise<void> {
    await this.#prover?.close();
    this.#prover = undefined;
  }

  get prover(): Prover {
    if (this.#prover === undefined) throw new Error("the prover is closed");
    return this.#prover;
  }

  /** A mint by a site under the registry of the moment, for Alice unless the context names another. */
  async mint(
    site: SiteName,
    change: Partial<MintFacts> = {},
    context: OperationContext = { ...UNBOUND, recipient: this.alice.address },
    lotOf: (facts: MintFacts) => LotFacts = mintedLot,
  ): Promise<Crafted & { lot: LotFacts }> {
    const registry = await readRegistry(this.contracts.accreditation);
    const facts = { ...honestMint, ...factsOf(site, registry, context), ...change };
    const lot = lotOf(facts);
    return { kind: "mint", inputs: mintInputsOf(facts, lot), context, lot };
  }

  /** A refinement by a site under the registry of the moment: by default 97 % of the mass, all else as it must be. */
  async refine(
    site: SiteName,
    from: LotFacts,
    change: Partial<RefineFacts> = {},
    context: OperationContext = UNBOUND,
    lotOf: (facts: RefineFacts) => LotFacts = refinedLot,
  ): Promise<Crafted & { lot: LotFacts }> {
    const registry = await readRegistry(this.contracts.accreditation);
    const massGrams = change.massGrams ?? (from.massGrams * 97n) / 100n;
    const honest = { ...honestRefine, ...factsOf(site, registry, context), from, massGrams };
    const facts = { ...honest, ...leastFootprint(honest), ...change };
    const lot = lotOf(facts);
    return { kind: "refine", inputs: refineInputsOf(facts, lot), context, lot };
  }

  /** The operation with its real proof. */
  async prove({ kind, inputs, context }: Crafted): Promise<OperationStruct> {
    return operationOf(kind, inputs, await this.proofOf(kind, inputs), context);
  }

  /** @throws WITNESS_REJECTED if the statement is false */
  async proofOf(circuit: CircuitName, inputs: CircuitInputs): Promise<ProofWords> {
    const key = `${circuit} ${JSON.stringify(inputs, (_, value: unknown) => (typeof value === "bigint" ? value.toString(36) : value))}`;
    const proof = proven.get(key) ?? (await this.prover.prove(circuit, inputs)).proof;
    proven.set(key, proof);
    this.#lastProofs.set(circuit, proof);
    return proof;
  }

  /** Sends a batch. */
  async send(by: Signer, ...operations: OperationStruct[]) {
    return this.contracts.cobaltLot.connect(by).execute(operations);
  }

  /** Proves and sends operations whose statements are true, each alone. */
  async perform(by: Signer, ...crafted: Crafted[]): Promise<void> {
    for (const each of crafted) await this.send(by, await this.prove(each));
  }

  attempt({ kind, inputs, context }: Crafted, by: Signer = this.alice): Attempt {
    const lots = this.contracts.cobaltLot.connect(by);
    const tryWith = async (proof: ProofWords) =>
      lots.execute.staticCall([operationOf(kind, inputs, proof, context)]);
    return { circuit: kind, inputs, tryWith };
  }

  claimAttempt(inputs: CircuitInputs, by: Signer = this.alice): Attempt {
    const claims = this.contracts.claims.connect(by);
    const tryWith = async (proof: ProofWords) => claims.prove.staticCall([claimOf(inputs, proof)]);
    return { circuit: "claim", inputs, tryWith };
  }

  /** Asserts that the statement is true, can be proven, and is taken by the chain. */
  async expectTaken({ circuit, inputs, tryWith }: Attempt): Promise<void> {
    await tryWith(await this.proofOf(circuit, inputs));
  }

  /**
   * Asserts that inputs are no proof's: the circuit gives no witness, for a rule of `template` (comparators and the like
   * aside), and a witness forged all the same breaks the constraints.
   */
  async expectNoWitness({ circuit, inputs }: Attempt, template: string): Promise<Forgery> {
    const refusal = await this.prover.prove(circuit, inputs).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(refusal instanceof KoboldError)) throw new Error(`${circuit} proves it`, { cause: refusal });
    expect(refusal.code).to.equal("WITNESS_REJECTED");
    const trace = refusal.cause instanceof Error ? refusal.cause.message : "";
    const path = [...trace.matchAll(/template (\w+?)_\d+ line/g)].map(([, name = ""]) => name);
    expect(path.find((name) => !TOOLS.includes(name))).to.equal(template);
    const forgery = await forge(circuit, inputs);
    expect(forgery.broken, "broken constraints").to.be.greaterThan(0);
    return forgery;
  }

  /** Asserts it, and that the chain takes everything of a false statement but the true twin's proof in place of its own. */
  async expectFalse(attempt: Attempt, template: string): Promise<void> {
    await this.expectNoWitness(attempt, template);
    const borrowed = this.#lastProofs.get(attempt.circuit);
    if (borrowed === undefined) throw new Error("the honest twin comes first");
    await this.expectProofRefused(attempt.tryWith(borrowed));
  }

  /**
   * Asserts it, and that the chain takes everything but the proof that a cheat makes with the forged witness (or, where
   * `error` is given, refuses it for that first).
   */
  async expectForgeryRefused(attempt: Attempt, template: string, error = REJECTED): Promise<void> {
    const { prove } = await this.expectNoWitness(attempt, template);
    await this.expectRefused(attempt.tryWith(await prove()), error);
  }

  /** Asserts that the chain takes everything of a call but its proof. */
  async expectProofRefused(call: Promise<unknown>): Promise<void> {
    await this.expectRefused(call, REJECTED);
  }

  /** Asserts that the chain refuses a call with this error and that these values are among its arguments. */
  async expectRefused(call: Promise<unknown>, error: string, ...values: unknown[]): Promise<void> {
    const data = await revertOf(call);
    expect(data, `${error} expected, but the call went through`).to.not.equal(undefined);
    const refusal = errors().parseError(data ?? "0x");
    expect(refusal?.name, data).to.equal(error);
    expect(refusal?.args.map(String)).to.include.members(values.map(String));
  }
}

/** The least that a refinement may state as emitted, and the most of it that may be primary. */
function leastFootprint({ from, massGrams, emissionFloor, primaryShare }: RefineFacts) {
  const [margin = 0n, primary = 0n] = from.lanes;
  const added = emissionFloor * massGrams;
  const emitted = (CO2E_CAP - margin) * from.massGrams + added;
  return {
    co2eMargin: CO2E_CAP - (emitted + massGrams - 1n) / massGrams,
    co2ePrimary: (primary * from.massGrams + (primaryShare * added) / 10_000n) / massGrams,
  };
}

let made: Promise<AttackWorld> | undefined;

async function makeWorld(): Promise<AttackWorld> {
  const connection = await network.create("simulated");
  const deployed = await deployWithRoles(connection);
  await defineAttributes(deployed);
  await enrolAttackSites(deployed);
  const signers = await connection.ethers.getSigners();
  return new AttackWorld(deployed, signers.slice(7, 10));
}

/**
 * To be called in a `describe`: one deployment for all suites of the run, as it was before every test.
 * @param prepare what the suite's tests start from
 */
export function attackWorld(prepare?: (world: AttackWorld) => Promise<void>): () => AttackWorld {
  let world: AttackWorld | undefined;
  let restores: (() => Promise<void>)[] = [];
  const snapshot = async (): Promise<void> => {
    if (world === undefined) return;
    const { networkHelpers } = world.connection;
    const taken = await networkHelpers.takeSnapshot();
    restores.push(async () => taken.restore());
  };
  const restore = async (): Promise<void> => restores.pop()?.();
  before(async function () {
    this.timeout(300_000);
    world = await (made ??= makeWorld());
    await world.open();
    await snapshot();
    await prepare?.(world);
  });
  beforeEach(snapshot);
  afterEach(restore);
  after(async () => {
    await restore();
    await world?.close();
    restores = [];
  });
  return () => {
    if (world === undefined) throw new Error("the world is made in a hook");
    return world;
  };
}
