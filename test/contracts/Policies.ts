import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import {
  NEUTRAL_ROW,
  packInterval,
  packRow,
  packRows,
  type Policy,
  policyId,
  type PolicyRow,
} from "../../scripts/core/policy.ts";
import { attributeSet } from "../../scripts/core/attributes.ts";
import { deployLots } from "../fixtures/lots-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const MASS_MAX = 2n ** 32n - 1n;
const NO_INTERVAL = MASS_MAX << 32n;
/** "recycled ≥ 16 %" */
const RECYCLED: PolicyRow = {
  ...NEUTRAL_ROW,
  shares: attributeSet([7]),
  shareFactor: 1n,
  constant: -160_000_000n,
};

/** Attributes as the scenario has them: 5 and 6 of one group, 9 and 10 of another, 0 and 7 of none, 11 undefined. */
async function fixture() {
  const all = await deployLots(ethers);
  const attributes: [number, string, number][] = [
    [0, "rmap", 0],
    [5, "non-asm", 1],
    [6, "asm-assessed", 1],
    [7, "recycled", 0],
    [9, "origin-a", 2],
    [10, "origin-b", 2],
  ];
  for (const attribute of attributes) await all.accreditation.defineAttribute(...attribute);
  return all;
}

/** The words of a policy of these rows, and its interval. */
function encoded(
  rows: PolicyRow[],
  massMin = 0n,
  massMax = MASS_MAX,
): [[bigint, bigint, bigint, bigint], bigint] {
  const policy = { rows, massMin, massMax };
  const [a = 0n, b = 0n, c = 0n, d = 0n] = packRows(policy);
  return [[a, b, c, d], packInterval(policy)];
}

