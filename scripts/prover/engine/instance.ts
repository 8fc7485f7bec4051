import { BASE_ORDER, FIELD_ORDER } from "../../core/field.ts";

/** Where something begins in the module's memory. */
export type Address = number;

const LIMB_BITS = 51;
const LIMBS = 5;
/** Montgomery's R of the module. */
export const RADIX = 1n << BigInt(LIMB_BITS * LIMBS);
/** Bytes of a pair of elements. */
export const PAIR_BYTES = 16 * LIMBS;
export const SCALAR_BYTES = 32;

/** The module's functions and memory. */
export class EngineInstance {
  readonly #functions: ReadonlyMap<string, (...args: number[]) => unknown>;
  readonly #memory: { readonly buffer: ArrayBuffer };

  private constructor(exports: Readonly<Record<string, unknown>>) {
    this.#functions = new Map(
      Object.entries(exports).flatMap(([name, value]) => (isFunction(value) ? [[name, value]] : [])),
    );
    const { memory } = exports;
    if (!isMemory(memory)) throw new TypeError("the proving engine has no memory");
    this.#memory = memory;
  }

  /**
   * @throws Error saying why this machine can't run the module, or runs it wrongly: it has no relaxed SIMD, or multiplies
   * and adds with two roundings
   */
  static async create(module: Uint8Array): Promise<EngineInstance> {
    const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(module), {
      env: {
        abort: () => {
          throw new Error("the proving engine stopped");
        },
      },
    });
    const instance = new EngineInstance(exports);
    if (instance.call("isFused") === 0)
      throw new Error("the processor has no fused multiply-add for relaxed SIMD");
    instance.#multiplyKnown();
    return instance;
  }

  /** @throws TypeError if the module has no such function */
  call(name: string, ...args: readonly number[]): number {
    const known = this.#functions.get(name);
    if (known === undefined) throw new TypeError(`the proving engine has no function ${name}`);
    // signed, as WebAssembly gives it
    return Number(known(...args)) >>> 0;
  }

  /** What is allocated meanwhile is given back. */
  scoped<T>(use: () => T): T {
    const before = this.call("mark");
    try {
      return use();
    } finally {
      this.call("release", before);
    }
  }

  allocate(bytes: number): Address {
    return this.call("allocate", bytes);
  }

  /** Some memory, for now: whatever allocates may move it. */
  bytes(at: Address, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, at, length);
  }

  write(at: Address, bytes: Uint8Array): void {
    this.bytes(at, bytes.length).set(bytes);
  }

  words(at: Address, length: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, at, length);
  }

  /** A whole number of 32 bytes. */
  writeScalar(at: Address, value: bigint): void {
    const words = new BigUint64Array(this.#memory.buffer, at, 4);
    for (let word = 0; word < 4; word += 1) words[word] = BigInt.asUintN(64, value >> BigInt(64 * word));
  }

  readScalar(at: Address): bigint {
    const words = new BigUint64Array(this.#memory.buffer, at, 4);
    return words.reduceRight((sum, word) => (sum << 64n) | word, 0n);
  }

  /** A pair of numbers below the order, as they are, in limbs from −2^50 to 2^50. */
  writePair(at: Address, lanes: readonly [bigint, bigint]): void {
    const limbs = new Float64Array(this.#memory.buffer, at, 2 * LIMBS);
    for (const [lane, value] of lanes.entries()) {
      let rest = value;
      for (let j = 0; j < LIMBS; j += 1) {
        const limb = j === LIMBS - 1 ? rest : BigInt.asIntN(LIMB_BITS, rest);
        limbs[2 * j + lane] = Number(limb);
        rest = (rest - limb) >> BigInt(LIMB_BITS);
      }
    }
  }

  pair(lanes: readonly [bigint, bigint]): Address {
    const at = this.allocate(PAIR_BYTES);
    this.writePair(at, lanes);
    return at;
  }

  /** The same element in both lanes, of one part or two. */
  twice(...parts: readonly bigint[]): Address {
    const at = this.allocate(parts.length * PAIR_BYTES);
    for (const [i, part] of parts.entries()) this.writePair(at + i * PAIR_BYTES, [part, part]);
    return at;
  }

  /** Multiplies in both fields what carries through all limbs, and compares. */
  #multiplyKnown(): void {
    this.scoped(() => {
      for (const [name, order] of [
        ["Fp", BASE_ORDER],
        ["Fr", FIELD_ORDER],
      ] as const) {
        const [a, b] = [order - 1n, (RADIX - 1n) % order];
        const product = this.pair([a, b]);
        const bytes = this.allocate(SCALAR_BYTES);
        this.call(`mul${name}`, product, product, this.pair([b, a]));
        // writing divides by R, as multiplying did
        for (const lane of [0, 1]) {
          this.call(`write${name}`, product, lane, bytes);
          if ((this.readScalar(bytes) * RADIX * RADIX - a * b) % order !== 0n)
            throw new Error("the processor multiplies wrongly with relaxed SIMD");
        }
      }
    });
  }
}

function isFunction(value: unknown): value is (...args: number[]) => unknown {
  return typeof value === "function";
}

function isMemory(value: unknown): value is { readonly buffer: ArrayBuffer } {
  return (
    typeof value === "object" && value !== null && "buffer" in value && value.buffer instanceof ArrayBuffer
  );
}
