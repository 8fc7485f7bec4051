import { expect } from "chai";
import { describe, it } from "mocha";

import { claimOf } from "../../scripts/chain/claims.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { readRegistry } from "../../scripts/chain/registry.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { permitOf } from "../../scripts/core/site.ts";
import { factsOf, siteIdOf, UNBOUND, withoutAttribute } from "../fixtures/attack-sites.ts";
import { claimInputsOf, splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld } from "../fixtures/attack-world.ts";
import { lotIdOf } from "../fixtures/circuits/lot.ts";
import { attributeNamed, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";
import { encoded } from "../fixtures/operations.ts";

const REFINED = 2 + attributeNamed("refined");

/** What the rules allow though one might wish otherwise: SECURITY.md admits each, and changes if one of these fails. */
describe("limits that no proof removes", () => {
  const world = attackWorld();

  it("a site together with its assayer mints cobalt that nobody has seen, within its quota", async () => {
    const w = world();
    // nothing that the chain or the circuit looks at is of the outside world
    const phantom = await w.mint("mine");
    await w.perform(w.alice, phantom);
    expect(await w.contracts.cobaltLot.ownerOf(lotIdOf(phantom.lot))).to.equal(w.alice.address);
  });

  it("a site that only mines mints as refined, if accreditor and scheme both say so", async () => {
    const w = world();
    const mined = await w.mint("vouchedFor");
    expect(mined.lot.lanes[REFINED]).to.equal(1_000_000_000n);
    await w.perform(w.alice, mined);
  });

  it("a least yield of 0 lets a loss take its emissions along, at the cap", async () => {
    const w = world();
    const mined = await w.mint("mine");
    const unknown = { footprintUnknown: 1n, co2eMargin: 0n, co2ePrimary: 0n, massGrams: 1n };
    const refined = await w.refine("lossy", mined.lot, unknown);
    await w.perform(w.alice, mined, refined);
    const emitted = (lot: typeof mined.lot) => (CO2E_CAP - (lot.lanes[0] ?? 0n)) * lot.massGrams;
    expect(emitted(refined.lot) < emitted(mined.lot)).to.equal(true);
  });

  it("a piece's holder proves claims that its sister pieces inherit, and so tells of them", async () => {
    const w = world();
    const mined = await w.mint("mine");
    const split = splitOf(mined.lot, [1n, mined.lot.massGrams - 1n]);
    await w.perform(w.alice, mined, split);
    const [dust = mined.lot, rest = mined.lot] = split.pieces;
    const lots = w.contracts.cobaltLot.connect(w.alice);
    await lots.transferFrom(w.alice.address, w.bob.address, lotIdOf(dust));
    const policy = parsePolicy("rmap = 100%", ATTRIBUTES);
    await definePolicy(w.contracts.policies, policy);
    const inputs = claimInputsOf(policy, dust, TODAY);
    const { claims } = w.contracts;
    await claims.connect(w.bob).prove([claimOf(inputs, await w.proofOf("claim", inputs))]);
    expect(await claims.provenDay(lotIdOf(rest), policyId(policy))).to.equal(BigInt(TODAY));
  });

  it("an attribute's controller kills every pending proof by one restrictive change", async () => {
    const w = world();
    const { accreditation, cobaltLot } = w.contracts;
    const pending = await w.prove(await w.mint("recycler"));
    await cobaltLot.execute.staticCall(encoded([pending]));
    const attribute = attributeNamed("non-asm");
    await accreditation.connect(w.deployed.controller).revoke(siteIdOf("mine"), attribute);
    await w.expectRefused(cobaltLot.execute.staticCall(encoded([pending])), "RegistryNotAccepted");
  });

  it("an attribute's controller ages or stops a site that is open to the attribute, until it is closed", async () => {
    const w = world();
    const { accreditation } = w.contracts;
    const id = siteIdOf("plainRefinery");
    const attribute = attributeNamed("copper-mark");
    const dates = async () => {
      const { profile } = await accreditation.siteOf(id);
      return [(profile >> 68n) & 0xffffn, profile >> 84n];
    };
    const before = await dates();
    await accreditation.connect(w.deployed.controller).grant(id, attribute, 0, TODAY);
    expect(await dates()).to.deep.equal([0n, BigInt(TODAY)]);
    const terms = withoutAttribute((await accreditation.siteOf(id)).terms, attribute);
    await accreditation.connect(w.deployed.accreditor).amend(id, terms);
    expect(await dates()).to.deep.equal(before);
  });

  it("a refiner books the highest yield of its band, and keeps as a token what it lost", async () => {
    const w = world();
    const mined = await w.mint("mine", { massGrams: 10_000_000n });
    // of 10 t come 9.5 t, which 99 % of some 9,596 kg would give
    const gained = 9_500_000n;
    const named = (gained * 10_000n + 9_899n) / 9_900n;
    const split = splitOf(mined.lot, [named, mined.lot.massGrams - named]);
    await w.perform(w.alice, mined, split);
    const [parent = mined.lot, kept = mined.lot] = split.pieces;
    const refined = await w.refine("refinery", parent, { massGrams: gained });
    await w.perform(w.alice, refined);
    expect(kept.massGrams).to.equal(404_040n);
    expect(await w.contracts.cobaltLot.ownerOf(lotIdOf(kept))).to.equal(w.alice.address);
  });

  it("a site that uses its secrets on two deployments has the same permits on both", async () => {
    const w = world();
    const { traceSecret } = factsOf("mine", await readRegistry(w.contracts.accreditation), UNBOUND);
    const { inputs } = await w.mint("mine");
    // of secret, month and number: the deployment is no part of it
    expect(inputs["permit"]).to.equal(permitOf(traceSecret, 674, 0));
  });
});
