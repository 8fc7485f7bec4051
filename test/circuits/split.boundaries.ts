import { testBounds, anything, MASS_MAX } from "../fixtures/circuits/bounds.ts";
import { range, withAt } from "../fixtures/circuits/lot.ts";
import { splitInputsOf } from "../fixtures/circuits/split.ts";

const places = range(8);
const inPlace = (i: number, mass: bigint, rest = 0n) =>
  withAt(
    places.map(() => rest),
    i,
    mass,
  );
testBounds(
  "split",
  ["parent", "children"],
  {
    massGrams: () => ({
      within: [splitInputsOf(1n, [1n]), splitInputsOf(MASS_MAX, [MASS_MAX])],
      beyond: [
        [splitInputsOf(0n, []), "Mass(massGrams): isZero"],
        [splitInputsOf(MASS_MAX + 1n, [MASS_MAX, 1n]), "Mass(massGrams) > Range(massGrams)"],
      ],
    }),
    childMassGrams: () => ({
      within: places.flatMap((i) => [
        splitInputsOf(1n, inPlace(i, 1n)),
        splitInputsOf(MASS_MAX, inPlace(i, MASS_MAX)),
        splitInputsOf(MASS_MAX, inPlace(i, MASS_MAX - 7n, 1n)),
      ]),
      beyond: places.flatMap((i) => [
        [splitInputsOf(6n, inPlace(i, -1n, 1n)), "main > Range(childMassGrams)"],
        [
          splitInputsOf(MASS_MAX, withAt(inPlace(i, MASS_MAX + 1n), (i + 1) % 8, -1n)),
          "main > Range(childMassGrams)",
        ],
      ]),
    }),
    "provenance, salt, childSalts": anything((value) => splitInputsOf(9n, [4n, 5n], value)),
  },
  splitInputsOf(1n, [1n]),
);
