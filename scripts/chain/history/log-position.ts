/** An event's place in the chain, as ethers gives it. */
export interface LogPosition {
  readonly blockNumber: number;
  /** Number of the event within its block. */
  readonly index: number;
}

/** The place of an event that has more fields. */
export function positionOf({ blockNumber, index }: LogPosition): LogPosition {
  return { blockNumber, index };
}

/** Sorts events into the order of the chain. */
export function byPosition(a: LogPosition, b: LogPosition): number {
  return a.blockNumber - b.blockNumber || a.index - b.index;
}

/** Blocks in a row, both ends included. */
export interface BlockRange {
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** All events of a range, in the order of the chain. Whoever has kept a page resumes at `toBlock + 1`. */
export interface LogPage<T> extends BlockRange {
  readonly events: readonly T[];
}