describe("Policies", () => {
  it("are refused over an accreditation without code, whose attributes nobody could define", async () => {
    const { policies, poseidon, stranger } = await networkHelpers.loadFixture(fixture);
    const libraries = { PoseidonT6: await poseidon.getAddress() };
    for (const nothing of [ZeroAddress, stranger.address]) {
      await expect(ethers.deployContract("Policies", [nothing], { libraries }))
        .to.be.revertedWithCustomError(policies, "CodeMissing")
        .withArgs(nothing);
    }
    const accreditation = await policies.accreditation();
    const made = await ethers.deployContract("Policies", [accreditation], { libraries });
    await expect(made.deploymentTransaction()).to.emit(made, "PoliciesDeployed").withArgs(accreditation);
  });

  it("gives a policy the identifier that core and circuits give it", async () => {
    const { policies } = await networkHelpers.loadFixture(fixture);
    const extremes = Array.from({ length: 8 }, (_, i): PolicyRow => ({
      shares: attributeSet([9, 10]),
      shareFactor: 32_767n,
      primaryFactor: 32_766n,
      co2eFactor: 32_765n,
      auditFactor: 32_764n,
      constant: BigInt(i) - 2n ** 47n,
    }));
    const examples: Policy[] = [
      { rows: [RECYCLED], massMin: 0n, massMax: MASS_MAX },
      { rows: [], massMin: 10_000_000n, massMax: MASS_MAX },
      { rows: extremes, massMin: 2n, massMax: MASS_MAX - 1n },
    ];
    for (const policy of examples) {
      const [words, interval] = encoded([...policy.rows], policy.massMin, policy.massMax);
      await expect(policies.definePolicy(words, interval))
        .to.emit(policies, "PolicyDefined")
        .withArgs(policyId(policy), words, interval);
      expect(await policies.massRange(policyId(policy))).to.deep.equal([policy.massMin, policy.massMax]);
    }
  });

  it("tells policies about a provenance from those about a lot", async () => {
    const { policies } = await networkHelpers.loadFixture(fixture);
    const intervals: [bigint, bigint, boolean][] = [
      [0n, MASS_MAX, true],
      [0n, MASS_MAX - 1n, false],
      [2n, MASS_MAX, false],
      [1n, 1n, false],
    ];
    for (const [massMin, massMax, aboutProvenance] of intervals) {
      await policies.definePolicy(...encoded([RECYCLED], massMin, massMax));
      const id = policyId({ rows: [RECYCLED], massMin, massMax });
      expect(await policies.isAboutProvenance(id)).to.equal(aboutProvenance);
    }
  });

  it("takes the same policy again without another event", async () => {
    const { policies, stranger } = await networkHelpers.loadFixture(fixture);
    await policies.definePolicy(...encoded([RECYCLED]));
    await expect(policies.connect(stranger).definePolicy(...encoded([RECYCLED]))).not.to.emit(
      policies,
      "PolicyDefined",
    );
  });

  it("does not know a policy that was not defined", async () => {
    const { policies } = await networkHelpers.loadFixture(fixture);
    for (const id of [0n, 5n]) {
      for (const call of [policies.massRange(id), policies.isAboutProvenance(id)]) {
        await expect(call).to.be.revertedWithCustomError(policies, "PolicyUnknown").withArgs(id);
      }
    }
  });

  it("refuses a policy that says nothing", async () => {
    const { policies } = await networkHelpers.loadFixture(fixture);
    await expect(policies.definePolicy([0n, 0n, 0n, 0n], NO_INTERVAL)).to.be.revertedWithCustomError(
      policies,
      "PolicyTrivial",
    );
    await policies.definePolicy([0n, 0n, 0n, 0n], (MASS_MAX << 32n) | 2n);
  });

  it("refuses intervals that are empty, too wide, or a second spelling of none", async () => {
    const { policies } = await networkHelpers.loadFixture(fixture);
    const [words] = encoded([RECYCLED]);
    const intervals = [
      0n,
      1n,
      (4n << 32n) | 5n,
      (MASS_MAX << 32n) | 1n,
      1n << 64n,
      NO_INTERVAL | (1n << 64n),
      2n ** 256n - 1n,
    ];
    for (const interval of intervals) {
      await expect(policies.definePolicy(words, interval))
        .to.be.revertedWithCustomError(policies, "PolicyIntervalInvalid")
        .withArgs(interval);
    }
    await policies.definePolicy(words, (5n << 32n) | 5n);
    await policies.definePolicy(words, (MASS_MAX << 32n) | 2n);
  });

  it("refuses words with bits above their two rows", async () => {
    const { policies } = await networkHelpers.loadFixture(fixture);
    const [[first]] = encoded([RECYCLED]);
    for (let index = 0; index < 4; index += 1) {
      const words: [bigint, bigint, bigint, bigint] = [first, first, first, first];
      words[index] = first | (1n << 252n);
      await expect(policies.definePolicy(words, NO_INTERVAL))
        .to.be.revertedWithCustomError(policies, "PolicyWordTooLarge")
        .withArgs(index, first | (1n << 252n));
    }
  });

  describe("rows", () => {
    it("may add the shares of attributes of one group", async () => {
      const { policies } = await networkHelpers.loadFixture(fixture);
      for (const shares of [attributeSet([5, 6]), attributeSet([9, 10]), attributeSet([0])]) {
        await policies.definePolicy(...encoded([{ ...RECYCLED, shares }]));
      }
    });

    it("may not add shares that may be of the same cobalt", async () => {
      const { policies } = await networkHelpers.loadFixture(fixture);
      const sums: [number[], [number, number]][] = [
        [
          [0, 7],
          [0, 7],
        ],
        [
          [0, 5],
          [0, 5],
        ],
        [
          [5, 7],
          [5, 7],
        ],
        [
          [5, 6, 9],
          [5, 9],
        ],
      ];
      for (const [attributes, [one, other]] of sums) {
        const row = { ...RECYCLED, shares: attributeSet(attributes) };
        // also behind good ones, as the last of eight rows and as the first of a word
        for (const index of [0, 4, 7]) {
          const rows = [...Array.from({ length: index }, () => RECYCLED), row];
          await expect(policies.definePolicy(...encoded(rows)))
            .to.be.revertedWithCustomError(policies, "PolicyAttributesNotExclusive")
            .withArgs(index, one, other);
        }
      }
    });

    it("may not name an attribute that is not defined", async () => {
      const { policies, accreditation } = await networkHelpers.loadFixture(fixture);
      for (const attributes of [[11], [5, 6, 13], [1, 11]]) {
        const undefinedAttribute = attributes.find((attribute) => [1, 11, 13].includes(attribute));
        await expect(policies.definePolicy(...encoded([{ ...RECYCLED, shares: attributeSet(attributes) }])))
          .to.be.revertedWithCustomError(policies, "PolicyAttributeUndefined")
          .withArgs(0n, undefinedAttribute);
      }
      await accreditation.defineAttribute(11, "new-scheme", 0);
      await policies.definePolicy(...encoded([{ ...RECYCLED, shares: attributeSet([11]) }]));
    });

    it("may be neutral beside any other", async () => {
      const { policies } = await networkHelpers.loadFixture(fixture);
      const lowest = { ...RECYCLED, shares: attributeSet([0]) };
      for (const rows of [
        [NEUTRAL_ROW, lowest],
        [lowest, NEUTRAL_ROW, NEUTRAL_ROW, lowest],
      ]) {
        await policies.definePolicy(...encoded(rows));
      }
    });

    it("may not have attributes without a factor, nor a factor without attributes", async () => {
      const { policies } = await networkHelpers.loadFixture(fixture);
      for (const row of [
        { ...RECYCLED, shareFactor: 0n },
        { ...RECYCLED, shares: 0n },
        // the bits that are next to each other
        { ...RECYCLED, shares: attributeSet([13]), shareFactor: 0n },
        { ...RECYCLED, shares: 0n, shareFactor: 1n },
      ]) {
        await expect(policies.definePolicy(...encoded([RECYCLED, row])))
          .to.be.revertedWithCustomError(policies, "PolicyRowAmbiguous")
          .withArgs(1n, packRow(row));
      }
    });

    it("may not hold for every lot", async () => {
      const { policies } = await networkHelpers.loadFixture(fixture);
      const always: PolicyRow[] = [
        { ...NEUTRAL_ROW, constant: 1n },
        { ...RECYCLED, constant: 0n },
        { ...NEUTRAL_ROW, co2eFactor: 1n },
        { ...NEUTRAL_ROW, primaryFactor: 1n, constant: 2n ** 47n - 1n },
        { ...NEUTRAL_ROW, auditFactor: 1n, constant: 65_535n },
        { ...NEUTRAL_ROW, auditFactor: 32_767n, constant: 32_767n * 65_535n },
      ];
      for (const row of always) {
        await expect(policies.definePolicy(...encoded([row])))
          .to.be.revertedWithCustomError(policies, "PolicyRowAlwaysHolds")
          .withArgs(0n, packRow(row));
      }
    });

    it("may fail for some lot by a hair", async () => {
      const { policies } = await networkHelpers.loadFixture(fixture);
      const sometimes: PolicyRow[] = [
        { ...RECYCLED, constant: -1n },
        { ...NEUTRAL_ROW, auditFactor: 1n, constant: 32_766n },
        { ...NEUTRAL_ROW, auditFactor: 32_767n, constant: 32_767n * 65_535n - 1n },
        { ...NEUTRAL_ROW, co2eFactor: 1n, constant: -(2n ** 47n) },
      ];
      for (const row of sometimes) await policies.definePolicy(...encoded([row]));
    });
  });
});
