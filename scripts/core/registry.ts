import { poseidon } from "./poseidon.ts";
import type { SiteTree } from "./site-tree.ts";
import { packAttributeRules, type AttributeTable } from "./attributes.ts";
import { TAGS } from "./tags.ts";

/** What a site operation is proven against: who is accredited, what refining does, on which deployment. */
export interface Registry {
  readonly tree: SiteTree;
  readonly attributes: AttributeTable;
  /** keccak(chain id, CobaltLot's address) mod the field order. */
  readonly deployment: bigint;
}

/** The one public signal that stands for a registry. */
export function registryHash({ tree, attributes, deployment }: Registry): bigint {
  return poseidon(tree.root, packAttributeRules(attributes), deployment, TAGS.REGISTRY);
}
