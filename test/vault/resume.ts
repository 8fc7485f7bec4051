import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { KoboldError } from "../../scripts/core/errors.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { TransactionRefused } from "../../scripts/core/transaction-refused.ts";
import type { OperationRecord } from "../../scripts/vault/operation-record.ts";
import { runOperation, type RunOptions } from "../../scripts/vault/run-operation.ts";
import { advance, resume, send, settle } from "../../scripts/vault/resume.ts";
import { createVault, type Vault } from "../../scripts/vault/vault.ts";
import { expectError } from "../fixtures/errors.ts";
import { FakeChain, signDeed } from "../fixtures/fake-chain.ts";
import { FAST_KDF, FIRM, inFolder, lotSource, PASSPHRASE, DEPLOYMENT } from "../fixtures/vault.ts";

const STRANGER = `0x${"57".repeat(20)}`;
const OPTIONS = { confirmations: 3, rpcTimeoutMs: 50 };
const nextLot = lotSource("resume");

interface Scene {
  readonly vault: Vault;
  readonly chain: FakeChain;
}

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const vault = createVault(path.join(folder, "firm.vault"), PASSPHRASE, { kdf: FAST_KDF });
    try {
      await work({ vault, chain: new FakeChain(DEPLOYMENT) });
    } finally {
      vault.close();
    }
  });
}

/** A mint that has been sent to the node, which has not mined it yet. */
async function minting({ vault, chain }: Scene, changes: Partial<RunOptions> = {}): Promise<OperationRecord> {
  const { operation } = await runOperation(vault.journal, chain, {
    ...OPTIONS,
    timeoutMs: 0,
    sender: FIRM,
    plan: {
      kind: "mint",
      deployment: DEPLOYMENT,
      account: FIRM,
      parents: [],
      children: [{ lot: nextLot() }],
    },
    sign: (planned, nonce) => Promise.resolve(signDeed(FIRM, nonce, deedOf(planned))),
    ...changes,
  });
  return operation;
}

function deedOf({ parents, children }: OperationRecord) {
  return { parents, children, leaves: "consumed" as const, owner: FIRM };
}

/** Resumes once. @returns the state of the only operation */
async function look({ vault, chain }: Scene): Promise<string> {
  await resume(vault.journal, chain, OPTIONS);
  return vault.journal
    .list()
    .map(({ state }) => state)
    .join();
}

const lotState = ({ vault }: Scene, { children: [id = 0n] }: OperationRecord) =>
  vault.lots.require(DEPLOYMENT, id).state;

