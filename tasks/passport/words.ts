import { isoDateOf, isoInstantOf } from "../../scripts/core/calendar.ts";
import { lots, packs } from "../../scripts/core/counts.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { printable } from "../../scripts/core/printable.ts";
import { columnsOf, fitted } from "../../scripts/core/columns.ts";
import { formatMass } from "../../scripts/core/units.ts";
import type {
  AnchorOrigin,
  CheckId,
  CheckStatus,
  PassportCheck,
  PassportReport,
  ReasonCode,
} from "../../scripts/passport/report.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { DEVELOPMENT_KEYS_WARNING } from "../ui/development-keys.ts";
import { inWords } from "../ui/language.ts";
import type { Answer } from "../ui/print.ts";

const STATUS_WORDS: Readonly<Record<CheckStatus, Text>> = {
  true: phrase`true`,
  false: phrase`FALSE`,
  unchecked: phrase`not checked`,
};

const CHECK_WORDS: Readonly<Record<CheckId, Text>> = {
  deployment: phrase`the deployment is one that you have named`,
  page: phrase`the page in which it came is the one that the deployment has published`,
  keys: phrase`the verifying keys are those that the deployment has published`,
  chain: phrase`the node is of the passport's chain`,
  header: phrase`the block's header has the hash that is relied on`,
  anchor: phrase`the other nodes have the same block`,
  code: phrase`the contract's code is what was published`,
  order: phrase`the plant's intake took a lot for the order, and built packs of it`,
  retirement: phrase`the lot was retired for just these packs`,
  units: phrase`the packs take no more cobalt than was proven to be there`,
  serial: phrase`the serial number is one of the packs', at its place`,
  lot: phrase`the lot lives, and no authority holds it`,
  policy: phrase`the policy's words are those that its id stands for`,
  claim: phrase`the claim is on record`,
  "claim-proof": phrase`the claim's proof was found, and holds`,
  lineage: phrase`all that the lot came of is on record, back to the mints`,
  "operation-proofs": phrase`the proofs of all these operations hold`,
  recalls: phrase`no recall that is open reaches the cobalt`,
};

const REASON_WORDS: Readonly<Record<ReasonCode, Text>> = {
  "rpc-away": phrase`the node does not answer`,
  "rpc-method-missing": phrase`the node does not know the question: ask another, which gives proofs of storage`,
  "rpc-answer-malformed": phrase`the node's answer can't be read`,
  "block-unknown": phrase`the node does not know the block`,
  "state-pruned": phrase`the node no longer has the state of that block: name a later block with --block, or ask an archive`,
  "header-unknown": phrase`the block is of a fork that this edition of Kobold does not know`,
  "evidence-lacks": phrase`the evidence does not hold what it takes`,
  "proof-not-found": phrase`no transaction that was given holds it`,
  "page-unpublished": phrase`the deployment's file names no page`,
  "predecessor-missing": phrase`the file lacks a deployment that it goes back to`,
  "too-large": phrase`it is more than is looked at`,
  "rests-on-another": phrase`it rests on a check that is not true`,
  "deployment-foreign": phrase`it is another deployment`,
  "page-differs": phrase`it is another, which may show what it likes`,
  "keys-differ": phrase`they are others`,
  "chain-differs": phrase`it is of another`,
  "header-differs": phrase`it has another: the node's block is not the one that is meant`,
  "anchor-differs": phrase`another block stands there: this one was given up, or never was`,
  "state-proof-wrong": phrase`what the node answers does not lead to the block's hash`,
  "code-missing": phrase`nothing stands there`,
  "code-differs": phrase`it is other code`,
  "wiring-differs": phrase`it relies on contracts of another deployment`,
  "order-unknown": phrase`no such order was placed`,
  "order-not-delivered": phrase`nothing was delivered`,
  "order-not-backed": phrase`no packs were built of it`,
  "retirement-differs": phrase`it was not, or for others`,
  "units-exceed-mass": phrase`they take more`,
  "serial-malformed": phrase`it is no serial number`,
  "position-out-of-range": phrase`there are fewer packs`,
  "path-differs": phrase`it is not on the plant's list`,
  "lot-unknown": phrase`there is no such lot`,
  "lot-ended": phrase`it has ended`,
  "lot-held": phrase`an authority holds it`,
  "policy-missing": phrase`the file has no words for it`,
  "claim-missing": phrase`it is not`,
  "proof-wrong": phrase`the proof does not hold`,
  "lineage-contradicts": phrase`an operation can't have made the lot, by what is on record`,
  recalled: phrase`one does`,
};

