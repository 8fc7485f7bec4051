import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { progressOf } from "../../scripts/desk/recovery-state.ts";
import { addDeployment, makeOwn, requireOwn } from "../../scripts/desk/own-vault.ts";
import { createVault, type Vault } from "../../scripts/vault/vault.ts";
import {
  codeOf,
  FIRM,
  inFolder,
  lotSource,
  newLot,
  OPTIONS,
  PASSPHRASE,
  DEPLOYMENT,
} from "../fixtures/vault.ts";

const OTHER_FIRM = `0x${"f2".repeat(20)}`;
const OTHER_DEPLOYMENT = { ...DEPLOYMENT, chainId: 1n };
const nextLot = lotSource("restore");

/** What each account in turn is told, at a vault that is filled so. */
async function toldOneByOne(fill: (vault: Vault) => void, ...accounts: string[]) {
  return inFolder((folder) => {
    const vault = createVault(path.join(folder, "firm.vault"), PASSPHRASE, OPTIONS);
    try {
      fill(vault);
      return accounts.map((account) =>
        codeOf(() => {
          makeOwn(vault, DEPLOYMENT, account);
        }),
      );
    } finally {
      vault.close();
    }
  });
}

async function refusalOf(fill: (vault: Vault) => void, deployment = DEPLOYMENT, account = FIRM) {
  return inFolder((folder) => {
    const vault = createVault(path.join(folder, "backup.vault"), PASSPHRASE, OPTIONS);
    try {
      fill(vault);
      return codeOf(() => {
        requireOwn(vault, deployment, account);
      });
    } finally {
      vault.close();
    }
  });
}

const withOperation = (account: string) => (vault: Vault) => {
  vault.journal.prepare({ kind: "other", deployment: DEPLOYMENT, account, parents: [], children: [] });
};
const recovered = (vault: Vault) => {
  progressOf.save(vault, DEPLOYMENT, {
    account: FIRM,
    nextBlock: 1,
    blockHash: "",
    unopened: [],
    offers: [],
  });
};

describe("a vault at a desk", () => {
  it("may be one without operations, or one of this firm, however its address is written", async () => {
    expect(await refusalOf(() => undefined)).to.equal(undefined);
    expect(await refusalOf((vault) => vault.lots.put(newLot(nextLot())))).to.equal(undefined);
    expect(await refusalOf(withOperation(FIRM))).to.equal(undefined);
    const upper = `0x${FIRM.slice(2).toUpperCase()}`;
    expect(await refusalOf(withOperation(FIRM), DEPLOYMENT, upper)).to.equal(undefined);
    expect(await refusalOf(recovered)).to.equal(undefined);
  });

  it("is refused if all that it holds is of another deployment", async () => {
    expect(await refusalOf((vault) => vault.lots.put(newLot(nextLot())), OTHER_DEPLOYMENT)).to.equal(
      "VAULT_CONFLICT",
    );
    expect(await refusalOf(withOperation(FIRM), OTHER_DEPLOYMENT)).to.equal("VAULT_CONFLICT");
  });

  it("is of the account that was first at it for good, or of the one that its operations are of", async () => {
    const upper = `0x${FIRM.slice(2).toUpperCase()}`;
    const empty = await toldOneByOne(() => undefined, FIRM, OTHER_FIRM, upper, OTHER_FIRM);
    expect(empty).to.deep.equal([undefined, "VAULT_CONFLICT", undefined, "VAULT_CONFLICT"]);
    const used = await toldOneByOne(withOperation(FIRM), OTHER_FIRM, FIRM, OTHER_FIRM);
    expect(used).to.deep.equal(["VAULT_CONFLICT", undefined, "VAULT_CONFLICT"]);
    const rebuilt = await toldOneByOne(recovered, OTHER_FIRM, FIRM, OTHER_FIRM);
    expect(rebuilt).to.deep.equal(["VAULT_CONFLICT", undefined, "VAULT_CONFLICT"]);
  });

  it("works on the deployment that it was first used on, or that its records are of, and on those that are added", async () => {
    const told = (fill: (vault: Vault) => void, deployment = DEPLOYMENT) =>
      inFolder((folder) => {
        const vault = createVault(path.join(folder, "firm.vault"), PASSPHRASE, OPTIONS);
        try {
          fill(vault);
          return codeOf(() => {
            makeOwn(vault, deployment, FIRM);
          });
        } finally {
          vault.close();
        }
      });
    const used = (vault: Vault) => {
      makeOwn(vault, DEPLOYMENT, FIRM);
    };
    const added = (vault: Vault) => {
      used(vault);
      addDeployment(vault, OTHER_DEPLOYMENT, FIRM);
    };
    expect(await told(used, OTHER_DEPLOYMENT)).to.equal("VAULT_CONFLICT");
    expect(await told((vault) => vault.lots.put(newLot(nextLot())), OTHER_DEPLOYMENT)).to.equal(
      "VAULT_CONFLICT",
    );
    expect(await told(added, OTHER_DEPLOYMENT)).to.equal(undefined);
    expect(await told(added)).to.equal(undefined);
    const byStranger = (vault: Vault) => {
      used(vault);
      const adding = codeOf(() => {
        addDeployment(vault, OTHER_DEPLOYMENT, OTHER_FIRM);
      });
      expect(adding).to.equal("VAULT_CONFLICT");
    };
    expect(await told(byStranger, OTHER_DEPLOYMENT)).to.equal("VAULT_CONFLICT");
  });

  it("that is fixed on an account is refused as another's backup, too", async () => {
    const fixed = (vault: Vault) => {
      makeOwn(vault, DEPLOYMENT, FIRM);
    };
    expect(await refusalOf(fixed, DEPLOYMENT, OTHER_FIRM)).to.equal("VAULT_CONFLICT");
    expect(await refusalOf(fixed)).to.equal(undefined);
  });

  it("is refused if it is another account's, by its operations or by whom it was recovered for", async () => {
    expect(await refusalOf(withOperation(OTHER_FIRM))).to.equal("VAULT_CONFLICT");
    expect(await refusalOf(recovered, DEPLOYMENT, OTHER_FIRM)).to.equal("VAULT_CONFLICT");
  });
});
