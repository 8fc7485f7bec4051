import { type FeeData, type Provider, Transaction, type TransactionLike } from "ethers";

import { refusable } from "../chain/refusal.ts";
import { answer } from "../chain/rpc.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { OperationRecord, SignedTransaction } from "../vault/operation-record.ts";
import type { Desk } from "./desk.ts";

type Fees = Pick<TransactionLike, "type" | "gasPrice" | "maxFeePerGas" | "maxPriorityFeePerGas">;

/** What to offer for gas now, no more than the desk's limit. @throws RPC_FAILED */
export async function presentFees({ provider, settings }: Desk): Promise<Fees> {
  return limited(await feesAt(provider), settings.maxFeePerGas);
}

async function feesAt(provider: Provider): Promise<Fees> {
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas }: FeeData = await answer(
    phrase`fees`,
    provider.getFeeData(),
  );
  return maxFeePerGas === null ? { type: 0, gasPrice } : { type: 2, maxFeePerGas, maxPriorityFeePerGas };
}

function limited(fees: Fees, limit: bigint | undefined): Fees {
  const least = (fee: Fees["gasPrice"]) =>
    fee == null || limit === undefined || BigInt(fee) < limit ? fee : limit;
  return {
    type: fees.type ?? null,
    ...(fees.type === 0
      ? { gasPrice: least(fees.gasPrice) ?? null }
      : {
          maxFeePerGas: least(fees.maxFeePerGas) ?? null,
          maxPriorityFeePerGas: least(fees.maxPriorityFeePerGas) ?? null,
        }),
  };
}

/** Nodes take a transaction in place of another only if both of its fees are so much higher, in per mille. */
const RAISE = 1_125n;

/**
 * Fees at which a transaction takes the place of those that were signed before: an eighth more than the highest of them,
 * and what is usual now if that is more.
 * @returns undefined where that would be over the desk's limit
 * @throws RPC_FAILED
 */
async function replacingFees(desk: Desk, { transactions, cancellations }: OperationRecord) {
  const signed = [...transactions, ...cancellations].flatMap(({ raw }) =>
    raw === null ? [] : [Transaction.from(raw)],
  );
  const now = await feesAt(desk.provider);
  const over = (name: "gasPrice" | "maxFeePerGas" | "maxPriorityFeePerGas") =>
    [BigInt(now[name] ?? 0), ...signed.map((each) => ((each[name] ?? 0n) * RAISE + 999n) / 1_000n)].reduce(
      (a, b) => (a > b ? a : b),
    );
  const fees: Fees =
    signed.at(-1)?.type === 2
      ? {
          type: 2,
          maxFeePerGas: over("maxFeePerGas"),
          maxPriorityFeePerGas: over("maxPriorityFeePerGas"),
        }
      : { type: 0, gasPrice: over("gasPrice") };
  const limit = desk.settings.maxFeePerGas;
  const highest = BigInt(fees.maxFeePerGas ?? fees.gasPrice ?? 0);
  return limit !== undefined && highest > limit ? undefined : fees;
}

type Raw = SignedTransaction & { readonly raw: string };

/** Signs an operation's transaction: its first, or one in place of those before. */
export async function sign(
  { port, wallet }: Desk,
  transaction: TransactionLike & { nonce: number },
): Promise<Raw> {
  const raw = await wallet.signTransaction({ ...transaction, chainId: port.deployment.chainId });
  const { hash } = Transaction.from(raw);
  if (hash === null) throw new TypeError("a signed transaction has a hash");
  return { from: wallet.address, nonce: transaction.nonce, hash, raw };
}

/**
 * The operation's call at a higher fee.
 * @returns undefined where the fee would be over the limit, and where another program holds the transaction
 * @throws ChainRefusal where the chain would no longer carry the call out, as after its proof's day; RPC_FAILED
 */
export async function raised(desk: Desk, operation: OperationRecord): Promise<Raw | undefined> {
  const last = operation.transactions.at(-1);
  if (last?.raw == null) return undefined;
  const fees = await replacingFees(desk, operation);
  if (fees === undefined) return undefined;
  const { to, data, gasLimit } = Transaction.from(last.raw);
  // as the chain is, without what waits: there the operation itself may be
  const request = { from: last.from, to, data, blockTag: "latest" };
  await answer(phrase`answer`, refusable(desk.provider.call(request)));
  return sign(desk, { to, data, gasLimit, nonce: last.nonce, ...fees });
}

/** A transaction that does nothing, in place of the operation's. @throws RULE_BROKEN where its fee would be over the limit */
export async function cancelling(desk: Desk, operation: OperationRecord): Promise<Raw> {
  const [first] = operation.transactions;
  const fees = await replacingFees(desk, operation);
  if (first === undefined || fees === undefined) throw overLimit();
  const { address } = desk.wallet;
  const gas = await answer(phrase`gas estimate`, desk.provider.estimateGas({ from: address, to: address }));
  return sign(desk, { to: address, data: "0x", gasLimit: gas, nonce: first.nonce, ...fees });
}

/** Why a transaction can't take another's place. */
export function overLimit(): KoboldError {
  return new KoboldError(
    "RULE_BROKEN",
    phrase`nodes take this transaction in place of the one before only at a fee that is higher by an eighth, and that is over the limit`,
    phrase`give a higher --max-fee, or wait`,
  );
}
