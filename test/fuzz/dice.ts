const SIDES = 2 ** 31;

/** Drawn numbers, read one by one, from which a step makes its choices in whatever state it meets. */
export class Dice {
  /** In how many of a hundred cases a twist is taken. */
  lies = 50;
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** 0 … sides − 1. A number is used again, scrambled, once all are. */
  roll(sides: number): number {
    const at = this.#next++;
    const number = this.#numbers[at % this.#numbers.length] ?? 0;
    const round = Math.floor(at / this.#numbers.length);
    return ((number + round * 7_919) % SIDES) % sides;
  }

  /** True in so many of a hundred cases; never for the smallest draw, so that shrinking takes the plain way. */
  chance(percent: number): boolean {
    return this.roll(100) >= 100 - percent;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.roll(list.length)];
  }

  /** A part of the list of at most `most`, in any order. */
  some<T>(list: readonly T[], most: number): T[] {
    const left = [...list];
    const count = Math.min(1 + this.roll(most), left.length);
    return Array.from({ length: count }, () => left.splice(this.roll(left.length), 1)).flat();
  }

  /** 0 … value, mostly somewhere between. */
  part(value: bigint): bigint {
    return (value * BigInt(this.roll(1_000_001))) / 1_000_000n;
  }

  /** One of the dishonest variants, or mostly none. */
  twist<const T extends string>(variants: readonly T[]): T | "honest" {
    return this.chance(this.lies) ? (this.pick(variants) ?? "honest") : "honest";
  }
}