describe("an operation under way", () => {
  it("is mined with its block, and final after the confirmations asked for", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      expect(operation.state).to.equal("sent");
      s.chain.mine();
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["mined", "active"]);
      s.chain.mine();
      expect(await look(s)).to.equal("mined");
      s.chain.mine();
      expect(await look(s)).to.equal("final");
      expect(await look(s)).to.equal("final");
    });
  });

  it("is final only once the chain itself calls its block so, where it calls any, and never for one above its head", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      s.chain.finalized = 0;
      s.chain.mineMany(9);
      expect(await look(s)).to.equal("mined");
      // so deep it must be all the same
      s.chain.finalized = 9;
      s.chain.reorganise(8, false);
      s.chain.mine();
      expect(await look(s)).to.equal("mined");
      s.chain.finalized = 1;
      expect(await look(s)).to.equal("mined");
      s.chain.mine();
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["final", "active"]);
    });
  });

  it("is not taken for replaced before the block that took its nonce is final", async () => {
    await scene(async (s) => {
      await minting(s);
      s.chain.finalized = 0;
      s.chain.mine(signDeed(FIRM, 0, { parents: [], children: [], leaves: "consumed", owner: FIRM }));
      s.chain.mineMany(5);
      expect(await look(s)).to.equal("sent");
      s.chain.finalized = 1;
      expect(await look(s)).to.equal("failed");
    });
  });

  it("is sent again, the same bytes, when the node has lost it", async () => {
    await scene(async (s) => {
      const { transactions } = await minting(s);
      s.chain.forgetWaiting();
      expect(await look(s)).to.equal("sent");
      expect(s.chain.waiting.map(({ hash }) => hash)).to.deep.equal(transactions.map(({ hash }) => hash));
    });
  });

  it("goes back when a reorganisation drops its block, and through the other one", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      s.chain.mine();
      s.chain.mine();
      expect(await look(s)).to.equal("mined");
      s.chain.reorganise(2, true);
      s.chain.mine();
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["sent", "pending"]);
      s.chain.mineMany(3);
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["final", "active"]);
    });
  });

  it("fails when the contract refuses it, but not before that is beyond a reorganisation", async () => {
    await scene(async (s) => {
      const operation = await minting(s, {
        sign: (planned, nonce) =>
          Promise.resolve(signDeed(FIRM, nonce, { ...deedOf(planned), parents: [5n] })),
      });
      s.chain.mine();
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["mined", "pending"]);
      s.chain.mineMany(2);
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["failed", "abandoned"]);
    });
  });

  it("fails when another transaction took its nonce, but not before that is beyond a reorganisation", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      const nothing = { parents: [], children: [], leaves: "consumed" as const, owner: FIRM };
      s.chain.mine(signDeed(FIRM, 0, nothing));
      s.chain.mine();
      expect(await look(s)).to.equal("sent");
      s.chain.mine();
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["failed", "abandoned"]);
    });
  });

  it("names the transaction that took its nonce, unless the node does not tell it", async () => {
    await scene(async (s) => {
      const operations = [await minting(s), await minting(s)];
      const nothing = { parents: [], children: [], leaves: "consumed" as const, owner: FIRM };
      s.chain.forgetWaiting();
      s.chain.mine();
      const [first, second] = [0, 1].map((nonce) => signDeed(FIRM, nonce, nothing));
      if (first === undefined || second === undefined) throw new Error("two were signed");
      s.chain.mine(first, second);
      s.chain.mineMany(3);
      let asked = 0;
      const transactionOf = s.chain.transactionOf.bind(s.chain);
      s.chain.transactionOf = (...args) =>
        ++asked === 1 ? transactionOf(...args) : Promise.reject(new Error("missing trie node"));
      expect(await look(s)).to.equal("failed,failed");
      const [named, unnamed] = operations.map(({ id }) => s.vault.journal.require(id));
      expect(named?.replacedBy).to.equal(first.hash);
      expect(unnamed?.replacedBy).to.equal(undefined);
      expect(unnamed?.failure).to.contain("the node does not tell which");
    });
  });

  it("is not taken for replaced by itself where its node knows it and has no receipt yet", async () => {
    await scene(async (s) => {
      const nothing = { parents: [], children: [], leaves: "consumed" as const, owner: FIRM };
      await minting(s, {
        plan: { kind: "other", deployment: DEPLOYMENT, account: FIRM, parents: [], children: [] },
        sign: (_, nonce) => Promise.resolve(signDeed(FIRM, nonce, nothing)),
      });
      s.chain.mineMany(5);
      const status = s.chain.transactionStatus.bind(s.chain);
      s.chain.transactionStatus = () => Promise.resolve({ kind: "pending" });
      expect(await look(s)).to.equal("sent");
      s.chain.transactionStatus = status;
      expect(await look(s)).to.equal("final");
    });
  });

  it("has succeeded when a stranger sent the same proof first, although its own transaction was refused", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      s.chain.mine(signDeed(STRANGER, 0, deedOf(operation)));
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["mined", "active"]);
      s.chain.mineMany(2);
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["final", "active"]);
      expect(s.vault.journal.require(operation.id).inclusion?.hash).to.equal(null);
    });
  });

  it("has succeeded by whichever of its transactions was mined", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      const dearer = signDeed(FIRM, 0, deedOf(operation), 2);
      s.vault.journal.record(operation.id, { type: "signed", transaction: dearer });
      s.chain.mineMany(3);
      expect(await look(s)).to.equal("final");
      const { inclusion, transactions } = s.vault.journal.require(operation.id);
      expect(inclusion?.hash).to.equal(transactions[0]?.hash);
    });
  });

  it("is settled by its lots alone when someone else sends it", async () => {
    await scene(async (s) => {
      const { journal } = s.vault;
      const plan = {
        kind: "mint" as const,
        deployment: DEPLOYMENT,
        account: FIRM,
        parents: [],
        children: [{ lot: nextLot() }],
      };
      const operation = journal.prepare(plan);
      journal.record(operation.id, { type: "handedOver" });
      expect(await look(s)).to.equal("sent");
      s.chain.mine(signDeed(STRANGER, 0, deedOf(operation)));
      s.chain.mineMany(2);
      expect(await look(s)).to.equal("final");
    });
  });

  it("that takes over a lot is done when the lot is the firm's, not when it exists", async () => {
    await scene(async (s) => {
      const { journal } = s.vault;
      const lot = nextLot();
      const deed = { parents: [], children: [lotId(lot)], leaves: "consumed" as const };
      s.chain.mine(signDeed(STRANGER, 0, { ...deed, owner: STRANGER }));
      const operation = journal.prepare({
        kind: "accept",
        deployment: DEPLOYMENT,
        account: FIRM,
        parents: [],
        children: [{ lot }],
      });
      journal.record(operation.id, { type: "handedOver" });
      s.chain.mineMany(3);
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["sent", "pending"]);
      s.chain.reorganise(4, true);
      s.chain.mine(signDeed(STRANGER, 0, { ...deed, owner: FIRM }));
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["mined", "active"]);
    });
  });

  it("is given up when the process ended before anything was signed", async () => {
    await scene(async (s) => {
      const stopped = minting(s, {
        onStep: (step) => {
          if (step === "signed") throw new RangeError("killed");
        },
      });
      expect(await stopped.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
      expect(await look(s)).to.equal("failed");
      s.chain.mineMany(3);
      expect(s.chain.lots.size).to.equal(0);
    });
  });

  it("has failed, and says why, when it could not be proven or signed", async () => {
    await scene(async (s) => {
      const failing = minting(s, { sign: () => Promise.reject(new RangeError("no such permit")) });
      expect(await failing.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
      const [operation] = s.vault.journal.list();
      expect(operation).to.include({ state: "failed", failure: "no such permit" });
    });
  });

  it("is waited for until it is mined, or final, or the time is over", async () => {
    await scene(async (s) => {
      const { id } = await minting(s);
      const mining = setInterval(() => {
        s.chain.mine();
      }, 5);
      const wait = async (until: "mined" | "final", timeoutMs = 10_000) => {
        const options = { ...OPTIONS, timeoutMs, pollMs: 5, until };
        return (await settle(s.vault.journal, id, s.chain, options)).operation.state;
      };
      expect(await wait("mined")).to.equal("mined");
      expect(await wait("final")).to.equal("final");
      clearInterval(mining);
      const { id: other } = await minting(s);
      const { operation } = await settle(s.vault.journal, other, s.chain, {
        ...OPTIONS,
        timeoutMs: 20,
        pollMs: 5,
      });
      expect(operation.state).to.equal("sent");
    });
  });
});

