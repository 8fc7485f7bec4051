import { anything, LANE_MAX, MASS_MAX, testBounds } from "../fixtures/circuits/bounds.ts";
import { type LotFacts, range, withAt } from "../fixtures/circuits/lot.ts";
import { blended, type MergeFacts, mergeInputsOf } from "../fixtures/circuits/merge.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("circuit tests: merge boundaries");
const places = range(8);
const ends = [0, 7];
const lot = (change: Partial<LotFacts>, lane = 1_000n): LotFacts => ({
  massGrams: 7n,
  lanes: range(20).map(() => lane),
  oldestAudit: 20_000n,
  salt: random(),
  ...change,
});

const merge = (parents: readonly LotFacts[], change: Partial<MergeFacts> & { child?: LotFacts } = {}) =>
  mergeInputsOf({ parents, ...change, child: change.child ?? blended(parents) });
const unused = lot({ massGrams: 0n }, 0n);
const alone = (i: number, parent: LotFacts): LotFacts[] =>
  withAt(
    places.map(() => unused),
    i,
    parent,
  );
const heaviest = lot({ massGrams: MASS_MAX });
testBounds(
  "merge",
  ["parents", "child"],
  {
    parentMassGrams: () => ({
      within: ends.flatMap((i) => [
        merge(alone(i, lot({ massGrams: 1n })), { child: lot({ massGrams: 1n }) }),
        merge(alone(i, heaviest), { child: heaviest }),
        merge(
          withAt(
            places.map(() => lot({ massGrams: 1n })),
            i,
            lot({ massGrams: MASS_MAX - 7n }),
          ),
        ),
      ]),
      beyond: [
        [merge([], { child: lot({ massGrams: 0n, oldestAudit: 0n }, 0n) }), "Mass(massGrams): isZero"],
        [merge([lot({ massGrams: MASS_MAX }), lot({ massGrams: 1n })]), "Mass(massGrams) > Range"],
      ],
    }),
    "parentLanes, childLanes": () => ({
      within: [0n, LANE_MAX].flatMap((lane) => [
        merge([lot({ massGrams: 1n }, lane)]),
        merge([lot({ massGrams: MASS_MAX }, lane)]),
        merge(places.map((i) => lot({ massGrams: i < 7 ? 1n << 29n : (1n << 29n) - 1n }, lane))),
      ]),
      beyond: [0, 15, 16, 19].flatMap((k) => [
        [merge([lot({ lanes: withAt(lot({}).lanes, k, LANE_MAX + 1n) })]), "main > Range(childLanes)"],
        [
          merge([lot({})], { child: lot({ lanes: withAt(lot({}).lanes, k, -1n) }) }),
          "main > Range(childLanes)",
        ],
      ]),
    }),
    remainders: () => ({
      // the least: the blend is exact; the greatest that rounding leaves; the greatest of all: all is given up
      within: [
        merge([lot({})]),
        merge([lot({ massGrams: MASS_MAX - 1n }, LANE_MAX), lot({ massGrams: 1n }, LANE_MAX - 1n)]),
        merge([lot({ massGrams: MASS_MAX }, LANE_MAX)], { child: lot({ massGrams: MASS_MAX }, 0n) }),
      ],
      beyond: [0, 15, 16, 19].flatMap((k) => [
        [
          merge([lot({ massGrams: MASS_MAX })], {
            child: lot({ massGrams: MASS_MAX, lanes: withAt(lot({}).lanes, k, 1_001n) }),
          }),
          "main > Range(remainders)",
        ],
        [
          // 2^62, of a parent that no circuit makes
          merge([lot({ massGrams: 1n << 31n, lanes: withAt(lot({}).lanes, k, 1n << 31n) })], {
            child: lot({ massGrams: 1n << 31n, lanes: withAt(lot({}).lanes, k, 0n) }),
          }),
          "main > Range(remainders)",
        ],
      ]),
    }),
    "parentOldestAudits, childOldestAudit": () => ({
      within: ends.flatMap((i) => [
        merge(alone(i, lot({ oldestAudit: 65_535n })), { child: lot({ oldestAudit: 65_535n }) }),
        merge(alone(i, lot({ oldestAudit: 65_535n })), { child: lot({ oldestAudit: 0n }) }),
        merge(alone(i, lot({ oldestAudit: 0n })), { child: lot({ oldestAudit: 0n }) }),
      ]),
      beyond: [
        ...places.map(
          (i) =>
            [
              merge(alone(i, lot({})), { child: lot({ oldestAudit: 20_001n }) }),
              "main > Range(lag)",
            ] as const,
        ),
        [merge([lot({ oldestAudit: 65_536n })]), "main > Range(childOldestAudit)"],
        [merge([lot({})], { child: lot({ oldestAudit: -1n }) }), "main > Range(childOldestAudit)"],
      ],
    }),
    sameProvenance: () => ({
      within: [0n, 1n].map((sameProvenance) => merge([lot({}), lot({})], { sameProvenance })),
      beyond: [-1n, 2n].map(
        (sameProvenance) => [merge([lot({}), lot({})], { sameProvenance }), "main: sameProvenance"] as const,
      ),
    }),
    "parentSalts, childSalt": anything((salt) =>
      merge([lot({ salt }), lot({ salt })], { child: lot({ massGrams: 14n, salt }) }),
    ),
  },
  merge([lot({})]),
);
