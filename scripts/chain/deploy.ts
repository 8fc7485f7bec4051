import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { listTransactions, TransactionStatus } from "@nomicfoundation/ignition-core";
import { isAddress, type Provider, resolveProperties } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { KoboldError } from "../core/errors.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { koboldModule } from "../ignition/kobold.ts";
import { ROLE_NAMES, type RoleName } from "../ignition/roles.ts";
import type { KoboldAddresses } from "./contracts.ts";
import { isDevelopmentChain } from "./chain-kinds.ts";
import { NO_PREDECESSOR, type Predecessor } from "./predecessor.ts";
import { answer } from "./rpc.ts";

export interface DeployParameters {
  /** The verifying keys of all circuits, as ProofVerifier takes them. */
  readonly keys: readonly bigint[];
  /** Hash of the document that says how footprints are made; figures of other methods never mix with them. */
  readonly footprintMethod: string;
  /** Holder of each role; the administrator, who deploys, where none is named. */
  readonly roles?: Partial<Readonly<Record<RoleName, string>>>;
  /** What the deployment goes on from; nothing by default. */
  readonly predecessor?: Predecessor;
  /** Days before today that a proof's day may be; 1 by default. */
  readonly dayTolerance?: number;
  /** Seconds for which a registry outlives a change that takes nothing from a site; a day by default. */
  readonly rootWindow?: number;
  /** Folder of the contracts' artefacts; Kobold's own by default. */
  readonly artefacts?: string;
}

/**
 * Deploys everything by Hardhat Ignition, or finishes a deployment that was interrupted, and says where it stands.
 * @param deploymentDir where Ignition keeps its journal for this chain; none on an in-process chain
 */
export async function deployKobold(
  connection: NetworkConnection,
  {
    keys,
    footprintMethod,
    roles = {},
    artefacts,
    predecessor = NO_PREDECESSOR,
    ...settings
  }: DeployParameters,
  deploymentDir?: string,
): Promise<KoboldAddresses> {
  const [administrator] = await connection.ethers.getSigners();
  if (administrator === undefined) {
    throw new KoboldError(
      "NO_ACCOUNT",
      phrase`network ${connection.networkName} has no account to deploy with`,
      phrase`set the deployer's private key in Hardhat's keystore and name it in hardhat.config.ts`,
    );
  }
  const holders: [string, string][] = ROLE_NAMES.map((name) => [
    name,
    checkedAddress(name, roles[name] ?? administrator.address),
  ]);
  if (deploymentDir !== undefined) await dropStaleJournal(connection, deploymentDir);
  const deployed = await connection.ignition.deploy(koboldModule(artefacts), {
    ...(deploymentDir === undefined ? {} : { deploymentId: path.basename(deploymentDir) }),
    parameters: {
      Kobold: {
        ...settings,
        keys: [...keys],
        footprintMethod,
        predecessor: { ...predecessor },
        ...Object.fromEntries(holders),
      },
    },
  });
  const at = (name: keyof KoboldAddresses) => deployed[name].getAddress();
  return resolveProperties({
    accessManager: at("accessManager"),
    proofVerifier: at("proofVerifier"),
    accreditation: at("accreditation"),
    cobaltLot: at("cobaltLot"),
    policies: at("policies"),
    claims: at("claims"),
    recalls: at("recalls"),
    participants: at("participants"),
  });
}

/**
 * The block of a deployment's first transaction, by Ignition's journal of it.
 * @throws RPC_FAILED
 */
export async function firstBlockIn(deploymentDir: string, provider: Provider): Promise<number> {
  // Ignition reads artefacts from the journal, and this one never
  const loadArtifact = () => Promise.reject(new TypeError("the journal holds its artefacts"));
  const transactions = await listTransactions(deploymentDir, { loadArtifact });
  const sent = transactions.filter(({ status }) => status === TransactionStatus.SUCCESS);
  const receipts = await Promise.all(
    sent.map(({ txHash }) => answer(phrase`receipt`, provider.getTransactionReceipt(txHash))),
  );
  const blocks = receipts.flatMap((receipt) => (receipt === null ? [] : [receipt.blockNumber]));
  // a node that has forgotten its receipts names no block: then everything is read
  return receipts.length === 0 || blocks.length < receipts.length ? 0 : Math.min(...blocks);
}

/** Checked before anything is sent: a deployment that stops half-way costs gas and attention. */
function checkedAddress(what: Text, address: string): string {
  const valid: boolean = isAddress(address);
  if (valid) return address;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`${what}: "${address}" is not an address`,
    phrase`give 20 bytes, as 0x…`,
  );
}

/** A restarted development node has forgotten what Ignition's journal says of it, which Ignition cannot mend. */
async function dropStaleJournal({ ethers }: NetworkConnection, deploymentDir: string): Promise<void> {
  const file = path.join(deploymentDir, "deployed_addresses.json");
  if (!existsSync(file)) return;
  const { chainId } = await ethers.provider.getNetwork();
  const recorded: unknown = JSON.parse(readFileSync(file, "utf8"));
  const addresses = typeof recorded === "object" && recorded !== null ? Object.values(recorded) : [];
  const codes = await Promise.all(addresses.map((address) => ethers.provider.getCode(String(address))));
  if (codes.every((code) => code !== "0x")) return;
  if (!isDevelopmentChain(chainId)) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`chain ${chainId.toString()} lacks contracts that ${file} says were deployed there`,
      phrase`check the RPC URL; if the chain is right, restore or remove the journal by hand`,
    );
  }
  rmSync(deploymentDir, { recursive: true });
}