const ANCHOR_WORDS: Readonly<Record<AnchorOrigin, (hash: string) => Text>> = {
  issuer: (hash) => phrase`the block ${hash}, by the word of whoever made the file`,
  node: (hash) => phrase`the block ${hash}, by the word of your node`,
  typed: (hash) => phrase`the block ${hash}, which you named`,
  agreed: (hash) => phrase`the block ${hash}, on which your nodes agree`,
};

/** What a program ends with: neither a doubt nor an untruth passes for the truth, and the two are told apart. */
const EXITS: Readonly<Record<CheckStatus, number>> = {
  true: 0,
  false: EXIT_CODES.checkFailed,
  unchecked: EXIT_CODES.unchecked,
};

/** Whom to believe first, then each check, then what was learned. */
export function reportAnswer(report: PassportReport): Answer {
  const width = Math.max(...Object.values(STATUS_WORDS).map((words) => columnsOf(inWords(words)))) + 2;
  return {
    json: report,
    lines: [
      phrase`Whom you believe:`,
      ...trustLines(report),
      phrase`What was checked:`,
      ...report.checks.map(
        (check) => `  ${fitted(inWords(STATUS_WORDS[check.status]), width)}${inWords(checkLine(check))}`,
      ),
      ...factLines(report),
      VERDICT_WORDS[report.verdict],
    ],
    ...(report.verdict === "true" ? {} : { exitCode: EXITS[report.verdict] }),
  };
}

const VERDICT_WORDS: Readonly<Record<CheckStatus, Text>> = {
  true: phrase`All of it is true, if you believe those named above.`,
  false: phrase`It is FALSE: at least one check found something else.`,
  unchecked: phrase`It could NOT be checked to the end, which says neither yes nor no.`,
};

/** Whom the reader must believe. */
export function trustLines({ trust: { anchor, deployments } }: PassportReport): Text[] {
  return [
    phrase`  ${ANCHOR_WORDS[anchor.origin](anchor.blockHash)}`,
    ...deployments.map(({ fingerprint, origin }) =>
      origin === "named"
        ? phrase`  the deployment ${fingerprint}, which you named`
        : phrase`  the deployment ${fingerprint}, by the word of whoever made the file`,
    ),
    ...(deployments.some(({ hasDevelopmentKeys }) => hasDevelopmentKeys)
      ? [phrase`  ${DEVELOPMENT_KEYS_WARNING}`]
      : []),
    phrase`  the sites that made the cobalt, and their assayers: a proof says what they signed`,
  ];
}

function checkLine({ id, subject, reason }: PassportCheck): Text {
  const what = subject === undefined ? CHECK_WORDS[id] : phrase`${CHECK_WORDS[id]} (${printable(subject)})`;
  return reason === undefined ? what : phrase`${what}: ${REASON_WORDS[reason]}`;
}

function factLines({ facts: { anchor, pack, claims, lineage, recalls } }: PassportReport): Text[] {
  return [
    ...(anchor === null
      ? []
      : [phrase`As of block ${anchor.number}, ${isoInstantOf(BigInt(anchor.timestamp))}:`]),
    ...(pack === null
      ? []
      : [
          phrase`  pack ${printable(pack.serial)} is one of ${packs(pack.units)} with ${formatMass(BigInt(pack.gramsPerUnit))} each, ${formatMass(BigInt(pack.gramsInAll))} in all, which is public`,
        ]),
    ...claims.map(({ words, day }) => phrase`  proven on ${isoDateOf(day)}: ${words}`),
    ...(lineage === null
      ? []
      : [
          phrase`  it came of ${lots(lineage.lots)}; mints: ${lineage.operations.mint}, from ${isoDateOf(lineage.mintedFrom)} to ${isoDateOf(lineage.mintedTo)}`,
        ]),
    ...recalls.map(({ recallId, isClosed }) =>
      isClosed
        ? phrase`  recall ${recallId} reached it, and is closed`
        : phrase`  recall ${recallId} reaches it`,
    ),
  ];
}
