import fc from "fast-check";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { type Lot, MAX_MASS_GRAMS } from "../../scripts/core/lot.ts";
import { CO2E_CAP, type Provenance } from "../../scripts/core/provenance.ts";
import { SLOT_COUNT, WHOLE_SHARE } from "../../scripts/core/slots.ts";

/** Any provenance, bounds included. */
export const anyProvenance: fc.Arbitrary<Provenance> = fc
  .record({
    co2e: fc.bigInt({ min: 0n, max: CO2E_CAP }),
    primary: fc.bigInt({ min: 0n, max: CO2E_CAP }),
    shares: fc.array(fc.bigInt({ min: 0n, max: WHOLE_SHARE }), {
      minLength: SLOT_COUNT,
      maxLength: SLOT_COUNT,
    }),
    oldestAudit: fc.nat(65_535),
  })
  .map(({ co2e, primary, shares, oldestAudit }) => ({
    co2eMargin: CO2E_CAP - co2e,
    co2ePrimary: primary < co2e ? primary : co2e,
    shares,
    oldestAudit,
  }));

/** Any lot. */
export const anyLot: fc.Arbitrary<Lot> = fc.record({
  massGrams: fc.bigInt({ min: 1n, max: MAX_MASS_GRAMS }),
  provenance: anyProvenance,
  salt: fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n }),
});
