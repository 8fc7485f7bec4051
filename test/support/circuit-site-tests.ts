import { mulPointEscalar, subOrder } from "@zk-kit/baby-jubjub";
import { describe, it } from "mocha";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import type { CircuitUnderTest } from "./circuit-harness.ts";
import { hash, modulo, range, withAt } from "./circuit-lot.ts";
import {
  type Assayed,
  honestSite,
  NEUTRAL_POINT,
  rootOf,
  sign,
  siteCommitments,
  type SiteFacts,
} from "./circuit-site.ts";
import { seededField } from "./random.ts";

/** A point of the whole curve's order, 8 · subOrder. */
const GENERATOR: [bigint, bigint] = [
  995203441582195749578291179787384436505546430278305826713579947235728471134n,
  5472060717959818805561601436314318772137091100104008585924551046643952123905n,
];
/** The eight points of low order, the neutral one first. */
const LOW_ORDER = range(8).map((k) => mulPointEscalar(GENERATOR, (subOrder * BigInt(k)) % (8n * subOrder)));
const random = seededField("circuit tests: site tests");
const PERMIT = "SiteOperation(…): itsPermit, permit";
const REGISTRY = "SiteOperation(…): registry, registryHash";
const SIGNATURE = "EdDSAPoseidonVerifier(assayer, message, signatureR8, signatureS) > eqCheck";

/** A circuit with a site operation, and how its inputs are made. */
export interface SiteCircuit {
  readonly circuit: CircuitUnderTest;
  /** Inputs whose hashes fit the changed facts; `forRight` lacks the circuit's own right. */
  readonly inputsOf: (change: Partial<SiteFacts>) => CircuitInputs;
  readonly otherRight: bigint;
  /** The parent that the assayer signs, 0 for a mint. */
  readonly parent: bigint;
}

