import { bn254 } from "@noble/curves/bn254.js";

import { FIELD_ORDER } from "../core/field.ts";
import type { ProofWords } from "./proof.ts";
import { g1, type G1Point, g2 } from "./points.ts";
import type { G2, VerifyingKey } from "./verifying-key.ts";

const { Fp12 } = bn254.fields;
type Precomputed = ReturnType<typeof bn254.utils.calcPairingPrecomputes>;

/** Checks proofs of one circuit off the chain, with a library of its own that no prover here uses. */
export class ProofVerifier {
  readonly #combination: readonly G1Point[];
  /** The pairing of α and β, but for the last step, which is taken once for all. */
  readonly #alphaBeta: ReturnType<typeof bn254.millerLoopBatch>;
  readonly #gamma: Precomputed;
  readonly #delta: Precomputed;

  constructor({ alpha, beta, gamma, delta, combination }: VerifyingKey) {
    const precomputed = (point: G2) => bn254.utils.calcPairingPrecomputes(g2(point));
    const { x, y } = g1(alpha).toAffine();
    this.#alphaBeta = bn254.millerLoopBatch([[precomputed(beta), x, y]]);
    this.#combination = combination.map(g1);
    this.#gamma = precomputed(gamma);
    this.#delta = precomputed(delta);
  }

  /** Whether e(A, B) = e(α, β)·e(Σ signal·combination, γ)·e(C, δ); not of points or signals that are none. */
  verify(proof: ProofWords, publicSignals: readonly bigint[]): boolean {
    if (publicSignals.length + 1 !== this.#combination.length) return false;
    if (publicSignals.some((signal) => signal < 0n || signal >= FIELD_ORDER)) return false;
    const [ax, ay, bxIm, bxRe, byIm, byRe, cx, cy] = proof;
    let points;
    try {
      points = { a: g1([ax, ay]), b: g2([bxIm, bxRe, byIm, byRe]), c: g1([cx, cy]) };
    } catch {
      // not on the curve, or not of the group
      return false;
    }
    const [constant, ...weighed] = this.#combination;
    const signals = weighed.reduce(
      (sum, point, i) => sum.add(point.multiplyUnsafe(publicSignals[i] ?? 0n)),
      constant ?? bn254.G1.Point.ZERO,
    );
    const pairs: [Precomputed, Affine][] = [
      [bn254.utils.calcPairingPrecomputes(points.b), points.a.negate().toAffine()],
      [this.#delta, points.c.toAffine()],
    ];
    // a pairing with infinity is 1
    if (!signals.is0()) pairs.push([this.#gamma, signals.toAffine()]);
    const others = bn254.millerLoopBatch(pairs.map(([lines, { x, y }]) => [lines, x, y]));
    return Fp12.eql(Fp12.finalExponentiate(Fp12.mul(this.#alphaBeta, others)), Fp12.ONE);
  }
}

type Affine = ReturnType<G1Point["toAffine"]>;
