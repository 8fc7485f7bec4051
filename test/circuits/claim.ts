import { expect } from "chai";
import { describe, it } from "mocha";

import { claimInputs } from "../../scripts/core/claim.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { NEUTRAL_ROW, type Policy } from "../../scripts/core/policy.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { assertBound, assertDetermined } from "../fixtures/circuits/checks.ts";
import {
  type ClaimFacts,
  claimInputsOf,
  honestClaim,
  type Row,
  twosComplement,
} from "../fixtures/circuits/claim.ts";
import { circuitUnderTest } from "../r1cs/harness.ts";
import { hash, lotIdOf, modulo, range, withAt } from "../fixtures/circuits/lot.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("circuit tests: claim");
const PLACE = 1n << 63n;
const MASS_MAX = (1n << 32n) - 1n;
const ROW = "> PolicyRow(…)";
const BELOW_ZERO = `${ROW} > Range(auditTerm, co2eTerm, constant, constantBits, primaryTerm, shareTerm)`;
const POLICY = "main: itsPolicyId, policyId";
const LOT = "main: itsLotId, lotId";

const honest = honestClaim;
const { lot } = honest;
const twos = twosComplement;
const row = (change: Partial<Row>): Row => ({ ...NEUTRAL_ROW, ...change });
const inputsOf = (change: Partial<ClaimFacts>) => claimInputsOf({ ...honest, ...change });
/** A policy with one row in place `i`. */
const inPlace = (i: number, change: Partial<Row>) =>
  inputsOf({ rows: range(8).map((j) => (i === j ? row(change) : NEUTRAL_ROW)) });

