import { bytesOfNumber, concatBytes } from "../core/bytes.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, type Phrase } from "../core/phrase.ts";
import { bytes, lots } from "../core/counts.ts";
import { requireRange } from "../core/field.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { decodeOpenings, encodeOpenings, openingBytes } from "../core/opening-codec.ts";
import { MAX_CHILDREN } from "../core/split.ts";
import { type Deployment, deploymentBytes, describeDeployment } from "../core/deployment.ts";
import { seal, SEAL_BYTES, type SealContext, unseal } from "./hpke.ts";
import { HINT_BYTES, keyHint, keyOfHint, type NoteKey } from "./keys.ts";

/** 1 held lots of fourteen attributes. */
const VERSION = 2;
const HEADER_BYTES = 2 + HINT_BYTES;

/**
 * Bytes of the note for `count` lots. A note is the version, the count, the hint of the key that it is sealed to, and
 * one HPKE message (encapsulated key, ciphertext) that holds all openings. Only a split makes several lots, and they
 * share the parent's owner and provenance, so that eight take 424 bytes instead of eight times 172.
 */
export function noteBytes(count: number): number {
  return HEADER_BYTES + SEAL_BYTES + openingBytes(count);
}

/**
 * Seals the openings of an operation's lots, in its order, to their owner: only it can read them, and only in this
 * place. Says nothing of masses by its length.
 * @throws RULE_BROKEN unless the 1 … 8 lots share one provenance; MALFORMED for a bad key
 */
export async function sealNote(
  lots: readonly Lot[],
  publicKey: Uint8Array,
  deployment: Deployment,
): Promise<Uint8Array<ArrayBuffer>> {
  const head = concatBytes(header(lots.length), keyHint(publicKey));
  const context = noteContext(deployment, lots.map(lotId));
  return concatBytes(head, await seal(publicKey, context, encodeOpenings(lots)));
}

/**
 * Opens the note of some lots, in the order of the operation, and checks that it opens these very lots.
 * @param keys the keys of the wallet, current and earlier
 * @throws MALFORMED, UNKNOWN_VERSION, WRONG_RECIPIENT; NOT_OPENABLE if it was altered or made for another place;
 * WRONG_OPENING if what it holds is not the opening of the lot
 */
export async function openNote(
  note: Uint8Array,
  lotIds: readonly bigint[],
  keys: readonly NoteKey[],
  deployment: Deployment,
): Promise<Lot[]> {
  requireShape(note, lotIds.length);
  const key = keyOfHint(phrase`the note of ${describeLots(lotIds)}`, note.subarray(2, HEADER_BYTES), keys);
  const plaintext = await unseal(key, noteContext(deployment, lotIds), note.subarray(HEADER_BYTES));
  if (plaintext === undefined) {
    throw new KoboldError(
      "NOT_OPENABLE",
      phrase`the note does not open for ${describeLots(lotIds)} of ${describeDeployment(deployment)}: it was altered, or sealed for another lot, contract or chain`,
      phrase`do not accept the lot; ask its sender for the opening`,
    );
  }
  const lots = readOpenings(plaintext, lotIds);
  lots.forEach((lot, i) => {
    requireOpens(lot, lotIds[i] ?? 0n);
  });
  return lots;
}

/** @throws WRONG_OPENING unless the lot is what the id commits to */
export function requireOpens(lot: Lot, expectedId: bigint): void {
  const id = lotId(lot);
  if (id === expectedId) return;
  throw new KoboldError(
    "WRONG_OPENING",
    phrase`the opening does not belong to lot ${expectedId.toString()}: its figures give lot ${id.toString()}`,
    phrase`do not accept the lot: whoever sent this opening hides what the lot is`,
  );
}

/** A sender can seal anything: what is no opening at all is as wrong as another lot's. */
function readOpenings(plaintext: Uint8Array, lotIds: readonly bigint[]): Lot[] {
  try {
    return decodeOpenings(plaintext);
  } catch (cause) {
    const why = cause instanceof KoboldError ? cause.said.message : phrase`it cannot be read`;
    throw new KoboldError(
      "WRONG_OPENING",
      phrase`the note holds no opening of ${describeLots(lotIds)}: ${why}`,
      phrase`do not accept the lot: whoever sent this opening hides what the lot is`,
      { cause },
    );
  }
}

function requireShape(note: Uint8Array, count: number): void {
  const [version, stated] = note;
  if (version === undefined || stated === undefined) {
    throw new KoboldError(
      "MALFORMED",
      phrase`a note of ${bytes(note.length)} is too short`,
      phrase`ask the sender for the opening`,
    );
  }
  if (version !== VERSION) {
    throw new KoboldError(
      "UNKNOWN_VERSION",
      phrase`the note has version ${version}; this program reads version ${VERSION}`,
      phrase`use the release that wrote it, or ask the sender for a note of this version`,
    );
  }
  if (stated !== count || note.length !== noteBytes(count)) {
    throw new KoboldError(
      "MALFORMED",
      phrase`the note is for ${lots(stated)} and has ${bytes(note.length)}, but a note for ${lots(count)} has ${bytes(noteBytes(count))}`,
      phrase`it was cut off or belongs to another operation: ask the sender for the opening`,
    );
  }
}

function header(count: number): Uint8Array {
  requireRange(phrase`number of lots`, BigInt(count), 1n, BigInt(MAX_CHILDREN));
  return Uint8Array.of(VERSION, count);
}

function noteContext(deployment: Deployment, lotIds: readonly bigint[]): SealContext {
  return {
    info: `kobold/note/v${VERSION}`,
    aad: concatBytes(
      deploymentBytes(deployment),
      ...lotIds.map((id) => bytesOfNumber(phrase`lot id`, id, 32)),
    ),
  };
}

function describeLots(lotIds: readonly bigint[]): Phrase {
  return lotIds.length === 1 ? phrase`lot ${String(lotIds[0])}` : phrase`lots ${lotIds.join(", ")}`;
}
