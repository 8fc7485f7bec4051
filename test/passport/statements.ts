import { expect } from "chai";
import { describe, it } from "mocha";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { BEGINNINGS, claimsIn, operationsIn } from "../../scripts/passport/statements.ts";
import { digitsOf } from "../../scripts/passport/words.ts";
import {
  encoded,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
} from "../fixtures/operations.ts";
import { freshTerms } from "../fixtures/lots-fixture.ts";

const OWNER = `0x${"a1".repeat(20)}`;
const operations = [
  mintOperation(1n, OWNER, freshTerms()),
  splitOperation(1n, [2n, 3n, 4n]),
  mergeOperation([2n, 3n], 5n, true),
  refineOperation(5n, 6n, freshTerms()),
];
const data = CobaltLot__factory.createInterface()
  .encodeFunctionData("execute", [encoded(operations)])
  .slice(2);

describe("statements in a transaction's data", () => {
  it("begin with the selectors of the contract's functions", () => {
    for (const kind of ["mint", "split", "merge", "refine"] as const) {
      const fragment = CobaltLot__factory.createInterface().getFunction(kind);
      expect(BEGINNINGS[kind].slice(0, 8), kind).to.equal(fragment.selector.slice(2));
    }
  });

  it("are found in a batch of commands, with the lots that they name", () => {
    const found = operationsIn(data).map(({ kind, parents, children, isSameProvenance }) => ({
      ...{ kind, parents, children, isSameProvenance },
    }));
    expect(found).to.deep.equal([
      { kind: "mint", parents: [], children: [1n], isSameProvenance: false },
      { kind: "split", parents: [1n], children: [2n, 3n, 4n], isSameProvenance: false },
      { kind: "merge", parents: [2n, 3n], children: [5n], isSameProvenance: true },
      { kind: "refine", parents: [5n], children: [6n], isSameProvenance: false },
    ]);
  });

  it("are found behind any number of bytes, and not where the data ends within", () => {
    expect(operationsIn(`12345678ab${data}`)).to.deep.equal(operationsIn(data));
    for (let end = data.length; end > 0; end -= 62)
      expect(() => operationsIn(data.slice(0, end)), `${end} digits`).not.to.throw();
    expect(operationsIn(data.slice(0, 600))).to.deep.equal([]);
    // half a byte is none
    expect(operationsIn(`1${data}`)).to.deep.equal([]);
  });

  it("are refused where a command points beyond the data or lists more lots than there can be", () => {
    const at = data.indexOf(BEGINNINGS.split) + BEGINNINGS.split.length;
    const pointing = (word: string) => `${data.slice(0, at + 64)}${word}${data.slice(at + 128)}`;
    for (const word of ["f".repeat(64), digitsOf(1n << 40n)])
      expect(operationsIn(pointing(word)).map(({ kind }) => kind)).to.deep.equal(["mint", "merge", "refine"]);
  });

  it("tell the lot of a claim by the words behind it", () => {
    const proof = Array.from({ length: 8 }, (_, i) => digitsOf(BigInt(100 + i))).join("");
    const claim = digitsOf(7n) + digitsOf(8n) + digitsOf(20_528n) + proof;
    const [found, ...others] = claimsIn(`ab${claim}`, 8n, 20_528n);
    expect([found?.lotId, found?.statement.signals, found?.statement.proof[7], others]).to.deep.equal([
      ...[7n, [7n, 8n, 20_528n], 107n, []],
    ]);
    expect(claimsIn(claim, 8n, 20_529n)).to.deep.equal([]);
    expect(claimsIn(claim.slice(0, -2), 8n, 20_528n)).to.deep.equal([]);
  });
});
