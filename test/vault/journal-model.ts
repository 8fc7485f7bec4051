import path from "node:path";

import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import type { LotOnChain } from "../../scripts/vault/chain-port.ts";
import type { LotState } from "../../scripts/vault/lot-record.ts";
import {
  isFinished,
  type OperationPlan,
  type OperationRecord,
} from "../../scripts/vault/operation-record.ts";
import { runOperation } from "../../scripts/vault/run-operation.ts";
import { resume } from "../../scripts/vault/resume.ts";
import { createVault, openVault, type Vault } from "../../scripts/vault/vault.ts";
import { FakeChain, signDeed } from "../fixtures/fake-chain.ts";
import { FAST_KDF, FIRM, inFolder, lotSource, PASSPHRASE, DEPLOYMENT } from "../fixtures/vault.ts";

const STRANGER = `0x${"57".repeat(20)}`;
/** Reorganisations of the test are less deep. */
const CONFIRMATIONS = 3;
// a clock that stands still: else the order of lots, and so the run, would depend on the machine
const OPTIONS = { kdf: FAST_KDF, waitMs: 0, now: () => 0 };

type Action =
  /** The firm starts an operation; the process dies at the given step, if there are as many. */
  | {
      readonly type: "start";
      readonly kind: "mint" | "split" | "merge" | "retire";
      readonly pick: number;
      readonly dies: number;
    }
  | { readonly type: "resume"; readonly dies: number }
  | { readonly type: "mine"; readonly blocks: number }
  | { readonly type: "reorganise"; readonly depth: number; readonly forget: boolean }
  | { readonly type: "forgetWaiting" }
  /** A stranger sends what it sees waiting, and is first. */
  | { readonly type: "overtake" }
  /** Another program spends the nonce of what is waiting. */
  | { readonly type: "spendNonce" }
  /** The node fails at every so many calls. */
  | { readonly type: "fault"; readonly every: number };

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        type: fc.constant("start" as const),
        kind: fc.constantFrom("mint", "mint", "split", "merge", "retire"),
        pick: fc.nat(),
        dies: fc.integer({ min: 0, max: 8 }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ type: fc.constant("resume" as const), dies: fc.integer({ min: 0, max: 8 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant("mine" as const), blocks: fc.integer({ min: 1, max: 3 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant("reorganise" as const),
        depth: fc.integer({ min: 1, max: CONFIRMATIONS - 1 }),
        forget: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: "forgetWaiting" as const }) },
    { weight: 1, arbitrary: fc.constant({ type: "overtake" as const }) },
    { weight: 1, arbitrary: fc.constant({ type: "spendNonce" as const }) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant("fault" as const), every: fc.constantFrom(0, 0, 3, 5, 8) }),
    },
  ),
  { minLength: 10, maxLength: 40, size: "max" },
);

class Death extends Error {}

/** Throws at the given step, counted from 1; never for 0. */
function dyingAt(step: number): () => void {
  let count = 0;
  return () => {
    if (++count === step) throw new Death();
  };
}

const nextLot = lotSource("model");

/** The firm with its vault; whatever kills it, the vault is all that is left. */
class Firm {
  readonly chain = new FakeChain(DEPLOYMENT);
  vault: Vault;
  #calls = 0;
  #faulty = false;

  constructor(file: string) {
    this.vault = createVault(file, PASSPHRASE, OPTIONS);
  }

  async act(action: Action): Promise<void> {
    switch (action.type) {
      case "start":
        await this.#living(() => this.#start(action.kind, action.pick, dyingAt(action.dies)));
        break;
      case "resume":
        await this.#living(async () => {
          await this.resume(dyingAt(action.dies));
          if (!this.#faulty) requireInStep(this);
        });
        break;
      case "mine":
        this.chain.mineMany(action.blocks);
        break;
      case "reorganise":
        this.chain.reorganise(action.depth, action.forget);
        this.chain.mine();
        break;
      case "forgetWaiting":
        this.chain.forgetWaiting();
        break;
      case "overtake": {
        const [seen] = this.chain.waiting;
        if (seen !== undefined) this.chain.mine(signDeed(STRANGER, this.chain.nonceOf(STRANGER), seen));
        break;
      }
      case "spendNonce": {
        const nothing = { parents: [], children: [], leaves: "consumed" as const, owner: FIRM };
        this.chain.mine(signDeed(FIRM, this.chain.nonceOf(FIRM), nothing));
        break;
      }
      case "fault":
        this.#faulty = action.every > 0;
        this.chain.fault = () => {
          if (action.every > 0 && ++this.#calls % action.every === 0) throw new Error("503");
        };
        break;
    }
  }

