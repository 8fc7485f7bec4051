import { BASE_ORDER, FIELD_ORDER } from "../../core/field.ts";
import type { UnverifiedProof } from "../proof.ts";
import { FIELD, openSection, WORD } from "../sections.ts";
import { type Address, EngineInstance, PAIR_BYTES, RADIX, SCALAR_BYTES } from "./instance.ts";
import { inverse } from "./modular.ts";
import { type Group, loadProvingKey, type ProvingKey, type StoredPoints } from "./proving-key.ts";
import { TransformTables } from "./transform-tables.ts";

/** Makes Groth16 proofs over bn254 in WebAssembly, one after the other on one core. It knows nothing of Node. */
export class Engine {
  readonly #instance: EngineInstance;
  readonly #tables: TransformTables;
  /** Three times the constants of the curves of G1, 3, and of G2, 3/(9 + u) = 3(9 − u)/82. */
  readonly #b3: Readonly<Record<Group, Address>>;

  private constructor(instance: EngineInstance) {
    this.#instance = instance;
    this.#tables = new TransformTables(instance);
    const ninth = (9n * inverse(82n, BASE_ORDER)) % BASE_ORDER;
    const kept = (value: bigint) => (value * RADIX) % BASE_ORDER;
    this.#b3 = {
      G1: instance.twice(kept(9n)),
      G2: instance.twice(kept(9n * ninth), kept(BASE_ORDER - ninth)),
    };
  }

  /** @throws Error saying why this machine can't run the module */
  static async create(module: Uint8Array): Promise<Engine> {
    return new Engine(await EngineInstance.create(module));
  }

  /** @throws RangeError if the file is no proving key */
  load(zkey: Uint8Array): ProvingKey {
    return loadProvingKey(this.#instance, this.#tables, zkey);
  }

  /**
   * Proves what a witness, a file of circom's, is a solution of. If it is none, what comes out verifies for nobody.
   * @param random a uniformly random scalar, another one at each call: it hides the witness
   * @throws RangeError if the witness is not one of this key's circuit
   */
  prove(key: ProvingKey, witness: Uint8Array, random: () => bigint): UnverifiedProof {
    const wires = wiresOf(witness, key.wires);
    return this.#instance.scoped(() => this.#prove(key, wires, random(), random()));
  }

  #prove(key: ProvingKey, wires: Uint8Array, r: bigint, s: bigint): UnverifiedProof {
    const engine = this.#instance;
    const { scalars } = key;
    const all = engine.allocate(scalars.total * SCALAR_BYTES);
    const at = (number: number) => all + number * SCALAR_BYTES;
    engine.write(all, wires);
    const { backward, forward } = this.#tables;
    const combinations = [key.entries, key.entryCount, key.coefficients, all] as const;
    engine.call("quotient", at(scalars.quotient), key.domain, ...combinations, backward, forward, key.coset);
    engine.writeScalar(at(scalars.one), 1n);
    engine.writeScalar(at(scalars.r), r);
    engine.writeScalar(at(scalars.s), s);
    engine.writeScalar(at(scalars.minusRs), (FIELD_ORDER - ((r * s) % FIELD_ORDER)) % FIELD_ORDER);

    const [a, b1, c] = [this.#sum(key.a, all), this.#sum(key.b1, all), this.#sum(key.c, all)];
    const b2 = this.#sum(key.b2, all);
    // C = c + s·A + r·B
    const rest = engine.allocate(3 * PAIR_BYTES);
    engine.call("addMultiplesG1", rest, a, at(scalars.s), b1, at(scalars.r), this.#b3.G1);
    engine.call("addG1", c, c, rest, this.#b3.G1);
    const [ax, ay] = this.#coordinates("G1", a);
    const [bxRe, bxIm, byRe, byIm] = this.#coordinates("G2", b2);
    const [cx, cy] = this.#coordinates("G1", c);
    const publicSignals = Array.from({ length: key.publicSignals }, (_, i) => engine.readScalar(at(1 + i)));
    return { proof: [ax, ay, bxIm, bxRe, byIm, byRe, cx, cy], publicSignals };
  }

  /** The sum of scalar times point. */
  #sum({ group, points, wires, count }: StoredPoints, scalars: Address): Address {
    const out = this.#instance.allocate((group === "G1" ? 3 : 6) * PAIR_BYTES);
    this.#instance.call(`multiply${group}`, out, points, wires, count, scalars, this.#b3[group]);
    return out;
  }

  #coordinates(group: Group, point: Address): [bigint, bigint, bigint, bigint] {
    const out = this.#instance.allocate(4 * FIELD);
    // nothing of a true proof is at infinity, except by a chance of 2^-250
    if (this.#instance.call(`write${group}`, out, point) === 0)
      throw new RangeError("the witness, or the proving key, is not one of the circuit");
    const [x, y, z, w] = [0, 1, 2, 3].map((i) => this.#instance.readScalar(out + i * FIELD));
    return [x ?? 0n, y ?? 0n, z ?? 0n, w ?? 0n];
  }
}

/** The elements of a witness file. @throws RangeError */
function wiresOf(file: Uint8Array, count: number): Uint8Array {
  const header = openSection(file, 1);
  const bytes = openSection(file, 2).rest();
  if (header.word() !== FIELD || header.field() !== FIELD_ORDER)
    throw new RangeError("the witness is not over the scalar field of bn254");
  if (header.word() !== count || bytes.length !== count * FIELD)
    throw new RangeError(`the witness has not the ${count} wires of the circuit`);
  // larger numbers would have digits for which there are no buckets
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = FIELD - 2 * WORD; at < bytes.length; at += FIELD) {
    if (view.getBigUint64(at, true) > HIGHEST_WORD)
      throw new RangeError("the witness has a number that is no field element");
  }
  return bytes;
}

/** Of the elements of the field. */
const HIGHEST_WORD = FIELD_ORDER >> 192n;
