import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { anything, LANE_MAX, MASS_MAX, testBounds } from "../fixtures/circuits/bounds.ts";
import { type LotFacts, range, withAt } from "../fixtures/circuits/lot.ts";
import { honestRefine, type RefineFacts, refineInputsOf } from "../fixtures/circuits/refine.ts";
import { SITE_DERIVED, siteBounds } from "../fixtures/circuits/site-bounds.ts";

const { from } = honestRefine;
const refine = (change: Partial<RefineFacts>) => refineInputsOf({ ...honestRefine, ...change });
const unknown = { footprintUnknown: 1n, co2eMargin: 0n, co2ePrimary: 0n };
const anyYield = { ...unknown, yieldMin: 0n, yieldMax: 10_000n };
const ofMass = (massGrams: bigint) => ({ from: { ...from, massGrams }, massGrams, unitGrams: massGrams });
const ofLanes = (lane: bigint) => ({ from: { ...from, lanes: range(20).map(() => lane) } });
const highYield = "main > Range(massGrams, most)";
const lowYield = "main > Range(least, massGrams)";
const footprint = "> RefinedFootprint(…)";
/** A parent at the cap's other end, so that the footprint is the site's own. */
const clean = { ...from, lanes: withAt(withAt(from.lanes, 0, CO2E_CAP), 1, 0n) };
testBounds(
  "refine",
  ["parent", "child", ...SITE_DERIVED],
  {
    // a day's bounds must not meet the yield band, nor the least yield the greatest
    ...siteBounds((change) => refine({ ...unknown, ...change }), [0, 16]),
    parentMassGrams: () => ({
      within: [
        refine({ ...anyYield, ...ofMass(1n) }),
        refine({ ...anyYield, ...ofMass(MASS_MAX) }),
        refine({ ...anyYield, ...ofMass(MASS_MAX), massGrams: 1n }),
      ],
      beyond: [
        [refine({ ...anyYield, ...ofMass(9n), unitGrams: 8n }), "AtMost(parentMassGrams, unitGrams) >"],
        [refine({ ...anyYield, ...ofMass(0n), massGrams: 1n }), highYield],
      ],
    }),
    parentLanes: () => ({
      within: [refine({ ...unknown, ...ofLanes(0n) }), refine({ ...unknown, ...ofLanes(LANE_MAX) })],
      beyond: [0, 15, 16, 19].flatMap((k) =>
        [-1n, LANE_MAX + 1n].map(
          (lane) =>
            [
              refine({ ...unknown, from: { ...from, lanes: withAt(from.lanes, k, lane) } }),
              "main > Range(parentLanes)",
            ] as const,
        ),
      ),
    }),
    parentOldestAudit: () => ({
      within: [0n, 65_535n].map((oldestAudit) => refine({ ...unknown, from: { ...from, oldestAudit } })),
      beyond: [-1n, 65_536n].map(
        (oldestAudit) => [refine({ ...unknown, from: { ...from, oldestAudit } }), "> EarlierDay("] as const,
      ),
    }),
    "massGrams, yieldMin": () => ({
      within: [
        refine({ ...unknown, massGrams: 9_500_000n }),
        refine({ ...unknown, massGrams: 9_900_000n }),
        refine({ ...unknown, massGrams: 10_000_000n, yieldMin: 10_000n, yieldMax: 10_000n }),
        refine({ ...anyYield, massGrams: 1n }),
      ],
      beyond: [
        [refine({ ...unknown, massGrams: 9_499_999n }), lowYield],
        [refine({ ...unknown, massGrams: 9_900_001n }), highYield],
        [refine({ ...anyYield, massGrams: 0n }), "Mass(massGrams): isZero"],
        [refine({ ...anyYield, massGrams: 10_000_001n }), highYield],
        [refine({ ...unknown, yieldMin: -1n }), "> ProcessFigures("],
        [refine({ ...unknown, yieldMin: 10_001n, massGrams: 9_900_000n }), "> ProcessFigures(", lowYield],
      ],
    }),
    "emissionFloor, co2eMargin": () => ({
      within: [
        refine({
          ...ofMassOf(clean, MASS_MAX),
          emissionFloor: 0n,
          co2eMargin: CO2E_CAP,
          co2ePrimary: 0n,
        }),
        refine({
          ...ofMassOf(clean, MASS_MAX),
          emissionFloor: CO2E_CAP,
          co2eMargin: 0n,
          co2ePrimary: 0n,
        }),
        refine({
          ...ofMassOf(clean, 1n),
          emissionFloor: 1n,
          co2eMargin: CO2E_CAP - 1n,
          co2ePrimary: 0n,
        }),
      ],
      beyond: [
        [
          refine({
            ...ofMassOf(clean, 1n),
            emissionFloor: 1n,
            co2eMargin: CO2E_CAP,
            co2ePrimary: 0n,
          }),
          `${footprint} > Range(excess)`,
        ],
        [refine({ ...unknown, emissionFloor: -1n }), "> ProcessFigures("],
        [refine({ ...unknown, emissionFloor: LANE_MAX + 1n }), "> ProcessFigures("],
        [refine({ co2eMargin: -1n }), `${footprint} > Range(co2eMargin)`],
      ],
    }),
    co2ePrimary: () => ({
      within: [
        refine({
          ...ofMassOf(clean, MASS_MAX),
          emissionFloor: CO2E_CAP,
          primaryShare: 10_000n,
          co2eMargin: 0n,
          co2ePrimary: CO2E_CAP,
        }),
        refine({
          ...ofMassOf(clean, 1n),
          emissionFloor: 10_000n,
          primaryShare: 9_999n,
          co2eMargin: CO2E_CAP - 10_000n,
          co2ePrimary: 9_999n,
        }),
        refine({
          ...ofMassOf(clean, 1n),
          emissionFloor: 10_000n,
          primaryShare: 0n,
          co2eMargin: CO2E_CAP - 10_000n,
          co2ePrimary: 0n,
        }),
      ],
      beyond: [
        [
          refine({
            ...ofMassOf(clean, 1n),
            emissionFloor: 10_000n,
            primaryShare: 9_999n,
            co2eMargin: CO2E_CAP - 10_000n,
            co2ePrimary: 10_000n,
          }),
          `${footprint} > Range(room)`,
        ],
        [
          refine({
            ...ofMassOf(clean, 1n),
            emissionFloor: 10_000n,
            primaryShare: 0n,
            co2eMargin: CO2E_CAP - 10_000n,
            co2ePrimary: 1n,
          }),
          `${footprint} > Range(room)`,
        ],
        [refine({ co2ePrimary: -1n }), `${footprint} > AtMost(co2eMargin, co2ePrimary) > Range(small)`],
      ],
    }),
    footprintUnknown: () => ({
      within: [refine({}), refine(unknown)],
      beyond: [
        [
          refine({
            ...unknown,
            from: { ...from, lanes: withAt(withAt(from.lanes, 0, 0n), 1, 0n) },
            primaryShare: 0n,
            footprintUnknown: 2n,
          }),
          `${footprint}: unknown`,
        ],
      ],
    }),
    attributeRules: () => ({
      within: [0n, 0x555555555n, 0xaaaaaaaaan].flatMap((attributeRules) =>
        [0n, (1n << 18n) - 1n].map((grants) => refine({ attributeRules, grants })),
      ),
      beyond: [[refine({ attributeRules: 1n << 36n }), "main > Num2Bits(attributeRules, rules)"]],
    }),
    "parentSalt, salt": anything((salt) => refine({ from: { ...from, salt }, salt })),
  },
  refine({}),
);

function ofMassOf(parent: LotFacts, massGrams: bigint) {
  return {
    from: { ...parent, massGrams },
    massGrams,
    unitGrams: MASS_MAX,
    yieldMin: 10_000n,
    yieldMax: 10_000n,
  };
}
