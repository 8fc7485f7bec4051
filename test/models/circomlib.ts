import { buildEddsa, buildPoseidon } from "circomlibjs";

/** circomlibjs's field, whose elements are bytes in Montgomery form; the package's types leave it open. */
interface Field {
  e(value: bigint): Uint8Array;
  toObject(element: Uint8Array): bigint;
}

function isField(value: unknown): value is Field {
  return typeof value === "object" && value !== null && "e" in value && "toObject" in value;
}

/** Poseidon and EdDSA as circomlibjs computes them, on numbers: what scripts/core is compared with. */
export async function circomlib() {
  const poseidon = await buildPoseidon();
  const eddsa = await buildEddsa();
  const field: unknown = poseidon.F;
  if (!isField(field)) throw new TypeError("circomlibjs has another field than expected");
  const point = ([x, y]: [Uint8Array, Uint8Array]): [bigint, bigint] => [
    field.toObject(x),
    field.toObject(y),
  ];
  return {
    poseidon: (...inputs: bigint[]) => field.toObject(poseidon(inputs)),
    publicKeyOf: (privateKey: Uint8Array) => point(eddsa.prv2pub(privateKey)),
    sign: (privateKey: Uint8Array, message: bigint) => {
      const { R8, S } = eddsa.signPoseidon(privateKey, field.e(message));
      return { r8: point(R8), s: S };
    },
    verify: (
      [x, y]: readonly [bigint, bigint],
      message: bigint,
      { r8, s }: { readonly r8: readonly [bigint, bigint]; readonly s: bigint },
    ) =>
      eddsa.verifyPoseidon(field.e(message), { R8: [field.e(r8[0]), field.e(r8[1])], S: s }, [
        field.e(x),
        field.e(y),
      ]),
  };
}
