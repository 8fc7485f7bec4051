import { expect } from "chai";
import { AbiCoder, getAddress, type Result } from "ethers";
import fc from "fast-check";
import { describe, it } from "mocha";

import { bytesAt, LOT_TOPICS, numberIn, word, wordsAt } from "../../../scripts/chain/history/lot-log.ts";
import { type LotEvent, lotEventOf } from "../../../scripts/chain/lot-events.ts";
import { RETIREMENT_KINDS } from "../../../scripts/core/retirement.ts";
import { codeOf } from "../../fixtures/code-of.ts";
import { lotInterface } from "../../fixtures/event-chain.ts";

type Name = keyof typeof LOT_TOPICS;

const position = { blockNumber: 5, index: 6 };
const id = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const account = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => getAddress(`0x${Buffer.from(bytes).toString("hex")}`));
const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => `0x${Buffer.from(each).toString("hex")}`);
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((each) => `0x${Buffer.from(each).toString("hex")}`);
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uint256: id,
  uint32: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
  uint40: fc.bigInt({ min: 0n, max: 2n ** 40n - 1n }),
  uint8: fc.bigInt({ min: 0n, max: BigInt(RETIREMENT_KINDS.length) - 1n }),
  "uint256[]": fc.array(id, { maxLength: 9 }),
  address: account,
  bool: fc.boolean(),
  bytes32: hash,
  bytes,
};
/** A day is no larger than the circuits allow. */
const DAY = fc.bigInt({ min: 0n, max: 65_535n });

const logOf = (name: Name) =>
  fc
    .tuple(
      ...lotInterface
        .getEvent(name)
        .inputs.map((input) => (input.name === "day" ? DAY : (VALUES[input.type] ?? fail(input.type)))),
    )
    .map((values) => ({
      name,
      ...position,
      ...lotInterface.encodeEventLog(lotInterface.getEvent(name), values),
    }));

function fail(type: string): never {
  throw new RangeError(`no value of type ${type}`);
}

const isName = (name: string): name is Name => name in LOT_TOPICS;
const logs = fc.oneof(...Object.keys(LOT_TOPICS).filter(isName).map(logOf));

const NONE: readonly bigint[] = [];

/** The same by ethers. */
function expectedOf(name: Name, args: Result): LotEvent {
  const big = (argument: string) => BigInt(String(args.getValue(argument)));
  const text = (argument: string) => String(args.getValue(argument));
  const list = (argument: string): bigint[] =>
    String(args.getValue(argument)).split(",").filter(Boolean).map(BigInt);
  const ended = { lotId: 0n, to: "" };
  const made = () => ({
    ...position,
    type: "made" as const,
    documentsHash: text("documentsHash"),
    note: text("note"),
    permit: undefined,
    parents: NONE,
  });
  const sited = () => ({
    permit: { permit: big("permit"), day: Number(big("day")) },
    provenanceId: Number(big("provenanceId")),
  });
  const holder = (argument: string) => (BigInt(text(argument)) === 0n ? undefined : text(argument));
  switch (name) {
    case "Transfer":
      return { ...position, type: "moved", lotId: big("tokenId"), from: holder("from"), to: holder("to") };
    case "LotMinted":
      return { ...made(), madeBy: "mint", lotIds: [big("lotId")], ...sited() };
    case "LotSplit":
      return {
        ...made(),
        madeBy: "split",
        lotIds: list("children"),
        parents: [big("parent")],
        provenanceId: undefined,
      };
    case "LotsMerged": {
      const parents = list("parents");
      const isWeakened = parents.length === 1 && args.getValue("sameProvenance") === false;
      const provenanceId = Number(big("provenanceId"));
      return {
        ...made(),
        madeBy: isWeakened ? "weaken" : "merge",
        lotIds: [big("child")],
        parents,
        provenanceId,
      };
    }
    case "LotRefined":
      return { ...made(), madeBy: "refine", lotIds: [big("child")], parents: [big("parent")], ...sited() };
    case "LotOffered":
      return {
        ...{ ...position, type: "offered", lotId: big("lotId"), from: text("from"), to: text("to") },
        ...{ expiry: Number(big("expiry")), note: text("note") },
      };
    case "OfferAccepted":
      return { ...position, ...ended, type: "accepted", lotId: big("lotId"), to: text("to") };
    case "OfferRejected":
      return { ...position, ...ended, type: "rejected", lotId: big("lotId"), to: text("to") };
    case "OfferCancelled":
      return { ...position, ...ended, type: "cancelled", lotId: big("lotId"), to: text("to") };
    case "LotHeld":
      return { ...position, type: "held", lotId: big("lotId") };
    case "LotReleased":
      return { ...position, type: "released", lotId: big("lotId") };
    case "LotAdopted":
      return { ...position, type: "adopted", lotId: big("lotId"), to: text("recipient") };
    case "LotRetired": {
      const kind = RETIREMENT_KINDS[Number(big("kind"))] ?? expect.fail("no such kind");
      return { ...position, type: "retired", lotId: big("lotId"), kind, purpose: text("purpose") };
    }
  }
}

