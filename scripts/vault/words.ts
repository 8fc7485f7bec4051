import { MADE_BY_WORDS } from "../core/made-by.ts";
import * as counts from "../core/counts.ts";
import { counted, listed, type Phrase, phrase, type Text } from "../core/phrase.ts";
import type { LotState } from "./lot-record.ts";
import type { OperationKind, OperationState } from "./operation-record.ts";
import { RECORD_KINDS, type RecordKind } from "./schema.ts";

/** How a lot stands for the firm, in a word. */
export const LOT_STATE_WORDS: Readonly<Record<LotState, Phrase>> = {
  pending: phrase`pending`,
  active: phrase`active`,
  busy: phrase`busy`,
  offered: phrase`offered`,
  held: phrase`held`,
  consumed: phrase`consumed`,
  retired: phrase`retired`,
  transferred: phrase`transferred`,
  abandoned: phrase`abandoned`,
};

/** What an operation does, in a word. */
export const OPERATION_WORDS: Readonly<Record<OperationKind, Phrase>> = {
  ...MADE_BY_WORDS,
  batch: phrase`batch`,
  retire: phrase`retire`,
  offer: phrase`offer`,
  cancel: phrase`cancel`,
  accept: phrase`accept`,
  reject: phrase`reject`,
  adopt: phrase`adopt`,
  transfer: phrase`transfer`,
  claim: phrase`claim`,
  other: phrase`other`,
};

/** How far an operation is, in a word. */
export const OPERATION_STATE_WORDS: Readonly<Record<OperationState, Phrase>> = {
  prepared: phrase`prepared`,
  sent: phrase`sent`,
  mined: phrase`mined`,
  final: phrase`final`,
  failed: phrase`failed`,
};

const RECORDS: Readonly<Record<RecordKind, (count: number) => Text>> = {
  lot: counts.lots,
  site: counts.sites,
  trace: (n) => counted(n, phrase`${n} trace secret`, phrase`${n} trace secrets`),
  permit: counts.permits,
  operation: (n) => counted(n, phrase`${n} operation`, phrase`${n} operations`),
  assay: (n) => counted(n, phrase`${n} assay`, phrase`${n} assays`),
  draft: (n) => counted(n, phrase`${n} draft for an assayer`, phrase`${n} drafts for an assayer`),
  assayer: (n) => counted(n, phrase`${n} assayer's key`, phrase`${n} assayer's keys`),
  policyName: (n) => counted(n, phrase`${n} policy's name`, phrase`${n} policies' names`),
  deployment: (n) => counted(n, phrase`${n} deployment`, phrase`${n} deployments`),
  setting: (n) => counted(n, phrase`${n} setting`, phrase`${n} settings`),
};

/** What a vault holds: each kind of record that there is with its number. */
export function recordCounts(numbers: Readonly<Partial<Record<RecordKind, number>>>): Text {
  const present = RECORD_KINDS.flatMap((kind) => {
    const number = numbers[kind] ?? 0;
    return number === 0 ? [] : [RECORDS[kind](number)];
  });
  return present.length === 0 ? phrase`nothing yet` : listed(present);
}
