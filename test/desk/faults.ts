import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { network } from "hardhat";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import { takeUp } from "../../scripts/desk/carry-out.ts";
import { type ContractAddresses, contractsAt } from "../../scripts/chain/contracts.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { splitLot } from "../../scripts/desk/lots.ts";
import { recoverLots } from "../../scripts/desk/recover.ts";
import { connectNode, type Node } from "../../scripts/chain/node.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, SITE } from "../fixtures/desk-world.ts";
import { rejectionOf } from "../fixtures/code-of.ts";
import { expectError } from "../fixtures/errors.ts";
import { type Accident, type Fault, type Proxy, startProxy } from "../network/proxy.ts";

const SETTINGS = { confirmations: 1, timeoutMs: 3_000, pollMs: 10, rpcTimeoutMs: 2_000 };

describe("a desk whose node fails it", () => {
  let server: Awaited<ReturnType<typeof network.createServer>>;
  let rpc: Proxy;
  let provider: Node;
  let addresses: ContractAddresses;
  let folder: string;
  let desk: Desk;
  let mass = 1_000n;

  before(async () => {
    server = await network.createServer({ network: "node" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    rpc = await startProxy(`http://${address}:${port}`);
    provider = await connectNode(rpc.url, { timeoutMs: 700, pollingMs: 20 });
    addresses = (await deployDeskWorld(provider, [developmentWallet(1, provider)])).addresses;
  });
  after(async () => {
    provider.destroy();
    await rpc.stop();
    await server.close();
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-desk-"));
    const contracts = contractsAt(addresses, provider);
    const place = { folder, provider, contracts, settings: SETTINGS };
    desk = await newDesk("firm", developmentWallet(1, provider), place);
    desk.vault.sites.put(SITE);
  });
  afterEach(() => {
    rpc.fault = () => undefined;
    desk.vault.close();
    rmSync(folder, { recursive: true });
  });

  const mintOne = async () => {
    mass += 1n;
    const { lots } = await mintLot(desk, { site: "works", documents: "", figures: { massGrams: mass } });
    return lotId(lots[0] ?? expect.fail("no lot"));
  };
  const failing = (method: string, fault: Fault) => {
    rpc.fault = (asked) => (asked === method ? fault : undefined);
  };
  const piecesOnChain = async () => {
    const { cobaltLot } = desk.contracts;
    const states = desk.vault.lots.list({ state: "active" }).map(({ id }) => cobaltLot.lotOf(id));
    return (await Promise.all(states)).map(({ status }) => status);
  };

  const beforeSending: [string, Accident][] = [
    ["eth_blockNumber", "silent"],
    ["eth_getTransactionCount", "garbage"],
    ["eth_estimateGas", "silent"],
    ["eth_estimateGas", "garbage"],
    ["eth_getBlockByNumber", "not JSON"],
    ["eth_getBlockByNumber", "error 500"],
  ];
  for (const [method, fault] of beforeSending) {
    it(`says so and sends nothing when ${method} is answered "${fault}"`, async () => {
      const id = await mintOne();
      failing(method, fault);
      await expectError("RPC_FAILED", () => splitLot(desk, id, [{ massGrams: 1n }]), "the node gave no");
      rpc.fault = () => undefined;
      expect(desk.vault.lots.require(desk.port.deployment, id).state).to.equal("active");
      await splitLot(desk, id, [{ massGrams: 1n }]);
      expect(await piecesOnChain()).to.deep.equal([1n, 1n]);
    });
  }

  const whenSending: [string, Accident][] = [
    ["eth_sendRawTransaction", "silent"],
    ["eth_sendRawTransaction", "deaf"],
    ["eth_sendRawTransaction", "late"],
    ["eth_sendRawTransaction", "twice"],
    ["eth_sendRawTransaction", "garbage"],
    ["eth_getTransactionReceipt", "silent"],
    ["eth_getTransactionReceipt", "garbage"],
    ["eth_getTransactionReceipt", "not JSON"],
    ["eth_getTransactionReceipt", "late"],
  ];
  for (const [method, fault] of whenSending) {
    it(`splits once, now or later, when ${method} is answered "${fault}"`, async () => {
      const id = await mintOne();
      failing(method, fault);
      let thrown: unknown;
      await splitLot(desk, id, [{ massGrams: 1n }]).catch((error: unknown) => (thrown = error));
      rpc.fault = () => undefined;
      if (thrown !== undefined) {
        await expectError("RPC_FAILED", () => {
          throw thrown;
        });
      }
      for (let round = 0; round < 3; round++) await takeUp(desk);
      expect(desk.vault.journal.list().at(-1)?.state).to.equal("final");
      expect(await piecesOnChain()).to.deep.equal([1n, 1n]);
      const { cobaltLot } = desk.contracts;
      expect(await cobaltLot.queryFilter(cobaltLot.filters.LotSplit(id))).to.have.length(1);
    });
  }

  const FINAL = [
    ["insufficient funds for gas * price + value: balance 0", "send ether to 0x"],
    ["transaction underpriced: tip needed 1000000000, tip permitted 1", "wait until fees have fallen"],
  ] as const;
  for (const [message, remedy] of FINAL) {
    it(`ends at once when its node says "${message}", and splits once when that is mended`, async () => {
      const id = await mintOne();
      const patient = { ...desk, settings: { ...SETTINGS, timeoutMs: 60_000 } };
      failing("eth_sendRawTransaction", { error: { code: -32_000, message: `${message}\u001b[2J` } });
      rpc.asked.clear();
      const begun = Date.now();
      const failure = await rejectionOf(splitLot(patient, id, [{ massGrams: 1n }]));
      expect(Date.now() - begun).to.be.below(30_000);
      expect(rpc.asked.get("eth_sendRawTransaction")).to.equal(2);
      expect(failure?.code).to.equal("CHAIN_REFUSED");
      expect(failure?.message).to.contain(message).and.not.contain("\u001b");
      expect(failure?.remedy).to.contain(remedy).and.contain("vault status");
      // whoever has its bytes could still send it
      expect(desk.vault.journal.list().at(-1)?.state).to.equal("sent");

      rpc.fault = () => undefined;
      for (let round = 0; round < 3; round++) await takeUp(desk);
      expect(desk.vault.journal.list().at(-1)?.state).to.equal("final");
      expect(await piecesOnChain()).to.deep.equal([1n, 1n]);
    });
  }

  it("signs nothing that its account can't pay for, and leaves the lot free", async () => {
    const id = await mintOne();
    const account = desk.wallet.address;
    const balance = await provider.getBalance(account);
    await provider.send("hardhat_setBalance", [account, "0x1"]);
    try {
      const failure = await rejectionOf(splitLot(desk, id, [{ massGrams: 1n }]));
      expect(failure?.code).to.equal("CHAIN_REFUSED");
      expect(failure?.remedy).to.contain(`send ether to ${account}`);
      expect(desk.vault.journal.list().at(-1)).to.include({ state: "failed" });
      expect(desk.vault.journal.list().at(-1)?.transactions).to.deep.equal([]);
      expect(desk.vault.lots.require(desk.port.deployment, id).state).to.equal("active");
    } finally {
      await provider.send("hardhat_setBalance", [account, `0x${balance.toString(16)}`]);
    }
    await splitLot(desk, id, [{ massGrams: 1n }]);
    expect(await piecesOnChain()).to.deep.equal([1n, 1n]);
  });

  it("asks again when a connection breaks, and says so when it breaks again", async () => {
    const id = await mintOne();
    let resets = 0;
    rpc.fault = (method) => (method === "eth_getTransactionCount" && resets++ === 0 ? "reset" : undefined);
    await splitLot(desk, id, [{ massGrams: 1n }]);
    expect(resets).to.be.greaterThan(1);
    expect(await piecesOnChain()).to.deep.equal([1n, 1n]);
    failing("eth_getTransactionCount", "reset");
    const [piece] = desk.vault.lots.list({ state: "active" });
    const again = () => splitLot(desk, piece?.id ?? 0n, []);
    await expectError("RPC_FAILED", again, "the node gave no");
  });

  it("says which URL gives no chain id", async () => {
    failing("eth_chainId", "silent");
    await expectError("RPC_FAILED", () => connectNode(rpc.url, { timeoutMs: 200 }), "chain id");
    failing("eth_chainId", "garbage");
    await expectError("RPC_FAILED", () => connectNode(rpc.url, { timeoutMs: 200 }), "chain id");
    failing("eth_chainId", "not JSON");
    await expectError("RPC_FAILED", () => connectNode(rpc.url, { timeoutMs: 200 }), "chain id");
  });

  it("keeps what a recovery has read when the node fails in the middle", async () => {
    await mintOne();
    const rebuilt = await newDesk("rebuilt", developmentWallet(1, provider), {
      folder,
      provider,
      contracts: desk.contracts,
      settings: SETTINGS,
    });
    try {
      let pages = 0;
      const onProgress = () => {
        pages += 1;
        if (pages === 1) failing("eth_getBlockByNumber", "garbage");
      };
      await expectError("RPC_FAILED", () => recoverLots(rebuilt, { pageSize: 20, onProgress }));
      rpc.fault = () => undefined;
      const blocks: number[] = [];
      const { found } = await recoverLots(rebuilt, { onProgress: (block) => blocks.push(block) });
      expect(found).to.be.greaterThan(0);
      expect(rebuilt.vault.lots.list({ state: "active" }).length).to.be.greaterThan(0);
    } finally {
      rebuilt.vault.close();
    }
  });
});