describe("a log of lots", () => {
  it("says what ethers reads in it, of every event and every value", () => {
    fc.assert(
      fc.property(logs, ({ name, ...log }) => {
        const { args } = lotInterface.parseLog(log) ?? expect.fail("ethers knows it");
        expect(lotEventOf(log)).to.deep.equal(expectedOf(name, args));
      }),
      { seed: 19, numRuns: 1000 },
    );
  });

  it("of another shape fails in words, and is never taken for one", () => {
    const spoilt = fc
      .tuple(logs, fc.nat(), fc.constantFrom("topics", "data", "length", "offset"))
      .map(([log, at, how]) => {
        const { topics, data } = log;
        const spoiltLog = (parts: Partial<typeof log>) => ({ log, how, spoilt: { ...log, ...parts } });
        if (how === "topics") return spoiltLog({ topics: topics.slice(0, at % topics.length) });
        if (how === "data")
          return spoiltLog({ data: data.slice(0, Math.max(2, data.length - 1 - (at % 64))) });
        const words = Math.floor((data.length - 2) / 64);
        const from = 2 + 64 * (at % Math.max(1, words));
        const value = how === "length" ? "f".repeat(64) : "1".padStart(64, "0");
        return spoiltLog({ data: data.slice(0, from) + value + data.slice(from + 64) });
      });
    fc.assert(
      fc.property(spoilt, ({ log, how, spoilt: other }) => {
        let told: LotEvent | undefined;
        const code = codeOf(() => (told = lotEventOf(other)));
        if (code !== undefined) expect(code).to.equal("RPC_FAILED");
        expect(code !== undefined || how !== "topics").to.equal(true);
        // what fills up the last word of bytes may be missing, and a value may be overwritten with another one
        if (code === undefined && how === "data") expect(told).to.deep.equal(lotEventOf(log));
      }),
      { seed: 20, numRuns: 2000 },
    );
  });

  it("is read within its bounds alone", () => {
    const data = AbiCoder.defaultAbiCoder().encode(["uint256[]", "bytes"], [[1n, 2n], "0xabcd"]);
    expect(wordsAt(data, 0).map(BigInt)).to.deep.equal([1n, 2n]);
    expect(bytesAt(data, 1)).to.equal("0xabcd");
    for (const wrong of [
      () => word(data, 99),
      () => numberIn(`0x${"f".repeat(64)}`, 0),
      () => wordsAt(data.slice(0, 2 + 64 * 4), 0),
      () => bytesAt(data.slice(0, 2 + 64 * 6), 1),
      () => bytesAt(`0x${"1".padStart(64, "0")}${"0".repeat(64)}`, 0),
    ])
      expect(wrong).to.throw(RangeError);
  });
});
