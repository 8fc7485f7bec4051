import fc from "fast-check";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { type Lot, MAX_MASS_GRAMS } from "../../scripts/core/lot.ts";
import type { PolicyRow } from "../../scripts/core/policy.ts";
import { CO2E_CAP, type Provenance } from "../../scripts/core/provenance.ts";

const factor = fc.bigInt({ min: 0n, max: 65_535n });

/** Any row that can be packed, also rows that no policy may have. */
export const anyRow: fc.Arbitrary<PolicyRow> = fc.record(
  {
    shares: fc.bigInt({ min: 0n, max: 2n ** 14n - 1n }),
    shareFactor: factor,
    primaryFactor: factor,
    co2eFactor: factor,
    auditFactor: factor,
    constant: fc.bigInt({ min: -(2n ** 47n), max: 2n ** 47n - 1n }),
  },
  { noNullPrototype: true },
);

/** Any provenance within the ranges. */
export const anyProvenance: fc.Arbitrary<Provenance> = fc
  .record({
    co2eMargin: fc.bigInt({ min: 0n, max: CO2E_CAP }),
    primaryPart: fc.bigInt({ min: 0n, max: 1_000n }),
    shares: fc.array(fc.bigInt({ min: 0n, max: 1_000_000_000n }), { minLength: 14, maxLength: 14 }),
    oldestAudit: fc.nat(65_535),
  })
  .map(({ co2eMargin, primaryPart, shares, oldestAudit }) => ({
    co2eMargin,
    co2ePrimary: ((CO2E_CAP - co2eMargin) * primaryPart) / 1_000n,
    shares,
    oldestAudit,
  }));

/** Any lot within the ranges. */
export const anyLot: fc.Arbitrary<Lot> = fc.record(
  {
    massGrams: fc.bigInt({ min: 1n, max: MAX_MASS_GRAMS }),
    provenance: anyProvenance,
    salt: fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n }),
  },
  { noNullPrototype: true },
);
