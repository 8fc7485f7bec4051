import { FIELD_ORDER } from "../core/field.ts";
import { FIELD, G1, G2, openSection, WORD } from "../prover/sections.ts";

/** Bytes of a BLAKE2b hash. */
const HASH = 64;

/** Reads an r1cs file's header. */
export function r1csShape(r1cs: Uint8Array) {
  const header = openSection(r1cs, 1).skip(WORD + FIELD);
  const wires = header.word();
  const publicSignals = header.word() + header.word();
  // after the number of private inputs and that of labels, of 64 bits
  const constraints = header.skip(WORD + 2 * WORD).word();
  // Each public signal and the constant one take a place of their own in the domain.
  const places = constraints + publicSignals + 1;
  return { wires, publicSignals, constraints, domainSize: 2 ** Math.ceil(Math.log2(places)) };
}

/** Reads a zkey file's header. */
export function zkeyShape(zkey: Uint8Array) {
  const header = openSection(zkey, 2).skip(2 * (WORD + FIELD));
  return { wires: header.word(), publicSignals: header.word(), domainSize: header.word() };
}

/** The points in a zkey file's header, as bytes. */
export function zkeyHeaderPoints(zkey: Uint8Array) {
  // after the two fields' orders and the three numbers of `zkeyShape`
  const header = openSection(zkey, 2).skip(2 * (WORD + FIELD) + 3 * WORD);
  return {
    alpha1: header.bytes(G1),
    beta1: header.bytes(G1),
    beta2: header.bytes(G2),
    gamma2: header.bytes(G2),
    delta1: header.bytes(G1),
    delta2: header.bytes(G2),
  };
}

/** The beacons of a zkey's contributions, in hex; `null` for a contribution that is no beacon. */
export function zkeyBeacons(zkey: Uint8Array): (string | null)[] {
  const section = openSection(zkey, 10).skip(HASH);
  return Array.from({ length: section.word() }, () => {
    // after δ, the three points that prove the contribution, and the transcript
    const isBeacon = section.skip(3 * G1 + G2 + HASH).word() === 1;
    const parameters = [...section.bytes(section.word())];
    // 1 length name, 2 exponent, 3 length beacon
    if (!isBeacon) return null;
    if (parameters[0] === 1) parameters.splice(0, 2 + (parameters[1] ?? 0));
    return Buffer.from(parameters.slice(4)).toString("hex");
  });
}

/** Whether the zkey holds exactly the coefficients of the r1cs: the left and right sides of its constraints. */
export function hasCoefficientsOf(zkey: Uint8Array, r1cs: Uint8Array): boolean {
  const { constraints, publicSignals } = r1csShape(r1cs);
  const [stored, source] = [openSection(zkey, 4), openSection(r1cs, 2)];
  let left = stored.word();
  const isNext = (matrix: number, row: number, wire: number, coefficient: bigint): boolean => {
    left -= 1;
    const same = [matrix, row, wire].every((value) => left >= 0 && stored.word() === value);
    return same && stored.field() === (coefficient * MONTGOMERY_SQUARE) % FIELD_ORDER;
  };
  for (let row = 0; row < constraints; row += 1) {
    for (const matrix of [0, 1]) {
      for (let terms = source.word(); terms > 0; terms -= 1) {
        if (!isNext(matrix, row, source.word(), source.field())) return false;
      }
    }
    // products, which a key has no coefficients of
    source.skip(source.word() * (WORD + FIELD));
  }
  for (let wire = 0; wire <= publicSignals; wire += 1) {
    if (!isNext(0, constraints + wire, wire, 1n)) return false;
  }
  return left === 0;
}

/** snarkjs stores a coefficient times R² for the Montgomery factor R = 2^256. */
const MONTGOMERY_SQUARE = (1n << 512n) % FIELD_ORDER;
