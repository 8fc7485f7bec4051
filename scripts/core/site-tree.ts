import { LeanIMT } from "@zk-kit/lean-imt";

import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { poseidon } from "./poseidon.ts";

/** The deepest tree that the circuits accept: 65,536 sites. */
export const MAX_TREE_DEPTH = 16;

/** The way from a leaf to the root as the circuits take it; siblings are padded with 0. */
export interface TreePath {
  readonly depth: number;
  /** Bit l says whether the node on level l is a right child; levels without a sibling are left out. */
  readonly index: number;
  readonly siblings: readonly bigint[];
}

/** The tree of accredited sites, a lean incremental Merkle tree; a removed leaf is 0. */
export class SiteTree {
  readonly #tree = new LeanIMT<bigint>((a, b) => poseidon(a, b));

  constructor(leaves: readonly bigint[] = []) {
    if (leaves.length > 0) this.#tree.insertMany([...leaves]);
  }

  /** 0 for an empty tree, which no contract accepts. */
  get root(): bigint {
    return this.#tree.size === 0 ? 0n : this.#tree.root;
  }

  get leaves(): readonly bigint[] {
    return this.#tree.leaves;
  }

  insert(leaf: bigint): void {
    this.#tree.insert(leaf);
  }

  /** Replaces the leaf at `position`; 0 removes it. */
  replace(position: number, leaf: bigint): void {
    this.#tree.update(position, leaf);
  }

  /** @throws NOT_ACCREDITED if the tree has no such leaf */
  path(leaf: bigint): TreePath {
    const position = leaf === 0n ? -1 : this.#tree.indexOf(leaf);
    if (position < 0) {
      throw new KoboldError(
        "NOT_ACCREDITED",
        phrase`the site is not in the accreditation tree with this profile`,
        phrase`read the tree and the site's profile from the chain again; the accreditation may have changed or ended`,
      );
    }
    const { index, siblings } = this.#tree.generateProof(position);
    return {
      depth: siblings.length,
      index,
      siblings: [...siblings, ...Array.from({ length: MAX_TREE_DEPTH - siblings.length }, () => 0n)],
    };
  }
}
