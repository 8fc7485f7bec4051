import { expect } from "chai";
import { AbiCoder, dataSlice, toBeHex } from "ethers";
import { describe, it } from "mocha";

import { claimOf } from "../../scripts/chain/claims.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { BASE_ORDER, FIELD_ORDER } from "../../scripts/core/field.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { withCurve } from "../../scripts/prover/curve.ts";
import { artefactPaths } from "../../scripts/prover/files.ts";
import type { ProofWords } from "../../scripts/prover/proof.ts";
import { publicSignalsOf } from "../../scripts/prover/public-signals.ts";
import { type G1, parseVerifyingKey } from "../../scripts/prover/verifying-key.ts";
import { exportVerifyingKey } from "../../scripts/setup/export-verifying-key.ts";
import { claimInputsOf, mergeOf, splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import type { LotFacts } from "../fixtures/circuits/lot.ts";
import { ATTRIBUTES, TODAY } from "../fixtures/sites.ts";
import { withChanged } from "../fixtures/with-changed.ts";
import { encoded, operationOf } from "../fixtures/operations.ts";

const GENERATOR: G1 = [1n, 2n];
const CONFORMANT = parsePolicy("rmap = 100%", ATTRIBUTES);
const TEN_TONNES = parsePolicy("mass >= 10 t", ATTRIBUTES);

const precompile =
  (address: number) =>
  async ({ connection }: AttackWorld, ...words: readonly bigint[]): Promise<G1> => {
    const types = words.map(() => "uint256");
    const data = AbiCoder.defaultAbiCoder().encode(types, words);
    const result = await connection.ethers.provider.call({ to: toBeHex(address, 20), data });
    return [BigInt(dataSlice(result, 0, 32)), BigInt(dataSlice(result, 32, 64))];
  };
const add = precompile(6);
const multiply = precompile(7);

describe("attacks on the verifier", () => {
  let ore: LotFacts;
  const world = attackWorld(async (w) => {
    const mined = await w.mint("mine");
    await w.perform(w.alice, mined);
    ore = mined.lot;
    for (const policy of [CONFORMANT, TEN_TONNES]) await definePolicy(w.contracts.policies, policy);
  });

  /** Two claims of Alice's, each with its own proof or another. */
  async function twoClaims(
    w: AttackWorld,
    change: (proofs: [ProofWords, ProofWords]) => Promise<ProofWords[]>,
  ) {
    const inputs = [CONFORMANT, TEN_TONNES].map((policy) => claimInputsOf(policy, ore, TODAY));
    const [first = {}, second = {}] = inputs;
    const proofs = await change([await w.proofOf("claim", first), await w.proofOf("claim", second)]);
    const claims = inputs.map((each, i) => claimOf(each, proofs[i] ?? []));
    return w.contracts.claims.connect(w.alice).prove.staticCall(claims);
  }
  const asProven = (proofs: ProofWords[]) => Promise.resolve(proofs);

  it("(α, β, −V), which passes for any statement where δ is γ", async () => {
    const w = world();
    const honest = await w.mint("recycler");
    await w.expectTaken(w.attempt(honest));
    // anything at all: a mint of the heaviest lot, without a witness
    const wish = await w.mint("recycler", { massGrams: (1n << 32n) - 1n, permitIndex: 1n });
    const { alpha, beta, combination } = await withCurve(async () =>
      parseVerifyingKey(await exportVerifyingKey(artefactPaths("mint").zkey)),
    );
    let [x, y] = combination[0] ?? GENERATOR;
    for (const [i, signal] of publicSignalsOf("mint", wish.inputs).entries()) {
      const term = await multiply(w, ...(combination[i + 1] ?? GENERATOR), signal);
      [x, y] = await add(w, x, y, ...term);
    }
    const forged = operationOf("mint", wish.inputs, [...alpha, ...beta, x, BASE_ORDER - y], wish.context);
    await w.expectProofRefused(w.contracts.cobaltLot.execute.staticCall(encoded([forged])));
  });

  it("a permit to which the field's order was added, to be used a second time", async () => {
    const w = world();
    const crafted = await w.mint("recycler");
    const operation = await w.prove(crafted);
    await w.expectTaken(w.attempt(crafted));
    const permit = operation.permit + FIELD_ORDER;
    const again = w.contracts.cobaltLot.execute.staticCall(encoded([{ ...operation, permit }]));
    await w.expectRefused(again, "VerifierSignalNotInField", permit);
  });

  it("a proof of another circuit", async () => {
    const w = world();
    const split = splitOf(ore, [ore.massGrams]);
    const weakened = mergeOf({ parents: [ore], child: { ...ore, salt: 8n } });
    for (const crafted of [split, weakened]) await w.expectTaken(w.attempt(crafted));
    for (const [crafted, other] of [
      [split, weakened],
      [weakened, split],
    ] as const) {
      const proof = await w.proofOf(other.kind, other.inputs);
      await w.expectProofRefused(w.attempt(crafted).tryWith(proof));
    }
  });

  it("proofs swapped within a batch", async () => {
    const w = world();
    await twoClaims(w, asProven);
    await w.expectProofRefused(twoClaims(w, ([first, second]) => Promise.resolve([second, first])));
  });

  it("two wrong proofs of a batch that cancel under equal weights", async () => {
    const w = world();
    await twoClaims(w, asProven);
    const moved = async (proof: ProofWords, [dx, dy]: G1): Promise<ProofWords> => {
      const [ax, ay, b0, b1, b2, b3, cx, cy] = proof;
      return [ax, ay, b0, b1, b2, b3, ...(await add(w, cx, cy, dx, dy))];
    };
    const cancelling = twoClaims(w, async ([first, second]) => [
      await moved(first, GENERATOR),
      await moved(second, [1n, BASE_ORDER - 2n]),
    ]);
    await w.expectProofRefused(cancelling);
  });

  it("points off the curve or at infinity, and any word of a proof changed by one", async () => {
    const w = world();
    await twoClaims(w, asProven);
    const refused = async (change: (proof: ProofWords) => bigint[], error: string) => {
      const inputs = claimInputsOf(CONFORMANT, ore, TODAY);
      const proof = change(await w.proofOf("claim", inputs));
      const call = w.contracts.claims.connect(w.alice).prove.staticCall([claimOf(inputs, proof)]);
      await w.expectRefused(call, error);
    };
    for (let word = 0; word < 8; word++) {
      // A and B of a batch's first proof go to the pairing as they are, C into a sum
      await refused(
        (proof) => withChanged(proof, word, (value) => value + 1n),
        word < 6 ? "VerifierPairingRejected" : "VerifierPointRejected",
      );
    }
    const zeroAt = (from: number, to: number) => (proof: ProofWords) =>
      proof.map((value, i) => (i >= from && i < to ? 0n : value));
    for (const [from, to] of [
      [0, 2],
      [2, 6],
      [6, 8],
      [0, 8],
    ] as const) {
      await refused(zeroAt(from, to), "VerifierProofRejected");
    }
  });

  it("batches that are empty, cut short or padded", async () => {
    const w = world();
    const { proofVerifier, cobaltLot, claims } = w.contracts;
    const inputs = claimInputsOf(CONFORMANT, ore, TODAY);
    const [circuits, signals, proof] = [
      [4n],
      publicSignalsOf("claim", inputs),
      [...(await w.proofOf("claim", inputs))],
    ];
    await proofVerifier.verify(circuits, signals, proof);
    await w.expectRefused(cobaltLot.execute.staticCall([]), "CommandsMissing");
    await w.expectRefused(claims.prove.staticCall([]), "ClaimsMissing");
    await w.expectRefused(proofVerifier.verify([], [], []), "VerifierEmptyBatch");
    await w.expectRefused(proofVerifier.verify([], signals, proof), "VerifierEmptyBatch");
    await w.expectRefused(proofVerifier.verify(circuits, signals.slice(1), proof), "VerifierSignalsLength");
    await w.expectRefused(proofVerifier.verify(circuits, [...signals, 0n], proof), "VerifierSignalsLength");
    await w.expectRefused(proofVerifier.verify(circuits, signals, proof.slice(1)), "VerifierProofsLength");
    await w.expectRefused(proofVerifier.verify(circuits, signals, [...proof, 0n]), "VerifierProofsLength");
    await w.expectRefused(proofVerifier.verify([5n], signals, proof), "VerifierUnknownCircuit", 5);
  });

  it("a proof remade into another of the same statement, to be counted twice", async () => {
    const w = world();
    const crafted = await w.mint("recycler");
    const operation = await w.prove(crafted);
    const [ax, ay, b0, b1, byIm, byRe, cx, cy] = await w.proofOf("mint", crafted.inputs);
    // e(−A, −B) = e(A, B)
    const remade = [ax, BASE_ORDER - ay, b0, b1, BASE_ORDER - byIm, BASE_ORDER - byRe, cx, cy];
    await w.contracts.cobaltLot.execute.staticCall(encoded([{ ...operation, proof: remade }]));
    await w.send(w.mallory, operation);
    const again = w.contracts.cobaltLot.execute.staticCall(encoded([{ ...operation, proof: remade }]));
    await w.expectRefused(again, "PermitUsed");
    expect(await w.contracts.cobaltLot.balanceOf(w.alice.address)).to.equal(2n);
  });
});
