import type { Groth16Proof } from "snarkjs";

/** A proof as contracts take it: A.x, A.y, B.x.im, B.x.re, B.y.im, B.y.re, C.x, C.y. */
export type ProofWords = readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

/** What a maker of proofs puts out; it goes nowhere before it is verified. */
export interface UnverifiedProof {
  readonly proof: ProofWords;
  readonly publicSignals: readonly bigint[];
}

/** snarkjs puts the real part of an element of F_p² first, the pairing precompile the imaginary one. */
export function toProofWords({ pi_a, pi_b, pi_c }: Groth16Proof): ProofWords {
  const at = (list: readonly string[] | undefined, index: number): bigint => BigInt(list?.[index] ?? "");
  return [
    at(pi_a, 0),
    at(pi_a, 1),
    at(pi_b[0], 1),
    at(pi_b[0], 0),
    at(pi_b[1], 1),
    at(pi_b[1], 0),
    at(pi_c, 0),
    at(pi_c, 1),
  ];
}

/** The other way round. */
export function toSnarkjsProof(words: ProofWords): Groth16Proof {
  const [ax, ay, bxIm, bxRe, byIm, byRe, cx, cy] = words.map(String);
  const text = (word: string | undefined): string => word ?? "";
  return {
    pi_a: [text(ax), text(ay), "1"],
    pi_b: [
      [text(bxRe), text(bxIm)],
      [text(byRe), text(byIm)],
      ["1", "0"],
    ],
    pi_c: [text(cx), text(cy), "1"],
    protocol: "groth16",
    curve: "bn128",
  };
}
