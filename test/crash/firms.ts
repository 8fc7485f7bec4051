import { id as hashOf } from "ethers";
import { z } from "zod/v4";

import { requireDeployed } from "../../scripts/chain/require-deployed.ts";
import { coarsen } from "../../scripts/core/coarsen.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { TransactionRefused } from "../../scripts/core/transaction-refused.ts";
import { takeUp } from "../../scripts/desk/carry-out.ts";
import { proveClaims } from "../../scripts/desk/claims.ts";
import { type ContractAddresses, contractsAt } from "../../scripts/chain/contracts.ts";
import type { Desk, DeskSettings } from "../../scripts/desk/desk.ts";
import { acceptOffer, cancelOffer, offerLot, rejectOffer } from "../../scripts/desk/handover.ts";
import { activeLots, mergeLots, retireLot, splitLot, weakenLot } from "../../scripts/desk/lots.ts";
import { ethersPort } from "../../scripts/desk/ethers-port.ts";
import { refreshLots } from "../../scripts/desk/refresh.ts";
import { connectNode, type Node } from "../../scripts/chain/node.ts";
import { mintLot, refineLot } from "../../scripts/desk/sites.ts";
import type { LotRecord } from "../../scripts/vault/lot-record.ts";
import { deskOf } from "../fixtures/desk.ts";
import { developmentWallet, POLICY } from "../fixtures/desk-world.ts";
import { ATTRIBUTES, TODAY } from "../fixtures/sites.ts";
import { requireTrueState } from "./invariants.ts";
import { type Deed, DEEDS, type Fate, RESUME_STEPS, seededNumbers, STEPS } from "./schedule.ts";

/** What a process of the firms is told. */
export interface FirmsTask {
  readonly url: string;
  /** The node itself, where something lies between it and `url`: it makes blocks, and says what is true. */
  readonly nodeUrl: string;
  readonly confirmations: number;
  readonly timeoutMs: number;
  readonly addresses: ContractAddresses;
  /** Of the code of its CobaltLot, by which the chain is known again. */
  readonly codeHash: string;
  readonly folder: string;
  /** Null: take up what was left, check everything, and end. */
  readonly fate: Fate | null;
}

const NEXT_YEAR = 1_800_000_000;
/** More blocks than an operation waits before it pays more, and than are needed until it is final. */
const ROUNDS = 40;
const TRIES = 5;

/** Two firms at their desks: they take up what was left, check it against the chain, and do one deed, in which they die. */
class Firms {
  readonly #provider: Node;
  readonly #node: Node;
  readonly #task: FirmsTask;
  /** The boundary at which the process dies, if it is armed. */
  #deadly: string | null = null;
  #desks: [Desk, Desk] | undefined;

  constructor(provider: Node, node: Node, task: FirmsTask) {
    this.#provider = provider;
    this.#node = node;
    this.#task = task;
  }

