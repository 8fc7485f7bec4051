import { describe, it } from "mocha";

import { readRegistry } from "../../scripts/chain/registry.ts";
import { type CircuitInputs, scalarInput } from "../../scripts/core/circuit-inputs.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { factsOf, type SiteName, strangerFacts, UNBOUND } from "../fixtures/attack-sites.ts";
import { attackWorld, type AttackWorld, type Crafted } from "../fixtures/attack-world.ts";
import { hash, modulo, quotient, withAt } from "../fixtures/circuits/lot.ts";
import { mintedLot, type MintFacts } from "../fixtures/circuits/mint.ts";
import { sign, type SiteFacts } from "../fixtures/circuits/site.ts";
import { attributeNamed, TODAY } from "../fixtures/sites.ts";

const UNIT = 20_000_001n;
const FLOOR = 8_000_000n;
const DAY = 86_400;

/** A crafted mint with some inputs put in place of the right ones. */
const withInputs = (crafted: Crafted, inputs: CircuitInputs): Crafted => ({
  ...crafted,
  inputs: { ...crafted.inputs, ...inputs },
});

/** What proofs of this deployment are made against, whatever a forger says of its site. */
async function realRegistry(w: AttackWorld): Promise<CircuitInputs> {
  return { registry: await w.contracts.accreditation.registry() };
}

