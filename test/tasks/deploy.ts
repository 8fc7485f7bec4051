import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { JsonRpcProvider, Wallet } from "ethers";
import hre, { network } from "hardhat";
import { after, afterEach, beforeEach, describe, it } from "mocha";

import { z } from "zod";

import { deploymentFingerprint } from "../../scripts/passport/deployment.ts";
import { readPageHash } from "../../scripts/setup/page.ts";
import { addressesOf, readDeploymentFile } from "../../scripts/chain/deployment-file.ts";
import type { KoboldAddresses } from "../../scripts/chain/contracts.ts";
import { artefactPaths } from "../../scripts/prover/files.ts";
import { type CircuitName, circuitNames } from "../../scripts/prover/manifest.ts";
import { hostedCli } from "../fixtures/command-host.ts";
import type { Run } from "../fixtures/hardhat-cli.ts";

/** A chain id of its own, so that the journal of a developer's node stays as it is. */
const CHAIN_ID = 1_337;
/** The first account of Hardhat's simulated chains, public to all. */
const DEPLOYER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
/** A test network, which is no development chain; and one where real goods are traded. */
const [TEST_NETWORK, ETHEREUM] = [31_338, 1];
const journalOf = (chainId: number) =>
  path.join(hre.config.paths.ignition, "deployments", `chain-${chainId}`);

function hardhat(rpcUrl: string, ...args: string[]): Promise<Run> {
  return hostedCli(args, { KOBOLD_RPC_URL: rpcUrl, KOBOLD_PRIVATE_KEY: DEPLOYER_KEY });
}

/** @param interval milliseconds after which a block comes by itself: Ignition waits for five on a chain that is not for development */
async function startNode(chainId = CHAIN_ID, interval = 0) {
  const server = await network.createServer(
    {
      network: "node",
      override: { chainId, mining: { auto: true, interval }, allowBlocksWithSameTimestamp: true },
    },
    "127.0.0.1",
    0,
  );
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  return { server, url, provider: new JsonRpcProvider(url, chainId, { staticNetwork: true }) };
}

/** The addresses in the file that a run printed. */
function addressesIn({ stdout }: Run): KoboldAddresses {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "kobold-printed-")), "deployment.json");
  writeFileSync(file, stdout);
  return addressesOf(readDeploymentFile(file));
}

