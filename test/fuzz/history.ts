import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  AbiCoder,
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  keccak256,
} from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { ChainRefusal, mined } from "../../scripts/chain/refusal.ts";
import type { AccreditationEvent } from "../models/accreditation-events.ts";
import { keysHashOf } from "../../scripts/core/site.ts";
import { dayOfTimestamp } from "../../scripts/core/calendar.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { Lot, RandomField } from "../../scripts/core/lot.ts";
import type { BatteryPlantIntake } from "../../types/contracts/oem/BatteryPlantIntake.ts";
import { argumentsOf } from "../fixtures/accreditation.ts";
import type { TestOperation } from "../fixtures/operations.ts";
import { seededField } from "../fixtures/random.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";
import { Auditor } from "./auditor.ts";
import type { Read } from "./laws-state.ts";
import type { FuzzProver } from "./prover.ts";
import type { TestClaim } from "./rules-claims.ts";
import { DAY_TOLERANCE } from "./rules-lots.ts";
import { keySetOf, SITE_STARTS, SiteBook, startTerms } from "./site-book.ts";
import { type Call, emptyState, Refused, type State } from "./state.ts";
import type { Tally } from "./tally.ts";
import { type Asked, modelView, printed, readView } from "./view.ts";
import { deployWorld, type Name, OWNERS, ROOT_WINDOW, type Verifier, type World } from "./world.ts";

/** Enough for any call here, so that none is estimated first: a refused one then makes a block, too. */
export const GAS = { gasLimit: 16_000_000 };

/** One call that is about to be made. */
export interface Step {
  readonly kind: string;
  /** What is wrong with it, as far as it is dishonest. */
  readonly variant: string;
  readonly by: Name;
  readonly send: (signer: HardhatEthersSigner) => Promise<ContractTransactionResponse>;
  /** What it does by the model. @throws Refused */
  readonly predict?: (state: State, call: Call) => void;
  /** The same as a command of a list, where it may be one. */
  readonly command?: string;
  /** Instead of `predict`: what it does to the accreditation. */
  readonly event?: AccreditationEvent;
  /** The parts of a batch, each as a step of its own. */
  readonly singles?: readonly Step[];
}

interface Happened {
  readonly event: AccreditationEvent;
  readonly by: Name;
  readonly at: number;
}

/** A chain on which everything stands ready, and what was done to accredit its sites. */
export interface Beginning {
  readonly world: World;
  readonly intake: BatteryPlantIntake;
  readonly addresses: { readonly lots: string; readonly claims: string; readonly intake: string };
  readonly deployment: bigint;
  readonly past: readonly Happened[];
}

/** Who may hold lots or use those of others. */
const ACCOUNTS = [...OWNERS, "dave", "mallory", "plant"] as const;
/** Whom the intake may fetch lots from, and another who acts for a firm from the beginning. */
const SUPPLIERS = ["alice", "bob"] as const;
const AGENT = { of: "bob", name: "dave" } as const;

function newBook({ addressOf }: World, deployment: bigint): SiteBook {
  const roles = {
    admin: addressOf("administrator"),
    accreditor: addressOf("accreditor"),
    tracingAuthority: addressOf("tracingAuthority"),
    schemeAdministrator: addressOf("schemeAdministrator"),
  };
  return new SiteBook({ roles, rootWindow: ROOT_WINDOW, dayTolerance: DAY_TOLERANCE }, deployment);
}

/** Who controls an attribute first; more than one, so that each can be told from the others. */
export function controllerOf(attribute: number): Name {
  return attribute === 0 || attribute === 10 ? "controller" : "otherController";
}