describe("attacks on mint", () => {
  const world = attackWorld();
  const honest = (w: AttackWorld, change: Partial<MintFacts> = {}) => w.mint("mine", change);

  /** A mint that goes to the limit in everything. */
  const LIMITS = {
    massGrams: UNIT,
    co2eMargin: CO2E_CAP - FLOOR,
    co2ePrimary: 6_000_000n,
    permitIndex: 4n,
  };
  const beyond = (w: AttackWorld, change: Partial<MintFacts>) => honest(w, { ...LIMITS, ...change });

  describe("by its figures", () => {
    it("a lot heavier than the permit's unit", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w, LIMITS)));
      await w.expectForgeryRefused(w.attempt(await beyond(w, { massGrams: UNIT + 1n })), "Mint");
    });

    it("a negative mass, which a comparator without ranges takes for a small one", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w)));
      await w.expectFalse(w.attempt(await honest(w, { massGrams: -1n })), "Mint");
    });

    it("a share that the site holds no grant for", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w)));
      const recycled = await w.mint("mine", {}, undefined, (facts) => {
        const lot = mintedLot(facts);
        return { ...lot, lanes: withAt(lot.lanes, 2 + attributeNamed("recycled"), 1_000_000_000n) };
      });
      await w.expectFalse(w.attempt(recycled), "Mint");
    });

    it("emissions below the audited floor, and beyond the cap", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w, LIMITS)));
      const cleaner = await beyond(w, { co2eMargin: CO2E_CAP - FLOOR + 1n });
      await w.expectFalse(w.attempt(cleaner), "Mint");
      await w.expectFalse(w.attempt(await honest(w, { co2eMargin: -1n })), "Mint");
    });

    it("primary data above the audited part of the floor, also by a number that is small 10^4 times only", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w, LIMITS)));
      await w.expectFalse(w.attempt(await beyond(w, { co2ePrimary: 6_000_001n })), "Mint");
      const wrapped = quotient(1n, 10_000n);
      await w.expectFalse(w.attempt(await honest(w, { co2ePrimary: wrapped })), "Mint");
    });

    it("an audit that is younger than the site's", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w)));
      const fresh = await w.mint("mine", {}, undefined, (facts) => ({
        ...mintedLot(facts),
        oldestAudit: facts.auditedOn + 1n,
      }));
      await w.expectFalse(w.attempt(fresh), "Mint");
    });
  });

  describe("by process figures that an accreditor was talked into", () => {
    const refused =
      (site: SiteName, change: Partial<MintFacts> = {}) =>
      async () => {
        const w = world();
        await w.expectTaken(w.attempt(await honest(w)));
        await w.expectFalse(w.attempt(await w.mint(site, { co2ePrimary: 0n, ...change })), "ProcessFigures");
      };
    it("a negative emission floor", refused("crookedFloor", { co2eMargin: CO2E_CAP }));
    it("a primary share above 1", refused("crookedShare"));
    it("a yield above 1", refused("crookedYield"));
  });

  describe("by the site", () => {
    it("a site that nobody accredited, on another's path", async () => {
      const w = world();
      const registry = await readRegistry(w.contracts.accreditation);
      const { siblings, index } = factsOf("mine", registry, UNBOUND);
      const fake: Partial<SiteFacts> = { ...strangerFacts("fake"), siblings, index };
      await w.expectTaken(w.attempt(await honest(w)));
      const forged = withInputs(await honest(w, fake), await realRegistry(w));
      await w.expectForgeryRefused(w.attempt(forged), "SiteOperation");
    });

    it("a site without the right to mint", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w)));
      await w.expectFalse(w.attempt(await w.mint("refinery")), "SiteOperation");
    });

    it("a site on the day after its accreditation ends", async () => {
      const w = world();
      const onLastDay = await w.mint("expiring");
      const dayAfter = await w.mint("expiring", { day: BigInt(TODAY + 1) });
      await w.connection.networkHelpers.time.increase(DAY);
      await w.expectTaken(w.attempt(onLastDay));
      await w.expectFalse(w.attempt(dayAfter), "SiteOperation");
    });

    it("a larger unit, more permits or a longer validity than the site's leaf says", async () => {
      const w = world();
      const registry = await realRegistry(w);
      await w.expectTaken(w.attempt(await honest(w)));
      const larger = await honest(w, { unitGrams: UNIT + 1n, massGrams: UNIT + 1n });
      await w.expectFalse(w.attempt(withInputs(larger, registry)), "SiteOperation");
      for (const change of [{ permits: 6n, permitIndex: 5n }, { validUntil: 30_000n }]) {
        const forged = withInputs(await honest(w, change), registry);
        await w.expectNoWitness(w.attempt(forged), "SiteOperation");
      }
    });

    it("a profile of more than 100 bits, which would have a second reading", async () => {
      const w = world();
      const crafted = await honest(w);
      await w.expectTaken(w.attempt(crafted));
      const forged = withInputs(crafted, { profile: scalarInput(crafted.inputs, "profile") + (1n << 100n) });
      await w.expectNoWitness(w.attempt(forged), "SiteProfile");
    });

    it("an empty tree, by a path of no possible depth, and a path that ends at a node", async () => {
      const w = world();
      const crafted = await honest(w);
      await w.expectTaken(w.attempt(crafted));
      const registry = await readRegistry(w.contracts.accreditation);
      const { attributeRules, siblings, deployment } = factsOf("mine", registry, UNBOUND);
      const emptyTree = hash(0n, attributeRules, deployment, TAGS.REGISTRY);
      const noRoot = withInputs(crafted, { depth: 17n, registry: emptyTree });
      await w.expectNoWitness(w.attempt(noRoot), "LeanImtRoot");
      const proof = await w.proofOf("mint", crafted.inputs);
      await w.expectRefused(w.attempt(noRoot).tryWith(proof), "RegistryNotAccepted", emptyTree);
      const short = withInputs(crafted, { depth: BigInt(siblings.length - 1) });
      await w.expectNoWitness(w.attempt(short), "SiteOperation");
    });
  });

  describe("by its permit", () => {
    it("a permit number beyond the site's, and a negative one", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w, LIMITS)));
      await w.expectForgeryRefused(w.attempt(await beyond(w, { permitIndex: 5n })), "Permit");
      await w.expectFalse(w.attempt(await honest(w, { permitIndex: modulo(-1n) })), "Permit");
    });

    it("a permit of another month, of another tag, or from a secret of the thief's own", async () => {
      const w = world();
      const crafted = await honest(w);
      await w.expectTaken(w.attempt(crafted));
      const secret = scalarInput(crafted.inputs, "traceSecret");
      const period = scalarInput(crafted.inputs, "when") >> 16n;
      for (const permit of [
        hash(secret, period + 1n, 0n, TAGS.PERMIT),
        hash(secret, period, 0n, TAGS.REGISTRY),
      ]) {
        await w.expectFalse(w.attempt(withInputs(crafted, { permit })), "SiteOperation");
      }
      const own = withInputs(await honest(w, { traceSecret: 7n }), await realRegistry(w));
      await w.expectFalse(w.attempt(own), "SiteOperation");
    });
  });

  describe("by the assay", () => {
    it("a signature for another site, deployment, parent or lot", async () => {
      const w = world();
      const crafted = await honest(w);
      await w.expectTaken(w.attempt(crafted));
      const registry = await readRegistry(w.contracts.accreditation);
      const facts = factsOf("mine", registry, UNBOUND);
      const right = {
        lotId: scalarInput(crafted.inputs, "lotId"),
        siteKey: hash(facts.siteSecret, TAGS.SITE),
        deployment: facts.deployment,
        parent: 0n,
      };
      await w.expectTaken(w.attempt(withInputs(crafted, sign(facts, right))));
      const another = { ...right, siteKey: hash(facts.siteSecret + 1n, TAGS.SITE) };
      await w.expectForgeryRefused(w.attempt(withInputs(crafted, sign(facts, another))), "Assay");
      for (const other of [
        { deployment: right.deployment + 1n },
        { parent: right.lotId },
        { lotId: right.lotId + 1n },
      ]) {
        const forged = withInputs(crafted, sign(facts, { ...right, ...other }));
        await w.expectNoWitness(w.attempt(forged), "Assay");
      }
    });

    it("an assayer's key of low order, which the register takes and under which anyone can sign", async () => {
      const w = world();
      await w.expectTaken(w.attempt(await honest(w)));
      await w.expectFalse(w.attempt(await w.mint("crookedAssayer")), "Assay");
    });

    it("an R8 off the curve, or with a part of low order", async () => {
      const w = world();
      const crafted = await honest(w);
      await w.expectTaken(w.attempt(crafted));
      const off = withInputs(crafted, { signatureR8: [5n, 5n] });
      await w.expectNoWitness(w.attempt(off), "Assay");
      const twisted = await honest(w, { signatureTwist: [0n, modulo(-1n)] });
      await w.expectNoWitness(w.attempt(twisted), "Assay");
    });
  });
});
