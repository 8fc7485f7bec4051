import { expect } from "chai";
import { describe, it } from "mocha";

import { policyId } from "../../scripts/core/policy.ts";
import type { TraceEvent } from "../../scripts/lineage/events.ts";
import { ALICE, BOB, Chronicle, HEAVY, RMAP } from "../fixtures/lineage.ts";
import { TODAY } from "../fixtures/sites.ts";

const statusOf = (chronicle: Chronicle, lotId: bigint) => chronicle.history.lots.get(lotId)?.status;
const minted = () => new Chronicle().made("mint", [], 1n);

describe("a lot's history", () => {
  it("follows offers, holds and the end", () => {
    const offered = minted().then({ type: "offered", lotId: 1n, to: BOB });
    expect(statusOf(offered, 1n)).to.equal("offered");
    for (const type of ["accepted", "rejected", "cancelled"] as const) {
      const ended = minted().then({ type: "offered", lotId: 1n, to: BOB });
      expect(statusOf(ended.then({ type, lotId: 1n, to: BOB }), 1n)).to.equal("active");
    }
    const held = minted().then({ type: "held", lotId: 1n });
    expect(statusOf(held, 1n)).to.equal("held");
    expect(statusOf(held.then({ type: "released", lotId: 1n }), 1n)).to.equal("active");
    const retired = minted()
      .then({ type: "moved", lotId: 1n, to: undefined })
      .then({ type: "retired", kind: "export", lotId: 1n, purpose: "0x77" });
    expect(statusOf(retired, 1n)).to.equal("retired");
    expect(statusOf(minted().made("split", [1n], 2n, 3n), 1n)).to.equal("consumed");
  });

  it("keeps a lot held whose offer ends by the hold, whichever event comes first", () => {
    const ends: TraceEvent["type"][] = ["held", "cancelled"];
    for (const order of [ends, ends.toReversed()]) {
      const chronicle = minted().then({ type: "offered", lotId: 1n, to: BOB });
      for (const type of order) {
        if (type === "held") chronicle.then({ type, lotId: 1n });
        else chronicle.then({ type: "cancelled", lotId: 1n, to: BOB });
      }
      expect(statusOf(chronicle, 1n)).to.equal("held");
    }
  });

  it("knows the owner, whether the transfer is told before the making or after, and the last one of an ended lot", () => {
    const before = new Chronicle().then({ type: "moved", lotId: 1n, to: BOB });
    before.then({ type: "made", madeBy: "mint", lotIds: [1n], parents: [], provenanceId: 1 });
    expect(before.history.lots.get(1n)?.owner).to.equal(BOB);
    const sold = minted().then({ type: "moved", lotId: 1n, to: BOB });
    const ended = sold.then({ type: "moved", lotId: 1n, to: undefined }).history.lots.get(1n);
    expect(ended?.owner).to.equal(BOB);
    expect(ended?.moments.map(({ what, detail }) => [what, detail])).to.deep.equal([
      ["made", ""],
      ["transferred", BOB],
    ]);
    expect(minted().history.lots.get(1n)?.owner).to.equal(ALICE);
  });

  it("gives pieces what is proven of their provenance, and of the mass only the lot itself", () => {
    const chronicle = minted().made("split", [1n], 2n, 3n);
    chronicle.proven(RMAP, 2n, 1).proven(HEAVY, 2n, 1).made("refine", [3n], 4n);
    const { history } = chronicle;
    const proven = [1n, 2n, 3n, 4n].map((id) => {
      const lot = history.lots.get(id);
      return lot === undefined ? [] : history.claimsOn(lot).map((claim) => claim.policyId);
    });
    const both = [policyId(RMAP), policyId(HEAVY)].sort((a, b) => (a < b ? -1 : 1));
    expect(proven).to.deep.equal([[policyId(RMAP)], both, [policyId(RMAP)], []]);
  });

  it("keeps the later day of a claim", () => {
    const chronicle = minted()
      .proven(RMAP, 1n, 1, TODAY)
      .proven(RMAP, 1n, 1, TODAY - 9);
    const lot = chronicle.history.lots.get(1n);
    expect(lot === undefined ? [] : chronicle.history.claimsOn(lot)).to.deep.equal([
      { policyId: policyId(RMAP), day: TODAY },
    ]);
  });

  it("passes by events of lots that were made before the blocks that were read", () => {
    const chronicle = new Chronicle()
      .then({ type: "held", lotId: 9n })
      .then({ type: "moved", lotId: 9n, to: BOB });
    expect(chronicle.history.lots.size).to.equal(0);
  });
});
