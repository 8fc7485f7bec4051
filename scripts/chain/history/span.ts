const LARGEST = 1_000_000;
const MOST_PATIENCE = 64;
/** What an answer should hold at most, so that some of them at once fit into memory. */
const EVENTS = 2_500;

/**
 * How many blocks to ask a node for at once. A refusal halves it, unless it names the limit. Answers enlarge it up to
 * what brings some thousands of events: the more often that failed, the more answers it takes, so that a node with a
 * fixed limit refuses ever more rarely, and one that limits the number of events is asked for more again behind a
 * crowded place.
 */
export class Span {
  #blocks: number;
  #most = LARGEST;
  #answers = 0;
  #patience = 1;

  constructor(blocks: number) {
    this.#blocks = blocks;
  }

  get blocks(): number {
    return this.#blocks;
  }

  /**
   * @param asked the blocks that were too many
   * @param limit the blocks that the node says it allows in any answer
   * @param proposed those that it says it allows in this one
   */
  refused(asked: number, limit?: number, proposed?: number): void {
    const named = limit ?? proposed;
    if (named !== undefined && named >= 1 && named < asked) {
      if (limit !== undefined) this.#most = limit;
      this.#blocks = named;
      return;
    }
    this.#blocks = Math.max(1, Math.floor(asked / 2));
    this.#patience = Math.min(MOST_PATIENCE, 4 * this.#patience);
    this.#answers = 0;
  }

  /** @param events how many came of `asked` blocks */
  answered(asked: number, events: number): void {
    if (events > EVENTS) {
      this.#blocks = Math.max(1, Math.floor((asked * EVENTS) / events));
      return;
    }
    this.#answers += 1;
    if (this.#answers < this.#patience || events > EVENTS / 2) return;
    const factor = this.#patience === 1 && events <= EVENTS / 4 ? 4 : 2;
    this.#blocks = Math.min(this.#most, factor * this.#blocks);
    this.#patience = Math.max(1, Math.floor(this.#patience / 2));
    this.#answers = 0;
  }
}
