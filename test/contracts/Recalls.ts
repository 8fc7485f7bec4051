import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { ancestryFor, checkSteps, readRecalls, rootIn } from "../../scripts/chain/recalls.ts";
import { movePurpose } from "../../scripts/chain/predecessor.ts";
import { gasOf } from "../../scripts/bench/gas.ts";
import { deployLots, FOOTPRINT_METHOD, freshTerms, mintLots } from "../fixtures/lots-fixture.ts";
import {
  encoded,
  mergeOperation,
  mintOperation,
  MOVED,
  refineOperation,
  splitOperation,
  type TestOperation,
} from "../fixtures/operations.ts";
import { seededField } from "../fixtures/random.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const [QUALITY, ORIGIN] = [0n, 1n];
const REASON = id("a letter");
/** Spares the estimate. */
const GAS = { gasLimit: 16_000_000n };
const EIGHT_BACK = [1, 2, 3, 4, 5, 6, 7, 8];
const SEED = "recalls";

async function fixture() {
  const all = await deployLots(ethers);
  const { admin, alice, authority, lots, stranger } = all;
  const recalls = await ethers.deployContract("Recalls", [
    await authority.getAddress(),
    await lots.getAddress(),
  ]);
  const open = async (...roots: number[]) => {
    await recalls.open(roots, ORIGIN, REASON, true);
    return recalls.recallCount();
  };
  return {
    ...all,
    admin,
    ofAlice: lots.connect(alice),
    recalls,
    asStranger: recalls.connect(stranger),
    open,
  };
}

/** Recalls over provenances without lots. */
async function bookFixture() {
  const { authority } = await deployLots(ethers);
  const book = await ethers.deployContract("ProvenanceBook");
  const recalls = await ethers.deployContract("Recalls", [
    await authority.getAddress(),
    await book.getAddress(),
  ]);
  return { book, recalls };
}

type World = Awaited<ReturnType<typeof fixture>>;

/** Provenances 1 to 6 are minted; 7 = 1 + 2, 8 = refined 7, 9 = 8 + 3, 10 = 4 + 5, 11 = 9 + 10. Lot ids are the same. */
async function ancestryFixture() {
  const w = await fixture();
  await mintLots(w, w.alice.address, 1n, 2n, 3n, 4n, 5n, 6n);
  await w.ofAlice.execute(
    encoded([
      mergeOperation([1n, 2n], 7n),
      refineOperation(7n, 8n, freshTerms()),
      mergeOperation([8n, 3n], 9n),
      mergeOperation([4n, 5n], 10n),
      mergeOperation([9n, 10n], 11n),
    ]),
  );
  expect(await w.lots.provenanceCount()).to.equal(11n);
  return w;
}

/** Lots blended at random: the model of who was made of whom, which is what the chain was told. */
async function randomAncestry(w: World, seed: string, size: number): Promise<number[][]> {
  const draw = seededField(seed);
  const roll = (sides: number) => Number(draw() % BigInt(sides));
  const parents: number[][] = [[]];
  let live: bigint[] = [];
  const provenance = new Map<bigint, number>();
  let next = 0n;
  const commands: TestOperation[] = [];
  const made = (lot: bigint, of: readonly bigint[]) => {
    provenance.set(lot, parents.push(of.map((each) => provenance.get(each) ?? 0)) - 1);
    live = [...live.filter((each) => !of.includes(each)), lot];
  };
  while (parents.length <= size) {
    const count = Math.min(1 + roll(4), live.length);
    if (live.length < 4 || roll(3) === 0) {
      commands.push(mintOperation((next += 1n), w.alice.address, freshTerms()));
      made(next, []);
    } else if (roll(4) === 0) {
      // pieces keep their provenance, and come together again
      const [lot = 0n] = live.splice(roll(live.length), 1);
      const [one, other] = [(next += 1n), (next += 1n)];
      commands.push(splitOperation(lot, [one, other]));
      for (const piece of [one, other]) provenance.set(piece, provenance.get(lot) ?? 0);
      live.push(one, other);
    } else {
      const of = Array.from({ length: count }, () => live.splice(roll(live.length), 1)[0] ?? 0n);
      commands.push(mergeOperation(of, (next += 1n)));
      made(next, of);
    }
  }
  for (let at = 0; at < commands.length; at += 40) {
    await w.ofAlice.execute(encoded(commands.slice(at, at + 40)));
  }
  return parents;
}

