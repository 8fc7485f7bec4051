import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { describe, it } from "mocha";

import { readRegistry } from "../../scripts/chain/registry.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { TAGS } from "../../scripts/core/tags.ts";
import { unpackProfile } from "../../scripts/core/site.ts";
import {
  factsOf,
  keysHashOf,
  keysStructOf,
  SITE_NAMES,
  siteIdOf,
  type SiteName,
  strangerFacts,
  termsStructOf,
  UNBOUND,
  withoutAttribute,
} from "../fixtures/attack-sites.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import { hash } from "../fixtures/circuits/lot.ts";
import { attributeNamed, TODAY } from "../fixtures/sites.ts";
import { encoded, type TestOperation } from "../fixtures/operations.ts";

const DAY = 86_400;
const RMAP = attributeNamed("rmap");
/** The rights, as the contract numbers them. */
const [MINT, REFINE] = [0, 1];

describe("attacks on the accreditation", () => {
  const world = attackWorld();
  const by = ({ contracts }: AttackWorld, signer: AttackWorld["alice"]) =>
    contracts.accreditation.connect(signer);
  const pending = async (w: AttackWorld) => w.prove(await w.mint("recycler"));
  const taken =
    ({ contracts }: AttackWorld) =>
    async (operations: TestOperation[]) =>
      contracts.cobaltLot.execute.staticCall(encoded(operations));
  const renew = async (w: AttackWorld, site: SiteName, auditedOn: number, validUntil: number) =>
    by(w, w.deployed.controller).grant(siteIdOf(site), RMAP, auditedOn, validUntil);

  it("a grant that worsens the leaf while the old registry lives", async () => {
    const w = world();
    const operation = await pending(w);
    await renew(w, "mine", 20_101, 20_701 + 400);
    await taken(w)([operation]);
    await renew(w, "mine", 20_101, 20_700);
    await w.expectRefused(taken(w)([operation]), "RegistryNotAccepted", operation.registry);
  });

  it("older registries evicted by a churn of changes, or kept beyond their window", async () => {
    const w = world();
    const operation = await pending(w);
    // each a change of the leaf for the better
    const { deployed } = w;
    const terms = termsStructOf(factsOf("mine", await readRegistry(w.contracts.accreditation), UNBOUND));
    for (let permits = 6n; permits < 16n; permits++) {
      await by(w, deployed.accreditor).amend(siteIdOf("mine"), { ...terms, permits });
    }
    expect(await w.contracts.accreditation.registry()).to.not.equal(operation.registry);
    await taken(w)([operation]);
    await w.connection.networkHelpers.time.increase(DAY + 1);
    await w.expectRefused(taken(w)([operation]), "RegistryNotAccepted", operation.registry);
  });

  it("a lapse called by a stranger to kill pending proofs, or to take a living grant away", async () => {
    const w = world();
    const operation = await pending(w);
    const lapse = (site: SiteName) => by(w, w.mallory).lapse(siteIdOf(site), RMAP);
    await w.expectRefused(lapse("expiring"), "GrantNotLapsed", TODAY);
    await w.connection.networkHelpers.time.increase(2 * DAY);
    await w.expectRefused(lapse("mine"), "GrantNotLapsed");
    await lapse("expiring");
    // too old by its day meanwhile, but not by its registry
    await w.expectRefused(taken(w)([operation]), "DayOutOfRange");
    expect(await w.contracts.accreditation.isAccepted(operation.registry)).to.equal(true);
  });

  it("a quota begun anew by rotating keys within a month", async () => {
    const w = world();
    const { accreditor, tracingAuthority } = w.deployed;
    const id = siteIdOf("mine");
    const fresh = strangerFacts("fresh keys");
    const old = await w.prove(await w.mint("mine"));
    await taken(w)([old]);
    await by(w, accreditor).rotate(id, keysStructOf(fresh));
    await by(w, tracingAuthority).confirm(id, keysHashOf(fresh));
    await w.expectRefused(taken(w)([old]), "RegistryNotAccepted");
    await w.expectRefused(by(w, w.mallory).admit(id), "KeysNotDue", id);
    // 2026-04-02: no day that is tolerated is of March any more
    await w.connection.networkHelpers.time.increaseTo(Date.UTC(2026, 3, 1) / 1_000);
    await w.expectRefused(by(w, w.mallory).admit(id), "KeysNotDue", id);
    await w.connection.networkHelpers.time.increaseTo(Date.UTC(2026, 3, 2) / 1_000);
    await by(w, w.mallory).admit(id);
  });

  it("a suspended site that goes on, or comes back with a new quota", async () => {
    const w = world();
    const { accreditor } = w.deployed;
    const operation = await w.prove(await w.mint("mine"));
    await taken(w)([operation]);
    await by(w, accreditor).suspend(siteIdOf("mine"));
    await w.expectRefused(taken(w)([operation]), "RegistryNotAccepted");
    await w.expectRefused(by(w, w.mallory).admit(siteIdOf("mine")), "SiteIsSuspended");
    await by(w, accreditor).reinstate(siteIdOf("mine"));
    const again = await w.prove(await w.mint("mine"));
    expect(again.permit).to.equal(operation.permit);
    await w.send(w.alice, again);
    expect(await w.contracts.cobaltLot.permitUsed(operation.permit)).to.equal(true);
  });

  it("a key to which the field's order was added, registered as a new one, and keys used twice", async () => {
    const w = world();
    const { accreditor } = w.deployed;
    const fresh = strangerFacts("fresh site");
    const mine = factsOf("mine", await readRegistry(w.contracts.accreditation), UNBOUND);
    const propose = (keys: ReturnType<typeof keysStructOf>) =>
      by(w, accreditor).propose.staticCall(keys, MINT, termsStructOf(fresh));
    await propose(keysStructOf(fresh));
    const { siteKey, traceKey } = keysStructOf(mine);
    await w.expectRefused(propose({ ...keysStructOf(fresh), siteKey }), "KeyUsed", siteKey);
    await w.expectRefused(propose({ ...keysStructOf(fresh), traceKey }), "KeyUsed", traceKey);
    const second = siteKey + FIELD_ORDER;
    await w.expectRefused(
      propose({ ...keysStructOf(fresh), siteKey: second }),
      "FieldElementInvalid",
      second,
    );
  });

  it("a site without grants that would be valid for ever", async () => {
    const w = world();
    const { profile, grants, terms } = await w.contracts.accreditation.siteOf(siteIdOf("plainRefinery"));
    expect(grants).to.equal(0n);
    expect(unpackProfile(profile).validUntil).to.equal(Number(terms.validUntil));
    const over = { ...termsStructOf(strangerFacts("over")), validUntil: TODAY - 1 };
    const propose = by(w, w.deployed.accreditor).propose;
    const keys = keysStructOf(strangerFacts("over"));
    await propose.staticCall(keys, MINT, { ...over, validUntil: TODAY });
    await w.expectRefused(propose.staticCall(keys, MINT, over), "ValidityOver", TODAY - 1);
  });

  it("an attribute relabelled, or its rule made kinder", async () => {
    const w = world();
    const { schemeAdministrator } = w.deployed;
    const definition = { name: "new", controller: w.mallory.address, group: 0, rule: 0 };
    const define = async (attribute: number, attributeDefinition: typeof definition) =>
      by(w, schemeAdministrator).defineAttribute.staticCall(attribute, attributeDefinition);
    await define(14, definition);
    await w.expectRefused(define(RMAP, definition), "AttributeAlreadyDefined", RMAP);
    await w.expectRefused(define(14, { ...definition, name: "rmap" }), "AttributeNameInvalid", "rmap");
    await w.expectRefused(define(14, { ...definition, controller: ZeroAddress }), "AttributeControllerZero");
  });

  it("a scheme's grant given or taken by anybody but the scheme", async () => {
    const w = world();
    const { accreditor, administrator, schemeAdministrator } = w.deployed;
    const id = siteIdOf("mine");
    for (const signer of [w.mallory, accreditor, administrator, schemeAdministrator]) {
      const grant = by(w, signer).grant(id, RMAP, TODAY, TODAY + 9);
      await w.expectRefused(grant, "AttributeControllerOnly", RMAP, signer.address);
      await w.expectRefused(by(w, signer).revoke(id, RMAP), "AttributeControllerOnly", RMAP);
    }
    await by(w, w.deployed.controller).revoke(id, RMAP);
  });

  it("two attributes of one group, whose shares a policy may add", async () => {
    const w = world();
    const [held, other] = [attributeNamed("non-asm"), attributeNamed("asm-assessed")];
    const grant = async (attribute: number) =>
      by(w, w.deployed.controller).grant.staticCall(siteIdOf("mine"), attribute, TODAY, TODAY + 900);
    await grant(held);
    await w.expectRefused(grant(other), "GrantExcluded", other, held);
  });

  it("a site let in by the accreditor alone, or under other keys than the authority has seen", async () => {
    const w = world();
    const { accreditor, tracingAuthority } = w.deployed;
    const [fresh, other] = [strangerFacts("seen"), strangerFacts("unseen")];
    await by(w, accreditor).propose(keysStructOf(fresh), MINT, termsStructOf(fresh));
    const siteId = BigInt(SITE_NAMES.length + 1);
    await w.expectRefused(by(w, accreditor).confirm(siteId, keysHashOf(fresh)), "AccessManagedUnauthorized");
    await w.expectRefused(by(w, w.mallory).admit(siteId), "SiteNotConfirmed", siteId);
    await w.expectRefused(by(w, tracingAuthority).confirm(siteId, keysHashOf(other)), "KeysMismatch", siteId);
    await by(w, tracingAuthority).confirm(siteId, keysHashOf(fresh));
  });

  it("a mint by the tracing authority, which knows every trace secret", async () => {
    const w = world();
    const honest = await w.mint("mine");
    await w.expectTaken(w.attempt(honest));
    const registry = await w.contracts.accreditation.registry();
    const guessed = await w.mint("mine", { siteSecret: 1n });
    const forged = { ...guessed, inputs: { ...guessed.inputs, registry } };
    await w.expectForgeryRefused(w.attempt(forged), "SiteOperation");
  });

  /** Closes an attribute at sites, as the accreditor would. */
  const close = async (w: AttackWorld, attribute: number, sites: readonly SiteName[]): Promise<void> => {
    const { accreditation } = w.contracts;
    for (const site of sites) {
      const id = siteIdOf(site);
      const terms = withoutAttribute((await accreditation.siteOf(id)).terms, attribute);
      await by(w, w.deployed.accreditor).amend(id, terms);
    }
  };

  it("a controller that ages a site for ever, or all sites, or stops all minting by a change a block", async () => {
    const w = world();
    const { accreditation } = w.contracts;
    const attribute = attributeNamed("copper-mark");
    const rogue = by(w, w.deployed.controller);
    const datesOf = async (site: SiteName) => {
      const { profile } = await accreditation.siteOf(siteIdOf(site));
      return [(profile >> 68n) & 0xffffn, profile >> 84n];
    };
    const before = await datesOf("mine");
    // a scheme that works as it should
    await rogue.grant(siteIdOf("mine"), attribute, TODAY, 20_701 + 9);
    expect(await datesOf("mine")).to.deep.equal(before);

    for (const site of SITE_NAMES) await rogue.grant(siteIdOf(site), attribute, 0, 65_535);
    expect((await datesOf("mine"))[0]).to.equal(0n);
    for (let auditedOn = 3; auditedOn > 0; auditedOn--) {
      const registry = await accreditation.registry();
      await rogue.grant(siteIdOf("mine"), attribute, TODAY, 65_535);
      await rogue.grant(siteIdOf("mine"), attribute, auditedOn, 65_535);
      expect(await accreditation.isAccepted(registry)).to.equal(false);
    }

    await close(w, attribute, SITE_NAMES);
    expect(await datesOf("mine")).to.deep.equal(before);
    const registry = await accreditation.registry();
    for (const site of SITE_NAMES) {
      const id = siteIdOf(site);
      await w.expectRefused(rogue.grant(id, attribute, 0, 65_535), "AttributeNotOpen", id, attribute);
      await w.expectRefused(rogue.revoke(id, attribute), "GrantNotHeld", id, attribute);
    }
    // nor can it get at sites that are yet to come
    const fresh = strangerFacts("to come");
    const terms = { ...termsStructOf(fresh), attributes: 1n << BigInt(RMAP), raisedAtMint: 0n };
    await by(w, w.deployed.accreditor).propose(keysStructOf(fresh), MINT, terms);
    const id = BigInt(SITE_NAMES.length + 1);
    await w.expectRefused(rogue.grant(id, attribute, 0, 65_535), "AttributeNotOpen", id, attribute);
    expect(await accreditation.registry()).to.equal(registry);
  });

  it("a suspension made stale by a grant in the same block, again and again", async () => {
    const w = world();
    const { accreditation } = w.contracts;
    const { provider } = w.connection.ethers;
    const attribute = attributeNamed("copper-mark");
    const [rogue, accreditor] = [by(w, w.deployed.controller), by(w, w.deployed.accreditor)];
    const id = siteIdOf("mine");
    let suspended = 0;
    for (let block = 0; block < 20; block++) {
      await provider.send("evm_setAutomine", [false]);
      // the dearer goes first: another root, before the suspension is looked at
      const validUntil = 20_000 + TODAY + (block % 2);
      const fees = (gasPrice: bigint) => ({ gasPrice, gasLimit: 2_000_000n });
      await rogue.grant(siteIdOf("recycler"), attribute, TODAY - block, validUntil, fees(20_000_000_000n));
      const suspension = await accreditor.suspend(id, fees(10_000_000_000n));
      await provider.send("evm_mine", []);
      await provider.send("evm_setAutomine", [true]);
      const receipt = await provider.getTransactionReceipt(suspension.hash);
      expect(receipt?.index, "the grant goes first").to.equal(1);
      if (receipt?.status === 1 && (await accreditation.leafOf(id)) === 0n) suspended += 1;
      await accreditor.reinstate(id);
    }
    expect(suspended).to.equal(20);
  });

  it("a refiner that mints what it never tracked, as conformant and refined", async () => {
    const w = world();
    const { accreditation } = w.contracts;
    const [accreditor, refined] = [by(w, w.deployed.accreditor), attributeNamed("refined")];
    const open = { attributes: (1n << BigInt(RMAP)) | (1n << BigInt(refined)), raisedAtMint: 0n };
    const [plant, feed] = [strangerFacts("a refinery"), strangerFacts("a feed of its own")];
    const [plantId, feedId] = [1, 2].map((n) => BigInt(SITE_NAMES.length + n));
    if (plantId === undefined || feedId === undefined) throw new RangeError("two sites");
    const grant = (siteId: bigint, attribute: number) =>
      by(w, w.deployed.controller).grant(siteId, attribute, TODAY, TODAY + 300);
    // the plant registers twice: what it refines is refined, what it mints is not
    await accreditor.propose(keysStructOf(plant), REFINE, { ...termsStructOf(plant), ...open });
    await accreditor.propose(keysStructOf(feed), MINT, { ...termsStructOf(feed), ...open });
    for (const siteId of [plantId, feedId]) await grant(siteId, RMAP);
    await grant(plantId, refined);
    await w.expectRefused(grant(feedId, refined), "AttributeNotOpen", feedId, refined);
    // and nothing makes the refinery mint
    await by(w, w.deployed.tracingAuthority).confirm(plantId, keysHashOf(plant));
    const raised = { ...termsStructOf(plant), ...open, raisedAtMint: 1n << BigInt(refined) };
    await w.expectRefused(accreditor.amend(plantId, raised), "OpenAttributesInvalid");
    await accreditor.amend(plantId, { ...termsStructOf(plant), ...open, permits: 1n });
    expect((await accreditation.siteOf(plantId)).profile & 3n).to.equal(2n);
  });

  it("an attribute kept by who stole its controller's account, by handing it on in time", async () => {
    const w = world();
    const { accreditation } = w.contracts;
    const { controller, schemeAdministrator } = w.deployed;
    const thief = by(w, controller);
    await by(w, schemeAdministrator).replaceController(RMAP, w.bob.address);
    await thief.offerAttribute(RMAP, w.mallory.address);
    await by(w, w.mallory).acceptAttribute(RMAP);
    await by(w, w.mallory).offerAttribute(RMAP, controller.address);
    await w.expectRefused(by(w, w.bob).acceptAttribute(RMAP), "ReplacementNotDue", RMAP);
    await w.connection.networkHelpers.time.increase(14 * DAY);
    await by(w, w.bob).acceptAttribute(RMAP);
    await w.expectRefused(thief.acceptAttribute(RMAP), "AttributeNotOffered", RMAP, controller.address);
    expect((await accreditation.attributeOf(RMAP)).controller).to.equal(w.bob.address);
  });

  it("restricted calls by anybody without the role", async () => {
    const w = world();
    const { accreditation } = w.contracts;
    const facts = strangerFacts("roles");
    const id = siteIdOf("mine");
    const calls = (signer: AttackWorld["alice"]) => {
      const a = accreditation.connect(signer);
      return [
        a.propose.staticCall(keysStructOf(facts), MINT, termsStructOf(facts)),
        a.amend.staticCall(id, termsStructOf(facts)),
        a.rotate.staticCall(id, keysStructOf(facts)),
        a.suspend.staticCall(id),
      ];
    };
    await Promise.all(calls(w.deployed.accreditor));
    const { tracingAuthority, administrator, controller } = w.deployed;
    for (const signer of [w.mallory, tracingAuthority, administrator, controller]) {
      for (const call of calls(signer)) {
        await w.expectRefused(call, "AccessManagedUnauthorized", signer.address);
      }
      const bind = accreditation.connect(signer).bind(signer.address);
      const error = signer === administrator ? "AlreadyBound" : "AccessManagedUnauthorized";
      await w.expectRefused(bind, error);
    }
  });

  it("an empty tree's registry, and one that nobody computed", async () => {
    const w = world();
    const operation = await pending(w);
    await taken(w)([operation]);
    const { attributeRules, deployment } = factsOf(
      "mine",
      await readRegistry(w.contracts.accreditation),
      UNBOUND,
    );
    for (const registry of [0n, hash(0n, attributeRules, deployment, TAGS.REGISTRY), 1n]) {
      await w.expectRefused(taken(w)([{ ...operation, registry }]), "RegistryNotAccepted", registry);
    }
  });
});
