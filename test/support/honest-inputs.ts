import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { claimInputs } from "../../scripts/core/claim.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { merge, mergeInputs } from "../../scripts/core/merge.ts";
import { mint, mintInputs } from "../../scripts/core/mint.ts";
import { NEUTRAL_ROW } from "../../scripts/core/policy.ts";
import { refine, refineInputs } from "../../scripts/core/refine.ts";
import { attributeSet } from "../../scripts/core/attributes.ts";
import { split, splitInputs } from "../../scripts/core/split.ts";
import type { CircuitName } from "../../scripts/prover/manifest.ts";
import { seededField } from "./random.ts";
import { operationOf, registryOf, siteOf, ATTRIBUTES, attributeNamed, TODAY } from "./sites.ts";

/** Inputs of a true statement of each circuit; another one for each seed. */
export function honestInputs(circuit: CircuitName, seed: string): CircuitInputs {
  const random = seededField(seed);
  const mine = siteOf("mine", { grants: ["rmap", "recycled"] });
  const refinery = siteOf("refinery", { grants: ["rmap"] });
  const registry = registryOf([mine, siteOf("another"), refinery]);
  const mass = 1_000_000n + (random() % 1_000_000n);
  const minted = (): Lot => mint(mine, { massGrams: mass }, TODAY, random);
  const lot = minted();
  switch (circuit) {
    case "mint":
      return mintInputs(operationOf("mine", mine, registry, lot), lot);
    case "split":
      return splitInputs(lot, split(lot, [1n, 2n, mass - 3n], random));
    case "merge": {
      const parents = [lot, minted(), minted()];
      return mergeInputs(parents, merge(parents, random));
    }
    case "refine": {
      const child = refine(refinery, ATTRIBUTES, lot, { massGrams: (mass * 95n) / 100n }, TODAY, random);
      return refineInputs(operationOf("refinery", refinery, registry, child, lot), lot, child);
    }
    case "claim": {
      const recycled = attributeSet([attributeNamed("recycled")]);
      const row = { ...NEUTRAL_ROW, shares: recycled, shareFactor: 1n, constant: -160_000_000n };
      return claimInputs({ rows: [row], massMin: mass, massMax: mass }, lot, TODAY);
    }
  }
}
