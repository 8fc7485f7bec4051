import { anything, LANE_MAX, MASS_MAX, testBounds } from "../fixtures/circuits/bounds.ts";
import {
  type ClaimFacts,
  claimInputsOf,
  honestClaim,
  type Row,
  twosComplement,
} from "../fixtures/circuits/claim.ts";
import { type LotFacts, range, withAt } from "../fixtures/circuits/lot.ts";

const places = range(8);
const claim = (change: Partial<ClaimFacts>) => claimInputsOf({ ...honestClaim, ...change });
const ROW = "> PolicyRow(…)";
const BELOW_ZERO = `${ROW} > Range(auditTerm, co2eTerm, constant, constantBits, primaryTerm, shareTerm)`;
/** All eight rows alike. */
const allRows = (row: Partial<Row>): { rows: Partial<Row>[] } => ({ rows: places.map(() => row) });
const full: LotFacts = {
  ...honestClaim.lot,
  massGrams: MASS_MAX,
  lanes: range(20).map(() => LANE_MAX),
  oldestAudit: 65_535n,
};
const empty: LotFacts = { ...full, massGrams: 1n, lanes: range(20).map(() => 0n), oldestAudit: 0n };
const every: Row = {
  shares: (1n << 18n) - 1n,
  shareFactor: 32_767n,
  primaryFactor: 32_767n,
  co2eFactor: 32_767n,
  auditFactor: 32_767n,
  constant: twosComplement((1n << 47n) - 1n),
};
const claimLot = (change: Partial<LotFacts>) => ({ lot: { ...honestClaim.lot, ...change } });
testBounds(
  "claim",
  ["lotId", "policyId"],
  {
    "massGrams, massMin, massMax": () => ({
      within: [
        claim({ ...claimLot({ massGrams: 1n }), massMin: 1n, massMax: 1n }),
        claim({ ...claimLot({ massGrams: MASS_MAX }), massMin: MASS_MAX, massMax: MASS_MAX }),
        claim({ ...claimLot({ massGrams: 1n }), massMin: 0n, massMax: MASS_MAX }),
        claim({ ...claimLot({ massGrams: MASS_MAX }), massMin: 0n, massMax: MASS_MAX }),
      ],
      beyond: [
        [
          claim({ ...claimLot({ massGrams: 1n }), massMin: 2n }),
          "AtMost(massGrams, massMin) > Range(large, small)",
        ],
        [
          claim({ ...claimLot({ massGrams: 2n }), massMax: 1n }),
          "AtMost(massGrams, massMax) > Range(large, small)",
        ],
        [claim({ massMin: -1n }), "AtMost(massGrams, massMin) > Range(small)"],
        [claim({ massMax: MASS_MAX + 1n }), "main > Range(massMax)"],
      ],
    }),
    lanes: () => ({
      within: [claim({ lot: empty }), claim({ lot: full })],
      beyond: [0, 15, 16, 19].flatMap((k) =>
        [-1n, LANE_MAX + 1n].map(
          (lane) => [claim(claimLot({ lanes: withAt(full.lanes, k, lane) })), "main > Range(lanes)"] as const,
        ),
      ),
    }),
    "oldestAudit, day": () => ({
      within: [0n, 65_535n].flatMap((oldestAudit) =>
        [0n, 65_535n].map((day) => claim({ ...claimLot({ oldestAudit }), day })),
      ),
      beyond: [-1n, 65_536n].flatMap((day) => [
        [claim({ day }), "main > Range(day)"] as const,
        [claim(claimLot({ oldestAudit: day })), "main > Range(oldestAudit)"] as const,
      ]),
    }),
    "shares, shareFactors, primaryFactors, co2eFactors, auditFactors, constants": () => ({
      within: [
        // the greatest sums that there are, of either sign of the constant and of the age
        claim({ lot: full, ...allRows(every), day: 0n }),
        claim({ lot: full, ...allRows({ ...every, constant: twosComplement(-1n << 47n) }), day: 65_535n }),
        claim({ lot: full, ...allRows({ ...every, constant: twosComplement(-1n << 47n) }), day: 0n }),
        claim({ lot: empty, ...allRows(every), day: 0n }),
        // a sum of just 0: the constant at its greatest against the oldest audit, at its least against lanes
        claim({
          lot: empty,
          ...allRows({ auditFactor: 32_767n, constant: twosComplement(32_767n * 65_535n) }),
          day: 65_535n,
        }),
        claim({
          lot: full,
          ...allRows({ shares: 1n, shareFactor: 32_767n, constant: twosComplement(-32_767n * LANE_MAX) }),
        }),
        claim({ lot: empty, ...allRows({}) }),
      ],
      beyond: [
        [
          claim({
            lot: empty,
            ...allRows({ auditFactor: 32_767n, constant: twosComplement(32_767n * 65_535n - 1n) }),
            day: 65_535n,
          }),
          BELOW_ZERO,
        ],
        [
          claim({
            lot: full,
            ...allRows({
              shares: 1n,
              shareFactor: 32_767n,
              constant: twosComplement(-32_767n * LANE_MAX - 1n),
            }),
          }),
          BELOW_ZERO,
        ],
        [claim({ lot: empty, ...allRows({ constant: twosComplement(-1n << 47n) }) }), BELOW_ZERO],
        [claim({ lot: empty, ...allRows({ constant: twosComplement(-1n) }) }), BELOW_ZERO],
        ...places.flatMap((i) =>
          (
            [
              [{ shares: 1n << 18n }, "Num2Bits(isShare, shares)"],
              [{ shareFactor: 1n << 15n }, "Range(shareFactor)"],
              [{ primaryFactor: 1n << 15n }, "Range(primaryFactor)"],
              [{ co2eFactor: 1n << 15n }, "Range(co2eFactor)"],
              [{ auditFactor: 1n << 15n, constant: (1n << 47n) - 1n }, "Range(auditFactor)"],
              [{ constant: 1n << 48n }, "Num2Bits(constant, constantBits)"],
            ] as const
          ).map(
            ([row, rule]) => [claim({ rows: withAt(allRows({}).rows, i, row) }), `${ROW} > ${rule}`] as const,
          ),
        ),
      ],
    }),
    salt: anything((salt) => claim(claimLot({ salt }))),
  },
  claim({}),
);
