import { type Provider, Wallet } from "ethers";

import type { DeploymentFile } from "../chain/deployment-file.ts";
import { type Check, failed, passed, skipped } from "../core/check.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { chooseProver } from "../prover/create-prover.ts";
import type { Vault } from "../vault/vault.ts";
import { broken } from "./broken.ts";
import { checkCompiler, checkKeys, checkNode, checkProver, type ConfiguredCompiler } from "./machine.ts";
import { checkVault } from "./vault-file.ts";

export interface LiveNode {
  readonly provider: Provider;
  readonly chainId: bigint;
}

/** All that the daily work stands on, and that may be missing or wrong. */
export interface Situation {
  readonly nodeVersion: string;
  readonly compilers: readonly ConfiguredCompiler[];
  /** Builds contracts and types, without which the chain can't be read. */
  readonly build: () => void;
  /** The network's node; undefined for a chain of this process. Whoever asks destroys the provider. */
  readonly connect: (() => Promise<LiveNode>) | undefined;
  readonly network: string;
  readonly deploymentOn: (node: LiveNode) => DeploymentFile;
  /** Empty if it is not known, as is the passphrase. */
  readonly privateKey: string;
  readonly passphrase: string;
  readonly vaultFile: string;
  /** The account where it is a contract, which the wallet only opens the notes of; empty for the wallet's own. */
  readonly contractAccount: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Looks at one thing after another; what rests on something that is missing is skipped, and says so. */
export async function examine(situation: Situation): Promise<Check[]> {
  const checks = [checkNode(situation.nodeVersion), ...situation.compilers.map(checkCompiler)];
  const isBuilt = await attempt(checks, "build", () => {
    situation.build();
    return Promise.resolve([passed("build", phrase`contracts and their types are built`)]);
  });
  checks.push(...checkKeys(), checkProver(await chooseProver()));
  const wallet = walletOf(situation.privateKey, checks);
  if (!isBuilt) skipChain(checks, phrase`the contracts are not built`);
  const requireOwn = isBuilt ? await chainChecks(situation, wallet, checks) : undefined;
  const { passphrase, vaultFile, now } = situation;
  return [...checks, ...checkVault({ file: vaultFile, passphrase, now, ...(requireOwn && { requireOwn }) })];
}

const noChain = phrase`no chain answers`;

/** Adds what `look` finds, or what it fails with. @returns whether it did not fail */
async function attempt(checks: Check[], id: string, look: () => Promise<readonly Check[]>): Promise<boolean> {
  try {
    checks.push(...(await look()));
    return true;
  } catch (thrown) {
    checks.push(broken(id, thrown));
    return false;
  }
}

function walletOf(privateKey: string, checks: Check[]): Wallet | undefined {
  if (privateKey === "") {
    const remedy = phrase`set it with \`npx hardhat keystore set KOBOLD_PRIVATE_KEY\`, or in the environment variable KOBOLD_PRIVATE_KEY`;
    checks.push(skipped("wallet", phrase`the wallet's private key is not set`, remedy));
    return undefined;
  }
  try {
    const wallet = new Wallet(privateKey);
    checks.push(passed("wallet", phrase`the wallet is that of account ${wallet.address}`));
    return wallet;
  } catch {
    // what was thrown may hold the key
    const what = phrase`the wallet's private key is not valid`;
    checks.push(failed("wallet", what, phrase`give 32 bytes, as 0x…`));
    return undefined;
  }
}

const OF_CHAIN = ["contracts", "roles", "balance", "participants", "clock"];

function skipChain(checks: Check[], why: Text, ids = OF_CHAIN): void {
  for (const id of ids)
    checks.push(skipped(id, phrase`${id}: not checked, since ${why}`, phrase`put that right first`));
}

type RequireOwn = (vault: Vault) => void;

/** What is asked of the chain. @returns how to know a vault of this wallet and deployment, if both are known */
async function chainChecks(
  { deploymentOn, connect, contractAccount, network, now }: Situation,
  wallet: Wallet | undefined,
  checks: Check[],
): Promise<RequireOwn | undefined> {
  if (connect === undefined) {
    const what = phrase`the network ${network} is a chain of this process, which ends with it`;
    checks.push(skipped("network", what, phrase`choose a network of hardhat.config.ts with --network`));
    skipChain(checks, noChain);
    return undefined;
  }
  let node: Awaited<ReturnType<typeof connect>>;
  try {
    node = await connect();
  } catch (thrown) {
    checks.push(broken("network", thrown));
    skipChain(checks, noChain);
    return undefined;
  }
  const { provider, chainId } = node;
  checks.push(passed("network", phrase`network ${network}: chain ${chainId} answers`));
  const { answer } = await import("../chain/rpc.ts");
  const { contractsAt } = await import("../chain/contracts.ts");
  const { addressesOf } = await import("../chain/deployment-file.ts");
  const { requireDeployed } = await import("../chain/require-deployed.ts");
  const { accountOf, requireOwn } = await import("../desk/own-vault.ts");
  const { checkBalance, checkParticipant } = await import("./account.ts");
  const { checkClock } = await import("./clock.ts");
  const { checkDeployment } = await import("./deployment.ts");
  let file: DeploymentFile | undefined;
  const isThere = await attempt(checks, "contracts", async () => {
    file = deploymentOn(node);
    await requireDeployed(provider, file);
    return [];
  });
  if (!isThere) {
    file = undefined;
    skipChain(checks, phrase`the deployment is not there`, ["roles", "participants"]);
  }
  const there = file;
  const health = there === undefined ? undefined : checkDeployment(provider, there);
  const looks: Readonly<Record<string, () => Promise<readonly Check[]>>> = {
    contracts: async () => (await health)?.checks ?? [],
    // whoever sends for a contract pays
    balance: async () =>
      wallet === undefined || contractAccount !== "" ? [] : [await checkBalance(provider, wallet.address)],
    participants: async () =>
      wallet === undefined || there === undefined
        ? []
        : [
            await checkParticipant(
              wallet,
              contractAccount === "" ? wallet.address : contractAccount,
              contractsAt(addressesOf(there), provider),
            ),
          ],
    clock: async () => {
      const block = await answer(phrase`block`, provider.getBlock("latest"));
      const { dayTolerance } = (await health?.catch(() => undefined)) ?? { dayTolerance: 1 };
      const local = Math.floor(now / 1_000);
      return [checkClock({ chainId, block: block?.timestamp ?? 0, local, dayTolerance })];
    },
  };
  // asked at once, and told in this order
  const found = Object.entries(looks).map(async ([id, look]) => {
    const own: Check[] = [];
    await attempt(own, id, look);
    return own;
  });
  checks.push(...(await Promise.all(found)).flat());
  const cobaltLot = file?.contracts.cobaltLot.address;
  if (cobaltLot === undefined || wallet === undefined) return undefined;
  return (vault) => {
    requireOwn(vault, { chainId, cobaltLot }, accountOf(vault, wallet.address));
  };
}
