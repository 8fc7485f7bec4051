import { bn254 } from "@noble/curves/bn254.js";

import { FIELD_ORDER } from "../core/field.ts";
import { g1, type G1Point, g2, type G2Point } from "./points.ts";
import type { ProofWords } from "./proof.ts";
import type { G2, VerifyingKey } from "./verifying-key.ts";

const { Fp12 } = bn254.fields;

/** A proof, the key of its circuit, and what it is a proof of. */
export interface KeyedProof {
  readonly key: VerifyingKey;
  readonly signals: readonly bigint[];
  readonly proof: ProofWords;
}

/**
 * Whether all proofs hold, for little more than a pairing each. With E_i one if and only if proof i holds, it is asked
 * whether Π E_i^(w_i) is one, for weights of 128 random bits each: they are drawn when the proofs are fixed, so that wrong
 * ones make up for each other with a probability of 2^-128. What is paired with one point of G2 is summed first: β, γ and δ,
 * which circuits share or have for themselves, cost one pairing each.
 * @param random fills bytes at random
 */
export function verifyBatch(
  proofs: readonly KeyedProof[],
  random: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => void crypto.getRandomValues(bytes),
): boolean {
  const sums = new PairedSums();
  try {
    for (const { key, signals, proof } of proofs) {
      const { alpha, beta, gamma, delta, combination } = key;
      if (signals.length + 1 !== combination.length) return false;
      if (signals.some((signal) => signal < 0n || signal >= FIELD_ORDER)) return false;
      const weight = proofs.length === 1 ? 1n : drawn(random);
      const [ax, ay, bxIm, bxRe, byIm, byRe, cx, cy] = proof;
      // e(A, B) = e(α, β)·e(Σ signal·combination, γ)·e(C, δ)
      sums.pair([bxIm, bxRe, byIm, byRe], g1([ax, ay]).negate(), weight);
      sums.pair(beta, g1(alpha), weight);
      combination.forEach((point, i) => {
        sums.pair(gamma, g1(point), (weight * (i === 0 ? 1n : (signals[i - 1] ?? 0n))) % FIELD_ORDER);
      });
      sums.pair(delta, g1([cx, cy]), weight);
    }
  } catch {
    // a point that is none, or not of the group
    return false;
  }
  return sums.areOne();
}

function drawn(random: (bytes: Uint8Array<ArrayBuffer>) => void): bigint {
  const bytes = new Uint8Array(16);
  random(bytes);
  // 0 would leave its proof out
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) || 1n;
}

/** Σ weight·point of G1, for each point of G2 that it is paired with. */
class PairedSums {
  readonly #byPoint = new Map<string, { readonly g2: G2Point; readonly terms: Map<string, Term> }>();

  /** @throws Error for a point of G2 that is none */
  pair(other: G2, point: G1Point, weight: bigint): void {
    const name = other.join();
    const { terms } = this.#byPoint.get(name) ?? { terms: new Map<string, Term>() };
    if (!this.#byPoint.has(name)) this.#byPoint.set(name, { g2: g2(other), terms });
    // the points of a key come again with each proof
    const { x, y } = point.toAffine();
    const same = `${x} ${y}`;
    const term = terms.get(same);
    terms.set(same, { point, weight: ((term?.weight ?? 0n) + weight) % FIELD_ORDER });
  }

  areOne(): boolean {
    const pairs = [...this.#byPoint.values()].map(({ g2: other, terms }) => ({
      g1: [...terms.values()].reduce(
        (sum, { point, weight }) => sum.add(point.multiplyUnsafe(weight)),
        bn254.G1.Point.ZERO,
      ),
      g2: other,
    }));
    // a pairing with infinity is one
    return Fp12.eql(bn254.pairingBatch(pairs.filter(({ g1: sum }) => !sum.is0())), Fp12.ONE);
  }
}

interface Term {
  readonly point: G1Point;
  readonly weight: bigint;
}
