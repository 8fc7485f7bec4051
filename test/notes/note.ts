import { expect } from "chai";
import fc from "fast-check";
import { before, describe, it } from "mocha";

import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { bytesOfNumber, concatBytes } from "../../scripts/core/bytes.ts";
import { encodeOpenings } from "../../scripts/core/opening-codec.ts";
import { split } from "../../scripts/core/split.ts";
import { type Deployment, deploymentBytes } from "../../scripts/core/deployment.ts";
import { seal } from "../../scripts/notes/hpke.ts";
import { deriveNoteKey, type NoteKey } from "../../scripts/notes/keys.ts";
import { noteBytes, openNote, sealNote } from "../../scripts/notes/note.ts";
import { expectError } from "../fixtures/errors.ts";
import { deriveKeyPair, expand, extract, openWith } from "../models/hpke.ts";
import { anyLot } from "../fixtures/arbitraries.ts";
import { readNoteVectors } from "../fixtures/vectors/note-vectors.ts";
import { seededField } from "../fixtures/random.ts";

const here: Deployment = { chainId: 31_337n, cobaltLot: `0x${"c0".repeat(20)}` };
const wallet = (byte: number) => new Uint8Array(32).fill(byte);

/** Lots that differ in all but their number. */
const [lot, other] = fc.sample(anyLot, { numRuns: 2, seed: 3 });
if (lot === undefined || other === undefined) throw new Error("no lots");

const pieces = (count: number, from: Lot): Lot[] => {
  const heavy = { ...from, massGrams: 1_000n };
  const masses = Array.from({ length: count }, (_, i) => (i === 0 ? 1_001n - BigInt(count) : 1n));
  return split(heavy, masses, seededField("pieces"));
};

