/** A file is not what it should be: `place` says where, as a path such as `subject.siblings.3`. */
export class Unreadable extends Error {
  readonly place: string;

  constructor(place: string) {
    super(`${place} can't be read`);
    this.place = place;
  }
}

/**
 * An object of a file that somebody else has made, read member by member: strictly, since what is not understood can't be
 * checked, and within bounds. Every method throws Unreadable.
 */
export class Fields {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #place: string;

  /** @param names all members that it must have; it may have no other */
  constructor(value: unknown, place: string, names: readonly string[]) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable(place);
    this.#place = place;
    this.#members = new Map<string, unknown>(Object.entries(value));
    const missing = names.find((name) => !this.#members.has(name));
    const other = [...this.#members.keys()].find((name) => !names.includes(name));
    if (missing !== undefined) throw new Unreadable(this.#at(missing));
    // another party's word stays out of the message
    if (other !== undefined) throw new Unreadable(this.#at("*"));
  }

  value(name: string): unknown {
    return this.#members.get(name);
  }

  /** Bytes as `0x…`, given back in lower case. */
  hex(name: string, bytes: number): string {
    return hexIn(this.value(name), bytes, this.#at(name));
  }

  /** A number in a word. */
  word(name: string): bigint {
    return BigInt(this.hex(name, 32));
  }

  count(name: string, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.value(name);
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= most) return value;
    throw new Unreadable(this.#at(name));
  }

  /** A number as decimal text. */
  decimal(name: string): bigint {
    const value = this.value(name);
    if (typeof value === "string" && /^(0|[1-9]\d{0,76})$/.test(value)) return BigInt(value);
    throw new Unreadable(this.#at(name));
  }

  text(name: string, most: number): string {
    const value = this.value(name);
    if (typeof value === "string" && value.length <= most) return value;
    throw new Unreadable(this.#at(name));
  }

  oneOf<const T extends string | number>(name: string, ...allowed: readonly T[]): T {
    const found = allowed.find((each) => each === this.value(name));
    if (found === undefined) throw new Unreadable(this.#at(name));
    return found;
  }

  list<T>(name: string, most: number, each: (value: unknown, place: string) => T): T[] {
    const value = this.value(name);
    if (!Array.isArray(value) || value.length > most) throw new Unreadable(this.#at(name));
    return value.map((item, i) => each(item, `${this.#at(name)}.${i}`));
  }

  inner(name: string, names: readonly string[]): Fields {
    return new Fields(this.value(name), this.#at(name), names);
  }

  #at(name: string): string {
    return this.#place === "" ? name : `${this.#place}.${name}`;
  }
}

/** @throws Unreadable */
export function hexIn(value: unknown, bytes: number, place: string): string {
  if (typeof value === "string" && value.length === 2 + 2 * bytes && /^0x[0-9a-fA-F]*$/.test(value))
    return value.toLowerCase();
  throw new Unreadable(place);
}

/** @throws Unreadable also for text of more than `most` characters */
export function jsonIn(text: string, most: number): unknown {
  if (text.length > most) throw new Unreadable("");
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new Unreadable("");
  }
}
