import { type BaseWallet, getAddress, getBytes, type Provider } from "ethers";

import { phrase } from "../core/phrase.ts";
import type { Deployment } from "../core/deployment.ts";
import { deriveNoteKeys, type NoteKey } from "../notes/keys.ts";
import type { Prover } from "../prover/prover.ts";
import type { ChainPort } from "../vault/chain-port.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import type { StepHook } from "../vault/resume.ts";
import type { Vault } from "../vault/vault.ts";
import type { KoboldContracts } from "../chain/contracts.ts";
import { ethersPort } from "./ethers-port.ts";
import { type Forerunner, predecessorsOf } from "../chain/predecessor.ts";
import { answer } from "../chain/rpc.ts";

/** What the owners of an account that is a contract, such as a multi-signature wallet, are to have it send. */
export interface UnsignedTransaction {
  readonly chainId: bigint;
  readonly from: string;
  readonly to: string;
  readonly data: string;
  /** The operation whose openings the vault keeps meanwhile, and which the chain will show; undefined where it keeps none. */
  readonly operation: OperationRecord | undefined;
}

export interface DeskSettings {
  /** Confirmations after which a block is taken as final; 1 is the block itself. */
  readonly confirmations: number;
  /** How long to wait for a transaction, in milliseconds. */
  readonly timeoutMs: number;
  readonly pollMs?: number;
  readonly rpcTimeoutMs?: number;
  /** What an operation waits for; `mined` by default. */
  readonly until?: "mined" | "final";
  /** The most wei that a unit of gas may cost; by default what the node proposes, and what raising it comes to. */
  readonly maxFeePerGas?: bigint;
  /** Takes what the account's owners are to send, instead of sending it: a contract's account has no key to sign with. */
  readonly unsigned?: (transaction: UnsignedTransaction) => void;
  /** Carries an operation out once more, although an equal one is under way. */
  readonly again?: boolean;
  /** Called where an operation that an earlier process has left is what was asked for, and is not done again. */
  readonly onTakenUp?: (operation: OperationRecord) => void;
  /** Called between any two steps. */
  readonly onStep?: StepHook;
}

export interface DeskParts {
  readonly vault: Vault;
  readonly wallet: BaseWallet;
  readonly provider: Provider;
  readonly contracts: KoboldContracts;
  readonly prover: Prover;
  readonly settings: DeskSettings;
  /** Whose lots they are; the wallet's own account by default. A contract's account is worked with a key, too: its notes are sealed to it. */
  readonly account?: string;
}

/** All that a firm works with: its vault, its wallet, a node and a prover. */
export interface Desk extends DeskParts {
  readonly account: string;
  readonly port: ChainPort;
  /** The wallet's keys for notes; the last is the one to seal to. */
  readonly keys: readonly [NoteKey, ...NoteKey[]];
  readonly deployment: Deployment;
  /** What the deployment goes on from, the nearest first. */
  readonly predecessors: readonly Forerunner[];
  /** How many lots the account had when the desk was opened. */
  readonly lotCount: number;
  /** Ids of the operations that were on their way when the desk was opened: nobody was told what became of them. */
  readonly leftover: Set<string>;
}

/** What the chain tells of a desk, which may be asked before its vault is open. */
export interface DeskOnChain extends Pick<Desk, "port" | "predecessors"> {
  /** Number of the key that its account has published last; 0 also where it has published none. */
  readonly keyIndex: number;
  readonly lotCount: number;
}

/** @throws RPC_FAILED */
export async function deskOnChain(
  { provider, contracts }: Pick<DeskParts, "provider" | "contracts">,
  account: string,
): Promise<DeskOnChain> {
  const [port, predecessors, { index }, lotCount] = await Promise.all([
    ethersPort(provider, contracts.cobaltLot),
    predecessorsOf(contracts.cobaltLot),
    answer(phrase`published key`, contracts.participants.keyOf(account)),
    answer(phrase`lots`, contracts.cobaltLot.balanceOf(account)),
  ]);
  return { port, predecessors, keyIndex: Number(index), lotCount: Number(lotCount) };
}

/** Sits down at the desk: derives the wallet's keys as far as they are published. @throws RPC_FAILED */
export async function openDesk(parts: DeskParts, onChain?: Promise<DeskOnChain>): Promise<Desk> {
  const account = getAddress(parts.account ?? parts.wallet.address);
  const { port, predecessors, keyIndex, lotCount } = await (onChain ?? deskOnChain(parts, account));
  const [first, ...others] = await deriveNoteKeys(getBytes(parts.wallet.privateKey), keyIndex + 1);
  if (first === undefined) throw new TypeError("one key at least is derived");
  const { deployment } = port;
  const sent = parts.vault.journal.unfinished(deployment).filter(({ state }) => state === "sent");
  const leftover = new Set(sent.map(({ id }) => id));
  return { ...parts, account, port, lotCount, keys: [first, ...others], deployment, predecessors, leftover };
}

/** As many of a wallet's keys as may have been in use before: what tells their number is not known to the lots. */
const KEYS_BEFORE = 16;

/** The desk as it stood in the deployments that this one goes on from, the nearest first. */
export async function desksBefore(desk: Desk): Promise<Desk[]> {
  const { contracts, predecessors, provider, wallet } = desk;
  if (predecessors.length === 0) return [];
  const [first, ...others] = await deriveNoteKeys(getBytes(wallet.privateKey), KEYS_BEFORE);
  if (first === undefined) throw new TypeError("one key at least is derived");
  return Promise.all(
    predecessors.map(async ({ cobaltLot }, i) => {
      const port = await ethersPort(provider, cobaltLot);
      return {
        ...desk,
        contracts: { ...contracts, cobaltLot },
        port,
        deployment: port.deployment,
        keys: [first, ...others] as const,
        predecessors: predecessors.slice(i + 1),
      };
    }),
  );
}

/** The key to seal to: the last that was published. */
export function currentKey({ keys }: Desk): NoteKey {
  return keys.at(-1) ?? keys[0];
}
