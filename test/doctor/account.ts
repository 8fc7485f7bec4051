import { expect } from "chai";
import { getBytes, parseEther, toBeHex, Wallet, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { describeDeploymentAt } from "../../scripts/chain/deployment-file.ts";
import { connectNode } from "../../scripts/chain/node.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { checkBalance, checkParticipant } from "../../scripts/doctor/account.ts";
import { checkDeployment } from "../../scripts/doctor/deployment.ts";
import { deriveNoteKey } from "../../scripts/notes/keys.ts";
import { deployWithRoles } from "../fixtures/deployed.ts";
import { developmentWallet } from "../fixtures/desk-world.ts";
import { startCannedNode } from "../network/canned-node.ts";

const connection = await network.create("simulated");
const { ethers, networkHelpers } = connection;
const { provider } = ethers;

async function fixture() {
  return deployWithRoles(connection);
}

describe("the doctor's look at the account", () => {
  it("finds a key that is not published, one of another wallet, and the wallet's own", async () => {
    const { contracts } = await networkHelpers.loadFixture(fixture);
    const wallet = developmentWallet(7, provider);
    const participants = contracts.participants.connect(await ethers.getSigner(wallet.address));
    const none = await checkParticipant(wallet, wallet.address, { participants });
    expect(none.outcome).to.equal("failed");
    expect(renderText(none.remedy)).to.contain("vault init");

    const publish = async (index: number, of: Wallet) => {
      const { publicKey } = await deriveNoteKey(getBytes(of.privateKey), index);
      await participants.publish(index, publicKey);
      return (await checkParticipant(wallet, wallet.address, { participants })).outcome;
    };
    expect(await publish(0, new Wallet(wallet.privateKey))).to.equal("ok");
    expect(await publish(1, new Wallet(toBeHex(99, 32)))).to.equal("failed");
    expect(await publish(2, new Wallet(wallet.privateKey))).to.equal("ok");
  });

  it("tells whether the account can pay for an operation, and for how many more", async () => {
    await networkHelpers.setNextBlockBaseFeePerGas(10n ** 9n);
    await networkHelpers.mine();
    const account = ethers.Wallet.createRandom().address;
    const outcomeWith = async (ether: string) => {
      await networkHelpers.setBalance(account, parseEther(ether));
      return (await checkBalance(provider, account)).outcome;
    };
    // 600,000 gas at some 2 to 3 gwei are 0.0012 to 0.0018 ether
    expect(await outcomeWith("0")).to.equal("failed");
    expect(await outcomeWith("0.001")).to.equal("failed");
    expect(await outcomeWith("0.01")).to.equal("warning");
    expect(await outcomeWith("0.1")).to.equal("ok");
  });
});

/** Of a chain without a base fee. */
const BLOCK = {
  ...{ hash: ZeroHash, parentHash: ZeroHash, number: "0x1", timestamp: "0x1", nonce: "0x0000000000000000" },
  ...{ difficulty: "0x0", gasLimit: "0x1", gasUsed: "0x0", miner: ZeroAddress, extraData: "0x" },
  transactions: [],
};

describe("the doctor's look at the price of gas", () => {
  /** A node that answers by itself alone. */
  const priced = async (price: string | undefined) => {
    const server = await startCannedNode();
    server.results.set("eth_chainId", "0x7a69").set("eth_getBalance", "0x0");
    server.results.set("eth_getBlockByNumber", BLOCK).set("eth_gasPrice", price ?? null);
    server.errorsOf.set("eth_maxPriorityFeePerGas", { code: -32_601, message: "method not found" });
    const node = await connectNode(server.url);
    try {
      return await checkBalance(node, `0x${"11".repeat(20)}`);
    } finally {
      node.destroy();
      await server.stop();
    }
  };

  it("asks for no ether where gas is free, and for some where it is not", async () => {
    expect((await priced("0x0")).outcome).to.equal("ok");
    expect((await priced("0x1")).outcome).to.equal("failed");
  });

  it("does not take a price that it can't learn for none", async () => {
    expect((await priced(undefined)).outcome).to.equal("warning");
  });
});

describe("the doctor's look at the deployment", () => {
  it("says in two lines that all is well, whatever was decided at deployment", async () => {
    const { addresses } = await networkHelpers.loadFixture(fixture);
    const file = await describeDeploymentAt(provider, addresses, 0);
    const { checks, dayTolerance } = await checkDeployment(provider, file);
    expect(checks.map(({ id, outcome }) => [id, outcome])).to.deep.equal([
      ["contracts", "ok"],
      ["roles", "ok"],
    ]);
    expect(dayTolerance).to.equal(1);
  });

  it("names what is wrong, and only tells who holds roles", async () => {
    const { addresses, stranger } = await networkHelpers.loadFixture(fixture);
    const file = await describeDeploymentAt(provider, addresses, 0);
    const manager = await ethers.getContractAt("AccessManager", addresses.accessManager);
    await manager.grantRole(1n, stranger, 0);
    await networkHelpers.setCode(addresses.participants, "0x00");
    const { checks } = await checkDeployment(provider, file);
    expect(checks.map(({ id, outcome }) => [id, outcome])).to.deep.equal([
      ["code/Participants", "failed"],
      ["role/accreditor", "warning"],
    ]);
  });
});
