import { expect } from "chai";
import { concat, dataSlice, id, toBeHex, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { deployWithLots, freshTerms } from "../fixtures/lots-fixture.ts";
import {
  encoded,
  LOSS,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
  type TestOperation,
} from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const lotInterface = CobaltLot__factory.createInterface();
const [ACTIVE, OFFERED, CONSUMED, RETIRED] = [1n, 2n, 4n, 5n];
const NEXT_YEAR = 2_000_000_000n;

async function fixture() {
  const all = await deployWithLots(ethers);
  const ofBob = all.lots.connect(all.bob);
  // bob offers alice two lots, alice one to bob
  await all.ofAlice.transferFrom(all.alice.address, all.bob.address, 7n);
  await all.ofAlice.transferFrom(all.alice.address, all.bob.address, 8n);
  for (const lotId of [7n, 8n]) await ofBob.offer(lotId, all.alice.address, NEXT_YEAR, "0x");
  await all.ofAlice.offer(6n, all.bob.address, NEXT_YEAR, "0x");
  return { ...all, ofBob };
}

type World = Awaited<ReturnType<typeof fixture>>;

/** Each command once, on lots of its own, with what it leaves: the status of some lots. */
const COMMANDS: Record<string, [(w: World) => string | undefined, Record<string, bigint>]> = {
  mint: [({ alice }) => command(mintOperation(11n, alice.address, freshTerms())), { 11: ACTIVE }],
  split: [() => command(splitOperation(1n, [12n, 13n])), { 1: CONSUMED, 12: ACTIVE, 13: ACTIVE }],
  merge: [() => command(mergeOperation([2n], 14n)), { 2: CONSUMED, 14: ACTIVE }],
  refine: [() => command(refineOperation(3n, 15n, freshTerms())), { 3: CONSUMED, 15: ACTIVE }],
  offer: [
    ({ bob }) => lotInterface.encodeFunctionData("offer", [4n, bob.address, NEXT_YEAR, "0x1234"]),
    { 4: OFFERED },
  ],
  accept: [() => lotInterface.encodeFunctionData("accept", [7n]), { 7: ACTIVE }],
  reject: [() => lotInterface.encodeFunctionData("reject", [8n]), { 8: ACTIVE }],
  cancel: [() => lotInterface.encodeFunctionData("cancel", [6n]), { 6: ACTIVE }],
  retire: [() => lotInterface.encodeFunctionData("retire", [5n, LOSS, id("spilt")]), { 5: RETIRED }],
};

function command(operation: TestOperation): string {
  const [made = "0x"] = encoded([operation]);
  return made;
}

async function expectStatus({ lots }: World, expected: Record<string, bigint>): Promise<void> {
  for (const [lotId, status] of Object.entries(expected)) {
    expect((await lots.lotOf(BigInt(lotId))).status, `lot ${lotId}`).to.equal(status);
  }
}

describe("CobaltLot's commands", () => {
  for (const [name, [make, expected]] of Object.entries(COMMANDS)) {
    it(`do alone, in a list and as a call the same: ${name}`, async () => {
      const w = await networkHelpers.loadFixture(fixture);
      const data = make(w) ?? "0x";
      const before = await networkHelpers.takeSnapshot();
      const logs: (readonly { topics: readonly string[]; data: string }[])[] = [];
      for (const send of [
        () => w.ofAlice.execute([data]),
        async () => w.alice.sendTransaction({ to: await w.lots.getAddress(), data }),
      ]) {
        const receipt = await (await send()).wait();
        await expectStatus(w, expected);
        logs.push((receipt?.logs ?? []).map(({ topics, data: told }) => ({ topics, data: told })));
        await before.restore();
      }
      expect(logs[0]).to.deep.equal(logs[1]).and.not.empty;
    });
  }

  it("do all together what each does alone, in any order where they don't build on one another", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    const all = Object.values(COMMANDS).map(([make]) => make(w) ?? "0x");
    const before = await networkHelpers.takeSnapshot();
    for (const commands of [all, all.toReversed(), [...all.slice(4), ...all.slice(0, 4)]]) {
      await w.ofAlice.execute(commands);
      for (const [, expected] of Object.values(COMMANDS)) await expectStatus(w, expected);
      expect((await w.lots.lotOf(7n)).owner).to.equal(w.alice.address);
      expect(await w.lots.purposeOf(5n)).to.equal(id("spilt"));
      await before.restore();
    }
  });

  it("build on one another: minted, split, one piece offered, the other lost, in one transaction", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    await w.ofAlice.execute([
      command(mintOperation(11n, w.alice.address, freshTerms())),
      command(splitOperation(11n, [12n, 13n])),
      lotInterface.encodeFunctionData("offer", [12n, w.bob.address, NEXT_YEAR, "0x"]),
      lotInterface.encodeFunctionData("retire", [13n, LOSS, ZeroHash]),
    ]);
    await expectStatus(w, { 11: CONSUMED, 12: OFFERED, 13: RETIRED });
    await w.ofBob.execute([
      lotInterface.encodeFunctionData("accept", [12n]),
      command(refineOperation(12n, 14n, freshTerms())),
    ]);
    expect(await w.lots.ownerOf(14n)).to.equal(w.bob.address);
  });

  it("are checked all, each proof, wherever in the list it stands", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    const right = Object.values(COMMANDS).map(([make]) => make(w) ?? "0x");
    const operations = [
      mintOperation(11n, w.alice.address, freshTerms()),
      splitOperation(1n, [12n, 13n]),
      mergeOperation([2n], 14n),
      refineOperation(3n, 15n, freshTerms()),
    ];
    for (const [at, operation] of operations.entries()) {
      const [first = 0n, ...others] = operation.proof;
      const wrong = command({ ...operation, proof: [first + 1n, ...others] });
      for (const list of [[wrong], right.with(at, wrong), [...right.toSpliced(at, 1), wrong]]) {
        await expect(w.ofAlice.execute(list)).to.be.revertedWithCustomError(
          w.verifier,
          "VerifierProofRejected",
        );
      }
      await expect(
        w.alice.sendTransaction({ to: await w.lots.getAddress(), data: wrong }),
      ).to.be.revertedWithCustomError(w.verifier, "VerifierProofRejected");
    }
  });

  it("ask the verifier for nothing if none of them has a proof", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    const address = await w.verifier.getAddress();
    await networkHelpers.setCode(address, "0x");
    const all = Object.values(COMMANDS).map(([make]) => make(w) ?? "0x");
    await expect(w.ofAlice.execute(all.slice(3)))
      .to.be.revertedWithCustomError(w.lots, "VerifierMissing")
      .withArgs(address);
    await w.ofAlice.execute(all.slice(4));
    await expectStatus(w, { 4: OFFERED, 5: RETIRED, 6: ACTIVE, 7: ACTIVE, 8: ACTIVE });
  });

  it("are not a list of nothing", async () => {
    const { lots } = await networkHelpers.loadFixture(fixture);
    await expect(lots.execute([])).to.be.revertedWithCustomError(lots, "CommandsMissing");
  });

  it("are these nine, and no other function of the contract", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    const { lots, ofAlice, alice, bob } = w;
    const known = Object.keys(COMMANDS);
    const { fragments } = lots.interface;
    const others = fragments
      .filter((each) => ethers.FunctionFragment.isFragment(each))
      .filter(({ name }) => !known.includes(name));
    expect(others.length).to.be.greaterThan(20);
    for (const { selector } of others) {
      await expect(ofAlice.execute([selector]), selector)
        .to.be.revertedWithCustomError(lots, "CommandUnknown")
        .withArgs(selector);
    }
    const transfer = lotInterface.encodeFunctionData("transferFrom", [alice.address, bob.address, 1n]);
    for (const list of [["0x"], ["0x12"], [transfer], [COMMANDS["split"]?.[0](w) ?? "0x", transfer]]) {
      await expect(ofAlice.execute(list)).to.be.revertedWithCustomError(lots, "CommandUnknown");
    }
  });

  it("are refused if their data ends early, or their argument stands elsewhere", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    for (const name of ["mint", "split", "merge", "refine"]) {
      const data = COMMANDS[name]?.[0](w) ?? "0x";
      const selector = dataSlice(data, 0, 4);
      // the struct's own words, up to the last of the proof
      const head = 36 + 32 * ({ mint: 16, split: 12, merge: 13, refine: 16 }[name] ?? 0);
      const moved = concat([selector, toBeHex(64, 32), dataSlice(data, 36)]);
      for (const cut of [
        dataSlice(data, 0, 4),
        dataSlice(data, 0, 36),
        dataSlice(data, 0, head - 1),
        moved,
      ]) {
        await expect(w.ofAlice.execute([cut]), name)
          .to.be.revertedWithCustomError(w.lots, "CommandMalformed")
          .withArgs(selector);
      }
    }
    for (const name of ["offer", "accept", "reject", "cancel", "retire"]) {
      const data = COMMANDS[name]?.[0](w) ?? "0x";
      await expect(w.ofAlice.execute([dataSlice(data, 0, 35)]), name).to.be.revert(ethers);
    }
    const retire = lotInterface.encodeFunctionData("retire", [5n, 4n, ZeroHash]);
    const noKind = concat([dataSlice(retire, 0, 36), toBeHex(5, 32), dataSlice(retire, 68)]);
    await expect(w.ofAlice.execute([noKind])).to.be.revert(ethers);
    await w.ofAlice.execute([retire]);
  });

  it("read nothing beyond all calldata, wherever their lots and notes are said to stand", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    const data = COMMANDS["split"]?.[0](w) ?? "0x";
    // words of the struct: parent, offset of children, documents, offset of note
    for (const word of [1, 3]) {
      const at = 36 + 32 * word;
      for (const offset of [2n ** 64n, 100_000n]) {
        const astray = concat([dataSlice(data, 0, at), toBeHex(offset, 32), dataSlice(data, at + 32)]);
        await expect(w.ofAlice.execute([astray])).to.be.revert(ethers);
      }
    }
  });

  it("tell who acted, where that was not the owner", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    await w.ofAlice.setApprovalForAll(w.carol.address, true);
    const ofCarol = w.lots.connect(w.carol);
    for (const name of ["split", "merge", "refine", "offer", "cancel", "retire"]) {
      const data = COMMANDS[name]?.[0](w) ?? "0x";
      const lotId = { split: 1n, merge: 2n, refine: 3n, offer: 4n, cancel: 6n, retire: 5n }[name];
      const before = await networkHelpers.takeSnapshot();
      await expect(ofCarol.execute([data]))
        .to.emit(w.lots, "LotOperated")
        .withArgs(lotId, w.carol.address);
      await before.restore();
      await expect(w.ofAlice.execute([data])).not.to.emit(w.lots, "LotOperated");
      await before.restore();
    }
  });
});
