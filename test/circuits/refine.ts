import { describe, it } from "mocha";

import { assayerOf, signAssay } from "../../scripts/core/assay.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { refine, refineInputs } from "../../scripts/core/refine.ts";
import { processCommitment, type Site, siteKeysOf, siteLeaf } from "../../scripts/core/site.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { ATTRIBUTE_RULES, type AttributeTable } from "../../scripts/core/attributes.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { assertBound, assertDetermined } from "../fixtures/circuits/checks.ts";
import { circuitUnderTest } from "../r1cs/harness.ts";
import { lotIdOf, modulo, quotient, range, withAt } from "../fixtures/circuits/lot.ts";
import { honestRefine, refinedLot, type RefineFacts, refineInputsOf } from "../fixtures/circuits/refine.ts";
import { siteOperationTests } from "../fixtures/circuits/site-tests.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("circuit tests: refine");
const CHILD = "main: child, childId";
const PARENT = "main: parent, parentId";
const LOW_YIELD = "main > Range(least, massGrams)";
const HIGH_YIELD = "main > Range(massGrams, most)";
const PLACE = 1n << 63n;
const MASS_MAX = (1n << 32n) - 1n;
const inputsOf = (change: Partial<RefineFacts>) => refineInputsOf({ ...honestRefine, ...change });
const { from } = honestRefine;
const lanesWith = (change: Record<number, bigint>) => from.lanes.map((lane, k) => change[k] ?? lane);
const unknown = { footprintUnknown: 1n, co2eMargin: 0n, co2ePrimary: 0n };

