import {
  type ContractDeployTransaction,
  type ContractTransaction,
  formatEther,
  type Provider,
  Transaction,
} from "ethers";

import { refusable } from "../chain/refusal.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, stored } from "../core/phrase.ts";
import { TransactionRefused } from "../core/transaction-refused.ts";
import type { OperationPlan, OperationRecord, SignedTransaction } from "../vault/operation-record.ts";
import { runOperation } from "../vault/run-operation.ts";
import { resume, type Resumed } from "../vault/resume.ts";
import { OPERATION_WORDS } from "../vault/words.ts";
import type { Desk } from "./desk.ts";
import { answer } from "../chain/rpc.ts";

/** A call of a contract, or the making of one. */
type Call = ContractTransaction | ContractDeployTransaction;

/** What is going to be done; the deployment and the account are the desk's. */
export type DeskPlan = Omit<OperationPlan, "deployment" | "account">;

/**
 * Carries an operation out, from its openings on disk to its block.
 * @param build proves, where a proof is needed, and makes the call; it runs once the openings are on disk
 * @throws CHAIN_REFUSED before anything is sent, or once it is clear that the chain won't carry it out; RPC_FAILED if
 * it is on its way and not mined in time; VAULT_CONFLICT; whatever `build` throws
 */
export async function carryOut(
  desk: Desk,
  plan: DeskPlan,
  build: () => Promise<Call>,
): Promise<OperationRecord> {
  const { port, settings, vault, wallet } = desk;
  const resumed = await runOperation(vault.journal, port, {
    ...settings,
    plan: { ...plan, deployment: port.deployment, account: wallet.address },
    sender: wallet.address,
    sign: async (_, nonce) => signed(desk, await build(), nonce),
  });
  return requireCarriedOut(resumed);
}

/** Takes up what an earlier process left. Run it before anything new. */
export function takeUp({ port, settings, vault }: Desk): Promise<Resumed[]> {
  return resume(vault.journal, port, settings);
}

function requireCarriedOut({ operation, problem }: Resumed): OperationRecord {
  const { id, kind, state, failure } = operation;
  if (state === "failed") {
    throw new KoboldError(
      "CHAIN_REFUSED",
      phrase`the ${OPERATION_WORDS[kind]} was not carried out: ${failure === null ? phrase`it is not on the chain` : stored(failure)}`,
      phrase`its lots are free again: check their state, and repeat the operation`,
      { cause: problem },
    );
  }
  if (state === "mined" || state === "final") return operation;
  if (problem instanceof TransactionRefused) {
    throw new KoboldError(
      problem.code,
      phrase`the ${OPERATION_WORDS[kind]} (operation ${id}) is signed and stored, but ${problem.said.message}`,
      phrase`${problem.said.remedy}; then \`vault status\` sends it again, and it is never carried out twice`,
      { cause: problem },
    );
  }
  throw new KoboldError(
    "RPC_FAILED",
    phrase`the ${OPERATION_WORDS[kind]} (operation ${id}) is signed and stored, but not in the chain yet`,
    phrase`nothing is lost: resume it later with \`vault status\`; it is never carried out twice`,
    { cause: problem },
  );
}

async function signed(
  { port, provider, wallet }: Desk,
  call: Call,
  nonce: number,
): Promise<SignedTransaction & { raw: string }> {
  const { data } = call;
  const to = "to" in call ? call.to : null;
  const request = { from: wallet.address, to, data };
  const gas = await answer(phrase`gas estimate`, refusable(provider.estimateGas(request)));
  const fees = await answer(phrase`fees`, provider.getFeeData());
  // a fifth more than estimated, since the state may move until the transaction is mined
  const gasLimit = (gas * 6n) / 5n;
  await requireFunds(provider, wallet.address, gasLimit * (fees.maxFeePerGas ?? fees.gasPrice ?? 0n));
  const { chainId } = port.deployment;
  const raw = await wallet.signTransaction({
    to,
    data,
    chainId,
    nonce,
    gasLimit,
    ...(fees.maxFeePerGas === null
      ? { type: 0, gasPrice: fees.gasPrice }
      : { type: 2, maxFeePerGas: fees.maxFeePerGas, maxPriorityFeePerGas: fees.maxPriorityFeePerGas }),
  });
  const { hash } = Transaction.from(raw);
  if (hash === null) throw new TypeError("a signed transaction has a hash");
  return { from: wallet.address, nonce, hash, raw };
}

/** A node takes no transaction that the account could not pay for; once signed, the operation would have to wait for it. */
async function requireFunds(provider: Provider, account: string, cost: bigint): Promise<void> {
  const balance = cost === 0n ? 0n : await answer(phrase`balance`, provider.getBalance(account));
  if (balance >= cost) return;
  throw new KoboldError(
    "CHAIN_REFUSED",
    phrase`account ${account} holds ${formatEther(balance)} ether, but the transaction may cost ${formatEther(cost)}`,
    phrase`send ether to ${account}`,
  );
}
