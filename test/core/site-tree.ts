import { expect } from "chai";
import { describe, it } from "mocha";

import { padded } from "../../scripts/core/circuit-inputs.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { poseidon } from "../../scripts/core/poseidon.ts";
import { codeOf } from "../fixtures/code-of.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

describe("the site tree", () => {
  for (const { leaves, root, paths } of vectors.trees) {
    it(`of ${leaves.length} sites has the root and paths of a plainly computed one`, () => {
      const tree = new SiteTree(leaves.map(BigInt));
      expect(tree.root).to.equal(BigInt(root));
      paths.forEach(({ index, siblings }, position) => {
        const path = tree.path(BigInt(leaves[position] ?? -1));
        expect([path.depth, path.index]).to.deep.equal([siblings.length, index]);
        expect(path.siblings).to.deep.equal(padded(siblings.map(BigInt), 16, 0n));
      });
    });

    it(`of ${leaves.length} sites is the same when they come one by one`, () => {
      const tree = new SiteTree();
      for (const leaf of leaves) tree.insert(BigInt(leaf));
      expect(tree.root).to.equal(BigInt(root));
    });
  }

  it("has root 0 while it is empty", () => {
    expect(new SiteTree().root).to.equal(0n);
  });

  it("knows no leaf that it does not hold, and never the leaf 0", () => {
    const tree = new SiteTree([5n, 6n, 7n]);
    tree.replace(1, 0n);
    for (const leaf of [6n, 8n, 0n]) expect(codeOf(() => tree.path(leaf))).to.equal("NOT_ACCREDITED");
  });

  it("replaces a leaf in its place", () => {
    const tree = new SiteTree([5n, 6n, 7n]);
    tree.replace(0, 9n);
    expect(tree.root).to.equal(poseidon(poseidon(9n, 6n), 7n));
    tree.replace(2, 0n);
    expect(tree.root).to.equal(poseidon(poseidon(9n, 6n), 0n));
    expect(tree.leaves).to.deep.equal([9n, 6n, 0n]);
  });
});