describe("circuit refine", () => {
  const circuit = circuitUnderTest("refine");

  describe("accepts", () => {
    it("core's refining", () => {
      const key = Buffer.alloc(32, 9);
      const site: Site = {
        secrets: { siteSecret: random(), traceSecret: random() },
        assayer: assayerOf(key),
        profile: {
          right: "refine",
          grants: 0b01_0101_0101_0101_0101n,
          permits: 1,
          unitGrams: 20_000_000n,
          auditedOn: 20_000,
          validUntil: 21_000,
        },
        process: {
          emissionFloor: 4_000_000n,
          primaryShare: 10_000n,
          yieldMin: 9_600n,
          yieldMax: 9_800n,
          processSalt: random(),
        },
      };
      const attributes: AttributeTable = range(17).map((j) => ({
        name: `attribute-${j}`,
        group: 0,
        rule: ATTRIBUTE_RULES[j % 3] ?? "carry",
      }));
      const parent: Lot = {
        massGrams: 17_776_800n,
        provenance: {
          co2eMargin: CO2E_CAP - 8_995_140n,
          co2ePrimary: 8_995_139n,
          shares: range(18).map((j) => BigInt(j) * 55_555_555n),
          oldestAudit: 20_100,
        },
        salt: random(),
      };
      const keys = siteKeysOf(site.secrets, site.assayer);
      const leaf = siteLeaf(keys, site.profile, processCommitment(site.process));
      const registry = { tree: new SiteTree([1n, leaf, 3n]), attributes, deployment: random() };
      const operation = { site, registry, day: 20_500, permitIndex: 0, context: random() };
      const proofOf = (lot: Lot) => {
        const statement = {
          lotId: lotId(lot),
          siteKey: keys.siteKey,
          deployment: registry.deployment,
          parent: lotId(parent),
        };
        return refineInputs({ ...operation, assay: signAssay(key, statement) }, parent, lot);
      };
      const refineTo = (figures: { massGrams: bigint; co2e?: bigint }) =>
        refine(site, attributes, parent, figures, 20_500, random);
      circuit.accepts(proofOf(refineTo({ massGrams: 17_243_496n })));
      circuit.accepts(proofOf(refineTo({ massGrams: 17_243_496n, co2e: CO2E_CAP + 1n })));
    });

    it("the ends of the yield band", () => {
      circuit.accepts(inputsOf({ ...unknown, massGrams: 9_500_000n }));
      circuit.accepts(inputsOf({ ...unknown, massGrams: 9_900_000n }));
    });
    const all = {
      massGrams: MASS_MAX,
      unitGrams: MASS_MAX,
      yieldMin: 10_000n,
      yieldMax: 10_000n,
      primaryShare: 10_000n,
    };
    const clean = {
      ...from,
      massGrams: MASS_MAX,
      lanes: lanesWith({ 0: CO2E_CAP, 1: 0n, 19: 1_000_000_000n }),
      oldestAudit: 65_535n,
    };
    it("the heaviest lot, nothing lost, every figure at its largest", () => {
      // all emissions are this site's, all primary
      circuit.accepts(
        inputsOf({ ...all, from: clean, emissionFloor: CO2E_CAP, co2eMargin: 0n, co2ePrimary: CO2E_CAP }),
      );
      // no floor, and the child states the cap: the largest excess
      circuit.accepts(inputsOf({ ...all, from: clean, emissionFloor: 0n, co2eMargin: 0n, co2ePrimary: 0n }));
    });
    it("the most and the least that the yield band can leave of the heaviest lot", () => {
      circuit.accepts(inputsOf({ ...all, from: clean, ...unknown, yieldMin: 0n }));
      circuit.accepts(inputsOf({ ...all, from: clean, ...unknown, yieldMin: 0n, massGrams: 1n }));
    });
    it("the largest room for primary data, also of a parent that no circuit makes", () => {
      const odd = { ...clean, lanes: lanesWith({ 0: CO2E_CAP, 1: CO2E_CAP }) };
      circuit.accepts(
        inputsOf({ ...all, from: odd, emissionFloor: CO2E_CAP, co2eMargin: 0n, co2ePrimary: 0n }),
      );
      const dirty = { ...clean, lanes: lanesWith({ 0: 0n, 1: CO2E_CAP }) };
      circuit.accepts(
        inputsOf({ ...all, from: dirty, emissionFloor: 0n, co2eMargin: 0n, co2ePrimary: CO2E_CAP }),
      );
    });
    it("a lot at the cap, whose footprint stays unknown", () => {
      const dirty = { ...from, lanes: lanesWith({ 0: 0n, 1: 0n }) };
      circuit.accepts(inputsOf({ from: dirty, ...unknown }));
      // all primary, under the highest floor: no figure of what stays unknown is held against it
      const primary = { ...clean, lanes: lanesWith({ 0: 0n, 1: CO2E_CAP }) };
      circuit.accepts(inputsOf({ ...all, from: primary, emissionFloor: CO2E_CAP, ...unknown }));
    });
    it("a footprint above the least, and less primary than allowed", () => {
      circuit.accepts(inputsOf({ co2eMargin: 0n }));
      circuit.accepts(inputsOf({ co2ePrimary: 0n }));
    });
    it("an older parent, an older site, and both of one day", () => {
      for (const oldestAudit of [0n, 20_100n, 20_101n, 20_102n, 65_535n]) {
        circuit.accepts(inputsOf({ from: { ...from, oldestAudit } }));
      }
      for (const auditedOn of [0n, 65_535n]) circuit.accepts(inputsOf({ auditedOn }));
    });
    it("every rule with and without the grant", () => {
      for (const turn of [0, 1, 2]) {
        const attributeRules = range(18).reduce(
          (sum, j) => sum + (BigInt((j + turn) % 3) << BigInt(2 * j)),
          0n,
        );
        for (const grants of [0n, (1n << 18n) - 1n]) circuit.accepts(inputsOf({ attributeRules, grants }));
      }
    });
    it("no signal but what the inputs determine", () => {
      assertDetermined(circuit, inputsOf({}), inputsOf(unknown));
    });
    it("no public signal that could be exchanged", () => {
      assertBound(circuit, "parent", "child", "registry", "permit");
    });
  });

  describe("rejects", () => {
    it("another parent than the one opened", () => {
      for (const other of [
        { ...from, massGrams: from.massGrams + 1n },
        { ...from, oldestAudit: from.oldestAudit + 1n },
        { ...from, salt: from.salt + 1n },
        ...range(20).map((k) => ({ ...from, lanes: withAt(from.lanes, k, (from.lanes[k] ?? 0n) + 1n) })),
      ]) {
        // the assayer signed for the false parent, so only the opening tells
        const inputs = refineInputsOf({ ...honestRefine, from: other }, refinedLot(honestRefine));
        const { parentMassGrams, parentLanes, parentOldestAudit, parentSalt } = inputsOf({});
        const opening = { parentMassGrams, parentLanes, parentOldestAudit, parentSalt };
        circuit.rejects(
          { ...inputs, ...Object.fromEntries(Object.entries(opening).map(([k, v]) => [k, v ?? 0n])) },
          PARENT,
        );
      }
    });

    for (const k of range(19).filter((lane) => lane % 4 < 3)) {
      it(`lane ${k} of the parent traded for the next`, () => {
        // both have the parent's words, so its id; the footprint is left unknown lest it notices
        for (const [own, next] of [
          [-PLACE, 1n],
          [PLACE, -1n],
        ] as const) {
          const lanes = lanesWith({
            [k]: (from.lanes[k] ?? 0n) + own,
            [k + 1]: (from.lanes[k + 1] ?? 0n) + next,
          });
          const facts = { ...honestRefine, ...unknown, from: { ...from, lanes }, attributeRules: 0n };
          circuit.rejects(refineInputsOf(facts), "main > Range(parentLanes)");
        }
      });
    }
    for (const k of [3, 7, 11, 15]) {
      it(`lane ${k} of the parent traded for the first of the next word, which is another number`, () => {
        const lanes = lanesWith({
          [k]: (from.lanes[k] ?? 0n) + PLACE,
          [k + 1]: (from.lanes[k + 1] ?? 0n) - 1n,
        });
        const inputs = inputsOf({ ...unknown, attributeRules: 0n });
        circuit.rejects(
          { ...inputs, parentLanes: lanes.map(modulo) },
          "main > Range(parentLanes)",
          PARENT,
          CHILD,
        );
      });
    }
    for (const k of range(20)) {
      it(`lane ${k} of the parent beyond 30 bits`, () => {
        const high = { ...from, lanes: lanesWith({ [k]: 1n << 30n }) };
        circuit.rejects(
          inputsOf({ from: high, ...unknown, attributeRules: 0n }),
          "main > Range(parentLanes)",
        );
      });
    }

    it("a parent above the permit's unit", () => {
      circuit.rejects(
        inputsOf({ unitGrams: from.massGrams - 1n }),
        "AtMost(parentMassGrams, unitGrams) > Range(large, small)",
      );
    });
    it("a parent of negative mass", () => {
      const change = { from: { ...from, massGrams: -1n }, ...unknown, yieldMin: 0n, massGrams: 1n };
      circuit.rejects(inputsOf(change), "AtMost(parentMassGrams, unitGrams) > Range(small)", HIGH_YIELD);
    });
    it("a lot of no mass", () => {
      circuit.rejects(inputsOf({ ...unknown, yieldMin: 0n, massGrams: 0n }), "Mass(massGrams): isZero");
    });
    it("a mass that is small only 10^4 times", () => {
      const massGrams = quotient(97_000_000_001n, 10_000n);
      circuit.rejects(inputsOf({ ...unknown, massGrams }), "Mass(massGrams) > Range(massGrams)");
    });

    it("a yield outside its band", () => {
      circuit.rejects(inputsOf({ ...unknown, massGrams: 9_499_999n }), LOW_YIELD);
      circuit.rejects(inputsOf({ ...unknown, massGrams: 9_900_001n }), HIGH_YIELD);
      circuit.rejects(inputsOf({ ...unknown, yieldMin: 10_000n }), LOW_YIELD);
      // 10^4 times the mass misses the bound by 1: 9,999 · 9,999 = 99,980,001 and 9,999 · 10,001 = 99,999,999
      const ofMass = (massGrams: bigint) => ({ ...unknown, from: { ...from, massGrams } });
      circuit.rejects(
        inputsOf({ ...ofMass(9_999n), yieldMin: 9_999n, yieldMax: 10_000n, massGrams: 9_998n }),
        LOW_YIELD,
      );
      circuit.rejects(inputsOf({ ...ofMass(10_001n), yieldMax: 9_999n, massGrams: 10_000n }), HIGH_YIELD);
      circuit.rejects(inputsOf({ ...unknown, yieldMax: 0n }), HIGH_YIELD);
    });
    it("a yield above 1, or a negative one", () => {
      const more = { ...unknown, massGrams: 10_001_000n, yieldMax: 10_001n };
      circuit.rejects(inputsOf(more), "AtMost(yieldMax) > Range(large, small)");
      circuit.rejects(inputsOf({ ...unknown, yieldMin: -1n }), "AtMost(yieldMin) > Range(small)");
    });
    it("process figures that are negative, or too large", () => {
      const clean = { emissionFloor: -1n, primaryShare: 0n, co2ePrimary: 0n, co2eMargin: 0n };
      circuit.rejects(inputsOf(clean), "> ProcessFigures(");
      circuit.rejects(inputsOf({ ...unknown, emissionFloor: 1n << 30n }), "> ProcessFigures(");
      circuit.rejects(inputsOf({ ...unknown, primaryShare: -1n }), "AtMost(primaryShare) > Range(small)");
    });

    const FOOTPRINT = "> RefinedFootprint(…)";
    /** A gram that stays a gram, so that the inequalities' sides differ by what is stated. */
    const gram = { from: { ...from, massGrams: 1n }, massGrams: 1n, yieldMin: 0n, yieldMax: 10_000n };
    it("less emissions than the parent's and the floor's", () => {
      const rule = `${FOOTPRINT} > Range(excess)`;
      circuit.rejects(inputsOf({ co2eMargin: honestRefine.co2eMargin + 1n }), rule);
      const least = { co2ePrimary: 0n };
      circuit.accepts(inputsOf({ ...gram, ...least, co2eMargin: CO2E_CAP - 17_000_000n }));
      circuit.rejects(inputsOf({ ...gram, ...least, co2eMargin: CO2E_CAP - 16_999_999n }), rule);
      circuit.rejects(
        inputsOf({ from: { ...from, lanes: lanesWith({ 0: 0n }) }, co2eMargin: 0n, co2ePrimary: 0n }),
        rule,
      );
    });
    it("more primary data than the parent's and the audited share of the floor's", () => {
      circuit.accepts(inputsOf({ co2ePrimary: 14_247_422n }));
      circuit.rejects(inputsOf({ co2ePrimary: 14_247_423n }), `${FOOTPRINT} > Range(room)`);
      const small = { ...gram, emissionFloor: 9_999n, primaryShare: 1n, co2eMargin: 0n };
      circuit.accepts(inputsOf({ ...small, co2ePrimary: 8_000_000n }));
      circuit.rejects(inputsOf({ ...small, co2ePrimary: 8_000_001n }), `${FOOTPRINT} > Range(room)`);
    });
    it("more primary data than emissions", () => {
      const all = { primaryShare: 10_000n, from: { ...from, lanes: lanesWith({ 1: CO2E_CAP }) } };
      const rule = `${FOOTPRINT} > AtMost(co2eMargin, co2ePrimary) > Range(large, small)`;
      circuit.accepts(inputsOf({ ...all, co2ePrimary: 17_278_351n }));
      circuit.rejects(inputsOf({ ...all, co2ePrimary: 17_278_352n }), rule);
    });
    it("a footprint above the cap, and negative primary data", () => {
      circuit.rejects(inputsOf({ co2eMargin: -1n }), `${FOOTPRINT} > Range(co2eMargin)`);
      circuit.rejects(
        inputsOf({
          co2eMargin: CO2E_CAP + 1n,
          co2ePrimary: 0n,
          emissionFloor: 0n,
          from: { ...from, lanes: lanesWith({ 0: CO2E_CAP, 1: 0n }) },
        }),
        `${FOOTPRINT} >`,
      );
      circuit.rejects(
        inputsOf({ co2ePrimary: -1n }),
        `${FOOTPRINT} > AtMost(co2eMargin, co2ePrimary) > Range(small)`,
      );
    });

    it("an unknown footprint that is stated all the same", () => {
      circuit.rejects(inputsOf({ ...unknown, co2eMargin: 1n }), `${FOOTPRINT}: co2eMargin, unknown`);
      circuit.rejects(inputsOf({ ...unknown, co2ePrimary: 1n }), `${FOOTPRINT}: co2ePrimary, unknown`);
    });
    it("a footprint that is neither known nor unknown", () => {
      // with 2 the inequalities would turn round: this lot is at the cap and so is its child
      const dirty = { ...from, lanes: lanesWith({ 0: 0n, 1: 0n }) };
      const change = { ...unknown, from: dirty, primaryShare: 0n, footprintUnknown: 2n };
      circuit.rejects(inputsOf(change), `${FOOTPRINT}: unknown`);
    });
    it("with an unknown footprint, whatever else breaks the rules", () => {
      circuit.rejects(inputsOf({ ...unknown, massGrams: 9_900_001n }), HIGH_YIELD);
      circuit.rejects(inputsOf({ ...unknown, rights: 1n }), "SiteOperation(…): rights");
      const lot = refinedLot({ ...honestRefine, ...unknown });
      const raised = { ...lot, lanes: withAt(lot.lanes, 5, 1_000_000_000n) };
      circuit.rejects(refineInputsOf({ ...honestRefine, ...unknown }, raised), CHILD);
    });

    for (const j of range(18)) {
      it(`a share of attribute ${j} that is not what the attribute's rule makes of the parent's`, () => {
        const lot = refinedLot(honestRefine);
        const share = lot.lanes[2 + j] ?? 0n;
        for (const other of [0n, 1n, from.lanes[2 + j] ?? 0n, 1_000_000_000n].filter((s) => s !== share)) {
          circuit.rejects(
            refineInputsOf(honestRefine, { ...lot, lanes: withAt(lot.lanes, 2 + j, other) }),
            CHILD,
          );
        }
      });
      it(`a rule 3 for attribute ${j}`, () => {
        const attributeRules = honestRefine.attributeRules | (3n << BigInt(2 * j));
        // whatever the grant, the child is what the circuit would make of it
        const grants = honestRefine.grants & ~(1n << BigInt(j));
        const facts = { ...honestRefine, attributeRules, grants };
        const lot = refinedLot(facts);
        const lost = { ...lot, lanes: withAt(lot.lanes, 2 + j, 0n) };
        circuit.rejects(refineInputsOf(facts, lost), "> RefinedShare(");
      });
    }
    it("attribute rules beyond 36 bits", () => {
      circuit.rejects(
        inputsOf({ attributeRules: honestRefine.attributeRules + (1n << 36n) }),
        "main > Num2Bits(attributeRules, rules)",
      );
    });

    it("a child of another mass, footprint, audit or salt", () => {
      const lot = refinedLot(honestRefine);
      for (const other of [
        { ...lot, massGrams: lot.massGrams + 1n },
        { ...lot, lanes: withAt(lot.lanes, 0, honestRefine.co2eMargin + 1n) },
        { ...lot, lanes: withAt(lot.lanes, 1, honestRefine.co2ePrimary + 1n) },
        { ...lot, salt: lot.salt + 1n },
        { ...lot, oldestAudit: honestRefine.auditedOn },
      ]) {
        circuit.rejects(refineInputsOf(honestRefine, other), CHILD);
      }
      const young = { ...honestRefine, from: { ...from, oldestAudit: 20_102n } };
      circuit.rejects(refineInputsOf(young, { ...refinedLot(young), oldestAudit: 20_102n }), CHILD);
    });
    it("process figures as the parent's provenance: both are hashes of six, but a day is no tag", () => {
      const change = { ...unknown, from: { ...from, oldestAudit: TAGS.PROCESS }, attributeRules: 0n };
      circuit.rejects(inputsOf(change), "> EarlierDay(", CHILD);
    });
    it("an audit day of the parent beyond 16 bits", () => {
      const rule = "> EarlierDay(auditedOn, oldestAudit, parentOldestAudit) > Range(a)";
      circuit.rejects(inputsOf({ from: { ...from, oldestAudit: 65_536n } }), rule);
      circuit.rejects(inputsOf({ from: { ...from, oldestAudit: -1n } }), rule);
    });
  });

  siteOperationTests({ circuit, inputsOf, otherRight: 1n, parent: lotIdOf(from) });
});
