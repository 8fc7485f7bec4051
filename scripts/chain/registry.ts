import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import type { Registry } from "../core/registry.ts";
import { SiteTree } from "../core/site-tree.ts";
import { type Attribute, ATTRIBUTE_COUNT, ATTRIBUTE_RULES } from "../core/attributes.ts";
import { readLeafChanges } from "./site-leaves.ts";

/** What `Accreditation` says, rebuilt from its events and read from its state. */
export interface RegistryState extends Registry {
  /** Which leaf of the tree is a site's, by site id; a site that is out of the tree has none. */
  readonly positions: ReadonlyMap<bigint, number>;
}

/** Rebuilds the tree of sites from the chain's events, and reads attributes and deployment. */
export async function readRegistry(accreditation: Accreditation): Promise<RegistryState> {
  const [changes, attributes, deployment] = await Promise.all([
    readLeafChanges(accreditation),
    readAttributes(accreditation),
    accreditation.deployment(),
  ]);
  const leaves: bigint[] = [];
  const positions = new Map<bigint, number>();
  for (const { siteId, position, leaf } of changes) {
    leaves[position] = leaf;
    if (leaf === 0n) positions.delete(siteId);
    else positions.set(siteId, position);
  }
  return { tree: new SiteTree(leaves), attributes, deployment, positions };
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

/** The nodes beside a site's leaf, which a change of it must name; none while it is out of the tree. */
export function siblingsOf({ tree, positions }: RegistryState, siteId: bigint): bigint[] {
  const position = positions.get(siteId);
  return position === undefined ? [] : tree.siblings(position);
}
