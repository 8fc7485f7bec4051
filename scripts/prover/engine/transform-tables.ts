import { FIELD_ORDER } from "../../core/field.ts";
import { type Address, type EngineInstance, PAIR_BYTES, RADIX } from "./instance.ts";
import { inverse, power, rootOfUnity } from "./modular.ts";

const ELEMENT_BYTES = PAIR_BYTES / 2;

/** Powers of roots of unity, for transforms of all sizes up to one. */
export class TransformTables {
  readonly #engine: EngineInstance;
  #bits = 0;
  forward: Address = 0;
  backward: Address = 0;

  constructor(engine: EngineInstance) {
    this.#engine = engine;
  }

  /** Makes tables for 2^bits elements, unless they are there. */
  reach(bits: number): void {
    if (bits <= this.#bits) return;
    this.#bits = bits;
    this.forward = this.#table((order) => rootOfUnity(order));
    this.backward = this.#table((order) => inverse(rootOfUnity(order), FIELD_ORDER));
  }

  /** The powers of the odd coset's shift divided by 2^bits, in bit-reversed order. */
  coset(bits: number): Address {
    const size = 1 << bits;
    const shift = rootOfUnity(bits + 1);
    const first = (inverse(BigInt(size), FIELD_ORDER) * RADIX) % FIELD_ORDER;
    const half = (first * power(shift, BigInt(size / 2), FIELD_ORDER)) % FIELD_ORDER;
    const out = this.#engine.allocate(size * ELEMENT_BYTES);
    this.#engine.scoped(() => {
      const start = this.#engine.pair([first, half]);
      this.#engine.call("fillReversedPowers", out, start, this.#step(shift), bits - 1);
    });
    return out;
  }

  /** For each h = 2, 4, … the h powers of a root of order 2h, from element h on. */
  #table(root: (orderBits: number) => bigint): Address {
    const out = this.#engine.allocate((1 << this.#bits) * ELEMENT_BYTES);
    for (let bits = 1; bits < this.#bits; bits += 1) {
      const w = root(bits + 1);
      this.#engine.scoped(() => {
        const start = this.#engine.pair([RADIX % FIELD_ORDER, (RADIX * w) % FIELD_ORDER]);
        const at = out + (1 << bits) * ELEMENT_BYTES;
        this.#engine.call("fillPowers", at, start, this.#step(w * w), 1 << (bits - 1));
      });
    }
    return out;
  }

  #step(factor: bigint): Address {
    return this.#engine.twice((factor * RADIX) % FIELD_ORDER);
  }
}
