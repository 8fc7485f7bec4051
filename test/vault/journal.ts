import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import type { OperationPlan } from "../../scripts/vault/operation-record.ts";
import { createVault, openVault, type Vault } from "../../scripts/vault/vault.ts";
import { codeOf, FAST_KDF, FIRM, inFolder, lotSource, PASSPHRASE, DEPLOYMENT } from "../fixtures/vault.ts";

const nextLot = lotSource("journal");
const transaction = (nonce: number, hash = "0xaa") => ({ from: FIRM, nonce, hash, raw: "0x01" });
const included = (succeeded = true) => ({
  type: "included" as const,
  inclusion: { hash: "0xaa", blockNumber: 7, blockHash: "0xb7", succeeded },
  isFinal: true,
});

async function withVault(work: (vault: Vault, file: string) => void): Promise<void> {
  await inFolder((folder) => {
    const file = path.join(folder, "firm.vault");
    const vault = createVault(file, PASSPHRASE, { kdf: FAST_KDF, waitMs: 0 });
    try {
      work(vault, file);
    } finally {
      vault.close();
    }
  });
}

/** An active lot of the vault. */
function given(vault: Vault): bigint {
  const lot = nextLot();
  vault.lots.put({ deployment: DEPLOYMENT, id: lotId(lot), lot });
  return lotId(lot);
}

function plan(kind: OperationPlan["kind"], parents: bigint[], children = 0): OperationPlan {
  const made = Array.from({ length: children }, () => ({ lot: nextLot() }));
  return { kind, deployment: DEPLOYMENT, account: FIRM, parents, children: made };
}

const stateOf = (vault: Vault, id: bigint | undefined) => vault.lots.get(DEPLOYMENT, id ?? 0n)?.state;

