import { expect } from "chai";
import { before, describe, it } from "mocha";

import { hexOfBytes } from "../../scripts/core/bytes.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { refine } from "../../scripts/core/refine.ts";
import type { Deployment } from "../../scripts/core/deployment.ts";
import { deriveNoteKey, type NoteKey } from "../../scripts/notes/keys.ts";
import { sealNote } from "../../scripts/notes/note.ts";
import {
  checkTollRequest,
  checkTollResponse,
  type RefineOperation,
  type TollExpectation,
  type TollResponse,
} from "../../scripts/notes/toll-refining.ts";
import { expectError } from "../fixtures/errors.ts";
import { seededField } from "../fixtures/random.ts";
import { provenanceOf, siteOf, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const random = seededField("toll");
const here: Deployment = { chainId: 31_337n, cobaltLot: `0x${"c0".repeat(20)}` };
const owner = `0x${"Aa".repeat(20)}`;
const stranger = `0x${"bb".repeat(20)}`;
const nobody = `0x${"00".repeat(20)}`;
const parent: Lot = { massGrams: 17_776_800n, provenance: provenanceOf(), salt: random() };
const refiner = siteOf("refiner", {
  grants: ["rmap", "refined"],
  profile: { right: "refine" },
  process: { yieldMin: 9_500n },
});
const child = refine(refiner, ATTRIBUTES, parent, { massGrams: 17_243_496n }, TODAY, random);

describe("toll refining", () => {
  describe("at the refiner", () => {
    it("takes the opening of an active lot from its owner", () => {
      checkTollRequest(owner, parent, { owner: owner.toLowerCase(), isActive: true });
    });

    it("refuses an unknown lot, one that is not active, and one of somebody else", async () => {
      const refused = (from: string, standing: Parameters<typeof checkTollRequest>[2], part: string) =>
        expectError(
          "MISMATCH",
          () => {
            checkTollRequest(from, parent, standing);
          },
          part,
        );
      await refused(owner, undefined, `lot ${String(lotId(parent))}, which does not exist`);
      await refused(owner, { owner, isActive: false }, "not active");
      await refused(stranger, { owner, isActive: true }, stranger);
    });
  });

  describe("at the owner", () => {
    let key: NoteKey;
    let response: TollResponse;
    let expected: TollExpectation;
    before(async () => {
      key = await deriveNoteKey(new Uint8Array(32).fill(1), 0);
      expected = {
        parent,
        owner,
        leastGrams: 17_000_000n,
        attributes: ATTRIBUTES,
        keys: [key],
        deployment: here,
        proves: () => Promise.resolve(true),
      };
      response = await responseOf(child);
    });
    const responseOf = async (lot: Lot, changes: Partial<RefineOperation> = {}): Promise<TollResponse> => ({
      child: lot,
      operation: {
        parent: lotId(parent),
        child: lotId(lot),
        registry: 1n,
        day: TODAY,
        permit: 2n,
        submitter: owner.toLowerCase(),
        documentsHash: `0x${"d0".repeat(32)}`,
        note: hexOfBytes(await sealNote([lot], key.publicKey, here)),
        proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
        ...changes,
      },
    });

    it("takes an answer in which everything agrees, whoever may send it", async () => {
      expect(await checkTollResponse(response, expected)).to.equal(child);
      expect(await checkTollResponse(await responseOf(child, { submitter: nobody }), expected)).to.equal(
        child,
      );
    });

    it("asks whether the very operation that it would send is proven", async () => {
      const asked: RefineOperation[] = [];
      const proves = (operation: RefineOperation) => {
        asked.push(operation);
        return Promise.resolve(false);
      };
      await expectError("MISMATCH", () => checkTollResponse(response, { ...expected, proves }), "proof");
      expect(asked).to.deep.equal([response.operation]);
    });

    it("refuses an operation on another lot, or that only somebody else may send", async () => {
      const elsewhere = await responseOf(child, { parent: 5n });
      await expectError("MISMATCH", () => checkTollResponse(elsewhere, expected), "refines lot 5");
      const theirs = await responseOf(child, { submitter: stranger });
      await expectError("MISMATCH", () => checkTollResponse(theirs, expected), stranger);
    });

    it("refuses an opening that is not that of the lot made", async () => {
      const swapped = { ...response, child: { ...child, massGrams: child.massGrams + 1n } };
      await expectError("WRONG_OPENING", () => checkTollResponse(swapped, expected), String(lotId(child)));
    });

    it("refuses less cobalt than agreed, and figures that no refining gives", async () => {
      const exact = { ...expected, leastGrams: child.massGrams };
      expect(await checkTollResponse(response, exact)).to.equal(child);
      const more = { ...expected, leastGrams: child.massGrams + 1n };
      await expectError(
        "MISMATCH",
        () => checkTollResponse(response, more),
        "17.243496 t, less than the agreed 17.243497 t",
      );
      const heavy = await responseOf({ ...child, massGrams: parent.massGrams + 1n });
      await expectError(
        "MISMATCH",
        () => checkTollResponse(heavy, expected),
        "returns more cobalt than it took",
      );
    });

    it("refuses a note from which the lot could not be recovered", async () => {
      const empty = await responseOf(child, { note: "0x" });
      await expectError("MALFORMED", () => checkTollResponse(empty, expected));
      const theirs = await deriveNoteKey(new Uint8Array(32).fill(2), 0);
      const foreign = await responseOf(child, {
        note: hexOfBytes(await sealNote([child], theirs.publicKey, here)),
      });
      await expectError("WRONG_RECIPIENT", () => checkTollResponse(foreign, expected));
      const other = { ...child, salt: random() };
      const wrong = await responseOf(child, {
        note: hexOfBytes(await sealNote([other], key.publicKey, here)),
      });
      await expectError("NOT_OPENABLE", () => checkTollResponse(wrong, expected));
    });
  });
});