  async live(): Promise<void> {
    const { fate, folder, addresses, codeHash, confirmations } = this.#task;
    const { chainId } = await this.#provider.getNetwork();
    const cobaltLot = { address: addresses.cobaltLot, codeHash };
    await requireDeployed(this.#provider, { chainId, contracts: { cobaltLot } });
    const settings: DeskSettings = {
      confirmations,
      timeoutMs: 20_000,
      pollMs: 1,
      until: "final",
      onStep: (step) => this.#step(step),
    };
    const provider = this.#provider;
    const place = { folder, provider, contracts: contractsAt(addresses, provider), settings };
    const seller = await deskOf("seller", developmentWallet(1, provider), place);
    const buyer = await deskOf("buyer", developmentWallet(2, provider), place);
    this.#desks = [seller, buyer];
    this.#deadly = fate?.resumeStep ?? null;
    await this.#takeUp();
    this.#deadly = null;
    const contracts = contractsAt(addresses, this.#node);
    const port = await ethersPort(this.#node, contracts.cobaltLot);
    await requireTrueState(this.#desks.map((desk) => ({ ...desk, contracts, port })));
    process.stdout.write("checked\n");
    if (fate !== null) await this.#deed(fate);
    for (const { vault } of this.#desks) vault.close();
  }

  /** No block comes by itself: so a transaction waits in the node when a process dies before the next one. */
  async #step(step: string): Promise<void> {
    if (step === this.#deadly) {
      process.kill(process.pid, "SIGKILL");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
    }
    if (step === "broadcast" || step === "observed") await this.#node.send("evm_mine", []);
  }

  async #takeUp(): Promise<void> {
    const desks = this.#desks ?? [];
    for (let round = 0; desks.some(isBusy); round++) {
      if (round === ROUNDS) throw new Error("what was left can't be settled");
      for (const desk of desks) {
        for (const { problem } of await takeUp(desk)) {
          // blocks later it pays more, or has failed
          if (problem instanceof TransactionRefused) continue;
          if (problem !== undefined) throw new Error("an operation is stuck", { cause: problem });
        }
      }
    }
    for (const desk of desks) await refreshLots(desk);
  }

  async #deed({ deed, step, seed }: Fate): Promise<void> {
    const below = seededNumbers(seed);
    const [seller, buyer] = this.#desks ?? [];
    if (seller === undefined || buyer === undefined) throw new TypeError("the desks are not open");
    const ready = await this.#prepared(
      deed,
      below(4) === 0 && activeLots(buyer).length > 1 ? buyer : seller,
      below,
    );
    this.#deadly = step;
    await this.#insist(ready);
    throw new Error(`${deed} never came to the boundary "${step}"`);
  }

  /** Does what must come before the deed. @returns the deed itself */
  async #prepared(deed: Deed, desk: Desk, below: (bound: number) => number): Promise<() => Promise<unknown>> {
    const [seller, buyer] = this.#desks ?? [desk, desk];
    const mint = () =>
      this.#insist(() =>
        mintLot(seller, {
          site: "works",
          documents: "ticket",
          figures: { massGrams: BigInt(1_000 + below(9_000)) },
        }),
      );
    if (deed === "mint") return mint;
    const actor = deed === "refine" || deed === "offer" ? seller : desk;
    const first = await this.#lotOf(actor, mint, 0);
    switch (deed) {
      case "split":
        return () => splitLot(actor, first.id, [{ massGrams: 1n + BigInt(below(500)) }]);
      case "merge": {
        const second = await this.#lotOf(actor, mint, 1);
        return () => mergeLots(actor, [first.id, second.id]);
      }
      case "weaken":
        return () => weakenLot(actor, first.id, coarsen(first.lot, [POLICY], TODAY, ATTRIBUTES).provenance);
      case "refine": {
        const massGrams = (first.lot.massGrams * 19n) / 20n + 1n;
        return () =>
          refineLot(actor, { site: "refinery", documents: "", figures: { massGrams }, parent: first.id });
      }
      case "retire":
        return () => retireLot(actor, first.id, "product", hashOf("product"));
      case "claim":
        return () => proveClaims(actor, first.id, [policyId(POLICY)]);
      case "offer":
        return () => offerLot(seller, first.id, buyer.wallet.address, NEXT_YEAR);
      default: {
        const { id } = await this.#lotOf(seller, mint, 0);
        await this.#insist(() => offerLot(seller, id, buyer.wallet.address, NEXT_YEAR));
        if (deed === "cancel") return () => cancelOffer(seller, id);
        return deed === "accept" ? () => acceptOffer(buyer, id) : () => rejectOffer(buyer, id);
      }
    }
  }

  /** Does something once more where another program took its nonce, or gas got too dear for it. */
  async #insist<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (thrown) {
        const isRefused = thrown instanceof KoboldError && thrown.cause instanceof TransactionRefused;
        const isOutrun = thrown instanceof KoboldError && /\bnonce\b/.test(thrown.message);
        if (!(isRefused || isOutrun) || tries === TRIES) throw thrown;
        await this.#takeUp();
      }
    }
  }

  /** An active lot of some grams at least, so that it can be split and refined; minted if there is none. */
  async #lotOf(desk: Desk, mint: () => Promise<unknown>, index: number): Promise<LotRecord> {
    for (let tries = 0; tries < 3; tries++) {
      const lot = activeLots(desk).filter((each) => each.lot.massGrams >= 1_000n)[index];
      if (lot !== undefined) return lot;
      if (desk !== this.#desks?.[0]) return this.#smallLotOf(desk, index);
      await mint();
    }
    throw new Error("minting gave no lot");
  }

  #smallLotOf(desk: Desk, index: number): LotRecord {
    const lot = activeLots(desk)[index];
    if (lot === undefined) throw new Error("the buyer has too few lots");
    return lot;
  }
}

function isBusy({ vault, port }: Desk): boolean {
  return vault.journal.unfinished(port.deployment).length > 0;
}

const taskSchema: z.ZodType<FirmsTask> = z.object({
  url: z.string(),
  nodeUrl: z.string(),
  confirmations: z.number(),
  timeoutMs: z.number(),
  addresses: z.object({
    accreditation: z.string(),
    cobaltLot: z.string(),
    policies: z.string(),
    claims: z.string(),
    recalls: z.string(),
    participants: z.string(),
  }),
  codeHash: z.string(),
  folder: z.string(),
  fate: z
    .object({
      deed: z.enum(DEEDS),
      step: z.enum(STEPS),
      resumeStep: z.enum(RESUME_STEPS).nullable(),
      dropsPending: z.boolean(),
      seed: z.string(),
    })
    .nullable(),
});

if (import.meta.main) {
  const task = taskSchema.parse(JSON.parse(process.argv[2] ?? ""));
  const node = await connectNode(task.nodeUrl);
  const provider = await connectNode(task.url, { timeoutMs: task.timeoutMs });
  try {
    await new Firms(provider, node, task).live();
  } catch (thrown) {
    if (!(thrown instanceof KoboldError && thrown.code === "CHAIN_MISMATCH")) throw thrown;
    process.stdout.write("elsewhere\n");
  } finally {
    provider.destroy();
    node.destroy();
  }
}
