/** Above every mass, interval half, day and row, so that no tag can stand for another input of a hash. */
const TAG_BASE = 1n << 64n;

/**
 * The last input of each tagged hash. This is the one table: `circuits/lib/tags.circom` and
 * `contracts/lib/Tags.sol` are generated from it.
 */
export const TAGS = {
  SITE: TAG_BASE + 1n,
  TRACE: TAG_BASE + 2n,
  PERMIT: TAG_BASE + 3n,
  ASSAY: TAG_BASE + 4n,
  PROCESS: TAG_BASE + 5n,
  REGISTRY: TAG_BASE + 6n,
} as const;