describe("the journal", () => {
  it("has an operation's openings on disk when it has prepared it", async () => {
    await withVault((vault, file) => {
      const split = plan("split", [given(vault)], 2);
      const { id, children } = vault.journal.prepare({ ...split, context: "with the weighbridge's help" });
      vault.close();
      const again = openVault(file, PASSPHRASE, { waitMs: 0 });
      const operation = again.journal.require(id);
      expect(operation).to.include({
        state: "prepared",
        kind: "split",
        context: "with the weighbridge's help",
      });
      expect(children.map((child) => again.lots.get(DEPLOYMENT, child)?.lot)).to.deep.equal(
        split.children.map(({ lot }) => lot),
      );
      expect(children.map((child) => stateOf(again, child))).to.deep.equal(["pending", "pending"]);
      again.close();
    });
  });

  it("lets no second operation use a lot that is under way, not yet there, or gone", async () => {
    await withVault((vault) => {
      const { journal } = vault;
      const parent = given(vault);
      const first = journal.prepare(plan("split", [parent], 2));
      const [child = 0n] = first.children;
      const refused = (id: bigint) => codeOf(() => journal.prepare(plan("retire", [id])));
      expect([refused(parent), refused(child), refused(1n)]).to.deep.equal(Array(3).fill("VAULT_CONFLICT"));
      journal.record(first.id, { type: "signed", transaction: transaction(0) });
      expect([refused(parent), refused(child)]).to.deep.equal(Array(2).fill("VAULT_CONFLICT"));
      journal.record(first.id, included());
      expect([refused(parent), refused(child)]).to.deep.equal(["VAULT_CONFLICT", undefined]);
      expect(stateOf(vault, child)).to.equal("busy");
    });
  });

  it("stores nothing of an operation that it refuses", async () => {
    await withVault((vault) => {
      const refused = plan("merge", [given(vault), 1n], 1);
      expect(codeOf(() => vault.journal.prepare(refused))).to.equal("VAULT_CONFLICT");
      expect(vault.check()).to.include({ lot: 1, operation: 0 });
    });
  });

  it("leaves a lot in the state that the operation brings about, or as it was if it fails", async () => {
    const outcomes: [OperationPlan["kind"], string][] = [
      ["split", "consumed"],
      ["retire", "retired"],
      ["offer", "offered"],
      ["transfer", "transferred"],
      ["claim", "active"],
    ];
    await withVault((vault) => {
      outcomes.forEach(([kind, after], nonce) => {
        for (const succeeded of [false, true]) {
          const id = given(vault);
          const { id: operation } = vault.journal.prepare(plan(kind, [id]));
          vault.journal.record(operation, { type: "signed", transaction: transaction(nonce) });
          expect(stateOf(vault, id), kind).to.equal("busy");
          vault.journal.record(operation, included(succeeded));
          expect(stateOf(vault, id), kind).to.equal(succeeded ? after : "active");
        }
      });
    });
  });

  it("follows a lot through offer, cancellation and failure", async () => {
    await withVault((vault) => {
      const id = given(vault);
      const run = (kind: OperationPlan["kind"], nonce: number, succeeded: boolean) => {
        const operation = vault.journal.prepare(plan(kind, [id]));
        vault.journal.record(operation.id, { type: "signed", transaction: transaction(nonce) });
        vault.journal.record(operation.id, included(succeeded));
        return stateOf(vault, id);
      };
      expect(
        codeOf(() => run("cancel", 0, true)),
        "what was not offered",
      ).to.equal("VAULT_CONFLICT");
      expect(run("offer", 0, true)).to.equal("offered");
      expect(
        codeOf(() => run("split", 1, true)),
        "an offered lot",
      ).to.equal("VAULT_CONFLICT");
      expect(run("cancel", 1, false)).to.equal("offered");
      expect(run("cancel", 2, true)).to.equal("active");
    });
  });

  it("treats what a batch makes and uses at once as used", async () => {
    await withVault((vault) => {
      const made = plan("batch", [given(vault)], 2);
      const [inner, outer] = made.children.map(({ lot }) => lotId(lot));
      const batch = { ...made, parents: [...made.parents, inner ?? 0n] };
      const { id } = vault.journal.prepare(batch);
      expect([stateOf(vault, inner), stateOf(vault, outer)]).to.deep.equal(["pending", "pending"]);
      vault.journal.record(id, { type: "signed", transaction: transaction(0) });
      vault.journal.record(id, included());
      expect([stateOf(vault, inner), stateOf(vault, outer)]).to.deep.equal(["consumed", "active"]);
    });
  });

  it("keeps the openings of a failed operation, and lets it be done again", async () => {
    await withVault((vault) => {
      const split = plan("split", [given(vault)], 2);
      const { id, children } = vault.journal.prepare(split);
      vault.journal.record(id, { type: "abandoned", reason: "no proof" });
      expect(children.map((child) => stateOf(vault, child))).to.deep.equal(["abandoned", "abandoned"]);
      const again = vault.journal.prepare(split);
      expect(again.children).to.deep.equal(children);
      expect(children.map((child) => stateOf(vault, child))).to.deep.equal(["pending", "pending"]);
      expect(again.sequence).to.equal(2);
    });
  });

  it("gives back the permits of an operation that failed, and keeps those of one that did not", async () => {
    await withVault((vault) => {
      const permits = [{ siteKey: 7n, period: 674, index: 0 }];
      const first = vault.journal.prepare({ ...plan("mint", [], 1), permits });
      const second = () => vault.journal.prepare({ ...plan("mint", [], 1), permits });
      expect(codeOf(second)).to.equal("VAULT_CONFLICT");
      vault.journal.record(first.id, { type: "abandoned", reason: "no proof" });
      const { id } = second();
      vault.journal.record(id, { type: "signed", transaction: transaction(0) });
      vault.journal.record(id, included());
      expect(vault.permits.nextIndex(7n, 674, 2)).to.equal(1);
    });
  });

  it("gives each transaction under way a nonce of its own", async () => {
    await withVault((vault) => {
      const { journal } = vault;
      const start = () => journal.prepare(plan("retire", [given(vault)])).id;
      const [a, b] = [start(), start()];
      expect(journal.nextNonce(DEPLOYMENT.chainId, FIRM, 4)).to.equal(4);
      journal.record(a, { type: "signed", transaction: transaction(4) });
      expect(journal.nextNonce(DEPLOYMENT.chainId, FIRM.toUpperCase().replace("0X", "0x"), 4)).to.equal(5);
      expect(journal.nextNonce(1n, FIRM, 4)).to.equal(4);
      const sign = (nonce: number) =>
        codeOf(() => journal.record(b, { type: "signed", transaction: transaction(nonce, "0xbb") }));
      expect(sign(4)).to.equal("VAULT_CONFLICT");
      expect(journal.require(b).state).to.equal("prepared");
      expect(sign(5)).to.equal(undefined);
      expect(journal.nextNonce(DEPLOYMENT.chainId, FIRM, 3), "a gap that the chain has opened").to.equal(3);
      expect(journal.nextNonce(DEPLOYMENT.chainId, FIRM, 4)).to.equal(6);
      journal.record(a, included());
      journal.record(b, included());
      expect(journal.nextNonce(DEPLOYMENT.chainId, FIRM, 6)).to.equal(6);
      expect(journal.unfinished(DEPLOYMENT)).to.deep.equal([]);
    });
  });

  it("lets the chain's word stand for lots that no operation touches", async () => {
    await withVault((vault) => {
      const id = given(vault);
      expect(vault.journal.observed(DEPLOYMENT, id, "held")).to.be.true;
      expect(stateOf(vault, id)).to.equal("held");
      vault.journal.observed(DEPLOYMENT, id, "active");
      const operation = vault.journal.prepare(plan("split", [id], 2));
      expect(vault.journal.observed(DEPLOYMENT, id, "consumed")).to.be.false;
      expect(stateOf(vault, id)).to.equal("busy");
      vault.journal.record(operation.id, { type: "abandoned", reason: "no proof" });
      expect(vault.journal.observed(DEPLOYMENT, id, "held")).to.be.true;
      expect(stateOf(vault, id)).to.equal("held");
    });
  });

  it("looks after each deployment by itself", async () => {
    await withVault((vault) => {
      vault.journal.prepare(plan("split", [given(vault)], 1));
      expect(
        vault.journal.unfinished({
          ...DEPLOYMENT,
          cobaltLot: DEPLOYMENT.cobaltLot.toUpperCase().replace("0X", "0x"),
        }),
      ).to.have.length(1);
      expect(vault.journal.unfinished({ ...DEPLOYMENT, chainId: 1n })).to.have.length(0);
      expect(vault.journal.unfinished({ ...DEPLOYMENT, cobaltLot: FIRM })).to.have.length(0);
      expect(codeOf(() => vault.journal.require("none"))).to.equal("OPERATION_STATE");
    });
  });
});
