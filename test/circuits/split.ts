import { describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { split, splitInputs } from "../../scripts/core/split.ts";
import { assertBound, assertDetermined } from "../fixtures/circuits/checks.ts";
import { circuitUnderTest } from "../r1cs/harness.ts";
import { hash, quotient, range, withAt } from "../fixtures/circuits/lot.ts";
import { SPLIT_PROVENANCE, splitInputsOf } from "../fixtures/circuits/split.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("circuit tests: split");
const GIGA = 1n << 32n;
const PROVENANCE = SPLIT_PROVENANCE;
const inputsOf = splitInputsOf;
const eighths = (massGrams: bigint) => [massGrams - 28n, 1n, 2n, 3n, 4n, 5n, 6n, 7n];

describe("circuit split", () => {
  const circuit = circuitUnderTest("split");

  describe("accepts", () => {
    const parent: Lot = {
      massGrams: 17_243_496n,
      provenance: {
        co2eMargin: CO2E_CAP - 13_273_341n,
        co2ePrimary: 13_273_339n,
        shares: range(18).map((j) => BigInt(j) * 55_555_555n),
        oldestAudit: 20_528,
      },
      salt: random(),
    };
    for (const masses of [[10_000_000n, 7_243_496n], [17_243_496n], eighths(17_243_496n)]) {
      it(`core's split into ${masses.length}`, () => {
        circuit.accepts(splitInputs(parent, split(parent, masses, random)));
      });
    }
    it("the heaviest lot, whole and in eight pieces", () => {
      circuit.accepts(inputsOf(GIGA - 1n, [GIGA - 1n]));
      circuit.accepts(inputsOf(GIGA - 1n, eighths(GIGA - 1n)));
    });
    it("a single gram", () => {
      circuit.accepts(inputsOf(1n, [0n, 0n, 0n, 0n, 0n, 0n, 0n, 1n]));
    });
    it("no signal but what the inputs determine", () => {
      assertDetermined(circuit, inputsOf(GIGA - 1n, eighths(GIGA - 1n)), inputsOf(5n, [2n, 0n, 3n]));
    });
    it("no public signal that could be exchanged", () => {
      assertBound(circuit, "parent", "children");
    });
  });

  describe("rejects", () => {
    const honest = inputsOf(1_000n, eighths(1_000n));

    it("another parent than the one opened", () => {
      const rule = "main: parent, parentId";
      circuit.rejects({ ...honest, parent: hash(1_001n, PROVENANCE, honest.salt) }, rule);
      circuit.rejects({ ...honest, parent: hash(1_000n, PROVENANCE + 1n, honest.salt) }, rule);
      circuit.rejects({ ...honest, parent: hash(1_000n, PROVENANCE, honest.salt + 1n) }, rule);
      circuit.rejects({ ...honest, parent: 0n }, rule);
    });

    it("a parent of no mass, or too heavy to exist", () => {
      circuit.rejects(inputsOf(0n, []), "Mass(massGrams): isZero");
      circuit.rejects(inputsOf(GIGA, [GIGA - 1n, 1n]), "Mass(massGrams) > Range(massGrams)");
    });

    for (const i of range(8)) {
      const child = (mass: bigint) =>
        withAt(
          range(8).map((j) => BigInt(j + 1)),
          i,
          mass,
        );
      const rule = "OptionalLot(childMassGrams, childSalts, children, provenance): id, lotId, used";

      it(`child ${i} of another mass, provenance or salt than its id`, () => {
        const salt = honest.childSalts[i] ?? 0n;
        const mass = honest.childMassGrams[i] ?? 0n;
        for (const id of [
          hash(mass + 1n, PROVENANCE, salt),
          hash(mass, PROVENANCE + 1n, salt),
          hash(mass, PROVENANCE, salt + 1n),
        ]) {
          circuit.rejects({ ...honest, children: withAt(honest.children, i, id) }, rule);
        }
      });

      it(`mass hidden in the unused place ${i}, or an id without mass`, () => {
        circuit.rejects({ ...honest, children: withAt(honest.children, i, 0n) }, rule);
        const unused = inputsOf(36n - BigInt(i + 1), child(0n));
        circuit.rejects({ ...unused, children: withAt(unused.children, i, hash(0n, PROVENANCE, 1n)) }, rule);
        const opened = hash(0n, PROVENANCE, unused.childSalts[i] ?? 0n);
        circuit.rejects({ ...unused, children: withAt(unused.children, i, opened) }, rule);
      });

      it(`a child ${i} of any id, by a flag "used" of its own`, () => {
        const id = random();
        circuit.rejectsChosen(
          { ...honest, children: withAt(honest.children, i, id) },
          (name, valueOf) => {
            const [, lot] = /^(main\.OptionalLot_\d+_\d+\[(\d+)\])\.used$/.exec(name) ?? [];
            const isThis = lot !== undefined && lot.endsWith(`[${i}]`);
            return isThis ? quotient(id, valueOf(`${lot}.lotId`)) : undefined;
          },
          "OptionalLot(childMassGrams, childSalts, children, provenance): isEmpty, used",
        );
      });

      it(`a negative mass in place ${i}`, () => {
        const others = 36n - BigInt(i + 1);
        circuit.rejects(inputsOf(others - 1n, child(-1n)), "main > Range(childMassGrams)");
        circuit.rejects(inputsOf(others - 5n, child(FIELD_ORDER - 5n)), "main > Range(childMassGrams)");
      });

      it(`a gram made or lost in place ${i}`, () => {
        const rule = "main: childMassGrams, massGrams";
        circuit.rejects(inputsOf(36n, child(BigInt(i + 2))), rule);
        circuit.rejects(inputsOf(36n, child(BigInt(i))), rule);
      });
    }
  });
});
