import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { ProofVerifier__factory } from "../../../types/factories/contracts/ProofVerifier__factory.ts";
import { contextOf } from "../../fixtures/operations.ts";
import { type CircuitName, type Signals, statement } from "../../fixtures/statements.ts";

const { ethers } = await network.create("simulated");
const harness = await ethers.deployContract("StatementsHarness");

const PROOF = [101n, 102n, 103n, 104n, 105n, 106n, 107n, 108n];
/** 2026-03-16, in month 674 */
const [DAY, WHEN] = [20_528n, 20_528n + 65_536n * 674n];
const EIGHT = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n];
const DOCUMENTS = { documentsHash: ethers.id("weighbridge"), note: "0x0102030405" };
const BOUND = { ...DOCUMENTS, proof: PROOF };
const [RECIPIENT, SUBMITTER] = [ethers.Wallet.createRandom().address, ethers.Wallet.createRandom().address];
const SITE = { registry: 21n, day: DAY, permit: 22n, submitter: SUBMITTER };
const siteSignals = (recipient: string) => ({
  registry: 21n,
  when: WHEN,
  permit: 22n,
  context: contextOf(recipient, DOCUMENTS.documentsHash, DOCUMENTS.note, SUBMITTER),
});

describe("Statements", () => {
  const merge = (parents: bigint[], child: bigint, sameProvenance: boolean) => ({
    ...BOUND,
    parents,
    child,
    sameProvenance,
  });
  /** What each circuit proves of a command, by the names of its public signals. */
  const cases: Record<CircuitName, [() => ReturnType<typeof harness.mint>, Signals]> = {
    mint: [
      () => harness.mint({ ...BOUND, ...SITE, lotId: 11n, recipient: RECIPIENT }),
      { lotId: 11n, ...siteSignals(RECIPIENT) },
    ],
    split: [
      () => harness.split({ ...BOUND, parent: 11n, children: EIGHT }),
      { parent: 11n, children: EIGHT },
    ],
    merge: [() => harness.merge(merge(EIGHT, 11n, true)), { parents: EIGHT, child: 11n, sameProvenance: 1n }],
    refine: [
      () => harness.refine({ ...BOUND, ...SITE, parent: 11n, child: 12n }),
      { parent: 11n, child: 12n, ...siteSignals(ethers.ZeroAddress) },
    ],
    claim: [() => harness.claim(11n, 12n, DAY, PROOF), { lotId: 11n, policyId: 12n, day: DAY }],
  };
  for (const name of ["mint", "split", "merge", "refine", "claim"] as const) {
    it(`puts the public signals of ${name} in the manifest's order, under its number`, async () => {
      const [added, said] = cases[name];
      const { circuit, signals } = statement(name, said);
      const batch = await added();
      expect(batch.circuits).to.deep.equal([BigInt(circuit)]);
      expect(batch.signals).to.deep.equal(signals);
      expect(batch.proofs).to.deep.equal(PROOF);
    });
  }

  it("fills the places of lots that are not used with zero", async () => {
    const split = await harness.split({ ...BOUND, parent: 1n, children: [2n, 3n] });
    expect(split.signals).to.deep.equal([1n, 2n, 3n, 0n, 0n, 0n, 0n, 0n, 0n]);
    const weakened = await harness.merge(merge([1n], 2n, false));
    expect(weakened.signals).to.deep.equal([1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 2n, 0n]);
  });

  it("keeps apart the statements of a batch that is full", async () => {
    const batch = await harness.fullBatch(merge(EIGHT, 11n, true));
    expect(batch.circuits).to.deep.equal([2n, 2n, 2n]);
    expect(batch.signals).to.deep.equal([...EIGHT, 11n, 1n, ...EIGHT, 11n, 1n, ...EIGHT, 11n, 1n]);
    expect(batch.proofs).to.deep.equal([...PROOF, ...PROOF, ...PROOF]);
  });

  describe("calls the verifier", () => {
    const first = merge([1n], 11n, false);
    const second = { ...merge(EIGHT, 12n, true), proof: PROOF.map((word) => word + 100n) };
    for (const room of [0, 1, 5]) {
      it(`by the call's very data, with room for ${room} more proofs in its memory`, async () => {
        const teller = await ethers.deployContract("EchoVerifier");
        const data = ProofVerifier__factory.createInterface().encodeFunctionData("verify", [
          [2n, 2n],
          [1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 11n, 0n, ...EIGHT, 12n, 1n],
          [...PROOF, ...second.proof],
        ]);
        await expect(harness.verify([first, second], room, teller))
          .to.be.revertedWithCustomError(teller, "Asked")
          .withArgs(data);
      });
    }

    it("not at all where there is no proof, however much room there is", async () => {
      const teller = await ethers.deployContract("EchoVerifier");
      await harness.verify([], 3, teller);
      await harness.verify([], 0, ethers.ZeroAddress);
    });
    it("nowhere else: an address without code would take anything", async () => {
      await expect(harness.verify([first], 0, RECIPIENT))
        .to.be.revertedWithCustomError(harness, "VerifierMissing")
        .withArgs(RECIPIENT);
    });
  });
});
