import { isFinished } from "../../scripts/vault/operation-record.ts";
import type { Vault } from "../../scripts/vault/vault.ts";
import { LOT_STATE_WORDS, OPERATION_STATE_WORDS, OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import type { Done } from "../../scripts/desk/lots.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import type { LotRecord } from "../../scripts/vault/lot-record.ts";
import type { Answer } from "./print.ts";

/** A lot as the vault keeps it, in short. */
export function recordJson({ journal }: Vault, record: LotRecord) {
  const { id, label, lot, state } = record;
  return { lot: idText(id), state, isFinal: isFinal(journal, record), massGrams: lot.massGrams, label };
}

/** A lot's state; one that a reorganisation could still change says so, as its former owner's book may still have it. */
export function stateOf({ journal }: Vault, record: LotRecord): Text {
  const word = LOT_STATE_WORDS[record.state];
  return isFinal(journal, record) ? word : phrase`${word}, not final`;
}

function isFinal(journal: Vault["journal"], { operations }: LotRecord): boolean {
  return operations.every((id) => isFinished(journal.require(id)));
}

/** What an operation made: each lot with the digits by which it can be meant, mass and label. */
export function madeAnswer({ port, vault }: Desk, { operation, lots }: Done): Answer {
  const made = lots.map((lot) => {
    const id = lotId(lot);
    return {
      lot: idText(id),
      massGrams: lot.massGrams,
      label: vault.lots.get(port.deployment, id)?.label ?? "",
    };
  });
  const { kind, state, transactions } = operation;
  return {
    json: { operation: kind, state, transaction: transactions.at(-1)?.hash ?? null, lots: made },
    lines: [
      phrase`${OPERATION_WORDS[kind]}: ${OPERATION_STATE_WORDS[state]}`,
      ...made.map(({ lot, massGrams, label }): Text =>
        `  ${shortId(lot)}  ${formatMass(massGrams)}  ${label}`.trimEnd(),
      ),
    ],
  };
}
