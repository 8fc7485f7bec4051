import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { definePolicy, readPolicies } from "../../scripts/chain/policies.ts";
import { NEUTRAL_ROW, type Policy, policyId, type PolicyRow } from "../../scripts/core/policy.ts";
import { describePolicy, parsePolicy } from "../../scripts/core/policy-words.ts";
import { attributeSet } from "../../scripts/core/attributes.ts";
import { deployDeskWorld } from "../fixtures/desk-world.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";

const { ethers } = await network.create("simulated");

const MAX = 2n ** 32n - 1n;
const about = (...rows: Partial<PolicyRow>[]): Policy => ({
  rows: rows.map((row) => ({ ...NEUTRAL_ROW, ...row })),
  massMin: 0n,
  massMax: MAX,
});
const never = { constant: -1n };
const extreme: PolicyRow = {
  shares: attributeSet([5, 6]),
  shareFactor: 32_767n,
  primaryFactor: 32_766n,
  co2eFactor: 32_765n,
  auditFactor: 32_764n,
  constant: -(2n ** 47n),
};

describe("policies on the chain", () => {
  it("are read back as the policies of their ids, in words that mean the same, however they are stored", async () => {
    const { contracts } = await deployDeskWorld(ethers.provider, []);
    const odd: Policy[] = [
      about(extreme),
      about({}, never),
      about(never, {}, {}, {}, {}, {}, {}, extreme),
      about({}, {}, { auditFactor: 2n, constant: 131_069n }),
      { rows: [], massMin: 0n, massMax: 1n },
      { ...about(never), massMin: 1n, massMax: 1n },
    ];
    for (const policy of odd) await definePolicy(contracts.policies, policy);
    const stored = await readPolicies(contracts.policies);
    expect([...stored.keys()].slice(1)).to.deep.equal(odd.map(policyId));
    for (const [id, policy] of stored) {
      expect(policyId(policy)).to.equal(id);
      expect(policyId(parsePolicy(describePolicy(policy, ATTRIBUTES), ATTRIBUTES))).to.equal(id);
    }
  });
});