describe("notes", () => {
  let key: NoteKey;
  let stranger: NoteKey;
  before(async () => {
    key = await deriveNoteKey(wallet(1), 0);
    stranger = await deriveNoteKey(wallet(2), 0);
  });

  it("of the vectors open, with the keys and lots that an independent program used", async () => {
    for (const { walletKey, index, chainId, cobaltLot, lots, note } of readNoteVectors().notes) {
      const opened = await openNote(
        note,
        lots.map((member) => member.lotId),
        [await deriveNoteKey(walletKey, index)],
        { chainId, cobaltLot },
      );
      expect(opened).to.deep.equal(lots.map((member) => member.opening));
    }
  });

  it("are opened by an independent program", async () => {
    const note = Buffer.from(await sealNote([lot], key.publicKey, here));
    const ikm = expand(extract(Buffer.from("kobold/hpke/v1"), Buffer.from(wallet(1))), Buffer.alloc(4), 32);
    const aad = Buffer.from(
      `${31_337n.toString(16).padStart(64, "0")}${"c0".repeat(20)}${lotId(lot).toString(16).padStart(64, "0")}`,
      "hex",
    );
    const opening = openWith(
      deriveKeyPair(ikm),
      note.subarray(6, 38),
      Buffer.from("kobold/note/v2"),
      aad,
      note.subarray(38),
    );
    expect(opening.readUInt32BE(82)).to.equal(Number(lot.massGrams));
    expect(BigInt(`0x${opening.subarray(86).toString("hex")}`)).to.equal(lot.salt);
  });

  it("take 172 bytes for the lot of a mint, merge or refine and 36 more for each further piece of a split", async () => {
    const sizes = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (count) => {
        const { length } = await sealNote(pieces(count, lot), key.publicKey, here);
        expect(length).to.equal(noteBytes(count));
        return length;
      }),
    );
    expect(sizes).to.deep.equal([172, 208, 244, 280, 316, 352, 388, 424]);
  });

  it("open to any lot again, and are as long whatever it weighs and is", async () => {
    await fc.assert(
      fc.asyncProperty(anyLot, async (any) => {
        const note = await sealNote([any], key.publicKey, here);
        expect(note.length).to.equal(172);
        expect(await openNote(note, [lotId(any)], [stranger, key], here)).to.deep.equal([any]);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  it("differ each time they are sealed", async () => {
    const twice = await Promise.all([0, 1].map(() => sealNote([lot], key.publicKey, here)));
    expect(twice[0]).to.not.deep.equal(twice[1]);
  });

  it("open with an earlier key after a rotation", async () => {
    const rotated = await deriveNoteKey(wallet(1), 1);
    const note = await sealNote([lot], key.publicKey, here);
    expect(await openNote(note, [lotId(lot)], [rotated, key], here)).to.deep.equal([lot]);
  });

  it("of another wallet are told apart from damaged ones", async () => {
    const note = await sealNote([lot], stranger.publicKey, here);
    await expectError("WRONG_RECIPIENT", () => openNote(note, [lotId(lot)], [key], here), String(lotId(lot)));
    await expectError("WRONG_RECIPIENT", () => openNote(note, [lotId(lot)], [], here));
  });

  it("do not open with any bit altered", async () => {
    const note = await sealNote([lot], key.publicKey, here);
    for (let i = 0; i < note.length; i++) {
      const altered = Uint8Array.from(note);
      altered[i] = (note[i] ?? 0) ^ (1 << (i % 8));
      const code =
        i === 0 ? "UNKNOWN_VERSION" : i === 1 ? "MALFORMED" : i < 6 ? "WRONG_RECIPIENT" : "NOT_OPENABLE";
      await expectError(code, () => openNote(altered, [lotId(lot)], [key], here));
    }
  });

  it("do not open on another chain, contract or lot", async () => {
    const note = await sealNote([lot], key.publicKey, here);
    const elsewhere = { ...here, cobaltLot: `0x${"c1".repeat(20)}` };
    const open = (id: bigint, place: Deployment) => openNote(note, [id], [key], place);
    await expectError("NOT_OPENABLE", () => open(lotId(lot), { ...here, chainId: 1n }), "chain 1:");
    await expectError("NOT_OPENABLE", () => open(lotId(lot), elsewhere), elsewhere.cobaltLot);
    await expectError("NOT_OPENABLE", () => open(lotId(other), here), String(lotId(other)));
  });

  it("do not open for the pieces of a split in another order", async () => {
    const children = pieces(3, lot);
    const note = await sealNote(children, key.publicKey, here);
    const ids = children.map(lotId);
    expect(await openNote(note, ids, [key], here)).to.deep.equal(children);
    await expectError("NOT_OPENABLE", () => openNote(note, ids.toReversed(), [key], here));
  });

  it("that are cut off, too long, empty or for another number of lots are refused", async () => {
    const note = await sealNote([lot], key.publicKey, here);
    for (let length = 0; length < note.length; length++) {
      await expectError("MALFORMED", () => openNote(note.subarray(0, length), [lotId(lot)], [key], here));
    }
    const longer = concatBytes(note, Uint8Array.of(0));
    await expectError("MALFORMED", () => openNote(longer, [lotId(lot)], [key], here), "173 bytes");
    await expectError("MALFORMED", () => openNote(note, [lotId(lot), 2n], [key], here), "for 1 lot ");
  });

  it("of an unknown version are refused with that version", async () => {
    const note = Uint8Array.from(await sealNote([lot], key.publicKey, here));
    // one of 156 bytes held a lot of fourteen attributes
    for (const [version, length] of [
      [1, 156],
      [1, note.length],
      [3, note.length],
    ] as const) {
      note[0] = version;
      const open = () => openNote(note.subarray(0, length), [lotId(lot)], [key], here);
      await expectError("UNKNOWN_VERSION", open, `version ${version}; this program reads version 2`);
    }
  });

  describe("of a seller who sells garbage", () => {
    /** What a cheat can do: seal, properly bound to the lot offered, whatever bytes it likes. */
    const cheat = async (plaintext: Uint8Array) => {
      const aad = concatBytes(deploymentBytes(here), bytesOfNumber("lot id", lotId(lot), 32));
      const sealed = await seal(key.publicKey, { info: "kobold/note/v2", aad }, plaintext);
      return concatBytes(Uint8Array.of(2, 1), key.publicKey.subarray(0, 4), sealed);
    };

    it("are refused if they open another lot, telling both ids", async () => {
      const heavier = { ...lot, massGrams: lot.massGrams + 1n };
      const note = await sealNote([heavier], key.publicKey, here);
      await expectError("NOT_OPENABLE", () => openNote(note, [lotId(lot)], [key], here));

      const forged = await cheat(encodeOpenings([heavier]));
      const open = () => openNote(forged, [lotId(lot)], [key], here);
      const error = await expectError("WRONG_OPENING", open, String(lotId(lot)));
      expect(error.message).to.contain(String(lotId(heavier)));
      expect(error.remedy).to.contain("do not accept");
    });

    it("are refused if they hold no lot at all, telling why", async () => {
      const forged = await cheat(new Uint8Array(118));
      await expectError("WRONG_OPENING", () => openNote(forged, [lotId(lot)], [key], here), "mass is 0 g");
    });
  });

  it("are not sealed to keys of low order, which everybody could open", async () => {
    for (const u of [0n, 1n]) {
      const low = bytesOfNumber("u", u, 32).toReversed();
      await expectError("MALFORMED", () => sealNote([lot], low, here));
    }
    await expectError("MALFORMED", () => sealNote([lot], new Uint8Array(31), here), "31");
  });

  it("hold at most eight lots, and address and chain id of the right size", async () => {
    const nine = [...pieces(8, lot), { ...lot, massGrams: 5n }];
    await expectError("OUT_OF_RANGE", () => sealNote(nine, key.publicKey, here), "number of lots is 9");
    const short = { ...here, cobaltLot: "0xc0" };
    await expectError("MALFORMED", () => sealNote([lot], key.publicKey, short), "0xc0");
    const large = { ...here, chainId: 1n << 256n };
    await expectError("OUT_OF_RANGE", () => sealNote([lot], key.publicKey, large), "chain id");
  });
});
