import { expect } from "chai";
import { describe, it } from "mocha";

import type { OperationRecord, OperationState } from "../../scripts/vault/operation-record.ts";
import { afterEvent, type OperationEvent } from "../../scripts/vault/operation-state.ts";
import { codeOf, FIRM, DEPLOYMENT } from "../fixtures/vault.ts";

const transaction = { from: FIRM, nonce: 4, hash: "0xaa", raw: "0x01" };
const inclusion = { hash: "0xaa", blockNumber: 7, blockHash: "0xb7", succeeded: true };
const prepared: OperationRecord = {
  id: "op",
  sequence: 1,
  kind: "split",
  deployment: DEPLOYMENT,
  account: FIRM,
  parents: [1n],
  children: [2n, 3n],
  permits: [],
  context: null,
  intent: null,
  state: "prepared",
  transactions: [],
  cancellations: [],
  inclusion: null,
  failure: null,
  createdAt: 0,
  updatedAt: 0,
};
const sent: OperationRecord = { ...prepared, state: "sent", transactions: [transaction] };
const mined: OperationRecord = { ...sent, state: "mined", inclusion };
const final: OperationRecord = { ...mined, state: "final" };
const failed: OperationRecord = { ...sent, state: "failed", failure: "some reason" };

const signed: OperationEvent = { type: "signed", transaction };
const handedOver: OperationEvent = { type: "handedOver" };
const abandoned: OperationEvent = { type: "abandoned", reason: "no proof" };
const shallow: OperationEvent = { type: "included", inclusion, isFinal: false };
const deep: OperationEvent = { type: "included", inclusion, isFinal: true };
const reverted: OperationEvent = {
  type: "included",
  inclusion: { ...inclusion, succeeded: false },
  isFinal: false,
};
const revertedDeep: OperationEvent = { ...reverted, isFinal: true };
const absent: OperationEvent = { type: "absent" };
const replaced: OperationEvent = { type: "replaced" };

/** The state that follows; undefined if the event is refused. */
function next(operation: OperationRecord, event: OperationEvent): OperationState | undefined {
  let state: OperationState | undefined;
  const code = codeOf(() => {
    ({ state } = afterEvent(operation, event));
  });
  expect(code).to.equal(state === undefined ? "OPERATION_STATE" : undefined);
  return state;
}

describe("an operation", () => {
  const events = { signed, handedOver, abandoned, shallow, deep, reverted, revertedDeep, absent, replaced };
  const table: [OperationRecord, Partial<Record<keyof typeof events, OperationState>>][] = [
    [prepared, { signed: "sent", handedOver: "sent", abandoned: "failed" }],
    [
      sent,
      {
        signed: "sent",
        shallow: "mined",
        deep: "final",
        reverted: "mined",
        revertedDeep: "failed",
        absent: "sent",
        replaced: "failed",
      },
    ],
    [
      mined,
      {
        shallow: "mined",
        deep: "final",
        reverted: "mined",
        revertedDeep: "failed",
        absent: "sent",
        replaced: "failed",
      },
    ],
    [final, {}],
    [failed, {}],
  ];
  for (const [operation, expected] of table) {
    it(`that is ${operation.state} follows the table of states, and nothing else`, () => {
      const seen = Object.entries(events)
        .map(([name, event]) => [name, next(operation, event)] as const)
        .filter(([, state]) => state !== undefined);
      expect(Object.fromEntries(seen)).to.deep.equal(expected);
    });
  }

  it("forgets the block that a reorganisation dropped", () => {
    expect(afterEvent(mined, absent)).to.deep.equal(sent);
  });

  it("is not written anew when nothing has changed", () => {
    expect(afterEvent(mined, shallow)).to.equal(mined);
    expect(afterEvent(sent, absent)).to.equal(sent);
    expect(afterEvent(sent, signed)).to.equal(sent);
    const elsewhere = { ...shallow, inclusion: { ...inclusion, blockHash: "0xb8" } };
    expect(afterEvent(mined, elsewhere).inclusion?.blockHash).to.equal("0xb8");
  });

  it("takes a replacing transaction of the same account and nonce only", () => {
    const dearer = { ...transaction, hash: "0xbb" };
    expect(afterEvent(sent, { type: "signed", transaction: dearer }).transactions).to.deep.equal([
      transaction,
      dearer,
    ]);
    expect(next(sent, { type: "signed", transaction: { ...dearer, nonce: 5 } })).to.equal(undefined);
    expect(next(sent, { type: "signed", transaction: { ...dearer, from: DEPLOYMENT.cobaltLot } })).to.equal(
      undefined,
    );
  });

  it("may be given up once handed over, but never once signed", () => {
    expect(next(afterEvent(prepared, handedOver), abandoned)).to.equal("failed");
    expect(next(sent, abandoned)).to.equal(undefined);
  });

  it("says why it failed", () => {
    expect(afterEvent(prepared, abandoned).failure).to.equal("no proof");
    expect(afterEvent(sent, revertedDeep).failure).to.contain("refused");
    expect(afterEvent(sent, replaced).failure).to.contain("nonce").and.contain("not tell which");
    const told = afterEvent(sent, { type: "replaced", by: "0xcc" });
    expect(told).to.include({ failure: "another transaction took its nonce", replacedBy: "0xcc" });
  });
});
