import { requireBits } from "./field.ts";

/** A lane holds 30 bits and has 63 bits of room, so that its product with a mass and a sum of eight fit. */
export const LANE_BITS = 30;
export const LANE_SPACING = 63n;
export const LANE_COUNT = 20;
const LANES_PER_WORD = 4;
export const WORD_COUNT = LANE_COUNT / LANES_PER_WORD;

/** Packs 20 values into five words of four, each value in a 63-bit place of its word, lowest first. */
export function packLanes(lanes: readonly bigint[]): bigint[] {
  if (lanes.length !== LANE_COUNT) throw new RangeError(`expected ${LANE_COUNT} lanes, got ${lanes.length}`);
  return Array.from({ length: WORD_COUNT }, (_, word) =>
    lanes
      .slice(word * LANES_PER_WORD, (word + 1) * LANES_PER_WORD)
      .reduce(
        (sum, lane, l) =>
          sum +
          (requireBits(`lane ${word * LANES_PER_WORD + l}`, lane, LANE_BITS) << (LANE_SPACING * BigInt(l))),
        0n,
      ),
  );
}