/** Deploys everything, with attributes and sites. */
export async function begin(connection: NetworkConnection, verifier: Verifier): Promise<Beginning> {
  const world = await deployWorld(connection, verifier);
  const { ethers, addressOf, signerOf } = world;
  const lots = await world.cobaltLot.getAddress();
  const { chainId } = await ethers.provider.getNetwork();
  const encoded = AbiCoder.defaultAbiCoder().encode(["uint256", "address"], [chainId, lots]);
  const deployment = BigInt(keccak256(encoded)) % FIELD_ORDER;
  const book = newBook(world, deployment);
  const past: Happened[] = [];
  const happen = async (event: AccreditationEvent, by: Name) => {
    await sending(world, event, lots)(signerOf(by));
    const at = await connection.networkHelpers.time.latest();
    const refusal = book.apply(event, addressOf(by), at);
    if (refusal !== undefined) throw new Error(`the beginning is refused: ${refusal}`);
    past.push({ event, by, at });
  };
  for (const [attribute, definition] of ATTRIBUTES.entries()) {
    if (definition === undefined) continue;
    const controlled = { ...definition, controller: addressOf(controllerOf(attribute)) };
    await happen({ kind: "defineAttribute", attribute, definition: controlled }, "schemeAdministrator");
  }
  await happen({ kind: "bind", deployment }, "administrator");
  const today = dayOfTimestamp(await connection.networkHelpers.time.latest());
  for (const [i, start] of SITE_STARTS.entries()) {
    const siteId = i + 1;
    const { keys } = keySetOf(siteId, 0);
    const terms = { ...startTerms(start, today), processCommitment: book.learn(start.process) };
    await happen({ kind: "propose", keys, right: start.right, terms }, "accreditor");
    await happen({ kind: "confirm", siteId, keysHash: keysHashOf(keys) }, "tracingAuthority");
    for (const attribute of start.grants) {
      const { auditedOn, validUntil } = terms;
      await happen(
        { kind: "grant", siteId, attribute, dates: { auditedOn, validUntil } },
        controllerOf(attribute),
      );
    }
  }
  const intake = await world.finish();
  const addresses = {
    lots,
    claims: await world.claims.getAddress(),
    intake: await intake.getAddress(),
  };
  for (const name of SUPPLIERS) {
    await world.cobaltLot.connect(signerOf(name)).setApprovalForAll(addresses.intake, true);
  }
  await world.cobaltLot.connect(signerOf(AGENT.of)).setApprovalForAll(addressOf(AGENT.name), true);
  return { world, intake, addresses, deployment, past };
}

/** A call that lets an event happen. */
export function sending({ accreditation }: World, event: AccreditationEvent, lots: string) {
  const values = argumentsOf(event, lots);
  return (signer: HardhatEthersSigner): Promise<ContractTransactionResponse> =>
    accreditation
      .connect(signer)
      .getFunction(event.kind)
      .send(...values, GAS);
}

/** One life of the contracts, with the model beside it. */
export class History {
  readonly start: Beginning;
  readonly world: World;
  readonly book: SiteBook;
  readonly prover: FuzzProver;
  readonly random: RandomField = seededField("fuzz");
  /** Every opening that anybody has made up, honest or not. */
  readonly openings = new Map<bigint, Lot>();
  /** Operations and claims that were sent, to be copied. */
  readonly sent: TestOperation[] = [];
  readonly claimed: TestClaim[] = [];
  readonly tally: Tally;
  state: State = emptyState();
  now = 0;
  #steps = 0;
  #readsAllClaims = false;
  readonly #auditor: Auditor;

  private constructor(start: Beginning, prover: FuzzProver, tally: Tally) {
    this.start = start;
    this.world = start.world;
    this.prover = prover;
    this.tally = tally;
    this.book = newBook(start.world, start.deployment);
    this.#auditor = new Auditor(this, tally);
  }

  static async open(start: Beginning, prover: FuzzProver, tally: Tally): Promise<History> {
    const history = new History(start, prover, tally);
    const { book, world } = history;
    for (const { process } of SITE_STARTS) book.learn(process);
    history.state.operators.add(`${world.addressOf(AGENT.of)} ${world.addressOf(AGENT.name)}`);
    for (const name of SUPPLIERS)
      history.state.operators.add(`${world.addressOf(name)} ${start.addresses.intake}`);
    for (const { event, by, at } of start.past) book.apply(event, world.addressOf(by), at);
    history.now = await world.networkHelpers.time.latest();
    history.#auditor.open(await history.read());
    return history;
  }

  get today(): number {
    return dayOfTimestamp(this.now);
  }

  /** An opening goes into the books before its lot can come about. */
  know(lotId: bigint, lot: Lot): bigint {
    this.openings.set(lotId, lot);
    return lotId;
  }

