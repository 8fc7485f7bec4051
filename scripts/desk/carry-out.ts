import { setTimeout as delay } from "node:timers/promises";

import {
  type ContractDeployTransaction,
  type ContractTransaction,
  formatEther,
  type TransactionReceipt,
} from "ethers";

import { refusable } from "../chain/refusal.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, stored, type Text } from "../core/phrase.ts";
import { isSameDeployment } from "../core/deployment.ts";
import { TransactionRefused } from "../core/transaction-refused.ts";
import type { OperationPlan, OperationRecord } from "../vault/operation-record.ts";
import { runOperation } from "../vault/run-operation.ts";
import { resume, type Resumed, settle } from "../vault/resume.ts";
import { OPERATION_WORDS } from "../vault/words.ts";
import type { Desk } from "./desk.ts";
import { presentFees, raised, sign } from "./fees.ts";
import { leaveToOwners } from "./unsigned.ts";
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
  const { account, port, settings, vault, wallet } = desk;
  const equal = settings.again === true ? undefined : equalUnderWay(desk, plan);
  if (equal !== undefined) {
    settings.onTakenUp?.(equal);
    desk.leftover.delete(equal.id);
    return requireCarriedOut(await settle(vault.journal, equal.id, port, waiting(desk)));
  }
  const whole = { ...plan, deployment: port.deployment, account };
  if (settings.unsigned !== undefined) return leaveToOwners(desk, whole, build, settings.unsigned);
  if (account !== wallet.address) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`account ${account} is a contract: the wallet's key can't sign for it`,
      phrase`give --unsigned FILE, and have the account's owners send what is in the file`,
    );
  }
  const resumed = await runOperation(vault.journal, port, {
    ...waiting(desk),
    plan: whole,
    sender: wallet.address,
    sign: async (_, nonce) => signed(desk, await build(), nonce),
  });
  return requireCarriedOut(resumed);
}

/** How to wait for an operation: what waits long pays more, unless the chain would refuse it by now. */
export function waiting(desk: Desk) {
  const raise = (operation: OperationRecord) => raised(desk, operation).catch(() => undefined);
  return { ...desk.settings, raise };
}

/**
 * What an earlier process has left of the same operation: it was sent, and who asked for it does not know what became of
 * it. One that was told to be mined is none, as a firm may well do the same twice.
 */
function equalUnderWay(
  { account, leftover, port, vault }: Desk,
  plan: DeskPlan,
): OperationRecord | undefined {
  if (plan.intent === undefined) return undefined;
  return [...leftover]
    .map((id) => vault.journal.require(id))
    .find(
      (each) =>
        each.intent === plan.intent &&
        each.kind === plan.kind &&
        each.failure === null &&
        each.account.toLowerCase() === account.toLowerCase() &&
        isSameDeployment(each.deployment, port.deployment),
    );
}

/**
 * The receipt of an operation that was carried out, waited for where a node lags behind the one that told of it.
 * @param remedy how to find out otherwise what it would tell
 * @throws RPC_FAILED
 */
export async function receiptOf(
  { provider, settings }: Desk,
  { inclusion, kind }: OperationRecord,
  remedy: Text,
): Promise<TransactionReceipt> {
  const deadline = Date.now() + settings.timeoutMs;
  for (;;) {
    const hash = inclusion?.hash ?? "";
    const receipt = hash === "" ? null : await answer(phrase`receipt`, provider.getTransactionReceipt(hash));
    if (receipt !== null) return receipt;
    if (hash === "" || Date.now() >= deadline) {
      throw new KoboldError(
        "RPC_FAILED",
        phrase`it is carried out (${OPERATION_WORDS[kind]}), but the node does not show what came of it`,
        remedy,
      );
    }
    await delay(settings.pollMs ?? POLL_MS);
  }
}

const POLL_MS = 500;

/** Takes up what an earlier process left. Run it before anything new. */
export function takeUp(desk: Desk): Promise<Resumed[]> {
  return resume(desk.vault.journal, desk.port, waiting(desk));
}

/** Why an operation has failed. */
export function whyFailed({ failure, replacedBy }: OperationRecord): Text {
  if (failure === null) return phrase`it is not on the chain`;
  return replacedBy === undefined ? stored(failure) : phrase`${stored(failure)}: ${replacedBy}`;
}

function requireCarriedOut({ operation, problem }: Resumed): OperationRecord {
  const { id, kind, state, transactions } = operation;
  if (state === "failed") {
    throw new KoboldError(
      "CHAIN_REFUSED",
      phrase`the ${OPERATION_WORDS[kind]} was not carried out: ${whyFailed(operation)}`,
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
  if (transactions.length === 0) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the ${OPERATION_WORDS[kind]} (operation ${id}) is left to the account's owners, and not in the chain yet`,
      phrase`have them send what the file says; --again writes another, and \`operation cancel\` gives it up`,
    );
  }
  throw new KoboldError(
    "RPC_FAILED",
    phrase`the ${OPERATION_WORDS[kind]} (operation ${id}) is signed and stored, but not in the chain yet`,
    phrase`nothing is lost: resume it later with \`vault status\`; it is never carried out twice`,
    { cause: problem },
  );
}

async function signed(desk: Desk, call: Call, nonce: number) {
  const { provider, wallet } = desk;
  const { data } = call;
  const to = "to" in call ? call.to : null;
  const request = { from: wallet.address, to, data };
  const [gas, fees, balance] = await Promise.all([
    answer(phrase`gas estimate`, refusable(provider.estimateGas(request))),
    presentFees(desk),
    answer(phrase`balance`, provider.getBalance(wallet.address)),
  ]);
  // a fifth more than estimated, since the state may move until the transaction is mined
  const gasLimit = (gas * 6n) / 5n;
  requireFunds(wallet.address, balance, gasLimit * BigInt(fees.maxFeePerGas ?? fees.gasPrice ?? 0n));
  return sign(desk, { to, data, nonce, gasLimit, ...fees });
}

/** A node takes no transaction that the account could not pay for; once signed, the operation would have to wait for it. */
function requireFunds(account: string, balance: bigint, cost: bigint): void {
  if (balance >= cost) return;
  throw new KoboldError(
    "CHAIN_REFUSED",
    phrase`account ${account} holds ${formatEther(balance)} ether, but the transaction may cost ${formatEther(cost)}`,
    phrase`send ether to ${account}`,
  );
}
