/** What a fuzz has done, so that it can be seen to have done something. */
export class Tally {
  histories = 0;
  readonly calls = new Map<string, { accepted: number; refused: number }>();
  readonly variants = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  /** How often each property was looked at. */
  readonly laws = new Map<string, number>();

  count(kind: string, variant: string, refusal: string | undefined): void {
    const calls = this.calls.get(kind) ?? { accepted: 0, refused: 0 };
    if (refusal === undefined) calls.accepted += 1;
    else calls.refused += 1;
    this.calls.set(kind, calls);
    add(this.variants, `${kind}: ${variant}`);
    if (refusal !== undefined) add(this.refusals, refusal);
  }

  /** Notes that a property was looked at. @throws if it does not hold */
  law(id: string, holds: boolean, what: () => string): void {
    add(this.laws, id);
    if (!holds) throw new Error(`${id} is broken: ${what()}`);
  }

  get total(): { accepted: number; refused: number } {
    const all = [...this.calls.values()];
    return {
      accepted: all.reduce((sum, { accepted }) => sum + accepted, 0),
      refused: all.reduce((sum, { refused }) => sum + refused, 0),
    };
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
