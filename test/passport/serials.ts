import { expect } from "chai";
import { describe, it } from "mocha";

import { passportTree } from "../../scripts/chain/passports.ts";
import { areGuessable } from "../../scripts/passport/guesses.ts";
import { isSerial, rootOfSerials } from "../../scripts/passport/serials.ts";
import { Unmet } from "../../scripts/passport/unmet.ts";

const serials = (count: number) => Array.from({ length: count }, (_, i) => `KBD-${i}`);

/** The root, or why there is none. */
function rootOr(...args: Parameters<typeof rootOfSerials>): string {
  try {
    return rootOfSerials(...args);
  } catch (error) {
    if (error instanceof Unmet) return error.reason;
    throw error;
  }
}

describe("a serial in a plant's list", () => {
  it("leads to the root that the library of the tree gives, from every position of lists of every shape", () => {
    for (const count of [1, 2, 3, 4, 5, 7, 8, 9, 13, 33, 100]) {
      const tree = passportTree(serials(count));
      serials(count).forEach((serial, i) => {
        expect(rootOfSerials(serial, i, count, tree.generateProof(i).siblings), `${i} of ${count}`).to.equal(
          tree.root,
        );
      });
    }
  });

  it("leads nowhere at any other position, and so no more serials verify than units were said", () => {
    for (const [listed, said] of [
      [9, 6],
      [8, 7],
      [16, 11],
    ] as const) {
      const tree = passportTree(serials(listed));
      const verified = new Set<string>();
      serials(listed).forEach((serial, i) => {
        const { siblings } = tree.generateProof(i);
        for (let position = 0; position < listed; position++) {
          // shorter paths too, as of whoever leaves something out
          for (let length = siblings.length; length >= 0; length--) {
            const root = rootOr(serial, position, said, siblings.slice(0, length));
            if (root === tree.root) verified.add(serial);
          }
        }
      });
      expect(verified.size, `${listed} listed, ${said} said`).to.be.at.most(said);
    }
  });

  it("is none of 1,500 that are listed where 1,000 are said", () => {
    const tree = passportTree(serials(1_500));
    for (let i = 0; i < 1_500; i += 97) {
      for (const position of [i, i % 1_000]) {
        const root = rootOr(`KBD-${i}`, position, 1_000, tree.generateProof(i).siblings);
        expect(root).not.to.equal(tree.root);
      }
    }
  });

  it("has 1 to 20 characters of GS1's set", () => {
    const all = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    expect(all).to.have.length(82);
    for (let code = 0; code < 300; code++) {
      const character = String.fromCharCode(code);
      expect(isSerial(character), `character ${code}`).to.equal(all.includes(character));
    }
    expect([isSerial(""), isSerial("A".repeat(20)), isSerial("A".repeat(21))]).to.deep.equal([
      false,
      true,
      false,
    ]);
  });

  it("is told to be guessable where all that are alike can be tried out", () => {
    expect(areGuessable(serials(1_000))).to.equal(true);
    const drawn = ["Qw3rTy8uIoP1aSdF6gHj", "zX9cVb2nMqWe4RtYu7Ia", "LkJ5hGfDs0aPoIu8yTrE"];
    expect(areGuessable(drawn)).to.equal(false);
    // a long part that all share hides nothing
    expect(areGuessable(["PLANT-7-SHIFT-A-0001", "PLANT-7-SHIFT-A-0002"])).to.equal(true);
  });
});
