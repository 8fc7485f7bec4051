import { describe, it } from "mocha";

import { assayerOf, signAssay } from "../../scripts/core/assay.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { mint, mintInputs } from "../../scripts/core/mint.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { processCommitment, type Site, siteKeysOf, siteLeaf } from "../../scripts/core/site.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { assertBound, assertDetermined } from "../fixtures/circuits/checks.ts";
import { circuitUnderTest } from "../r1cs/harness.ts";
import { quotient, range, withAt } from "../fixtures/circuits/lot.ts";
import { honestMint, mintedLot, type MintFacts, mintInputsOf } from "../fixtures/circuits/mint.ts";
import { siteOperationTests } from "../fixtures/circuits/site-tests.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("circuit tests: mint");
const LOT = "main: itsLotId, lotId";
const MASS = "main > AtMost(massGrams, unitGrams)";
const inputsOf = (change: Partial<MintFacts>) => mintInputsOf({ ...honestMint, ...change });

describe("circuit mint", () => {
  const circuit = circuitUnderTest("mint");

  describe("accepts", () => {
    it("core's mint", () => {
      const key = Buffer.alloc(32, 7);
      const site: Site = {
        secrets: { siteSecret: random(), traceSecret: random() },
        assayer: assayerOf(key),
        profile: {
          right: "mint",
          grants: 0b10_0101_0100_0010_1101n,
          permits: 12,
          unitGrams: 12_000_000n,
          auditedOn: 20_000,
          validUntil: 21_000,
        },
        process: {
          emissionFloor: 8_000_000n,
          primaryShare: 9_999n,
          yieldMin: 0n,
          yieldMax: 0n,
          processSalt: random(),
        },
      };
      const keys = siteKeysOf(site.secrets, site.assayer);
      const leaf = siteLeaf(keys, site.profile, processCommitment(site.process));
      const registry = { tree: new SiteTree([1n, 2n, 3n, 4n, leaf]), attributes: [], deployment: random() };
      const lot = mint(site, { massGrams: 11_880_000n }, 20_500, random);
      const statement = {
        lotId: lotId(lot),
        siteKey: keys.siteKey,
        deployment: registry.deployment,
        parent: 0n,
      };
      const assay = signAssay(key, statement);
      circuit.accepts(
        mintInputs({ site, registry, day: 20_500, permitIndex: 11, context: random(), assay }, lot),
      );
    });
    it("the lightest and the heaviest lot", () => {
      circuit.accepts(inputsOf({ massGrams: 1n }));
      circuit.accepts(inputsOf({ massGrams: honestMint.unitGrams }));
      circuit.accepts(inputsOf({ massGrams: 1n, unitGrams: 1n }));
      circuit.accepts(inputsOf({ massGrams: (1n << 32n) - 1n, unitGrams: (1n << 32n) - 1n }));
    });
    it("any grants", () => {
      for (const grants of [0n, (1n << 18n) - 1n, 0b10_1010_1010_1010_1010n])
        circuit.accepts(inputsOf({ grants }));
    });
    it("an audit on the first and the last day", () => {
      for (const auditedOn of [0n, 65_535n]) circuit.accepts(inputsOf({ auditedOn }));
    });
    it("a footprint between floor and cap", () => {
      const { emissionFloor } = honestMint;
      circuit.accepts(inputsOf({ co2eMargin: CO2E_CAP - emissionFloor }));
      circuit.accepts(inputsOf({ co2eMargin: 0n }));
      circuit.accepts(inputsOf({ emissionFloor: CO2E_CAP, co2eMargin: 0n }));
      circuit.accepts(inputsOf({ emissionFloor: 0n, co2eMargin: CO2E_CAP, co2ePrimary: 0n }));
    });
    it("a primary part up to the audited share of the floor", () => {
      circuit.accepts(inputsOf({ co2ePrimary: 0n }));
      circuit.accepts(inputsOf({ co2ePrimary: 6_000_000n }));
      const highest = { emissionFloor: CO2E_CAP, primaryShare: 10_000n, co2eMargin: 0n };
      circuit.accepts(inputsOf({ ...highest, co2ePrimary: CO2E_CAP }));
      circuit.accepts(inputsOf({ ...highest, co2ePrimary: 0n }));
      circuit.accepts(inputsOf({ emissionFloor: 9_999n, primaryShare: 3_333n, co2ePrimary: 3_332n }));
    });
    it("no signal but what the inputs determine", () => {
      assertDetermined(circuit, inputsOf({}), inputsOf({ index: 0n, siblings: [], grants: 0n }));
    });
    it("no public signal that could be exchanged", () => {
      assertBound(circuit, "lotId", "registry", "permit");
    });
  });

  describe("rejects", () => {
    it("a lot without mass, above the permit's unit, or of negative mass", () => {
      circuit.rejects(inputsOf({ massGrams: 0n }), `${MASS} > Range(small)`);
      circuit.rejects(inputsOf({ massGrams: -1n }), `${MASS} > Range(small)`);
      circuit.rejects(inputsOf({ massGrams: honestMint.unitGrams + 1n }), `${MASS} > Range(large, small)`);
      circuit.rejects(inputsOf({ massGrams: 1n, unitGrams: 0n }), `${MASS} > Range(large, small)`);
    });

    it("a footprint below the floor", () => {
      const { emissionFloor } = honestMint;
      const rule = "main > Range(co2eMargin, emissionFloor)";
      circuit.rejects(inputsOf({ co2eMargin: CO2E_CAP - emissionFloor + 1n }), rule);
      circuit.rejects(inputsOf({ emissionFloor: CO2E_CAP, co2eMargin: 1n }), rule);
    });
    it("a footprint above the cap", () => {
      circuit.rejects(inputsOf({ co2eMargin: -1n }), "main > Range(co2eMargin)");
    });
    it("a floor that is negative, or beyond a lane", () => {
      const rule = "> ProcessFigures(";
      // floor and footprint shifted together: the difference stays
      circuit.rejects(
        inputsOf({ emissionFloor: -1n, co2ePrimary: 0n, primaryShare: 0n, co2eMargin: CO2E_CAP }),
        rule,
      );
      const change = { emissionFloor: 1n << 30n, co2eMargin: -1n };
      circuit.rejects(inputsOf(change), rule, "main > Range(co2eMargin)");
    });

    it("a primary part above the audited share of the floor", () => {
      const rule = "main > Range(co2ePrimary, primaryCap)";
      circuit.rejects(inputsOf({ co2ePrimary: 6_000_001n }), rule);
      circuit.rejects(inputsOf({ emissionFloor: 9_999n, primaryShare: 3_333n, co2ePrimary: 3_333n }), rule);
      circuit.rejects(inputsOf({ primaryShare: 0n, co2ePrimary: 1n }), rule);
      // 10^4 times it exceeds the audited share by 1
      circuit.rejects(inputsOf({ emissionFloor: 9_999n, primaryShare: 1n, co2ePrimary: 1n }), rule);
    });
    it("a primary part that is small only 10^4 times", () => {
      const rule = "main > Range(co2ePrimary)";
      circuit.rejects(inputsOf({ co2ePrimary: quotient(1n, 10_000n) }), rule);
      circuit.rejects(inputsOf({ co2ePrimary: quotient(50_000_000_001n, 10_000n) }), rule);
      circuit.rejects(inputsOf({ co2ePrimary: -1n }), rule);
    });

    it("process figures that are negative", () => {
      circuit.rejects(inputsOf({ yieldMin: -1n }), "AtMost(yieldMin) > Range(small)");
      circuit.rejects(inputsOf({ yieldMin: 10_001n }), "AtMost(yieldMin) > Range(large, small)");
      circuit.rejects(inputsOf({ yieldMax: -1n }), "AtMost(yieldMax) > Range(small)");
      const change = { emissionFloor: 0n, co2ePrimary: 0n, primaryShare: -1n };
      circuit.rejects(inputsOf(change), "AtMost(primaryShare) > Range(small)");
    });

    for (const j of range(18)) {
      it(`a share of attribute ${j} that the site's grant does not give`, () => {
        const lot = mintedLot(honestMint);
        const share = lot.lanes[2 + j] ?? 0n;
        for (const other of [1_000_000_000n - share, share === 0n ? 1n : share - 1n]) {
          circuit.rejects(mintInputsOf(honestMint, { ...lot, lanes: withAt(lot.lanes, 2 + j, other) }), LOT);
        }
      });
    }
    it("a lot of another mass, footprint, audit or salt", () => {
      const lot = mintedLot(honestMint);
      const { co2eMargin, co2ePrimary } = honestMint;
      for (const other of [
        { ...lot, massGrams: lot.massGrams + 1n },
        { ...lot, lanes: withAt(lot.lanes, 0, co2eMargin + 1n) },
        { ...lot, lanes: withAt(lot.lanes, 1, co2ePrimary + 1n) },
        { ...lot, oldestAudit: lot.oldestAudit + 1n },
        { ...lot, salt: lot.salt + 1n },
      ]) {
        circuit.rejects(mintInputsOf(honestMint, other), LOT);
      }
    });
  });

  siteOperationTests({ circuit, inputsOf, otherRight: 2n, parent: 0n });
});
