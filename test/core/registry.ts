import { expect } from "chai";
import { describe, it } from "mocha";

import { poseidon } from "../../scripts/core/poseidon.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { packAttributeRules, ATTRIBUTE_RULES, type AttributeTable } from "../../scripts/core/attributes.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

function attributesWith(rules: readonly number[]): AttributeTable {
  return rules.map((rule, j) => ({
    name: `attribute-${j}`,
    group: 0,
    rule: ATTRIBUTE_RULES[rule] ?? "carry",
  }));
}

describe("a registry", () => {
  for (const [n, { root, rules, attributeRules, deployment, registry }] of vectors.registries.entries()) {
    it(`is that of shared vector ${n}`, () => {
      expect(packAttributeRules(attributesWith(rules))).to.equal(BigInt(attributeRules));
      // a tree of one leaf has it as its root
      const tree = new SiteTree([BigInt(root)]);
      expect(
        registryHash({ tree, attributes: attributesWith(rules), deployment: BigInt(deployment) }),
      ).to.equal(BigInt(registry));
    });
  }

  it("carries an attribute that is not defined", () => {
    expect(packAttributeRules(ATTRIBUTES)).to.equal(1n + 2n * 4n ** 10n + 2n * 4n ** 11n + 4n ** 13n);
    const tree = new SiteTree([3n]);
    const expected = poseidon(3n, 1n + 2n * 4n ** 10n + 2n * 4n ** 11n + 4n ** 13n, 5n, TAGS.REGISTRY);
    expect(registryHash({ tree, attributes: ATTRIBUTES, deployment: 5n })).to.equal(expected);
  });
});
