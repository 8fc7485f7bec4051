import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import type { Registry } from "../core/registry.ts";
import { SiteTree } from "../core/site-tree.ts";
import { type Attribute, ATTRIBUTE_COUNT, ATTRIBUTE_RULES } from "../core/attributes.ts";
import { readLeafChanges } from "./site-leaves.ts";

/** Rebuilds the tree of sites from the chain's events, and reads attributes and deployment. */
export async function readRegistry(accreditation: Accreditation): Promise<Registry> {
  const [changes, attributes, deployment] = await Promise.all([
    readLeafChanges(accreditation),
    readAttributes(accreditation),
    accreditation.deployment(),
  ]);
  const leaves: bigint[] = [];
  for (const { position, leaf } of changes) leaves[position] = leaf;
  return { tree: new SiteTree(leaves), attributes, deployment };
}

/** The attributes as they are defined. */
export async function readAttributes(accreditation: Accreditation): Promise<(Attribute | undefined)[]> {
  const attributes = await Promise.all(
    Array.from({ length: ATTRIBUTE_COUNT }, (_, attribute) => accreditation.attributeOf(attribute)),
  );
  return attributes.map(({ name, group, rule }) => {
    const named = ATTRIBUTE_RULES[Number(rule)];
    return name === "" || named === undefined ? undefined : { name, group: Number(group), rule: named };
  });
}
