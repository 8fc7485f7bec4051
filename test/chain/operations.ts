import { expect } from "chai";
import { id, keccak256, ZeroAddress } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { contextOf, documentsHashOf } from "../../scripts/chain/hashes.ts";
import { readLineage } from "../../scripts/chain/lineage.ts";
import { readPolicies } from "../../scripts/chain/policies.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { deployLots } from "../fixtures/lots-fixture.ts";
import { playJourney, POLICIES } from "../fixtures/journey.ts";

const { ethers, networkHelpers } = await network.create("simulated");

async function fixture() {
  return playJourney(await deployLots(ethers));
}

describe("operations made by core and sent through chain", () => {
  it("are accepted, every kind of them, and end in the joined lot", async () => {
    const { lots, ids, alice } = await networkHelpers.loadFixture(fixture);
    const last = await lots.lotOf(ids["KAB"] ?? 0n);
    expect([last.owner, last.status, last.kind]).to.deep.equal([alice.address, 1n, 2n]);
    // the mints 1 and 2, the blend 3, and 4 for K, which its pieces and their join keep
    expect([last.provenanceId, await lots.provenanceCount()]).to.deep.equal([4n, 4n]);
    expect(await lots.balanceOf(alice)).to.equal(1n);
  });

  it("carry their documents and note into the events", async () => {
    const { lots } = await networkHelpers.loadFixture(fixture);
    const mints = await lots.queryFilter(lots.filters.LotMinted());
    expect(mints.map(({ args }) => [args.documentsHash, args.note])).to.deep.equal([
      [id("bags 0"), "0xc0ba17"],
      [id("bags 1"), "0xc0ba17"],
    ]);
  });
});

describe("the lineage read from the chain", () => {
  it("tells of a lot and its ancestors how each came to be, in order", async () => {
    const { lots, ids } = await networkHelpers.loadFixture(fixture);
    const names = new Map(Object.entries(ids).map(([name, lotId]) => [lotId, name]));
    const nameOf = (lotId: bigint) => names.get(lotId) ?? "?";
    const lineage = await readLineage(lots, [ids["KAB"] ?? 0n, ids["KB"] ?? 0n]);
    const told = [...lineage.values()].map(({ lotId, kind, parents }) => [
      nameOf(lotId),
      kind,
      parents.map(nameOf),
    ]);
    expect(told).to.deep.equal([
      ["H1", "mint", []],
      ["H2", "mint", []],
      ["H", "merge", ["H1", "H2"]],
      ["K", "refine", ["H"]],
      ["KA", "split", ["K"]],
      ["KB", "split", ["K"]],
      ["KAB", "merge", ["KA", "KB"]],
    ]);
  });
});

describe("policies read from the chain", () => {
  it("are the policies that were defined", async () => {
    const { policies } = await networkHelpers.loadFixture(fixture);
    const expected = POLICIES.map((policy) => [policyId(policy), policy] as const);
    expect([...(await readPolicies(policies))]).to.deep.equal(expected);
  });
});

describe("a context", () => {
  const full = {
    recipient: `0x${"11".repeat(20)}`,
    documentsHash: documentsHashOf("sheet 7"),
    note: "0x01",
    submitter: `0x${"22".repeat(20)}`,
  };

  it("takes the zero address for no recipient and for any submitter", () => {
    const { documentsHash, note } = full;
    const named = { documentsHash, note, recipient: ZeroAddress, submitter: ZeroAddress };
    expect(contextOf({ documentsHash, note })).to.equal(contextOf(named));
  });

  const others: [string, Partial<typeof full>][] = [
    ["recipient", { recipient: full.submitter }],
    ["documents", { documentsHash: keccak256("0x") }],
    ["note", { note: "0x0100" }],
    ["submitter", { submitter: full.recipient }],
  ];
  for (const [what, fields] of others) {
    it(`is another for another ${what}`, () => {
      expect(contextOf({ ...full, ...fields })).to.not.equal(contextOf(full));
    });
  }
});
