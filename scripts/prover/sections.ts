// Sizes of what the files hold, in bytes.
export const WORD = 4;
export const FIELD = 32;
export const G1 = 2 * FIELD;
export const G2 = 2 * G1;

/** One section of the binary files that circom and snarkjs write, read from the front, little-endian. */
export class SectionReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A 32-bit number. */
  word(): number {
    this.#at += WORD;
    return this.#view.getUint32(this.#at - WORD, true);
  }

  /** A 256-bit number. */
  field(): bigint {
    let value = 0n;
    for (let i = 3; i >= 0; i -= 1) value = (value << 64n) | this.#view.getBigUint64(this.#at + 8 * i, true);
    this.#at += FIELD;
    return value;
  }

  skip(bytes: number): this {
    this.#at += bytes;
    return this;
  }

  /** All that is left. */
  rest(): Uint8Array {
    return this.bytes(this.#view.byteLength - this.#at);
  }

  bytes(count: number): Uint8Array {
    this.#at += count;
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#at - count, count);
  }
}

/** Finds a section by its number. @throws RangeError if it is not there */
export function openSection(file: Uint8Array, number: number): SectionReader {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const count = view.getUint32(8, true);
  for (let i = 0, at = 12; i < count; i += 1) {
    const size = Number(view.getBigUint64(at + 4, true));
    if (view.getUint32(at, true) === number) return new SectionReader(file.subarray(at + 12, at + 12 + size));
    at += 12 + size;
  }
  throw new RangeError(`the file has no section ${number}`);
}
