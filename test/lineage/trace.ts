import { expect } from "chai";
import { describe, it } from "mocha";

import { policyId } from "../../scripts/core/policy.ts";
import { traceOf } from "../../scripts/lineage/trace.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { Chronicle, HEAVY, RMAP } from "../fixtures/lineage.ts";

/** 1 and 2 are merged to 3; 3 splits to 4 and 5; 4 is merged with 6 to 7, refined to 8; 9 has to do with none. */
const works = new Chronicle()
  .made("mint", [], 1n)
  .made("mint", [], 2n)
  .made("merge", [1n, 2n], 3n)
  .made("split", [3n], 4n, 5n)
  .made("mint", [], 6n)
  .made("merge", [4n, 6n], 7n)
  .made("refine", [7n], 8n)
  .made("mint", [], 9n)
  .proven(RMAP, 5n, 3)
  .proven(HEAVY, 9n, 6);

const shown = (subject: bigint) => [...traceOf(works.history, subject, 9).lots.keys()];

describe("a lineage", () => {
  it("has all that a lot came of and all that came of it, oldest first, and nothing beside", () => {
    expect(shown(4n)).to.deep.equal([1n, 2n, 3n, 4n, 7n, 8n]);
    expect(shown(5n)).to.deep.equal([1n, 2n, 3n, 5n]);
    expect(shown(1n)).to.deep.equal([1n, 3n, 4n, 5n, 7n, 8n]);
    expect(shown(8n)).to.deep.equal([1n, 2n, 3n, 4n, 6n, 7n, 8n]);
    expect(shown(9n)).to.deep.equal([9n]);
  });

  it("tells parents within it from those beside it", () => {
    const seven = traceOf(works.history, 4n, 9).lots.get(7n);
    expect(seven?.parents).to.deep.equal([4n, 6n]);
    expect(seven?.parentsShown).to.deep.equal([4n]);
    expect(traceOf(works.history, 5n, 9).lots.get(3n)?.childrenShown).to.deep.equal([5n]);
  });

  it("names the policies that are proven of its lots only", () => {
    expect([...traceOf(works.history, 8n, 9).policies.keys()]).to.deep.equal([policyId(RMAP)]);
    expect([...traceOf(works.history, 9n, 9).policies.keys()]).to.deep.equal([policyId(HEAVY)]);
  });

  it("is not shown in part where reading began too late", () => {
    const late = new Chronicle().made("split", [1n], 2n).history;
    expect(codeOf(() => traceOf(late, 2n, 9))).to.equal("BAD_INPUT");
  });
});
