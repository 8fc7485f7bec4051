import { subOrder } from "@zk-kit/baby-jubjub";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { type BoundsTable, MASS_MAX } from "./circuit-bounds.ts";
import { range } from "./circuit-lot.ts";
import type { SiteFacts } from "./circuit-site.ts";
import { seededField } from "./random.ts";

const LAST = FIELD_ORDER - 1n;
const random = seededField("circuit tests: site boundaries");

/** Inputs that are hashes or a signature of the rest. */
export const SITE_DERIVED = ["registry", "permit", "signatureR8", "signatureS"];

/** The bounds of what mint and refine have in common. */
export function siteBounds(
  inputsOf: (change: Partial<SiteFacts>) => CircuitInputs,
  depths: readonly number[],
): BoundsTable {
  const figures = "> ProcessFigures(";
  const siblings = range(16).map(() => random());
  const everything = {
    rights: 3n,
    grants: (1n << 14n) - 1n,
    permits: 65_535n,
    unitGrams: MASS_MAX,
    auditedOn: 65_535n,
    validUntil: 65_535n,
  };
  return {
    day: () => ({
      within: [
        inputsOf({ day: 0n }),
        inputsOf({ day: 65_535n, validUntil: 65_535n }),
        inputsOf({ day: 0n, validUntil: 0n }),
      ],
      beyond: [
        [inputsOf({ day: -1n }), "AtMost(day, validUntil) > Range(small)"],
        [inputsOf({ day: 65_535n, validUntil: 65_534n }), "AtMost(day, validUntil) > Range(large, small)"],
      ],
    }),
    "period, siteSecret, traceSecret, processSalt, deployment, context": () => ({
      within: [0n, LAST].map((value) =>
        inputsOf({
          period: value,
          siteSecret: value,
          traceSecret: value,
          processSalt: value,
          deployment: value,
          context: value,
        }),
      ),
      beyond: [],
    }),
    assayer: () => ({
      within: [1n, subOrder - 1n].map((assayerScalar) => inputsOf({ assayerScalar })),
      beyond: [
        [
          inputsOf({ assayerScalar: 0n }),
          "EdDSAPoseidonVerifier(assayer, message, signatureR8, signatureS): enabled, isZero.out",
        ],
      ],
    }),
    profile: () => ({
      within: [inputsOf(everything), inputsOf({ grants: 0n, auditedOn: 0n })],
      beyond: [
        [
          inputsOf({ ...everything, validUntil: 65_536n, day: 0n }),
          "> SiteProfile(…) > Num2Bits(bits, profile)",
        ],
      ],
    }),
    "primaryShare, yieldMax": () => ({
      within: [inputsOf({ primaryShare: 10_000n, yieldMax: 10_000n })],
      beyond: [
        [inputsOf({ primaryShare: 10_001n }), figures],
        [inputsOf({ yieldMax: 10_001n }), figures],
      ],
    }),
    "depth, index, siblings": () => ({
      within: [
        ...depths.map((depth) =>
          inputsOf({ index: (1n << BigInt(depth)) - 1n, siblings: siblings.slice(0, depth) }),
        ),
        inputsOf({ index: 0n, siblings }),
        inputsOf({ index: 0b10n, siblings: [0n, LAST] }),
      ],
      beyond: [
        [
          { ...inputsOf({}), depth: 17n, registry: inputsOf({})["registry"] ?? 0n },
          "LeanImtRoot(depth, index, leaf, root, siblings): isDepth",
          "SiteOperation(…): registry, registryHash",
        ],
        [
          { ...inputsOf({}), depth: LAST },
          "LeanImtRoot(depth, index, leaf, root, siblings): isDepth",
          "SiteOperation(…): registry, registryHash",
        ],
        [
          { ...inputsOf({ siblings }), index: 1n << 16n },
          "LeanImtRoot(depth, index, leaf, root, siblings) > Num2Bits(index, isRight)",
          "SiteOperation(…): registry, registryHash",
        ],
      ],
    }),
    permitIndex: () => ({
      within: [
        inputsOf({ permitIndex: 0n, permits: 1n }),
        inputsOf({ permitIndex: 0n, permits: 65_535n }),
        inputsOf({ permitIndex: 65_534n, permits: 65_535n }),
      ],
      beyond: [
        [inputsOf({ permitIndex: -1n }), "> AtMost(index, permits) > Range(small)"],
        [inputsOf({ permitIndex: 1n, permits: 1n }), "> AtMost(index, permits) > Range(large, small)"],
        [
          inputsOf({ permitIndex: 65_535n, permits: 65_535n }),
          "> AtMost(index, permits) > Range(large, small)",
        ],
      ],
    }),
  };
}