describe("a transaction that no node takes", () => {
  const refusing = (
    { chain }: Scene,
    change: (broadcast: FakeChain["broadcast"]) => FakeChain["broadcast"],
  ) => {
    const broadcast = chain.broadcast.bind(chain);
    chain.broadcast = change(broadcast);
    return () => {
      chain.broadcast = broadcast;
    };
  };
  const refused = () =>
    Promise.reject(new TransactionRefused("CHAIN_REFUSED", "insufficient funds", "send ether"));

  it("is not waited for, and stays signed: whoever has its bytes could still send them", async () => {
    await scene(async (s) => {
      let times = 0;
      const relent = refusing(s, () => () => {
        times += 1;
        return refused();
      });
      const begun = Date.now();
      const operation = await minting(s, { timeoutMs: 60_000, pollMs: 10 });
      expect(Date.now() - begun).to.be.below(10_000);
      // once as it left, and once after a look at what became of it
      expect(times).to.equal(2);
      expect([operation.state, lotState(s, operation)]).to.deep.equal(["sent", "pending"]);
      expect(await look(s)).to.equal("sent");
      relent();
      expect(await look(s)).to.equal("sent");
      s.chain.mineMany(3);
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["final", "active"]);
    });
  });

  it("is found all the same if it had got through before", async () => {
    await scene(async (s) => {
      refusing(s, (broadcast) => async (raw) => {
        await broadcast(raw);
        s.chain.mine();
        return refused();
      });
      expect((await minting(s, { timeoutMs: 60_000, pollMs: 10 })).state).to.equal("mined");
    });
  });
});