describe("hardhat deploy", () => {
  let node: Awaited<ReturnType<typeof startNode>>;
  const others: (typeof node)[] = [];
  const startOther = async (chainId: number, interval: number) => {
    const other = await startNode(chainId, interval);
    others.push(other);
    return other;
  };
  const forgetJournal = () => {
    for (const chainId of [CHAIN_ID, TEST_NETWORK]) {
      rmSync(journalOf(chainId), { recursive: true, force: true });
    }
  };
  const restartNode = async () => {
    node = await startNode();
  };
  const stop = async ({ provider, server }: typeof node) => {
    provider.destroy();
    await server.close();
  };
  const stopNode = () => stop(node);
  beforeEach(async () => {
    forgetJournal();
    await restartNode();
  });
  afterEach(stopNode);
  afterEach(async () => {
    for (const other of others.splice(0)) await stop(other);
  });
  after(forgetJournal);

  it("deploys once, also when run again, and anew on a node that was restarted", async () => {
    const first = await hardhat(node.url, "deploy", "--network", "remote", "--json");
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stderr).to.include("DEV KEYS give no security");
    const all =
      "administrator, accreditor, tracingAuthority, schemeAdministrator, surveillance, recallAuthority";
    expect(first.stderr).to.include(
      `The deployer holds these roles, so its one key can do all that they may: ${all}.`,
    );
    const addresses = addressesIn(first);
    expect(JSON.parse(first.stdout)).to.include({ pageHash: await readPageHash() });
    const kept = path.join(journalOf(CHAIN_ID), "deployment.json");
    expect(readFileSync(kept, "utf8")).to.equal(first.stdout);
    expect(readDeploymentFile(kept).firstBlock).to.equal(1);
    for (const address of Object.values(addresses)) {
      expect(await node.provider.getCode(address), address).to.not.equal("0x");
    }

    const blocks = await node.provider.getBlockNumber();
    const second = await hardhat(node.url, "deploy", "--network", "remote");
    const fingerprint = deploymentFingerprint(JSON.parse(first.stdout));
    expect(second.stdout).to.include(addresses.cobaltLot).and.include(`knows the deployment: ${fingerprint}`);
    expect(await node.provider.getBlockNumber()).to.equal(blocks);

    await stopNode();
    await restartNode();
    const third = await hardhat(node.url, "deploy", "--network", "remote", "--json");
    expect(third.code, third.stderr).to.equal(0);
    expect(await node.provider.getBlockNumber()).to.equal(blocks);
    for (const address of Object.values(addressesIn(third))) {
      expect(await node.provider.getCode(address), address).to.not.equal("0x");
    }
  });

  it("prints the addresses for people, gives roles to who is named, and refuses a name that is no account", async () => {
    const accreditor = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    const refused = await hardhat(node.url, "deploy", "--network", "remote", "--accreditor", "0x1234");
    expect(refused.code).to.equal(2);
    expect(refused.stderr).to.match(/accreditor: "0x1234" is not an address\n +→ /);
    expect(await node.provider.getBlockNumber()).to.equal(0);

    const run = await hardhat(node.url, "deploy", "--network", "remote", "--accreditor", accreditor);
    expect(run.code, run.stderr).to.equal(0);
    expect(run.stderr).to.include(
      ": administrator, tracingAuthority, schemeAdministrator, surveillance, recallAuthority.",
    );
    const manager = /^accessManager +(0x[0-9a-fA-F]{40})$/m.exec(run.stdout)?.[1] ?? "";
    const deployed = await hre.network.create("simulated");
    const { interface: abi } = await deployed.ethers.getContractFactory("AccessManager");
    const data = abi.encodeFunctionData("hasRole", [1n, accreditor]);
    const [isMember] = abi.decodeFunctionResult("hasRole", await node.provider.call({ to: manager, data }));
    expect(isMember).to.equal(true);
  });

  it("puts the development keys on no main network, on a test network only if asked, and every command says so there", async () => {
    const main = await startOther(ETHEREUM, 0);
    const args = ["deploy", "--network", "remote"];
    const refused = await hardhat(main.url, ...args, "--development-keys");
    expect(refused.code, refused.stderr).to.equal(2);
    expect(refused.stderr).to.match(
      /chain 1 is Ethereum: the development keys are never deployed there.*\n +→ .*--keys/,
    );
    expect(await main.provider.getTransactionCount(new Wallet(DEPLOYER_KEY).address)).to.equal(0);

    const test = await startOther(TEST_NETWORK, 200);
    const unasked = await hardhat(test.url, ...args);
    expect(unasked.code, unasked.stderr).to.equal(2);
    expect(unasked.stderr).to.match(/chain 31338 is not a development chain\n +→ .*--development-keys/);
    const deployed = await hardhat(test.url, ...args, "--development-keys", "--json");
    expect(deployed.code, deployed.stderr).to.equal(0);
    const listed = await hardhat(test.url, "attribute", "list", "--network", "remote");
    expect(listed.code, listed.stderr).to.equal(0);
    expect(listed.stderr).to.include("DEV KEYS give no security");
  });

  it("deploys the keys of a folder, of which nothing is said, and refuses those that are none or don't go together", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "kobold-keys-"));
    const fileOf = (name: CircuitName) => path.join(folder, `${name}.vkey.json`);
    const test = await startOther(TEST_NETWORK, 200);
    const deploy = () => hardhat(test.url, "deploy", "--network", "remote", "--json", "--keys", folder);
    try {
      const missing = await deploy();
      expect(missing.code).to.equal(2);
      expect(missing.stderr).to.include("mint.vkey.json").and.include("claim.vkey.json");
      for (const name of circuitNames) copyFileSync(artefactPaths(name).vkey, fileOf(name));
      const development = await deploy();
      expect(development.code).to.equal(2);
      expect(development.stderr).to.include("these are the development keys");

      const read = (name: CircuitName): Record<string, unknown> =>
        z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(fileOf(name), "utf8")));
      const [mint, split] = [read("mint"), read("split")];
      const write = (name: CircuitName, key: object) => {
        writeFileSync(fileOf(name), JSON.stringify(key));
      };
      write("mint", { ...mint, vk_delta_2: split["vk_delta_2"] });
      const alike = await deploy();
      expect(alike.code).to.equal(2);
      expect(alike.stderr).to.include("δ of split and of mint have a coordinate in common");
      write("split", { ...split, vk_delta_2: mint["vk_delta_2"] });
      // other keys, but of the powers of tau whose trapdoor is public
      const swapped = await deploy();
      expect(swapped.code).to.equal(2);
      expect(swapped.stderr).to.include("these are the development keys");
      for (const name of circuitNames) write(name, { ...read(name), vk_alpha_1: ["1", "2", "1"] });
      const deployed = await deploy();
      expect(deployed.code, deployed.stderr).to.equal(0);
      expect(deployed.stderr).not.to.include("DEV KEYS");
      const listed = await hardhat(test.url, "attribute", "list", "--network", "remote");
      expect(listed.stderr).not.to.include("DEV KEYS");
      writeFileSync(fileOf("claim"), "{}");
      const broken = await deploy();
      expect(broken.code).to.equal(2);
      expect(broken.stderr).to.include("claim.vkey.json holds no verifying key");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
