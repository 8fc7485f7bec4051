import { rmSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import hre, { network } from "hardhat";
import { after, afterEach, beforeEach, describe, it } from "mocha";

import { hostedCli } from "../fixtures/command-host.ts";
import type { Run } from "../fixtures/hardhat-cli.ts";

/** A chain id of its own, so that the journal of a developer's node stays as it is. */
const CHAIN_ID = 1_337;
/** The first account of Hardhat's simulated chains, public to all. */
const DEPLOYER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const JOURNAL = path.join(hre.config.paths.ignition, "deployments", `chain-${CHAIN_ID}`);

function hardhat(rpcUrl: string, ...args: string[]): Promise<Run> {
  return hostedCli(args, { KOBOLD_RPC_URL: rpcUrl, KOBOLD_PRIVATE_KEY: DEPLOYER_KEY });
}

async function startNode() {
  const server = await network.createServer(
    { network: "node", override: { chainId: CHAIN_ID } },
    "127.0.0.1",
    0,
  );
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  return { server, url, provider: new JsonRpcProvider(url, CHAIN_ID, { staticNetwork: true }) };
}

/** The addresses that a run printed. */
function addressesOf({ stdout }: Run): Record<string, string> {
  const parsed: unknown = JSON.parse(stdout);
  if (typeof parsed !== "object" || parsed === null) throw new TypeError("no addresses were printed");
  return Object.fromEntries(Object.entries(parsed).map(([name, address]) => [name, String(address)]));
}

describe("hardhat deploy", () => {
  let node: Awaited<ReturnType<typeof startNode>>;
  const forgetJournal = () => {
    rmSync(JOURNAL, { recursive: true, force: true });
  };
  const restartNode = async () => {
    node = await startNode();
  };
  const stopNode = async () => {
    node.provider.destroy();
    await node.server.close();
  };
  beforeEach(async () => {
    forgetJournal();
    await restartNode();
  });
  afterEach(stopNode);
  after(forgetJournal);

  it("deploys once, also when run again, and anew on a node that was restarted", async () => {
    const first = await hardhat(node.url, "deploy", "--network", "remote", "--json");
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stderr).to.include("DEV KEYS give no security");
    const all = "administrator, accreditor, tracingAuthority, schemeAdministrator, surveillance";
    expect(first.stderr).to.include(
      `The deployer holds these roles, so its one key can do all that they may: ${all}.`,
    );
    const addresses = addressesOf(first);
    expect(Object.keys(addresses)).to.have.members([
      "accessManager",
      "proofVerifier",
      "accreditation",
      "cobaltLot",
      "policies",
      "claims",
      "participants",
    ]);
    for (const address of Object.values(addresses)) {
      expect(await node.provider.getCode(address), address).to.not.equal("0x");
    }

    const blocks = await node.provider.getBlockNumber();
    const second = await hardhat(node.url, "deploy", "--network", "remote", "--json");
    expect(addressesOf(second)).to.deep.equal(addresses);
    expect(await node.provider.getBlockNumber()).to.equal(blocks);

    await stopNode();
    await restartNode();
    const third = await hardhat(node.url, "deploy", "--network", "remote", "--json");
    expect(third.code, third.stderr).to.equal(0);
    expect(await node.provider.getBlockNumber()).to.equal(blocks);
    for (const address of Object.values(addressesOf(third))) {
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
    expect(run.stderr).to.include(": administrator, tracingAuthority, schemeAdministrator, surveillance.");
    const manager = /^accessManager +(0x[0-9a-fA-F]{40})$/m.exec(run.stdout)?.[1] ?? "";
    const deployed = await hre.network.create("simulated");
    const { interface: abi } = await deployed.ethers.getContractFactory("AccessManager");
    const data = abi.encodeFunctionData("hasRole", [1n, accreditor]);
    const [isMember] = abi.decodeFunctionResult("hasRole", await node.provider.call({ to: manager, data }));
    expect(isMember).to.equal(true);
  });
});
