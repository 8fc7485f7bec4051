import { describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { blend, merge, mergeInputs, weaken } from "../../scripts/core/merge.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { split } from "../../scripts/core/split.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { assertBound, assertDetermined } from "../fixtures/circuits/checks.ts";
import { circuitUnderTest } from "../r1cs/harness.ts";
import { hash, type LotFacts, lotIdOf, provenanceOf, range, withAt } from "../fixtures/circuits/lot.ts";
import { blended, mergeInputsOf, weighted } from "../fixtures/circuits/merge.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("circuit tests: merge");
const LANE_MAX = (1n << 30n) - 1n;
const PLACE = 1n << 63n;
const BLEND = "main: blended, childWords, massGrams, remainderWords";
const PARENT = "OptionalLot(parentMassGrams, parentSalts, parents, provenances, used): id, lotId, used";

/** Eight lots with lanes all over their range. */
const eight: LotFacts[] = range(8).map((i) => ({
  massGrams: 1_000_003n + BigInt(i) * 77_777n,
  lanes: range(20).map(() => random() & LANE_MAX),
  oldestAudit: 20_100n + BigInt((i * 5) % 8),
  salt: random(),
}));
const two = eight.slice(0, 2);
const lot = (massGrams: bigint, lane: bigint, oldestAudit = 20_000n): LotFacts => ({
  massGrams,
  lanes: range(20).map(() => lane),
  oldestAudit,
  salt: random(),
});

const same = [lot(6n, 1_000n), lot(7n, 1_000n)];

describe("circuit merge", () => {
  const circuit = circuitUnderTest("merge");

  describe("accepts", () => {
    const coreLot = (massGrams: bigint, co2e: bigint, oldestAudit: number): Lot => ({
      massGrams,
      provenance: {
        co2eMargin: CO2E_CAP - co2e,
        co2ePrimary: co2e,
        shares: range(18).map((j) => (BigInt(j) * massGrams) % 1_000_000_001n),
        oldestAudit,
      },
      salt: random(),
    });
    const lots = [coreLot(11_880_000n, 8_000_000n, 20_400), coreLot(5_896_800n, 11_000_000n, 20_100)];

    it("core's merge of two and of eight", () => {
      circuit.accepts(mergeInputs(lots, merge(lots, random)));
      const many = range(8).map((i) => coreLot(1_000_000n + BigInt(i), BigInt(i) * 9_999_999n, 20_000 + i));
      circuit.accepts(mergeInputs(many, merge(many, random)));
    });
    it("core's weakening of one", () => {
      const [parent] = lots.slice(1);
      if (parent === undefined) throw new Error("there is a second lot");
      const { provenance } = parent;
      const weaker = { ...provenance, co2ePrimary: 0n, shares: provenance.shares.map((s) => s / 2n) };
      circuit.accepts(mergeInputs([parent], weaken(parent, { ...weaker, oldestAudit: 0 }, random)));
    });
    it("core's pieces of one split with their provenance kept", () => {
      const parent = { ...coreLot(4_294_967_295n, 777_777n, 20_000), provenance: blend(lots) };
      const pieces = split(parent, [4_000_000_000n, 294_967_294n, 1n], random);
      circuit.accepts(mergeInputs(pieces, merge(pieces, random), true));
      circuit.accepts(mergeInputs(pieces, merge(pieces, random), false));
    });
    it("the heaviest lots with the highest lanes", () => {
      const parents = range(8).map((i) => lot(i < 7 ? 536_870_912n : 536_870_911n, LANE_MAX, 65_535n));
      circuit.accepts(mergeInputsOf({ parents, child: blended(parents), sameProvenance: 1n }));
    });
    it("the largest remainder and the longest lag: everything given up", () => {
      const parents = [lot((1n << 32n) - 1n, LANE_MAX, 65_535n)];
      circuit.accepts(mergeInputsOf({ parents, child: { ...lot((1n << 32n) - 1n, 0n, 0n) } }));
    });
    it("a parent in the last place only", () => {
      const parents = [...range(7).map(() => lot(0n, 0n)), lot(5n, 6n)];
      circuit.accepts(mergeInputsOf({ parents, child: lot(5n, 6n) }));
    });
    it("an unused place with any provenance", () => {
      const parents = [...two, lot(0n, 5n, 3n)];
      circuit.accepts(mergeInputsOf({ parents, child: blended(two) }));
      const withUnused = [...same, lot(0n, 5n)];
      circuit.accepts(mergeInputsOf({ parents: withUnused, child: blended(same), sameProvenance: 1n }));
    });
    it("no signal but what the inputs determine", () => {
      assertDetermined(
        circuit,
        mergeInputsOf({ parents: eight, child: blended(eight) }),
        mergeInputsOf({ parents: two, child: blended(two) }),
        // nothing but the sum fixes the mass of a lot without any claim
        mergeInputsOf({ parents: two, child: { ...blended(two), lanes: range(20).map(() => 0n) } }),
        mergeInputsOf({ parents: same, child: blended(same), sameProvenance: 1n }),
      );
    });
    it("no public signal that could be exchanged", () => {
      assertBound(circuit, "parents", "child");
    });
  });

  describe("rejects", () => {
    const honest = { parents: eight, child: blended(eight) };

    for (const i of range(8)) {
      const parent = eight[i] ?? lot(1n, 1n);

      it(`parent ${i} of another mass, provenance or salt than its id`, () => {
        const inputs = mergeInputsOf(honest);
        for (const other of [
          { ...parent, massGrams: parent.massGrams + 1n },
          { ...parent, oldestAudit: parent.oldestAudit + 1n },
          { ...parent, lanes: withAt(parent.lanes, 2 * i, (parent.lanes[2 * i] ?? 0n) ^ 1n) },
          { ...parent, salt: parent.salt + 1n },
        ]) {
          circuit.rejects({ ...inputs, parents: withAt(eight.map(lotIdOf), i, lotIdOf(other)) }, PARENT);
        }
      });

      it(`mass from the unused place ${i}, or an id without mass`, () => {
        const ids = eight.map(lotIdOf);
        circuit.rejects({ ...mergeInputsOf(honest), parents: withAt(ids, i, 0n) }, PARENT);
        const parents = withAt(eight, i, { ...parent, massGrams: 0n });
        const inputs = mergeInputsOf({ parents, child: blended(parents) });
        circuit.rejects({ ...inputs, parents: ids }, PARENT);
        const opened = hash(0n, provenanceOf(parent), parent.salt);
        circuit.rejects({ ...inputs, parents: withAt(ids, i, opened) }, PARENT);
      });

      it(`an audit younger than that of parent ${i}`, () => {
        const parents = withAt(
          eight.map((other) => ({ ...other, oldestAudit: 20_200n })),
          i,
          { ...parent, oldestAudit: 20_199n },
        );
        const child = { ...blended(parents), oldestAudit: 20_200n };
        circuit.rejects(mergeInputsOf({ parents, child }), "main > Range(lag)");
        circuit.accepts(mergeInputsOf({ parents, child: { ...child, oldestAudit: 20_199n } }));
      });

      it(`sameProvenance with another parent in place ${i}`, () => {
        const alike = range(8).map((j) => lot(BigInt(j + 1), 1_000n));
        const parents = withAt(alike, i, { ...lot(BigInt(i + 1), 1_000n), oldestAudit: 20_001n });
        const facts = { parents, child: { ...blended(alike), oldestAudit: 20_000n } };
        circuit.accepts(mergeInputsOf(facts));
        circuit.rejects(
          mergeInputsOf({ ...facts, sameProvenance: 1n }),
          "main: mustKeep, provenance, provenances",
        );
      });
    }

    it("sameProvenance with a child weaker than its parents", () => {
      const child = { ...blended(same), oldestAudit: 19_999n };
      circuit.accepts(mergeInputsOf({ parents: same, child }));
      circuit.rejects(
        mergeInputsOf({ parents: same, child, sameProvenance: 1n }),
        "main: mustKeep, provenance, provenances",
      );
    });

    it("a sameProvenance that is neither 0 nor 1", () => {
      for (const sameProvenance of [2n, -1n]) {
        circuit.rejects(
          mergeInputsOf({ parents: same, child: blended(same), sameProvenance }),
          "main: sameProvenance",
        );
      }
    });

    for (const k of range(20)) {
      const raise = (lanes: readonly bigint[], by: bigint) => withAt(lanes, k, (lanes[k] ?? 0n) + by);

      it(`lane ${k} above the blend by one`, () => {
        // of a single gram the remainder lacks but 1
        for (const parents of [eight, [lot(1n, 5n)]]) {
          const child = blended(parents);
          const raised = { ...child, lanes: raise(child.lanes, 1n) };
          circuit.rejects(mergeInputsOf({ parents, child: raised }), "main > Range(remainders)");
        }
      });

      it(`lane ${k} above the blend with the remainder of an honest one`, () => {
        const child = blended(eight);
        const remainders = range(20).map(
          (j) => weighted(eight, j) - (child.lanes[j] ?? 0n) * child.massGrams,
        );
        const raised = { ...child, lanes: raise(child.lanes, 1n) };
        circuit.rejects(mergeInputsOf({ parents: eight, child: raised, remainders }), BLEND);
        circuit.rejects(mergeInputsOf({ parents: eight, child, remainders: raise(remainders, 1n) }), BLEND);
      });

      it(`lane ${k} of 2^30, and a remainder of 2^62`, () => {
        // no circuit makes such parents, but this one alone is to bound its child
        const high = { ...lot(7n, 5n), lanes: withAt(lot(7n, 5n).lanes, k, 1n << 30n) };
        circuit.rejects(
          mergeInputsOf({ parents: [high], child: blended([high]) }),
          "main > Range(childLanes)",
        );
        const parents = [{ ...lot(1n << 31n, 5n), lanes: withAt(lot(1n, 5n).lanes, k, 1n << 31n) }];
        const child = { ...blended(parents), lanes: withAt(lot(1n, 5n).lanes, k, 0n) };
        circuit.rejects(mergeInputsOf({ parents, child }), "main > Range(remainders)");
      });

      it(`a negative lane ${k}`, () => {
        // the remainder makes up for it, and its lane alone breaks its range
        const child = { ...blended(eight), lanes: withAt(blended(eight).lanes, k, -1n) };
        circuit.rejects(mergeInputsOf({ parents: eight, child }), "main > Range(childLanes)");
      });

      if (k % 4 < 3) {
        it(`lane ${k} raised by a borrow from the next`, () => {
          const child = blended(eight);
          const fair = range(20).map((j) => weighted(eight, j) - (child.lanes[j] ?? 0n) * child.massGrams);
          const borrowed = withAt(raise(fair, PLACE - child.massGrams), k + 1, (fair[k + 1] ?? 0n) - 1n);
          // the words are equal and every remainder has 63 bits: only the 62nd tells
          circuit.rejects(
            mergeInputsOf({
              parents: eight,
              child: { ...child, lanes: raise(child.lanes, 1n) },
              remainders: borrowed,
            }),
            "main > Range(remainders)",
          );
        });
        it(`a remainder of lane ${k} moved to the next`, () => {
          const child = { ...blended(eight), lanes: range(20).map(() => 0n) };
          const fair = range(20).map((j) => weighted(eight, j));
          circuit.rejects(
            mergeInputsOf({
              parents: eight,
              child,
              remainders: withAt(raise(fair, -PLACE), k + 1, (fair[k + 1] ?? 0n) + 1n),
            }),
            "main > Range(remainders)",
          );
        });
      } else {
        it(`a word of lane ${k} that wraps the field`, () => {
          const child = { ...blended(eight), lanes: range(20).map(() => 0n) };
          const fair = range(20).map((j) => weighted(eight, j));
          const digit = (l: number) =>
            l === 3 ? FIELD_ORDER >> 189n : (FIELD_ORDER >> BigInt(63 * l)) & (PLACE - 1n);
          const remainders = fair.map((r, j) => (j > k - 4 && j <= k ? r + digit(j % 4) : r));
          circuit.rejects(mergeInputsOf({ parents: eight, child, remainders }), "main > Range(remainders)");
        });
      }
    }

    for (const k of [3, 7, 11, 15]) {
      it(`a remainder of lane ${k} moved to the first of the next word, which is another number`, () => {
        const fair = range(20).map((j) => weighted(eight, j));
        const moved = withAt(withAt(fair, k, (fair[k] ?? 0n) + PLACE), k + 1, (fair[k + 1] ?? 0n) - 1n);
        const child = { ...blended(eight), lanes: range(20).map(() => 0n) };
        circuit.rejects(
          mergeInputsOf({ parents: eight, child, remainders: moved }),
          "main > Range(remainders)",
          BLEND,
        );
      });
    }

    it("a mass that is not the sum", () => {
      for (const by of [1n, -1n]) {
        const child = { ...honest.child, massGrams: honest.child.massGrams + by };
        circuit.rejects(mergeInputsOf({ ...honest, child }), "main: child, childId");
      }
    });

    it("a child of another provenance or salt than its id", () => {
      const inputs = mergeInputsOf(honest);
      const rule = "main: child, childId";
      const { child } = honest;
      circuit.rejects({ ...inputs, child: lotIdOf({ ...child, oldestAudit: child.oldestAudit + 1n }) }, rule);
      circuit.rejects({ ...inputs, child: lotIdOf({ ...child, salt: child.salt + 1n }) }, rule);
      for (const k of range(20)) {
        const lanes = withAt(child.lanes, k, (child.lanes[k] ?? 0n) + 1n);
        circuit.rejects({ ...inputs, child: lotIdOf({ ...child, lanes }) }, rule);
      }
    });

    it("no parents at all, or a sum too heavy", () => {
      circuit.rejects(mergeInputsOf({ parents: [], child: lot(0n, 0n, 0n) }), "Mass(massGrams): isZero");
      const halves = [lot(1n << 31n, 9n), lot(1n << 31n, 9n)];
      circuit.rejects(mergeInputsOf({ parents: halves, child: blended(halves) }), "Mass(massGrams) > Range");
    });

    it("audit days beyond 16 bits", () => {
      const late = [lot(5n, 5n, 65_536n)];
      circuit.rejects(
        mergeInputsOf({ parents: late, child: blended(late) }),
        "main > Range(childOldestAudit)",
      );
      circuit.rejects(
        mergeInputsOf({ parents: late, child: { ...blended(late), oldestAudit: 0n } }),
        "main > Range(lag)",
      );
      // process figures as a provenance, whose last input is a tag
      const figures = [lot(5n, 5n, TAGS.PROCESS)];
      circuit.rejects(
        mergeInputsOf({ parents: figures, child: { ...blended(figures), oldestAudit: 65_535n } }),
        "main > Range(lag)",
      );
      const child = { ...blended(two), oldestAudit: -1n };
      circuit.rejects(mergeInputsOf({ parents: two, child }), "main > Range(childOldestAudit)");
    });
  });
});
