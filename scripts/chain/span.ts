const LARGEST = 1_000_000;
const MOST_PATIENCE = 64;

/**
 * How many blocks to ask a node for at once. A refusal halves it. Answers double it: the more often that failed, the
 * more answers it takes, so that a node with a fixed limit refuses ever more rarely, and one that limits the number
 * of events is asked for more again behind a crowded place.
 */
export class Span {
  #blocks: number;
  #answers = 0;
  #patience = 1;

  constructor(blocks: number) {
    this.#blocks = blocks;
  }

  get blocks(): number {
    return this.#blocks;
  }

  /** @param asked the blocks that were too many */
  refused(asked: number): void {
    this.#blocks = Math.max(1, Math.floor(asked / 2));
    this.#patience = Math.min(MOST_PATIENCE, 4 * this.#patience);
    this.#answers = 0;
  }

  answered(): void {
    this.#answers += 1;
    if (this.#answers < this.#patience) return;
    this.#blocks = Math.min(LARGEST, 2 * this.#blocks);
    this.#patience = Math.max(1, Math.floor(this.#patience / 2));
    this.#answers = 0;
  }
}
