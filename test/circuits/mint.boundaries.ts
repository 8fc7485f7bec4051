import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { anything, MASS_MAX, testBounds } from "../fixtures/circuits/bounds.ts";
import { range } from "../fixtures/circuits/lot.ts";
import { honestMint, type MintFacts, mintInputsOf } from "../fixtures/circuits/mint.ts";
import { SITE_DERIVED, siteBounds } from "../fixtures/circuits/site-bounds.ts";

const mint = (change: Partial<MintFacts>) => mintInputsOf({ ...honestMint, ...change });
const mintPrimary = "main > Range(co2ePrimary, primaryCap)";
testBounds(
  "mint",
  ["lotId", ...SITE_DERIVED],
  {
    ...siteBounds(mint, range(17)),
    massGrams: () => ({
      within: [
        mint({ massGrams: 1n }),
        mint({ massGrams: honestMint.unitGrams }),
        mint({ massGrams: 1n, unitGrams: 1n }),
        mint({ massGrams: MASS_MAX, unitGrams: MASS_MAX }),
      ],
      beyond: [
        [mint({ massGrams: 0n }), "AtMost(massGrams, unitGrams) > Range(small)"],
        [
          mint({ massGrams: honestMint.unitGrams + 1n }),
          "AtMost(massGrams, unitGrams) > Range(large, small)",
        ],
        [
          mint({ massGrams: 1n << 32n, unitGrams: MASS_MAX }),
          "AtMost(massGrams, unitGrams) > Range(large, small)",
        ],
      ],
    }),
    "emissionFloor, co2eMargin": () => ({
      within: [
        mint({ emissionFloor: 0n, co2ePrimary: 0n, co2eMargin: CO2E_CAP }),
        mint({ emissionFloor: CO2E_CAP, co2eMargin: 0n }),
        mint({ emissionFloor: 1n, co2ePrimary: 0n, co2eMargin: CO2E_CAP - 1n }),
      ],
      beyond: [
        [
          mint({ emissionFloor: -1n, co2ePrimary: 0n, primaryShare: 0n, co2eMargin: CO2E_CAP }),
          "> ProcessFigures(",
        ],
        [
          mint({ emissionFloor: 1n, co2ePrimary: 0n, co2eMargin: CO2E_CAP }),
          "main > Range(co2eMargin, emissionFloor)",
        ],
        [mint({ co2eMargin: -1n }), "main > Range(co2eMargin)"],
      ],
    }),
    co2ePrimary: () => ({
      within: [
        mint({ emissionFloor: CO2E_CAP, primaryShare: 10_000n, co2eMargin: 0n, co2ePrimary: CO2E_CAP }),
        mint({ emissionFloor: CO2E_CAP, primaryShare: 10_000n, co2eMargin: 0n, co2ePrimary: 0n }),
        mint({ primaryShare: 10_000n, co2eMargin: CO2E_CAP - 8_000_000n, co2ePrimary: 8_000_000n }),
        mint({ primaryShare: 0n, co2ePrimary: 0n }),
      ],
      beyond: [
        [
          mint({ primaryShare: 10_000n, co2eMargin: CO2E_CAP - 8_000_000n, co2ePrimary: 8_000_001n }),
          mintPrimary,
        ],
        [mint({ primaryShare: 0n, co2ePrimary: 1n }), mintPrimary],
        [mint({ co2ePrimary: -1n }), "main > Range(co2ePrimary)"],
      ],
    }),
    yieldMin: () => ({
      within: [mint({ yieldMin: 0n, yieldMax: 0n }), mint({ yieldMin: 10_000n })],
      beyond: [
        [mint({ yieldMin: -1n }), "> ProcessFigures("],
        [mint({ yieldMin: 10_001n }), "> ProcessFigures("],
      ],
    }),
    "salt, attributeRules": anything((value) => mint({ salt: value, attributeRules: value })),
  },
  mint({}),
);
