import { BASE_ORDER, FIELD_ORDER } from "../../core/field.ts";
import { FIELD, G1, G2, openSection, WORD } from "../sections.ts";
import { TWO_ADICITY } from "./modular.ts";

const GROTH16 = 1;
/** Of an entry of section 4: matrix, row, wire and factor. */
export const COEFFICIENT_BYTES = 3 * WORD + FIELD;

/** A proving key as snarkjs writes it, in parts. Points are affine, in Montgomery form for 2^256. */
export interface Zkey {
  readonly wires: number;
  readonly publicSignals: number;
  /** The domain has 2^bits elements. */
  readonly domainBits: number;
  readonly alpha1: Uint8Array;
  readonly beta1: Uint8Array;
  readonly beta2: Uint8Array;
  readonly delta1: Uint8Array;
  readonly delta2: Uint8Array;
  /**
   * Entries of `COEFFICIENT_BYTES`: matrix (0 for a constraint's left combination, 1 for its right one), row, wire, and
   * its factor a as a·R², where R = 2^256.
   */
  readonly coefficients: DataView;
  /** One point a wire. */
  readonly a: Uint8Array;
  readonly b1: Uint8Array;
  readonly b2: Uint8Array;
  /** One point a wire that is neither the constant nor public. */
  readonly c: Uint8Array;
  /** One point an element of the domain. */
  readonly h: Uint8Array;
}

/** @throws RangeError if the file is no proving key for Groth16 over bn254, or its parts don't fit together */
export function parseZkey(file: Uint8Array): Zkey {
  requireRule(new TextDecoder().decode(file.subarray(0, 4)) === "zkey", "the file is no proving key");
  requireRule(openSection(file, 1).word() === GROTH16, "the proving key is not for Groth16");
  const header = openSection(file, 2);
  const base = [header.word(), header.field()] as const;
  const scalar = [header.word(), header.field()] as const;
  requireRule(
    base[0] === 32 && base[1] === BASE_ORDER && scalar[0] === 32 && scalar[1] === FIELD_ORDER,
    "the proving key is not over bn254",
  );
  const [wires, publicSignals, size] = [header.word(), header.word(), header.word()];
  const domainBits = Math.log2(size);
  requireRule(
    Number.isInteger(domainBits) && domainBits >= 2 && domainBits < TWO_ADICITY && publicSignals < wires,
    "the proving key has impossible sizes",
  );
  const [alpha1, beta1, beta2] = [header.bytes(G1), header.bytes(G1), header.bytes(G2)];
  header.bytes(G2); // γ, which only verifying takes
  const [delta1, delta2] = [header.bytes(G1), header.bytes(G2)];
  const points = (section: number, count: number, bytes: number): Uint8Array => {
    const all = openSection(file, section).rest();
    requireRule(all.length === count * bytes, `section ${section} of the proving key has another size`);
    return all;
  };
  return {
    ...{ wires, publicSignals, domainBits, alpha1, beta1, beta2, delta1, delta2 },
    coefficients: coefficientsOf(file, wires, size),
    a: points(5, wires, G1),
    b1: points(6, wires, G1),
    b2: points(7, wires, G2),
    c: points(8, wires - publicSignals - 1, G1),
    h: points(9, size, G1),
  };
}

/** The entries of section 4, all of which name constraints and wires that there are. */
function coefficientsOf(file: Uint8Array, wires: number, rows: number): DataView {
  const section = openSection(file, 4);
  const count = section.word();
  const bytes = section.rest();
  requireRule(bytes.length === count * COEFFICIENT_BYTES, "section 4 of the proving key has another size");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += COEFFICIENT_BYTES) {
    const [matrix, row, wire] = [
      view.getUint32(at, true),
      view.getUint32(at + WORD, true),
      view.getUint32(at + 2 * WORD, true),
    ];
    requireRule(
      matrix < 2 && row < rows && wire < wires,
      "the proving key has a coefficient where there is no constraint or wire",
    );
  }
  return view;
}

function requireRule(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new RangeError(otherwise);
}
