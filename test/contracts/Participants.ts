import { expect } from "chai";
import { network } from "hardhat";
import { before, describe, it } from "mocha";

import { hexOfBytes } from "../../scripts/core/bytes.ts";
import { deriveNoteKeys, type NoteKey } from "../../scripts/notes/keys.ts";
import { deriveKeyPair, x25519 } from "../models/hpke.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const PRIME = 2n ** 255n - 19n;

/** A u-coordinate as it is published: 32 bytes, lowest first. */
function littleEndian(u: bigint): string {
  return `0x${Buffer.from(u.toString(16).padStart(64, "0"), "hex").reverse().toString("hex")}`;
}

/** The points of low order, as djb's page on Curve25519 lists them. */
const LOW_ORDER = [
  0n,
  1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  PRIME - 1n,
];

async function fixture() {
  const [mine, refiner] = await ethers.getSigners();
  if (mine === undefined || refiner === undefined) throw new Error("no accounts");
  const participants = await ethers.deployContract("Participants");
  return { participants, mine, refiner };
}

describe("Participants", () => {
  let keys: NoteKey[];
  const key = (index: number) => hexOfBytes(keys[index]?.publicKey ?? new Uint8Array());
  before(async () => {
    keys = await deriveNoteKeys(new Uint8Array(32).fill(1), 3);
  });

  it("knows no key of an account that published none", async () => {
    const { participants, mine } = await networkHelpers.loadFixture(fixture);
    expect(await participants.keyOf(mine)).to.deep.equal([ethers.ZeroHash, 0n]);
  });

  it("publishes a key for the sender, and for nobody else", async () => {
    const { participants, mine, refiner } = await networkHelpers.loadFixture(fixture);
    await expect(participants.connect(mine).publish(0, key(0)))
      .to.emit(participants, "KeyPublished")
      .withArgs(mine.address, 0n, key(0));
    expect(await participants.keyOf(mine)).to.deep.equal([key(0), 0n]);
    expect(await participants.keyOf(refiner)).to.deep.equal([ethers.ZeroHash, 0n]);
  });

  it("gives the last key after rotations, and every key in its events", async () => {
    const { participants, mine } = await networkHelpers.loadFixture(fixture);
    for (const index of [0, 1, 2]) await participants.publish(index, key(index));
    expect(await participants.keyOf(mine)).to.deep.equal([key(2), 2n]);
    const events = await participants.queryFilter(participants.filters.KeyPublished(mine));
    expect(events.map(({ args }) => [args.index, args.key])).to.deep.equal([
      [0n, key(0)],
      [1n, key(1)],
      [2n, key(2)],
    ]);
  });

  it("refuses an index that is not the next one, so that nothing is published twice", async () => {
    const { participants } = await networkHelpers.loadFixture(fixture);
    const refused = (index: number, expected: number) =>
      expect(participants.publish(index, key(index)))
        .to.be.revertedWithCustomError(participants, "KeyIndexUnexpected")
        .withArgs(index, expected);
    await refused(1, 0);
    await participants.publish(0, key(0));
    await refused(0, 1);
    await refused(2, 1);
  });

  it("takes a contract account as it takes a wallet", async () => {
    const { participants } = await networkHelpers.loadFixture(fixture);
    const account = await participants.getAddress();
    await networkHelpers.setBalance(account, 10n ** 18n);
    await networkHelpers.impersonateAccount(account);
    const contract = await ethers.getSigner(account);
    await participants.connect(contract).publish(0, key(0), { gasPrice: 10n ** 10n });
    expect(await participants.keyOf(account)).to.deep.equal([key(0), 0n]);
  });

  it("takes the contract for the owner that calls it, not who sent the transaction", async () => {
    const { participants, mine } = await networkHelpers.loadFixture(fixture);
    const wallet = await ethers.deployContract("CallingReceiver", ["0x00000000"]);
    const call = participants.interface.encodeFunctionData("publish", [0, key(0)]);
    await expect(wallet.forward(await participants.getAddress(), call))
      .to.emit(participants, "KeyPublished")
      .withArgs(await wallet.getAddress(), 0n, key(0));
    expect(await participants.keyOf(wallet)).to.deep.equal([key(0), 0n]);
    expect(await participants.keyOf(mine)).to.deep.equal([ethers.ZeroHash, 0n]);
  });

  it("lets a second account publish the same key, so that nobody can take a pending one away", async () => {
    const { participants, mine, refiner } = await networkHelpers.loadFixture(fixture);
    await participants.connect(refiner).publish(0, key(0));
    await participants.connect(mine).publish(0, key(0));
    expect(await participants.keyOf(mine)).to.deep.equal([key(0), 0n]);
  });

  it("refuses keys of low order, with which X25519 gives zero for every secret", async () => {
    const { participants } = await networkHelpers.loadFixture(fixture);
    const { privateKey } = deriveKeyPair(Buffer.alloc(32, 7));
    for (const u of LOW_ORDER) {
      const low = littleEndian(u);
      expect(() => x25519(privateKey, Buffer.from(low.slice(2), "hex")), low).to.throw();
      await expect(participants.publish(0, low))
        .to.be.revertedWithCustomError(participants, "KeyInvalid")
        .withArgs(low);
    }
  });

  it("refuses second spellings: the prime and above, and the highest bit", async () => {
    const { participants } = await networkHelpers.loadFixture(fixture);
    for (const u of [
      PRIME,
      PRIME + 1n,
      PRIME + 9n,
      2n ** 255n - 1n,
      2n ** 255n,
      2n ** 255n + 9n,
      2n ** 256n - 1n,
    ]) {
      await expect(participants.publish(0, littleEndian(u)), String(u)).to.be.revertedWithCustomError(
        participants,
        "KeyInvalid",
      );
    }
  });

  it("takes the canonical keys next to those that it refuses", async () => {
    const { participants, mine } = await networkHelpers.loadFixture(fixture);
    const usable = [
      2n,
      9n,
      0xedn,
      0xffn,
      PRIME - 2n,
      2n ** 255n - 256n,
      // one bit from those that are not below the prime, in the byte next to the lowest and in a middle one
      2n ** 255n - 1n - 2n ** 15n,
      2n ** 255n - 1n - 2n ** 128n,
      2n ** 254n,
      ...LOW_ORDER.slice(2, 4).map((u) => u + 1n),
    ];
    for (const [index, u] of usable.entries()) {
      await participants.publish(index, littleEndian(u));
      expect(await participants.keyOf(mine)).to.deep.equal([littleEndian(u), BigInt(index)]);
    }
  });
});