/** What mint and refine have in common, tested through each of them. */
export function siteOperationTests({ circuit, inputsOf, otherRight, parent }: SiteCircuit): void {
  const honest = inputsOf({});
  const { siteKey, leaf, profile } = siteCommitments(honestSite);
  const lotId = honest["lotId"] ?? honest["child"];
  if (typeof lotId !== "bigint") throw new TypeError("the inputs have no lot");
  const assayed: Assayed = { lotId, siteKey, deployment: honestSite.deployment, parent };
  const registryOf = (root: bigint, { attributeRules, deployment }: SiteFacts, tag: bigint = TAGS.REGISTRY) =>
    hash(root, attributeRules, deployment, tag);
  const root = rootOf(leaf, honestSite.index, honestSite.siblings);

  describe("accepts a site", () => {
    it("on its last day", () => {
      circuit.accepts(inputsOf({ day: honestSite.validUntil }));
      circuit.accepts(inputsOf({ day: 65_535n, validUntil: 65_535n }));
      circuit.accepts(inputsOf({ day: 0n, validUntil: 65_535n }));
    });
    it("with its first and last permit", () => {
      circuit.accepts(inputsOf({ permitIndex: 0n, permits: 1n }));
      circuit.accepts(inputsOf({ permitIndex: 65_534n, permits: 65_535n }));
    });
    it("with this right alone", () => {
      circuit.accepts(inputsOf({ rights: 3n - otherRight }));
    });
    it("alone in the tree, and on a path of any depth", () => {
      circuit.accepts(inputsOf({ index: 0n, siblings: [] }));
      const siblings = range(16).map(() => random());
      for (const depth of [1, 15, 16]) {
        circuit.accepts(inputsOf({ index: 0n, siblings: siblings.slice(0, depth) }));
        circuit.accepts(inputsOf({ index: (1n << BigInt(depth)) - 1n, siblings: siblings.slice(0, depth) }));
      }
      circuit.accepts(inputsOf({ index: 0b1010_0110_0011_0101n, siblings }));
    });
    it("at the bounds of its process figures", () => {
      circuit.accepts(inputsOf({ primaryShare: 10_000n, yieldMax: 10_000n }));
      circuit.accepts(inputsOf({ yieldMin: 0n }));
    });
    it("with any context", () => {
      circuit.accepts(inputsOf({ context: 0n }));
    });
  });

  describe("rejects a site operation", () => {
    it("after the accreditation's end", () => {
      circuit.rejects(
        inputsOf({ day: honestSite.validUntil + 1n }),
        "AtMost(day, validUntil) > Range(large, small)",
      );
      circuit.rejects(inputsOf({ day: 1n, validUntil: 0n }), "AtMost(day, validUntil) > Range(large, small)");
    });
    it("on a day before time began", () => {
      circuit.rejects(inputsOf({ day: -1n }), "AtMost(day, validUntil) > Range(small)");
    });
    it("without the right", () => {
      circuit.rejects(inputsOf({ rights: otherRight }), "SiteOperation(…): rights");
      circuit.rejects(inputsOf({ rights: 0n }), "SiteOperation(…): rights");
    });

    it("with a permit that the site does not have", () => {
      const rule = "> AtMost(index, permits) > Range(large, small)";
      circuit.rejects(inputsOf({ permitIndex: honestSite.permits }), rule);
      circuit.rejects(inputsOf({ permitIndex: 0n, permits: 0n }), rule);
      circuit.rejects(inputsOf({ permitIndex: 65_535n, permits: 65_535n }), rule);
    });
    it("with a permit number that is negative, another reading of a small one", () => {
      circuit.rejects(inputsOf({ permitIndex: modulo(-1n) }), "> AtMost(index, permits) > Range(small)");
    });
    it("with a permit of another site, period, number or tag", () => {
      const { traceSecret, period, permitIndex } = honestSite;
      for (const permit of [
        hash(traceSecret + 1n, period, permitIndex, TAGS.PERMIT),
        hash(traceSecret, period + 1n, permitIndex, TAGS.PERMIT),
        hash(traceSecret, period, permitIndex + 1n, TAGS.PERMIT),
        hash(traceSecret, period, permitIndex, TAGS.REGISTRY),
        0n,
      ]) {
        circuit.rejects({ ...honest, permit }, PERMIT);
      }
    });
    it("with a permit from another secret than the leaf's", () => {
      const registry = honest["registry"] ?? 0n;
      circuit.rejects({ ...inputsOf({ traceSecret: honestSite.traceSecret + 1n }), registry }, REGISTRY);
    });

    it("with figures that are not in its leaf", () => {
      const registry = honest["registry"] ?? 0n;
      const changes: Partial<SiteFacts>[] = [
        { siteSecret: honestSite.siteSecret + 1n },
        { assayerScalar: honestSite.assayerScalar + 1n },
        { permits: honestSite.permits + 1n },
        { unitGrams: honestSite.unitGrams + 1n },
        { validUntil: honestSite.validUntil + 1n },
        { auditedOn: honestSite.auditedOn + 1n },
        { emissionFloor: honestSite.emissionFloor - 1n },
        { primaryShare: honestSite.primaryShare + 1n },
        { yieldMin: honestSite.yieldMin - 1n },
        { yieldMax: honestSite.yieldMax + 1n },
        { processSalt: honestSite.processSalt + 1n },
      ];
      for (const change of changes) circuit.rejects({ ...inputsOf(change), registry }, REGISTRY);
    });
    it("with a leaf whose hashes are tagged otherwise", () => {
      const { siteSecret, traceSecret, emissionFloor, primaryShare, yieldMin, yieldMax, processSalt } =
        honestSite;
      const { assayer } = siteCommitments(honestSite);
      const leafOf = (site: bigint, trace: bigint, process: bigint) =>
        hash(
          hash(hash(siteSecret, site), hash(traceSecret, trace), ...assayer),
          profile,
          hash(emissionFloor, primaryShare, yieldMin, yieldMax, processSalt, process),
        );
      for (const other of [
        leafOf(TAGS.TRACE, TAGS.TRACE, TAGS.PROCESS),
        leafOf(TAGS.SITE, TAGS.SITE, TAGS.PROCESS),
        leafOf(TAGS.SITE, TAGS.TRACE, TAGS.SITE),
      ]) {
        const otherRoot = rootOf(other, honestSite.index, honestSite.siblings);
        circuit.rejects({ ...honest, registry: registryOf(otherRoot, honestSite) }, REGISTRY);
      }
    });
    it("with a profile of more than 96 bits", () => {
      circuit.rejects(
        inputsOf({ validUntil: honestSite.validUntil + (1n << 16n) }),
        "> SiteProfile(…) > Num2Bits(bits, profile)",
      );
    });

    it("against another registry", () => {
      for (const registry of [
        registryOf(root + 1n, honestSite),
        registryOf(root, { ...honestSite, attributeRules: honestSite.attributeRules + 1n }),
        registryOf(root, { ...honestSite, deployment: honestSite.deployment + 1n }),
        registryOf(root, honestSite, TAGS.PERMIT),
        root,
      ]) {
        circuit.rejects({ ...honest, registry }, REGISTRY);
      }
    });
    it("with a path that ends below the root, or beside it", () => {
      const { index, siblings } = honestSite;
      circuit.rejects({ ...honest, depth: 2n }, REGISTRY);
      circuit.rejects({ ...honest, depth: 4n }, REGISTRY);
      range(3).forEach((l) => {
        circuit.rejects({ ...honest, index: index ^ (1n << BigInt(l)) }, REGISTRY);
        circuit.rejects(
          { ...inputsOf({ siblings: withAt(siblings, l, 5n) }), registry: registryOf(root, honestSite) },
          REGISTRY,
        );
      });
    });
    it("against an empty tree, by a path of no possible depth", () => {
      for (const depth of [17n, 18n, modulo(-1n)]) {
        circuit.rejects(
          { ...honest, depth, registry: registryOf(0n, honestSite) },
          "LeanImtRoot(depth, index, leaf, root, siblings): isDepth",
        );
      }
    });
    it("with a place of more than 16 bits", () => {
      const index = honestSite.index + (1n << 16n);
      circuit.rejects(
        { ...honest, index },
        "LeanImtRoot(depth, index, leaf, root, siblings) > Num2Bits(index, isRight)",
      );
    });

    it("with process figures out of their ranges", () => {
      circuit.rejects(
        inputsOf({ primaryShare: 10_001n }),
        "ProcessFigures(",
        "> AtMost(primaryShare) > Range(large, small)",
      );
      circuit.rejects(
        inputsOf({ yieldMax: 10_001n }),
        "ProcessFigures(",
        "> AtMost(yieldMax) > Range(large, small)",
      );
    });

    it("with a signature for another lot, site, deployment, parent or use", () => {
      for (const other of [
        { ...assayed, lotId: assayed.lotId + 1n },
        { ...assayed, siteKey: siteKey + 1n },
        { ...assayed, deployment: assayed.deployment + 1n },
        { ...assayed, parent: assayed.parent + 1n },
      ]) {
        circuit.rejects({ ...honest, ...sign(honestSite, other) }, SIGNATURE);
      }
      circuit.rejects({ ...honest, ...sign(honestSite, assayed, TAGS.PERMIT) }, SIGNATURE);
    });
    it("with a signature by another assayer", () => {
      circuit.rejects({ ...honest, ...sign({ ...honestSite, assayerScalar: 5n }, assayed) }, SIGNATURE);
    });
    it("with a second scalar for the same signature", () => {
      const { signatureS } = sign(honestSite, assayed);
      circuit.rejects(
        { ...honest, signatureS: signatureS + subOrder },
        "EdDSAPoseidonVerifier(assayer, message, signatureR8, signatureS): compConstant.out, enabled",
      );
    });
    it("with an assayer of low order, under whose key anyone can sign", () => {
      for (const assayerTwist of LOW_ORDER) {
        const inputs = inputsOf({ assayerScalar: 0n, assayerTwist });
        circuit.rejects(
          inputs,
          "EdDSAPoseidonVerifier(assayer, message, signatureR8, signatureS): enabled, isZero.out",
        );
      }
    });
    it("with a part of low order in R8", () => {
      for (const signatureTwist of LOW_ORDER.slice(1)) {
        circuit.rejects(inputsOf({ signatureTwist }), SIGNATURE);
      }
    });
    it("with points off the curve", () => {
      const { signatureR8 } = sign(honestSite, assayed);
      const off = [signatureR8[0], signatureR8[1] + 1n];
      circuit.rejects({ ...honest, signatureR8: off }, "BabyCheck(signatureR8)", SIGNATURE);
      const { assayer } = siteCommitments(honestSite);
      circuit.rejects(
        { ...honest, assayer: [assayer[0] + 1n, assayer[1]] },
        "BabyCheck(assayer)",
        SIGNATURE,
        REGISTRY,
      );
    });
    it("signed by the neutral point", () => {
      circuit.rejects({ ...honest, signatureR8: [...NEUTRAL_POINT], signatureS: 0n }, SIGNATURE);
    });
  });
}