describe("circuit claim", () => {
  const circuit = circuitUnderTest("claim");

  describe("accepts", () => {
    it("core's claim on eight rows and an interval", () => {
      const provenance = {
        co2eMargin: CO2E_CAP - 11_821_455n,
        co2ePrimary: 11_821_452n,
        shares: range(18).map((j) => (j < 7 ? 1_000_000_000n : 160_016_799n)),
        oldestAudit: 20_100,
      };
      const coreLot: Lot = { massGrams: 11_905_000n, provenance, salt: random() };
      const policy: Policy = {
        rows: [
          { ...NEUTRAL_ROW, shares: 1n, shareFactor: 1n, constant: -1_000_000_000n },
          { ...NEUTRAL_ROW, shares: 0b11_0000_0000_0000_0000n, shareFactor: 1n, constant: -320_033_598n },
          { ...NEUTRAL_ROW, shares: 128n, shareFactor: 1n, constant: -160_000_000n },
          { ...NEUTRAL_ROW, co2eFactor: 1n, constant: 15_000_000n - CO2E_CAP },
          { ...NEUTRAL_ROW, primaryFactor: 100n, co2eFactor: 80n, constant: -80n * CO2E_CAP },
          { ...NEUTRAL_ROW, auditFactor: 1n, constant: 428n },
          { ...NEUTRAL_ROW, primaryFactor: 1n, co2eFactor: 1n, constant: 1_000n - CO2E_CAP },
          NEUTRAL_ROW,
        ],
        massMin: 11_905_000n,
        massMax: 11_905_000n,
      };
      circuit.accepts(claimInputs(policy, coreLot, 20_528));
      circuit.accepts(claimInputs({ ...policy, massMin: 0n, massMax: MASS_MAX }, coreLot, 20_528));
    });

    it("the bounds of every figure", () => {
      const full = {
        shares: (1n << 18n) - 1n,
        shareFactor: 32_767n,
        primaryFactor: 32_767n,
        co2eFactor: 32_767n,
        auditFactor: 32_767n,
        constant: twos((1n << 47n) - 1n),
      };
      const high = {
        ...lot,
        massGrams: MASS_MAX,
        lanes: range(20).map(() => CO2E_CAP),
        oldestAudit: 65_535n,
      };
      circuit.accepts(inputsOf({ lot: high, rows: range(8).map(() => full), day: 0n, massMin: MASS_MAX }));
      const low = { ...lot, massGrams: 1n, lanes: range(20).map(() => 0n), oldestAudit: 0n };
      circuit.accepts(inputsOf({ lot: low, massMin: 1n, massMax: 1n, day: 65_535n }));
      const late = row({ auditFactor: 32_767n, constant: twos(32_767n * 65_535n) });
      circuit.accepts(inputsOf({ lot: low, rows: [late], day: 65_535n }));
    });
    it("no signal but what the inputs determine", () => {
      assertDetermined(
        circuit,
        inputsOf({}),
        inPlace(3, { shares: 5n, shareFactor: 3n, constant: twos(-9n) }),
      );
    });
    it("no public signal that could be exchanged", () => {
      assertBound(circuit, "lotId", "policyId");
    });
  });

  describe("rejects", () => {
    const margin = lot.lanes[0] ?? 0n;
    const primary = lot.lanes[1] ?? 0n;

    for (const i of range(8)) {
      it(`a row ${i} that fails by one, in each of its terms`, () => {
        const terms: [Partial<Row>, bigint][] = [
          [{ primaryFactor: 1n }, primary],
          [{ primaryFactor: 777n }, 777n * primary],
          [{ co2eFactor: 1n }, margin],
          [{ co2eFactor: 32_767n }, 32_767n * margin],
          [{ auditFactor: 3n }, 3n * (lot.oldestAudit - honest.day)],
          [{ shares: 0b10_0000_0000_0000_0001n, shareFactor: 2n }, 2n * 19n * 55_000_000n],
          [{}, 0n],
        ];
        for (const [change, value] of terms) {
          circuit.accepts(inPlace(i, { ...change, constant: twos(-value) }));
          circuit.rejects(inPlace(i, { ...change, constant: twos(-value - 1n) }), BELOW_ZERO);
        }
      });

      it(`parts of row ${i} beyond their bits, which another row's reading hides`, () => {
        // each part 2^bits too large, the next one 1 too small: the row's number is the same
        const base: Row = {
          shares: 1n,
          shareFactor: 1n,
          primaryFactor: 1n,
          co2eFactor: 1n,
          auditFactor: 1n,
          constant: 1n,
        };
        const rule = (what: string) => `${ROW} > ${what}`;
        circuit.rejects(
          inPlace(i, { ...base, shares: 1n + (1n << 18n), shareFactor: 0n }),
          rule("Num2Bits(isShare, shares)"),
        );
        circuit.rejects(
          inPlace(i, { ...base, shareFactor: 1n + (1n << 15n), primaryFactor: 0n }),
          rule("Range(shareFactor)"),
        );
        circuit.rejects(
          inPlace(i, { ...base, primaryFactor: 1n + (1n << 15n), co2eFactor: 0n }),
          rule("Range(primaryFactor)"),
        );
        circuit.rejects(
          inPlace(i, { ...base, co2eFactor: 1n + (1n << 15n), auditFactor: 0n }),
          rule("Range(co2eFactor)"),
        );
        circuit.rejects(
          inPlace(i, { ...base, auditFactor: 1n + (1n << 15n), constant: 2n }),
          rule("Range(auditFactor)"),
        );
        circuit.rejects(
          inPlace(i, { ...base, constant: 1n << 48n }),
          rule("Num2Bits(constant, constantBits)"),
        );
      });

      it(`a policy that differs in row ${i}`, () => {
        const rows: Partial<Row>[] = [
          { shares: 1n },
          { shareFactor: 1n },
          { primaryFactor: 1n },
          { co2eFactor: 1n },
          { auditFactor: 1n },
          { constant: 1n },
        ];
        const { policyId } = inputsOf({});
        for (const change of rows) {
          const inputs = inPlace(i, { ...change, constant: (change.constant ?? 0n) + 65_535n });
          circuit.rejects({ ...inputs, policyId: policyId ?? 0n }, POLICY);
        }
      });
    }
    for (const j of range(18)) {
      it(`a share of attribute ${j} counted that the row does not name, or not counted`, () => {
        const share = lot.lanes[2 + j] ?? 0n;
        const mine = { shares: 1n << BigInt(j), shareFactor: 1n };
        circuit.accepts(inPlace(0, { ...mine, constant: twos(-share) }));
        circuit.rejects(inPlace(0, { ...mine, constant: twos(-share - 1n) }), BELOW_ZERO);
        const others = { shares: ((1n << 18n) - 1n) ^ mine.shares, shareFactor: 1n };
        const sum = 171n * 55_000_000n - share;
        circuit.accepts(inPlace(0, { ...others, constant: twos(-sum) }));
        circuit.rejects(inPlace(0, { ...others, constant: twos(-sum - 1n) }), BELOW_ZERO);
      });
    }
    it("the lowest constant read as a high one", () => {
      circuit.rejects(inPlace(0, { constant: 1n << 47n }), BELOW_ZERO);
      circuit.rejects(inPlace(0, { constant: twos(-1n) }), BELOW_ZERO);
    });
    it("negative factors, by which a weaker lot would pass", () => {
      const rules: [Partial<Row>, string][] = [
        [{ shares: 1n, shareFactor: -1n, constant: 1n << 40n }, "Range(shareFactor)"],
        [{ primaryFactor: -1n, constant: 1n << 40n }, "Range(primaryFactor)"],
        [{ co2eFactor: -1n, constant: 1n << 40n }, "Range(co2eFactor)"],
        [{ auditFactor: -1n, constant: 1n << 40n }, "Range(auditFactor)"],
      ];
      for (const [change, rule] of rules) circuit.rejects(inPlace(0, change), `${ROW} > ${rule}`);
    });

    for (const k of range(20)) {
      it(`lane ${k} beyond 30 bits`, () => {
        circuit.rejects(
          inputsOf({ lot: { ...lot, lanes: withAt(lot.lanes, k, 1n << 30n) } }),
          "main > Range(lanes)",
        );
      });
      if (k === 19) continue;
      // the words of another are other numbers, so only within a word the id stays
      const rules: [string, ...string[]] = ["main > Range(lanes)", ...(k % 4 === 3 ? [LOT] : [])];
      it(`lane ${k} traded for the next`, () => {
        for (const [own, next] of [
          [-PLACE, 1n],
          [PLACE, -1n],
        ] as const) {
          const traded = withAt(lot.lanes, k, (lot.lanes[k] ?? 0n) + own);
          const lanes = withAt(traded, k + 1, (traded[k + 1] ?? 0n) + next);
          circuit.rejects({ ...inputsOf({}), lanes: lanes.map(modulo) }, ...rules);
        }
      });
    }

    it("process figures as a provenance: both are hashes of six, but a day is no tag", () => {
      // the figures that fit a lane stand in the first lane of each word
      const figures = [8_000_000n, 7_500n, 9_500n, 9_900n, 5n];
      const lanes = range(20).map((k) => (k % 4 === 0 ? (figures[k / 4] ?? 0n) : 0n));
      const asLot = { ...lot, lanes, oldestAudit: TAGS.PROCESS };
      expect(lotIdOf(asLot)).to.equal(hash(lot.massGrams, hash(...figures, TAGS.PROCESS), lot.salt));
      circuit.rejects(inputsOf({ lot: asLot }), "main > Range(oldestAudit)");
    });

    it("another lot than the one opened", () => {
      for (const other of [
        { ...lot, massGrams: lot.massGrams + 1n },
        { ...lot, oldestAudit: lot.oldestAudit + 1n },
        { ...lot, salt: lot.salt + 1n },
        ...range(20).map((k) => ({ ...lot, lanes: withAt(lot.lanes, k, (lot.lanes[k] ?? 0n) + 1n) })),
      ]) {
        circuit.rejects({ ...inputsOf({}), lotId: lotIdOf(other) }, LOT);
      }
    });

    it("a mass outside the interval", () => {
      const { massGrams } = lot;
      circuit.rejects(
        inputsOf({ massMin: massGrams + 1n }),
        "AtMost(massGrams, massMin) > Range(large, small)",
      );
      circuit.rejects(
        inputsOf({ massMax: massGrams - 1n }),
        "AtMost(massGrams, massMax) > Range(large, small)",
      );
    });
    it("an interval of other bounds, or beyond 32 bits", () => {
      const { policyId } = inputsOf({ massMin: 5n, massMax: MASS_MAX - 5n });
      for (const other of [{ massMin: 4n, massMax: MASS_MAX - 5n }, { massMin: 5n }]) {
        circuit.rejects({ ...inputsOf(other), policyId: policyId ?? 0n }, POLICY);
      }
      // the same number read otherwise
      circuit.rejects(inputsOf({ massMin: -1n << 32n, massMax: MASS_MAX }), "AtMost(massGrams, massMin) >");
      circuit.rejects(inputsOf({ massMax: 1n << 32n }), "main > Range(massMax)");
    });
    it("a mass beyond 32 bits", () => {
      const heavy = { ...lot, massGrams: 1n << 32n };
      const rule = "AtMost(massGrams, massMax) > Range(small)";
      circuit.rejects(
        inputsOf({ lot: heavy, massMin: 1n, massMax: 1n << 32n }),
        rule,
        "main > Range(massMax)",
      );
    });

    it("days beyond 16 bits", () => {
      circuit.rejects(inputsOf({ day: 65_536n }), "main > Range(day)");
      circuit.rejects(inputsOf({ day: -1n }), "main > Range(day)");
      for (const oldestAudit of [65_536n, -1n]) {
        circuit.rejects(inputsOf({ lot: { ...lot, oldestAudit } }), "main > Range(oldestAudit)");
      }
    });
  });
});