  async resume(onStep: () => void = () => undefined): Promise<void> {
    await resume(this.vault.journal, this.chain, { confirmations: CONFIRMATIONS, onStep });
  }

  /** Starts something new if all that is under way waits for a nonce that a forgotten transaction had. */
  async fillGap(): Promise<void> {
    const { journal } = this.vault;
    const next = this.chain.nonceOf(FIRM);
    const waits = journal
      .unfinished(DEPLOYMENT)
      .some(({ transactions: [first] }) => (first?.nonce ?? 0) > next);
    if (waits && journal.nextNonce(DEPLOYMENT.chainId, FIRM, next) === next) {
      await this.#start("mint", 0, () => undefined);
    }
  }

  async #start(kind: "mint" | "split" | "merge" | "retire", pick: number, onStep: () => void): Promise<void> {
    const active = this.vault.lots.list({ state: "active" });
    const used = Math.min(active.length, { mint: 0, split: 1, merge: 2, retire: 1 }[kind]);
    const first = pick % Math.max(1, active.length - used + 1);
    const parents = active.slice(first, first + used).map(({ id }) => id);
    if (kind !== "mint" && parents.length === 0) return;
    const made = { mint: 1, split: 2, merge: 1, retire: 0 }[kind];
    const children = Array.from({ length: made }, () => ({ lot: nextLot() }));
    const plan: OperationPlan = { kind, deployment: DEPLOYMENT, account: FIRM, parents, children };
    const leaves = kind === "retire" ? "retired" : "consumed";
    await runOperation(this.vault.journal, this.chain, {
      plan,
      sender: FIRM,
      confirmations: CONFIRMATIONS,
      timeoutMs: 0,
      onStep,
      sign: (planned: OperationRecord, nonce) =>
        Promise.resolve(signDeed(FIRM, nonce, { parents, children: planned.children, leaves, owner: FIRM })),
    });
  }

  /** Runs a process of the firm; one that dies, or gives up for the node's sake, starts anew from the file. */
  async #living(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Death) && !(error instanceof Error && error.message === "503")) throw error;
      const { file } = this.vault;
      this.vault.close();
      this.vault = openVault(file, PASSPHRASE, OPTIONS);
    }
  }
}

/** What a lot of the chain may be to a firm that has just looked. */
const IN_STEP: Readonly<Partial<Record<LotOnChain["status"], readonly LotState[]>>> = {
  unknown: ["pending", "abandoned", "busy"],
  active: ["active", "busy"],
  consumed: ["consumed"],
  retired: ["retired"],
};

function requireInStep({ vault, chain }: Firm): void {
  for (const { id, state } of vault.lots.list()) {
    expect(IN_STEP[chain.lots.get(id)?.status ?? "unknown"]).to.include(state);
  }
}

const EXPECTED: Readonly<Record<LotOnChain["status"], LotState>> = {
  unknown: "abandoned",
  active: "active",
  offered: "offered",
  held: "held",
  consumed: "consumed",
  retired: "retired",
};

function requireTruth({ vault, chain }: Firm): void {
  for (const id of chain.lots.keys())
    expect(vault.lots.get(DEPLOYMENT, id), "an opening is lost").not.to.equal(undefined);
  for (const { id, state } of vault.lots.list()) {
    expect(state).to.equal(EXPECTED[chain.lots.get(id)?.status ?? "unknown"]);
  }
  for (const { id, state, kind, children, parents } of vault.journal.list()) {
    if (state !== "final") continue;
    const [made] = children;
    if (made !== undefined) expect(chain.lots.has(made), `operation ${id} is final`).to.be.true;
    if (kind === "retire")
      expect(parents.map((each) => chain.lots.get(each)?.status)).to.deep.equal(["retired"]);
  }
}

describe("the journal and a chain that reorganises", () => {
  it("agree in the end, wherever the process died and whatever the node did", async function () {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(actions, async (sequence) => {
        await inFolder(async (folder) => {
          const firm = new Firm(path.join(folder, "firm.vault"));
          for (const action of sequence) await firm.act(action);
          firm.chain.fault = () => undefined;
          for (let round = 0; round < 25; round++) {
            await firm.fillGap();
            await firm.resume();
            firm.chain.mine();
          }
          const operations = firm.vault.journal.list();
          expect(operations.filter((operation) => !isFinished(operation))).to.deep.equal([]);
          for (const { state, failure } of operations) {
            reached.add(failure ?? state);
          }
          requireTruth(firm);
          firm.vault.close();
        });
      }),
      { seed: 20_260_318, numRuns: 40 },
    );
    // the test means little if it does not get everywhere
    for (const end of ["final", "nonce", "process ended", "refused", "503"]) {
      expect(
        [...reached].some((outcome) => outcome.includes(end)),
        end,
      ).to.be.true;
    }
  });
});
