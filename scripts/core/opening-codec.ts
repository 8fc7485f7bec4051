import { bytesOfNumber, concatBytes, numberOfBytes } from "./bytes.ts";
import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { bytes as bytesOf } from "./counts.ts";
import { checkedLot, type Lot } from "./lot.ts";
import { isSameProvenance, type Provenance, provenanceOfLanes, lanesOf } from "./provenance.ts";
import { LANE_COUNT } from "./lanes.ts";

const LANE_BYTES = 4;
const AUDIT_BYTES = 2;
const MASS_BYTES = 4;
const SALT_BYTES = 32;

/** co2eMargin, co2ePrimary and the 18 shares with four bytes each, oldestAudit with two. */
const PROVENANCE_BYTES = LANE_COUNT * LANE_BYTES + AUDIT_BYTES;
/** massGrams with four bytes, salt with 32. */
const PIECE_BYTES = MASS_BYTES + SALT_BYTES;

/** Bytes of the openings of `count` lots of one provenance: the same whatever the lots are. */
export function openingBytes(count: number): number {
  return PROVENANCE_BYTES + count * PIECE_BYTES;
}

/**
 * The openings of lots of one provenance, such as the pieces of a split: the provenance, then mass and salt of each;
 * all numbers of fixed length, highest byte first.
 * @throws RULE_BROKEN if there is no lot, or the provenances differ
 */
export function encodeOpenings(lots: readonly Lot[]): Uint8Array<ArrayBuffer> {
  const provenance = lots[0]?.provenance;
  if (provenance === undefined || !lots.every((lot) => isSameProvenance(lot.provenance, provenance))) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the openings of lots that differ in provenance can't be written together`,
      phrase`write one opening for each`,
    );
  }
  return concatBytes(encodeProvenance(provenance), ...lots.map(encodePiece));
}

/** What `encodeOpenings` wrote. @throws MALFORMED on another length, OUT_OF_RANGE naming the field */
export function decodeOpenings(bytes: Uint8Array): Lot[] {
  const count = (bytes.length - PROVENANCE_BYTES) / PIECE_BYTES;
  if (!Number.isInteger(count) || count < 1) {
    throw new KoboldError(
      "MALFORMED",
      phrase`${bytesOf(bytes.length)} can't be the openings of lots: one takes ${openingBytes(1)}, each further one ${PIECE_BYTES}`,
      phrase`ask their sender for all of it`,
    );
  }
  const provenance = decodeProvenance(bytes.subarray(0, PROVENANCE_BYTES));
  return Array.from({ length: count }, (_, i) => {
    const piece = bytes.subarray(PROVENANCE_BYTES + i * PIECE_BYTES);
    return checkedLot({
      massGrams: numberOfBytes(piece.subarray(0, MASS_BYTES)),
      provenance,
      salt: numberOfBytes(piece.subarray(MASS_BYTES, PIECE_BYTES)),
    });
  });
}

function encodeProvenance(provenance: Provenance): Uint8Array {
  return concatBytes(
    ...lanesOf(provenance).map((lane, k) => bytesOfNumber(`lane ${k}`, lane, LANE_BYTES)),
    bytesOfNumber("oldestAudit", BigInt(provenance.oldestAudit), AUDIT_BYTES),
  );
}

function decodeProvenance(bytes: Uint8Array): Provenance {
  const lanes = Array.from({ length: LANE_COUNT }, (_, k) =>
    numberOfBytes(bytes.subarray(k * LANE_BYTES, (k + 1) * LANE_BYTES)),
  );
  return provenanceOfLanes(lanes, Number(numberOfBytes(bytes.subarray(LANE_COUNT * LANE_BYTES))));
}

function encodePiece(lot: Lot): Uint8Array {
  checkedLot(lot);
  return concatBytes(
    bytesOfNumber("massGrams", lot.massGrams, MASS_BYTES),
    bytesOfNumber("salt", lot.salt, SALT_BYTES),
  );
}
