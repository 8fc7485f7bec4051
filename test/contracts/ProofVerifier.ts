import { expect } from "chai";
import { network } from "hardhat";
import { before, describe, it } from "mocha";

import { BASE_ORDER, FIELD_ORDER } from "../../scripts/core/field.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";
import { batchOf, type ProvenStatement } from "../../scripts/bench/batch.ts";
import { withChanged } from "../fixtures/with-changed.ts";
import { allRealProofs, makeRealProofs, realProofsOf } from "../fixtures/real-proofs.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const fixture = async () => ({
  verifier: await ethers.deployContract("ProofVerifier", [developmentKeyWords()]),
});

const [A, B, C] = [0, 2, 6];

/** The statement with words of its proof, from `at` on, replaced. */
function withWords(statement: ProvenStatement, at: number, ...words: bigint[]): ProvenStatement {
  return { ...statement, proof: statement.proof.map((word, i) => words[i - at] ?? word) };
}

describe("ProofVerifier", () => {
  before(makeRealProofs);

  it("accepts a proof of each circuit alone", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    for (const statement of await allRealProofs()) await verifier.verify(...batchOf([statement]));
  });

  it("accepts proofs of all circuits in one batch, in any order and more than once", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    const all = await allRealProofs();
    await verifier.verify(...batchOf(all));
    await verifier.verify(...batchOf([...all.slice(3), ...all.slice(0, 5)].reverse()));
  });

  it("rejects a batch with one wrong proof, wherever it stands", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    const [right, other] = await realProofsOf("claim");
    const wrong = { ...right, signals: other.signals };
    await verifier.verify(...batchOf([right, right, right]));
    for (const at of [0, 1, 2]) {
      const batch = [right, right, right].map((statement, i) => (i === at ? wrong : statement));
      await expect(verifier.verify(...batchOf(batch))).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    }
  });

  describe("refuses what is malformed:", () => {
    it("an empty batch", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      await verifier.verify(...batchOf(await realProofsOf("claim")));
      await expect(verifier.verify([], [], [])).to.be.revertedWithCustomError(verifier, "VerifierEmptyBatch");
    });

    it("a circuit that does not exist", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [[, ...circuits], signals, proofs] = batchOf(await realProofsOf("claim"));
      await verifier.verify(...batchOf(await realProofsOf("claim")));
      for (const unknown of [BigInt(circuitNames.length), 2n ** 255n]) {
        await expect(verifier.verify([...circuits, unknown], signals, proofs))
          .to.be.revertedWithCustomError(verifier, "VerifierUnknownCircuit")
          .withArgs(unknown);
      }
    });

    it("a signal too few or too many", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      for (const name of circuitNames) {
        const [circuits, signals, proofs] = batchOf(await realProofsOf(name));
        await verifier.verify(circuits, signals, proofs);
        for (const altered of [signals.slice(1), [...signals, 0n], []]) {
          await expect(verifier.verify(circuits, altered, proofs))
            .to.be.revertedWithCustomError(verifier, "VerifierSignalsLength")
            .withArgs(signals.length, altered.length);
        }
      }
    });

    it("a word of a proof too few or too many", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [circuits, signals, proofs] = batchOf(await realProofsOf("split"));
      await verifier.verify(circuits, signals, proofs);
      for (const altered of [proofs.slice(1), proofs.slice(0, 8), [...proofs, 0n], []]) {
        await expect(verifier.verify(circuits, signals, altered))
          .to.be.revertedWithCustomError(verifier, "VerifierProofsLength")
          .withArgs(16, altered.length);
      }
    });

    it("a batch cut short in all three arrays' places, or with a proof appended that no circuit is named for", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [circuits, signals, proofs] = batchOf(await realProofsOf("claim"));
      await verifier.verify(circuits, signals, proofs);
      await expect(verifier.verify(circuits.slice(1), signals, proofs)).to.be.revertedWithCustomError(
        verifier,
        "VerifierSignalsLength",
      );
      await expect(verifier.verify(circuits.slice(1), signals.slice(3), proofs))
        .to.be.revertedWithCustomError(verifier, "VerifierProofsLength")
        .withArgs(8, 16);
    });

    it("a signal that the field's order was added to, in each place", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [circuits, signals, proofs] = batchOf(await allRealProofs());
      await verifier.verify(circuits, signals, proofs);
      for (const [at, signal] of signals.entries()) {
        const altered = withChanged(signals, at, (value) => value + FIELD_ORDER);
        await expect(verifier.verify(circuits, altered, proofs))
          .to.be.revertedWithCustomError(verifier, "VerifierSignalNotInField")
          .withArgs(at, signal + FIELD_ORDER);
      }
    });

    it("A and C off the curve or with a coordinate that the base field's order was added to", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [first, second] = await realProofsOf("merge");
      await verifier.verify(...batchOf([first, second]));
      await verifier.verify(...batchOf([second]));
      for (const at of [A, A + 1, C, C + 1]) {
        for (const change of [(x: bigint) => x ^ 1n, (x: bigint) => x + BASE_ORDER]) {
          const altered = { ...second, proof: withChanged(second.proof, at, change) };
          const [x, y] = altered.proof.slice(at - (at % 2));
          await expect(verifier.verify(...batchOf([first, altered])))
            .to.be.revertedWithCustomError(verifier, "VerifierPointRejected")
            .withArgs(x, y);
          // The first weight is one, so A of the first proof meets the pairing precompile only.
          await expect(verifier.verify(...batchOf([altered]))).to.be.revertedWithCustomError(
            verifier,
            at < B ? "VerifierPairingRejected" : "VerifierPointRejected",
          );
        }
      }
    });

    it("B off the curve or with a coordinate that the base field's order was added to", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [first, second] = await realProofsOf("merge");
      await verifier.verify(...batchOf([first, second]));
      await verifier.verify(...batchOf([second]));
      for (const at of [B, B + 1, B + 2, B + 3]) {
        for (const change of [(x: bigint) => x ^ 1n, (x: bigint) => x + BASE_ORDER]) {
          const altered = { ...second, proof: withChanged(second.proof, at, change) };
          await expect(verifier.verify(...batchOf([first, altered]))).to.be.revertedWithCustomError(
            verifier,
            "VerifierPairingRejected",
          );
        }
      }
    });

    it("B on the curve but outside the subgroup of its order", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [statement] = await realProofsOf("claim");
      await verifier.verify(...batchOf([statement]));
      const [xIm, xRe, yIm, yRe] = [
        0n,
        1n,
        5912654199736721486680175016176231956195085055698687135131307249486702594212n,
        18278151005453108793778860132295291098363647455926340152056652516292830556603n,
      ];
      // On the twist y² = x³ + 3/(9 + i), times (9 + i): with x = 1 that is y²·(9 + i) = 12 + i.
      const [squareRe, squareIm] = [yRe * yRe - yIm * yIm, 2n * yRe * yIm];
      expect((9n * squareRe - squareIm - 12n) % BASE_ORDER).to.equal(0n);
      expect((squareRe + 9n * squareIm - 1n) % BASE_ORDER).to.equal(0n);
      await expect(
        verifier.verify(...batchOf([withWords(statement, B, xIm, xRe, yIm, yRe)])),
      ).to.be.revertedWithCustomError(verifier, "VerifierPairingRejected");
    });
  });

  describe("rejects what is well formed but proves nothing:", () => {
    it("points at infinity", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [first, second] = await realProofsOf("refine");
      await verifier.verify(...batchOf([second, first]));
      const infinity = [0n, 0n, 0n, 0n];
      for (const altered of [
        withWords(first, A, 0n, 0n),
        withWords(first, B, ...infinity),
        withWords(first, C, 0n, 0n),
        withWords(first, A, ...infinity, ...infinity),
      ]) {
        for (const batch of [[altered], [second, altered]]) {
          await expect(verifier.verify(...batchOf(batch))).to.be.revertedWithCustomError(
            verifier,
            "VerifierProofRejected",
          );
        }
      }
    });

    it("a proof of another statement of the circuit", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      for (const name of circuitNames) {
        const [first, second] = await realProofsOf(name);
        await verifier.verify(...batchOf([first, second]));
        const exchanged = [
          { ...first, proof: second.proof },
          { ...second, proof: first.proof },
        ];
        await expect(verifier.verify(...batchOf(exchanged))).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      }
    });

    it("a proof of another circuit, with its signals cut or filled up with zeros", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      for (const proven of circuitNames) {
        const [{ signals, proof }] = await realProofsOf(proven);
        await verifier.verify(...batchOf([{ circuit: proven, signals, proof }]));
        for (const circuit of circuitNames.filter((name) => name !== proven)) {
          const [{ signals: place }] = await realProofsOf(circuit);
          const fitted = { circuit, proof, signals: place.map((_, i) => signals[i] ?? 0n) };
          await expect(verifier.verify(...batchOf([fitted]))).to.be.revertedWithCustomError(
            verifier,
            "VerifierProofRejected",
          );
        }
      }
    });

    it("signals in another order, within a proof and between proofs", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [circuits, signals, proofs] = batchOf(await allRealProofs());
      await verifier.verify(circuits, signals, proofs);
      for (let at = 0; at + 1 < signals.length; at += 1) {
        const [left = 0n, right = 0n] = signals.slice(at, at + 2);
        if (left === right) continue;
        const altered = signals.map((signal, i) => (i === at ? right : i === at + 1 ? left : signal));
        await expect(verifier.verify(circuits, altered, proofs)).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      }
    });

    it("a proof with the sign of a point changed", async () => {
      const { verifier } = await networkHelpers.loadFixture(fixture);
      const [statement] = await realProofsOf("split");
      await verifier.verify(...batchOf([statement]));
      for (const at of [A + 1, C + 1]) {
        const altered = { ...statement, proof: withChanged(statement.proof, at, (y) => BASE_ORDER - y) };
        await expect(verifier.verify(...batchOf([altered]))).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      }
    });
  });
});