  readonly openingOf = (lotId: bigint): Lot => {
    const lot = this.openings.get(lotId);
    if (lot === undefined) throw new RangeError(`nobody knows the opening of lot ${lotId.toString()}`);
    return lot;
  };

  callBy(by: Name): Call {
    return {
      by: this.world.addressOf(by),
      at: this.now,
      accepts: (registry) => this.book.model.isAccepted(registry, this.now),
      verifies: (circuit, signals, proof) => this.prover.verifies(circuit, signals, proof),
      policies: this.world.infos,
    };
  }

  /** What is asked of the chain: every lot, permit and registry that could be there. */
  get asked(): Asked {
    const { addresses } = this.start;
    const { addressOf, defined } = this.world;
    return {
      claims: addresses.claims,
      intake: addresses.intake,
      lotIds: [...this.openings.keys()],
      claimedLots: this.#claimedLots,
      accounts: [...ACCOUNTS.map(addressOf), addresses.intake],
      permits: [...new Set(this.sent.map(({ permit }) => permit))],
      policyIds: defined.map(({ id }) => id),
      registries: this.book.registries.map(({ hash }) => hash),
      orders: this.state.orders.length,
    };
  }

  /** Claims are many and change rarely: all are looked at after some calls, those of the newest lots after each. */
  get #claimedLots(): bigint[] {
    const all = [...this.state.lots.keys()];
    return this.#readsAllClaims ? all : all.slice(-3);
  }

  read() {
    return readView(this.world.reader, this.asked);
  }

  /** Tries a change on a copy. @returns the copy, or the name of the error that refuses it */
  foresee(change: (state: State) => void): State | string {
    const copy = structuredClone(this.state);
    try {
      change(copy);
      return copy;
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
  }

  /** Makes a call and holds everything against the model and the laws. @throws if anything is amiss */
  async take(step: Step): Promise<void> {
    this.#steps += 1;
    this.#readsAllClaims = step.kind === "claim" || this.#steps % 8 === 0;
    const parted = step.singles && (await this.#takeSingly(step.singles));
    const outcome = await this.#send(step);
    const call = this.callBy(step.by);
    const next = this.foresee((state) => step.predict?.(state, call));
    const refusal = step.event && this.book.apply(step.event, call.by, this.now);
    const expected = refusal ?? (typeof next === "string" ? next : undefined);
    const actual = typeof outcome === "string" ? outcome : undefined;
    this.tally.count(step.kind, step.variant, actual);
    const what = `${step.kind} (${step.variant}) by ${step.by}`;
    this.tally.law(
      "P-30",
      actual === expected,
      () => `${what} is ${actual ?? "accepted"}, by the model ${expected ?? "accepted"}`,
    );
    if (typeof next !== "string") this.state = next;
    const read = await this.read();
    const model = modelView(this.state, this.asked);
    this.tally.law(
      "P-30",
      printed(read.view) === printed(model),
      () => `after ${what} the chain holds\n${printed(read.view)}\nby the model\n${printed(model)}`,
    );
    this.#auditor.audit(read, step, typeof outcome === "string" ? undefined : outcome);
    if (parted !== undefined) this.#auditor.compareParts(step, parted, read, actual);
  }

  /** Sends the parts of a batch one after the other, until one is refused; then goes back in time. */
  async #takeSingly(singles: readonly Step[]): Promise<{ refused: boolean; read: Read }> {
    const snapshot = await this.world.networkHelpers.takeSnapshot();
    let refused = singles.length === 0;
    for (const single of singles) {
      if (!refused) refused = typeof (await this.#send(single)) === "string";
    }
    const read = await this.read();
    await snapshot.restore();
    return { refused, read };
  }

  /** @returns the receipt, or the name of the error */
  async #send(step: Step): Promise<ContractTransactionReceipt | string> {
    await this.world.networkHelpers.time.setNextBlockTimestamp(this.now);
    try {
      return await mined(step.send(this.world.signerOf(step.by)));
    } catch (error) {
      if (error instanceof ChainRefusal) return error.error;
      throw error;
    }
  }
}
