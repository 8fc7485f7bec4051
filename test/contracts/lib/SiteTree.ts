import { LeanIMT } from "@zk-kit/lean-imt";
import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { poseidon } from "../../../scripts/core/poseidon.ts";
import { rememberingHash, storeTree } from "../../fixtures/stored-tree.ts";

const { ethers, networkHelpers } = await network.create("simulated");

async function fixture() {
  const library = await ethers.deployContract("PoseidonT3");
  const libraries = { PoseidonT3: await library.getAddress() };
  const tree = await ethers.deployContract("SiteTreeHarness", [], { libraries });
  return { tree, address: await tree.getAddress() };
}

const hash = rememberingHash();
/** Of zk-kit, with 0 for the root of an empty one. */
const rootOf = (tree: LeanIMT) => (tree.size === 0 ? 0n : tree.root);

describe("SiteTree", () => {
  it("has LeanIMT's root after any insertions, changes and removals", async () => {
    const step = fc.record({ leaf: fc.bigInt({ min: 0n, max: 9n }), grow: fc.boolean(), at: fc.nat() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40 }), async (steps) => {
        const { tree } = await networkHelpers.loadFixture(fixture);
        const lean = new LeanIMT<bigint>((a, b) => poseidon(a, b));
        for (const { leaf, grow, at } of steps) {
          if (grow || lean.size === 0) {
            await tree.insert([leaf]);
            lean.insert(leaf);
          } else {
            await tree.update(at % lean.size, leaf);
            lean.update(at % lean.size, leaf);
          }
          expect(await tree.root()).to.equal(rootOf(lean));
          expect(await tree.size()).to.equal(BigInt(lean.size));
        }
      }),
      { seed: 17, numRuns: 6 },
    );
  });

  it("has no root while it is empty, and that of its only leaf while there is one", async () => {
    const { tree } = await networkHelpers.loadFixture(fixture);
    expect(await tree.root()).to.equal(0n);
    await tree.insert([7n]);
    expect(await tree.root()).to.equal(7n);
    await tree.update(0, 0n);
    expect(await tree.root()).to.equal(0n);
  });

  // at a power of two the tree gets a level, one before and one after the last leaf stands alone
  for (const size of [2 ** 8, 2 ** 12, 2 ** 15, 2 ** 16 - 2]) {
    for (const leaves of [size - 1, size, size + 1]) {
      it(`has LeanIMT's root with ${leaves} leaves and what comes next`, async () => {
        const { tree, address } = await networkHelpers.loadFixture(fixture);
        const lean = new LeanIMT<bigint>(
          hash,
          Array.from({ length: leaves }, () => 5n),
        );
        await storeTree(networkHelpers, { address, slot: 0 }, leaves, 5n);
        expect(await tree.root()).to.equal(lean.root);
        for (const at of [0, 1, leaves >> 1, leaves - 2, leaves - 1]) {
          await tree.update(at, BigInt(at + 10));
          lean.update(at, BigInt(at + 10));
          expect(await tree.root(), `leaf ${at}`).to.equal(lean.root);
        }
        await tree.insert([6n]);
        lean.insert(6n);
        expect(await tree.root()).to.equal(lean.root);
      });
    }
  }

  it("takes 65,536 leaves, which is as deep as circuits go, and none more", async () => {
    const { tree, address } = await networkHelpers.loadFixture(fixture);
    await storeTree(networkHelpers, { address, slot: 0 }, 2 ** 16 - 1, 5n);
    await tree.insert([6n]);
    const lean = new LeanIMT<bigint>(hash, [...Array.from({ length: 2 ** 16 - 1 }, () => 5n), 6n]);
    expect(lean.depth).to.equal(16);
    expect(await tree.root()).to.equal(lean.root);
    const errors = await ethers.getContractAt("IAccreditation", address);
    await expect(tree.insert([7n])).to.be.revertedWithCustomError(errors, "TreeFull");
    await tree.update(65_535, 8n);
    lean.update(65_535, 8n);
    expect(await tree.root()).to.equal(lean.root);
  });
});
