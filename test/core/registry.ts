import { expect } from "chai";
import { describe, it } from "mocha";

import { poseidon } from "../../scripts/core/poseidon.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { packSlotRules, SLOT_RULES, type SlotTable } from "../../scripts/core/slots.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { SLOTS } from "../support/sites.ts";
import vectors from "../support/vectors.json" with { type: "json" };

function slotsWith(rules: readonly number[]): SlotTable {
  return rules.map((rule, j) => ({ name: `slot-${j}`, group: 0, rule: SLOT_RULES[rule] ?? "carry" }));
}

describe("a registry", () => {
  for (const [n, { root, rules, slotRules, deployment, registry }] of vectors.registries.entries()) {
    it(`is that of shared vector ${n}`, () => {
      expect(packSlotRules(slotsWith(rules))).to.equal(BigInt(slotRules));
      // a tree of one leaf has it as its root
      const tree = new SiteTree([BigInt(root)]);
      expect(registryHash({ tree, slots: slotsWith(rules), deployment: BigInt(deployment) })).to.equal(
        BigInt(registry),
      );
    });
  }

  it("carries a slot that is not defined", () => {
    expect(packSlotRules(SLOTS)).to.equal(1n + 2n * 4n ** 10n);
    const tree = new SiteTree([3n]);
    const expected = poseidon(3n, 1n + 2n * 4n ** 10n, 5n, TAGS.REGISTRY);
    expect(registryHash({ tree, slots: SLOTS, deployment: 5n })).to.equal(expected);
  });
});
