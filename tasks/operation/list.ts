import { formatUnits, Transaction } from "ethers";

import { phrase } from "../../scripts/core/phrase.ts";
import type { OperationRecord } from "../../scripts/vault/operation-record.ts";
import { OPERATION_STATE_WORDS, OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { lookAction } from "../ui/desk.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";

export default lookAction((_, { port, vault }) => {
  const underWay = vault.journal.unfinished(port.deployment);
  const headings = [
    phrase`operation`,
    phrase`what`,
    phrase`state`,
    phrase`since`,
    phrase`nonce`,
    phrase`gwei per gas`,
    phrase`attempts`,
  ];
  const rows = underWay.map((each) => {
    const { id, kind, transactions } = each;
    return [
      id.slice(0, 8),
      inWords(OPERATION_WORDS[kind]),
      inWords(isCancelling(each) ? phrase`being cancelled` : OPERATION_STATE_WORDS[each.state]),
      new Date(each.createdAt).toISOString().slice(0, 19).replace("T", " "),
      String(transactions[0]?.nonce ?? "–"),
      feeOf(each) ?? "–",
      String(transactions.length),
    ];
  });
  return {
    json: underWay.map((each) => ({
      id: each.id,
      kind: each.kind,
      state: each.state,
      since: new Date(each.createdAt).toISOString(),
      nonce: each.transactions[0]?.nonce ?? null,
      gweiPerGas: feeOf(each) ?? null,
      transactions: each.transactions.map(({ hash }) => hash),
      cancellations: each.cancellations.map(({ hash }) => hash),
    })),
    lines:
      underWay.length === 0
        ? [phrase`no operation is under way`]
        : table(headings, rows, { right: [4, 5, 6] }),
  };
});

function isCancelling({ cancellations }: OperationRecord): boolean {
  return cancellations.length > 0;
}

/** What the last transaction pays at most for a unit of gas, in gwei; undefined where another program holds it. */
function feeOf({ cancellations, transactions }: OperationRecord): string | undefined {
  const raw = [...transactions, ...cancellations].at(-1)?.raw;
  if (raw == null) return undefined;
  const { gasPrice, maxFeePerGas } = Transaction.from(raw);
  return formatUnits(maxFeePerGas ?? gasPrice ?? 0n, "gwei");
}
