import { expect } from "chai";
import { before, describe, it } from "mocha";

import { BATCH_ALTERATIONS, MALFORMATIONS, STATEMENT_ALTERATIONS } from "../fuzz/alterations.ts";
import { fuzzVerifier } from "../fuzz/verifier.ts";
import { makeRealProofs } from "../fixtures/real-proofs.ts";

const CASES = 400;
/** What changes no statement's truth. */
const HARMLESS = [
  "valid",
  "nothing",
  "another proof of it",
  "A and B are negated",
  "A is multiplied and B divided",
  "another order",
  "a statement twice",
];
/** What can come out as it went in: an exchange of equals, and a sum of nothing. */
const MAYBE_HARMLESS = [
  "a signal is 0, or the greatest",
  "signals are reversed",
  "signals are rotated",
  "two signals are exchanged",
  "signals are another statement's",
  "the proof is another statement's",
  "a point is another statement's",
  "another circuit's statement",
  "two proofs exchanged",
];

describe("ProofVerifier beside the verifiers that snarkjs generates", () => {
  before(makeRealProofs);

  it(`gives the same answer in ${CASES} cases, valid, altered and malformed, each kind among them`, async () => {
    const { cases, accepted, rejected, byKind } = await fuzzVerifier({ cases: CASES, seed: "differential" });
    expect(accepted + rejected).to.equal(cases);
    expect(accepted).to.be.at.least(CASES / 4);
    expect(rejected).to.be.at.least(CASES / 2);
    const kinds = [STATEMENT_ALTERATIONS, BATCH_ALTERATIONS, MALFORMATIONS].flatMap((list) =>
      Object.keys(list),
    );
    expect([...byKind.keys()].sort()).to.deep.equal(["valid", ...kinds].sort());
    for (const [kind, counts] of byKind) {
      if (HARMLESS.includes(kind)) expect(counts.rejected, kind).to.equal(0);
      else if (!MAYBE_HARMLESS.includes(kind)) expect(counts.accepted, kind).to.equal(0);
    }
  });
});
