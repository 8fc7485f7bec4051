import type { Questions } from "./node.ts";
import type { Progress, ReasonCode } from "./report.ts";
import { claimsIn, type Operation, operationsIn, type Statement } from "./statements.ts";
import { bytesIn } from "./state.ts";
import { Unmet, unchecked } from "./unmet.ts";

/** The most digits of all transactions' data. */
const MOST_DIGITS = 256_000_000;

/** Where something was found. A node may lie about what a transaction holds, so this says where to look, and no more. */
interface Found {
  /** Hash of the transaction. */
  readonly transaction: string;
}
export type FoundOperation = Operation & Found;

interface Sent extends Found {
  readonly data: string;
}

/** The data of some transactions, searched for statements and their proofs. */
export class Transactions {
  readonly #sent: readonly Sent[];
  /** Why some transaction's data is not here. */
  readonly #lack: ReasonCode | undefined;
  #makers: ReadonlyMap<bigint, readonly FoundOperation[]> | undefined;

  private constructor(sent: readonly Sent[], lack: ReasonCode | undefined) {
    this.#sent = sent;
    this.#lack = lack;
  }

  /** Fetches them; what a node does not give is missed where it is needed. */
  static async fetch(
    questions: Questions,
    hashes: readonly string[],
    onProgress: (progress: Progress) => void,
  ): Promise<Transactions> {
    let done = 0;
    let digits = 0;
    let lack: ReasonCode | undefined;
    const sent = await Promise.all(
      hashes.map(async (hash) => {
        try {
          const found = inputIn(await questions.ask("eth_getTransactionByHash", [hash]));
          digits += found.length;
          if (digits > MOST_DIGITS) throw unchecked("too-large");
          return { transaction: hash, data: found };
        } catch (error) {
          if (!(error instanceof Unmet)) throw error;
          lack ??= error.reason;
          return { transaction: hash, data: "" };
        } finally {
          onProgress({ step: "transactions", done: ++done, of: hashes.length });
        }
      }),
    );
    return new Transactions(sent, lack);
  }

  /** The operations of which a lot is a child, by what commands say; most lots have one. */
  makersOf(lotId: bigint): readonly FoundOperation[] {
    this.#makers ??= makersIn(this.#sent);
    return this.#makers.get(lotId) ?? [];
  }

  /** The lots that a policy is proven of for a day, with the proofs. */
  claims(
    policyId: bigint,
    day: bigint,
  ): (Found & { readonly lotId: bigint; readonly statement: Statement })[] {
    return this.#sent.flatMap(({ transaction, data }) =>
      claimsIn(data, policyId, day).map((claim) => ({ ...claim, transaction })),
    );
  }

  /** That a statement is in none of them: it may be where a node does not let us look, which says nothing against it. */
  missing(inputs: Readonly<Record<string, string>>): Unmet {
    return new Unmet("unchecked", this.#lack ?? "proof-not-found", inputs);
  }
}

function makersIn(sent: readonly Sent[]): Map<bigint, FoundOperation[]> {
  const makers = new Map<bigint, FoundOperation[]>();
  for (const { transaction, data } of sent) {
    for (const operation of operationsIn(data)) {
      for (const child of new Set(operation.children))
        makers.set(child, [...(makers.get(child) ?? []), { ...operation, transaction }]);
    }
  }
  return makers;
}

/** Its digits. */
function inputIn(answer: unknown): string {
  if (answer === null) return "";
  if (typeof answer !== "object" || !("input" in answer) || typeof answer.input !== "string")
    throw unchecked("rpc-answer-malformed");
  bytesIn(answer.input);
  return answer.input.slice(2).toLowerCase();
}