/** Everything that is made of the roots, themselves included, but what comes by exempted provenances alone. */
function reached(parents: readonly number[][], roots: readonly number[], exempted: ReadonlySet<number>) {
  const all = new Set<number>();
  parents.forEach((of, at) => {
    if (!exempted.has(at) && (roots.includes(at) || of.some((each) => all.has(each)))) all.add(at);
  });
  return all;
}

// P-36
describe("Recalls", () => {
  it("reach their roots and all that was made of them, then and later, and nothing else", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    const recallId = await w.open(2, 4);
    for (const [provenance, expected] of [
      [1, false],
      [2, true],
      [3, false],
      [4, true],
      [5, false],
      [6, false],
      [7, true],
      [8, true],
      [9, true],
      [10, true],
      [11, true],
    ] as const) {
      expect(await w.recalls.reaches(recallId, provenance), String(provenance)).to.equal(expected);
      const asked = w.recalls.requireClear(provenance);
      if (expected) {
        await expect(asked)
          .to.be.revertedWithCustomError(w.recalls, "ProvenanceRecalled")
          .withArgs(recallId, provenance);
      } else await asked;
    }
    // a storm of splits and blends afterwards does not shake it off
    await w.ofAlice.execute(
      encoded([
        splitOperation(11n, [21n, 22n]),
        mergeOperation([21n, 6n], 23n),
        mergeOperation([22n, 23n], 24n),
        refineOperation(24n, 25n, freshTerms()),
      ]),
    );
    expect(await w.recalls.reaches(recallId, 14)).to.equal(true);
  });

  it("agree with a model on blends at random, with checks and exemptions in between", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    const parents = await randomAncestry(w, SEED, 90);
    const draw = seededField(`${SEED} roots`);
    const roll = (sides: number) => Number(draw() % BigInt(sides));
    for (let round = 0; round < 6; round += 1) {
      const count = parents.length - 1;
      const roots = [...new Set(Array.from({ length: 1 + roll(4) }, () => 1 + roll(count)))].sort(
        (a, b) => a - b,
      );
      const recallId = await w.open(...roots);
      const exempted = new Set<number>();
      for (let step = 0; step < 3; step += 1) {
        const expected = reached(parents, roots, exempted);
        const [recall = expect.fail("no recall")] = (await readRecalls(w.recalls)).slice(-1);
        const last = await ancestryFor(w.recalls, w.lots, recall, count);
        expect(rootIn(last, recall) !== undefined).to.equal(expected.has(count));
        const hits = parents.flatMap((_, at) => (at > 0 && expected.has(at) ? [at] : []));
        for (let at = 1; at <= count; at += 1) {
          expect(await w.recalls.reaches(recallId, at), `${round} ${step} ${at}`).to.equal(expected.has(at));
        }
        if (step === 0)
          await w.asStranger.check(
            recallId,
            Array.from({ length: 30 }, () => 1 + roll(count)),
          );
        const spared = hits.filter((at) => !roots.includes(at))[roll(5)];
        if (spared === undefined) break;
        await w.recalls.exempt(recallId, spared);
        exempted.add(spared);
      }
      await w.recalls.close(recallId);
    }
  });

  it("are opened, closed and excepted from by role", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    await w.open(2);
    for (const attempt of [
      () => w.asStranger.open([1], QUALITY, REASON, true),
      () => w.asStranger.close(1n),
      () => w.asStranger.exempt(1n, 7),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(w.recalls, "AccessManagedUnauthorized");
    }
    await w.asStranger.check(1n, [1]);
  });

  it("have 1 to 16 roots, each once, ascending, of provenances that exist", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    const further = Array.from({ length: 7 }, (_, i) => BigInt(i + 12));
    await mintLots(w, w.alice.address, ...further);
    const many = Array.from({ length: 17 }, (_, i) => i + 1);
    for (const roots of [[], [0], [2, 2], [3, 2], [19], [1, 19], many]) {
      await expect(w.recalls.open(roots, QUALITY, REASON, true), roots.join()).to.be.revertedWithCustomError(
        w.recalls,
        "RecallRootsInvalid",
      );
    }
    await expect(w.recalls.open([1, 11], QUALITY, REASON, false))
      .to.emit(w.recalls, "RecallOpened")
      .withArgs(1n, QUALITY, false, REASON, [1n, 11n]);
    const told = await w.recalls.recallOf(1n);
    expect([told.kind, told.blocking, told.closed]).to.deep.equal([QUALITY, false, false]);
    expect(told.roots).to.deep.equal([1n, 11n]);
  });

  it("block only while they are open and meant to, sixteen at most at once", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    await w.recalls.open([2], QUALITY, REASON, false);
    await w.recalls.requireClear(7);
    for (let i = 0; i < 16; i += 1) await w.open(2);
    await expect(w.recalls.open([2], QUALITY, REASON, true))
      .to.be.revertedWithCustomError(w.recalls, "RecallsTooMany")
      .withArgs(16n);
    await w.recalls.open([2], QUALITY, REASON, false);
    // the first, one in the middle, the last
    for (const recallId of [2n, 9n, 17n]) {
      await expect(w.recalls.close(recallId)).to.emit(w.recalls, "RecallClosed").withArgs(recallId);
      await expect(w.recalls.close(recallId))
        .to.be.revertedWithCustomError(w.recalls, "RecallIsClosed")
        .withArgs(recallId);
    }
    const left = Array.from({ length: 16 }, (_, i) => BigInt(i + 2)).filter(
      (each) => ![2n, 9n, 17n].includes(each),
    );
    expect([...(await w.recalls.blockingRecalls())].sort((a, b) => Number(a - b))).to.deep.equal(left);
    await expect(w.recalls.requireClear(7)).to.be.revertedWithCustomError(w.recalls, "ProvenanceRecalled");
    for (const recallId of left) await w.recalls.close(recallId);
    expect(await w.recalls.blockingRecalls()).to.deep.equal([]);
    await w.recalls.requireClear(7);
    // what it reached is still told
    expect(await w.recalls.reaches(2n, 7)).to.equal(true);
    await expect(w.recalls.exempt(2n, 7)).to.be.revertedWithCustomError(w.recalls, "RecallIsClosed");
  });

  it("refuse to note what is not made yet, which may come to be made of a root", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    const recallId = await w.open(2);
    for (const provenance of [0, 12, 4_294_967_295]) {
      for (const attempt of [
        () => w.recalls.check(recallId, [1, provenance]),
        () => w.recalls.exempt(recallId, provenance),
        () => w.recalls.reaches(recallId, provenance),
        () => w.recalls.requireClear(provenance),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(w.recalls, "RecallProvenanceUnknown")
          .withArgs(provenance);
      }
    }
    for (const attempt of [
      () => w.recalls.check(99n, [1]),
      () => w.recalls.exempt(99n, 1),
      () => w.recalls.close(99n),
      () => w.recalls.reaches(99n, 1),
      () => w.recalls.recallOf(0n),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(w.recalls, "RecallUnknown");
    }
  });

  it("note as clear only what they do not reach, and stay with it", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    const recallId = await w.open(2);
    await expect(w.asStranger.check(recallId, [10, 9, 1, 10]))
      .to.emit(w.recalls, "RecallChecked")
      .withArgs(recallId, 10n);
    // what is known is not told again
    await expect(w.asStranger.check(recallId, [10])).not.to.emit(w.recalls, "RecallChecked");
    for (const [provenance, isCleared] of [
      [10, true],
      [1, true],
      [9, false],
      [7, false],
    ] as const) {
      expect(await w.recalls.isCleared(recallId, provenance)).to.equal(isCleared);
    }
    // of another recall it says nothing
    expect(await w.recalls.isCleared(await w.open(4), 10)).to.equal(false);
    await expect(w.recalls.requireClear(10)).to.be.revertedWithCustomError(w.recalls, "ProvenanceRecalled");
  });

  it("except a provenance and what comes by it alone, but no root", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    const recallId = await w.open(2, 4);
    await expect(w.recalls.exempt(recallId, 2))
      .to.be.revertedWithCustomError(w.recalls, "RecallRootExempted")
      .withArgs(recallId, 2n);
    await expect(w.recalls.exempt(recallId, 8)).to.emit(w.recalls, "RecallExempted").withArgs(recallId, 8n);
    for (const [provenance, expected] of [
      [7, true],
      [8, false],
      [9, false],
      // by 10, which is made of 4
      [11, true],
    ] as const) {
      expect(await w.recalls.reaches(recallId, provenance), String(provenance)).to.equal(expected);
    }
  });

  it("end a walk that is too long in a refusal, which checks from the parents on make short", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    await mintLots(w, w.alice.address, 1n, 2n);
    const recallId = await w.open(1);
    const steps = Array.from({ length: 300 }, (_, i) => mergeOperation([BigInt(i + 2)], BigInt(i + 3)));
    for (let at = 0; at < steps.length; at += 50) await w.ofAlice.execute(encoded(steps.slice(at, at + 50)));
    const last = 302;
    const far = Number(await w.recalls.maxWalk());
    expect(await w.recalls.reaches(recallId, 2 + far - 1)).to.equal(false);
    for (const ask of [() => w.recalls.reaches(recallId, last), () => w.recalls.requireClear(last)]) {
      await expect(ask())
        .to.be.revertedWithCustomError(w.recalls, "RecallWalkTooLong")
        .withArgs(recallId, last);
    }
    await w.asStranger.check(recallId, [100, 200, 300]);
    await w.recalls.requireClear(last);
    expect(await w.recalls.reaches(recallId, last)).to.equal(false);
  });

  async function grownBook(size: number, back: readonly number[]) {
    const { book, recalls } = await networkHelpers.loadFixture(bookFixture);
    await book.grow(10n, []);
    for (let grown = 0; grown < size; grown += 500) await book.grow(500n, [...back], GAS);
    const last = 10 + size;
    const ancestry = new Map<number, readonly number[]>();
    for (let at = last; at > 10; at -= 1)
      ancestry.set(
        at,
        back.map((far) => at - far),
      );
    for (let at = 1; at <= 10; at += 1) ancestry.set(at, []);
    await recalls.open([1], ORIGIN, REASON, true);
    return { book, recalls, last, steps: checkSteps(ancestry, last, Number(await recalls.maxWalk())) };
  }

  for (const [shape, size, back] of [
    ["10,000 provenances, each made of the one before", 10_000, [1]],
    ["500 provenances, each made of the eight before", 500, EIGHT_BACK],
  ] as const) {
    it(`are checked in steps over ${shape}`, async () => {
      const { book, recalls, last, steps } = await grownBook(size, back);
      const tooLong = () =>
        expect(recalls.requireClear(last)).to.be.revertedWithCustomError(recalls, "RecallWalkTooLong");
      await tooLong();
      for (const step of steps) await recalls.check(1n, step, GAS);
      await recalls.requireClear(last);
      // one drop of what was called back, and it is reached; the next recall knows nothing of the checks
      await book.grow(1n, [1, last]);
      await expect(recalls.requireClear(last + 1))
        .to.be.revertedWithCustomError(recalls, "ProvenanceRecalled")
        .withArgs(1n, last + 1);
      await recalls.open([2], ORIGIN, REASON, true);
      await tooLong();
    });
  }

  it("are checked in steps that a transaction has room for (gas)", async () => {
    const { recalls, last, steps } = await grownBook(500, EIGHT_BACK);
    for (const step of steps) expect(await gasOf(recalls.check(1n, step, GAS))).to.be.at.most(7_000_000);
    expect(await recalls.requireClear.estimateGas(last)).to.be.at.most(45_000n);
  });

  async function wideBook() {
    const { book, recalls } = await networkHelpers.loadFixture(bookFixture);
    await book.grow(1n, []);
    // 2 to 97 are minted, 98 to 109 made of eight of them each, and 110 of eight of these
    await book.grow(96n, []);
    for (let i = 0; i < 12; i += 1) {
      await book.grow(
        1n,
        Array.from({ length: 8 }, (_, k) => 96 + i - 8 * i - k),
      );
    }
    await book.grow(1n, [1, 2, 3, 4, 5, 6, 7, 8]);
    for (let i = 0; i < 16; i += 1) await recalls.open([1], ORIGIN, REASON, true);
    return recalls;
  }

  it("can't be made so many that a lot which they do not reach stays out", async () => {
    const recalls = await wideBook();
    // the bound is for all of them together
    await expect(recalls.requireClear(110))
      .to.be.revertedWithCustomError(recalls, "RecallWalkTooLong")
      .withArgs(2n, 110);
    for (let recallId = 1n; recallId <= 16n; recallId += 1n) await recalls.check(recallId, [110], GAS);
    await recalls.requireClear(110);
  });

  it("leave nothing to look at for the next where one takes the whole bound", async () => {
    const { book, recalls } = await networkHelpers.loadFixture(bookFixture);
    const most = await recalls.maxWalk();
    await book.grow(2n, []);
    // 2 and each made of the one before: as many as the bound
    await book.grow(most - 1n, [1]);
    const last = most + 1n;
    await recalls.open([1], ORIGIN, REASON, true);
    await recalls.requireClear(last);
    await recalls.open([1], ORIGIN, REASON, true);
    await expect(recalls.requireClear(last))
      .to.be.revertedWithCustomError(recalls, "RecallWalkTooLong")
      .withArgs(2n, last);
  });

  it("go on to block where one is closed that only informs", async () => {
    const { book, recalls } = await networkHelpers.loadFixture(bookFixture);
    await book.grow(1n, []);
    await recalls.open([1], ORIGIN, REASON, true);
    await recalls.open([1], ORIGIN, REASON, false);
    await recalls.close(2n);
    await expect(recalls.requireClear(1n))
      .to.be.revertedWithCustomError(recalls, "ProvenanceRecalled")
      .withArgs(1n, 1n);
  });

  it("can't be made so dear that a lot which they do not reach stays out (gas)", async () => {
    const recalls = await wideBook();
    for (let recallId = 1n; recallId <= 16n; recallId += 1n) {
      expect(await gasOf(recalls.check(recallId, [110]))).to.be.at.most(2_000_000);
    }
    expect(await recalls.requireClear.estimateGas(110)).to.be.at.most(220_000n);
  });

  it("stand where lots and authority stand", async () => {
    const { authority, lots, recalls, stranger } = await networkHelpers.loadFixture(fixture);
    expect(await recalls.cobaltLot()).to.equal(await lots.getAddress());
    expect(await recalls.recallCount()).to.equal(0n);
    // with no recall open nothing is asked, not even whether the provenance exists
    await recalls.requireClear(99n);
    for (const wrong of [
      [stranger.address, await lots.getAddress()],
      [await authority.getAddress(), stranger.address],
    ]) {
      await expect(ethers.deployContract("Recalls", wrong))
        .to.be.revertedWithCustomError(recalls, "CodeMissing")
        .withArgs(stranger.address);
    }
  });

  it("reach across a move: what goes on in a successor has the ancestors that it had", async () => {
    const w = await networkHelpers.loadFixture(ancestryFixture);
    const { alice, authority, accreditation, verifier, lots } = w;
    const next = await ethers.deployContract("CobaltLot", [
      await authority.getAddress(),
      await accreditation.getAddress(),
      await verifier.getAddress(),
      FOOTPRINT_METHOD,
      1n,
      {
        cobaltLot: await lots.getAddress(),
        lastProvenanceId: 11n,
        lastCreatedAt: await networkHelpers.time.latest(),
      },
    ]);
    const cobaltLot = await next.getAddress();
    const { chainId } = await ethers.provider.getNetwork();
    await w.ofAlice.retire(11n, MOVED, movePurpose({ chainId, cobaltLot }, alice.address));
    await w.ofAlice.retire(6n, MOVED, movePurpose({ chainId, cobaltLot }, alice.address));
    await next.adopt(11n, alice.address);
    await next.adopt(6n, alice.address);
    await next
      .connect(alice)
      .execute(
        encoded([
          splitOperation(11n, [31n, 32n]),
          mergeOperation([31n, 6n], 33n),
          mintOperation(34n, alice.address, freshTerms()),
        ]),
      );
    const recalls = await ethers.deployContract("Recalls", [await authority.getAddress(), cobaltLot]);
    expect(await recalls.cobaltLot()).to.equal(cobaltLot);
    // 12 is the blend, 13 the mint; 2 is an ancestor of 11 in the predecessor, 6 moved, 3 stayed there
    await recalls.open([2], ORIGIN, REASON, true);
    await recalls.open([6, 13], ORIGIN, REASON, true);
    for (const [recallId, provenance, expected] of [
      [1n, 11, true],
      [1n, 12, true],
      [1n, 13, false],
      [1n, 6, false],
      [2n, 6, true],
      [2n, 12, true],
      [2n, 11, false],
      [2n, 13, true],
    ] as const) {
      expect(await recalls.reaches(recallId, provenance), `${recallId} ${provenance}`).to.equal(expected);
    }
    await expect(recalls.requireClear(12)).to.be.revertedWithCustomError(recalls, "ProvenanceRecalled");
    await recalls.close(2n);
    await recalls.check(1n, [13]);
    await recalls.requireClear(13);
    await expect(recalls.requireClear(12)).to.be.revertedWithCustomError(recalls, "ProvenanceRecalled");
    await expect(recalls.deploymentTransaction()).to.emit(recalls, "RecallsDeployed").withArgs(cobaltLot);
  });
});