describe("a node that fails", () => {
  const failures: [string, (chain: FakeChain) => void][] = [
    [
      "refuses to answer",
      (chain) => {
        chain.fault = () => {
          throw new Error("503");
        };
      },
    ],
    [
      "never answers",
      (chain) => {
        chain.latestBlock = () => new Promise(() => undefined);
      },
    ],
    [
      "answers too late",
      (chain) => {
        chain.latestBlock = () => new Promise((resolve) => setTimeout(resolve, 200, 9));
      },
    ],
    [
      "answers garbage",
      (chain) => {
        chain.latestBlock = () => Promise.resolve(Number.NaN);
      },
    ],
    [
      "has a block of no number",
      (chain) => {
        chain.transactionStatus = () =>
          Promise.resolve({ kind: "mined", blockNumber: -1, blockHash: "0x", succeeded: true });
      },
    ],
  ];
  for (const [what, spoil] of failures) {
    it(`and ${what} changes nothing, and the error says so`, async () => {
      await scene(async (s) => {
        const { id } = await minting(s);
        s.chain.mine();
        const before = s.vault.journal.require(id);
        spoil(s.chain);
        const { operation, problem } = await advance(s.vault.journal, id, s.chain, OPTIONS);
        expect(operation).to.deep.equal(before);
        expect(problem).to.be.instanceOf(Error);
        if (problem instanceof KoboldError) expect(problem.code).to.equal("RPC_FAILED");
        else expect(what).to.equal("refuses to answer");
      });
    });
  }

  it("and swallows the transaction, or takes it and then fails, costs nothing but time", async () => {
    for (const arrives of [false, true]) {
      await scene(async (s) => {
        const broadcast = s.chain.broadcast.bind(s.chain);
        s.chain.broadcast = async (raw) => {
          if (arrives) await broadcast(raw);
          throw new Error("connection reset");
        };
        const { state } = await minting(s);
        expect(state).to.equal("sent");
        s.chain.broadcast = broadcast;
        await look(s);
        s.chain.mineMany(3);
        expect(await look(s)).to.equal("final");
      });
    }
  });
});

describe("an operation that is called off", () => {
  const NOTHING = { parents: [], children: [], leaves: "consumed", owner: FIRM } as const;

  const callOff = async ({ vault, chain }: Scene, operation: OperationRecord) => {
    const nonce = operation.transactions[0]?.nonce ?? 0;
    return send(vault.journal, chain, operation, signDeed(FIRM, nonce, NOTHING), 0, "cancelling");
  };

  it("has failed once the transaction in its place is final, and keeps its openings until then", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      expect((await callOff(s, operation)).state).to.equal("sent");
      for (let confirmations = 1; confirmations < OPTIONS.confirmations; confirmations++) {
        s.chain.mine();
        expect([await look(s), lotState(s, operation)]).to.deep.equal(["sent", "pending"]);
        expect(s.chain.waiting).to.deep.equal([]);
      }
      s.chain.mine();
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["failed", "abandoned"]);
      expect(s.vault.journal.require(operation.id).failure).to.equal("it was cancelled");
      expect(s.chain.lots.size).to.equal(0);
    });
  });

  it("is alive again where a reorganisation puts it before what was to take its place", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      await callOff(s, operation);
      s.chain.mineMany(2);
      expect(await look(s)).to.equal("sent");
      s.chain.reorganise(2, true);
      s.chain.mine(...operation.transactions);
      s.chain.mineMany(2);
      expect([await look(s), lotState(s, operation)]).to.deep.equal(["final", "active"]);
    });
  });

  it("is sent again as what does nothing where the node has lost both", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      await callOff(s, operation);
      s.chain.forgetWaiting();
      expect(await look(s)).to.equal("sent");
      s.chain.mineMany(3);
      expect([await look(s), s.chain.lots.size]).to.deep.equal(["failed", 0]);
    });
  });

  it("is not called off before it is signed, nor once it is mined", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      s.chain.mine();
      await look(s);
      await expectError("OPERATION_STATE", () => callOff(s, operation));
    });
  });
});

describe("an operation that waits long", () => {
  it("is signed again at a higher fee, five times at most, and never once it is called off", async () => {
    await scene(async (s) => {
      const operation = await minting(s);
      const nonce = operation.transactions[0]?.nonce ?? 0;
      let price = 0;
      const raise = (each: OperationRecord) => Promise.resolve(signDeed(FIRM, nonce, deedOf(each), ++price));
      const advanced = async () =>
        (await advance(s.vault.journal, operation.id, s.chain, { ...OPTIONS, raise })).operation;
      expect((await advanced()).transactions).to.have.length(1);
      for (let attempt = 2; attempt <= 9; attempt++) {
        // none of them is mined
        s.chain.forgetWaiting();
        s.chain.mineMany(11);
        expect((await advanced()).transactions).to.have.length(Math.min(6, attempt - 1));
        s.chain.forgetWaiting();
        s.chain.mine();
        expect((await advanced()).transactions).to.have.length(Math.min(6, attempt));
      }
      expect(price).to.equal(5);
      s.chain.mine();
      expect([await look(s), s.chain.lots.size]).to.deep.equal(["mined", 1]);
    });
  });
});
