import { expect } from "chai";
import { type ContractTransactionResponse, ZeroAddress } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { registryHash } from "../../scripts/core/registry.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { keysHashOf, packProfile, siteLeaf } from "../../scripts/core/site.ts";
import { type Attribute, ATTRIBUTE_RULES, type AttributeRule } from "../../scripts/core/attributes.ts";
import { deployConnected } from "../fixtures/accreditation-running.ts";
import { DAY_TOLERANCE, keysOf, keysStruct, MINT, ROOT_WINDOW, termsOn } from "../fixtures/accreditation.ts";

const { ethers, networkHelpers } = await network.create("simulated");

/** The day on which the test chain starts, 2026-03-16, since 1970-01-01, and the period after that day's. */
const [TODAY, APRIL] = [20_528, 675n];
const ATTRIBUTE = 3;

async function fixture() {
  return deployConnected(ethers);
}

type Terms = ReturnType<typeof termsOn>;

/** Terms in the order of the contract's struct. */
function termsStruct(terms: Terms): unknown[] {
  const { processCommitment, permits, unitGrams, auditedOn, validUntil, attributes, raisedAtMint } = terms;
  const numbers = [permits, unitGrams, auditedOn, validUntil, attributes, raisedAtMint].map(BigInt);
  return [processCommitment, ...numbers];
}

describe("Accreditation's events", () => {
  it("tell every change, whole and in order", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const { accreditation, byAccreditor, byAuthority, bySchemes, byController, byStranger, lot } = all;
    const attributes: (Attribute | undefined)[] = [];
    const leaves: bigint[] = [];
    let deployment = 0n;
    let attributeRules = 0n;

    /** What the last event tells: the registry of the leaves as they are now. */
    const changed = (restrictive: boolean): unknown[] => {
      const tree = new SiteTree(leaves);
      const registry = tree.root === 0n ? 0n : registryHash({ tree, attributes, deployment });
      return ["RegistryChanged", registry, tree.root, attributeRules, restrictive];
    };
    /** Puts a site's leaf at a place, and what is told of it. */
    const put = (name: string, siteId: bigint, at: number, keys: number, terms: Terms, grants = 0n) => {
      const profile = { ...terms, right: "mint", grants } as const;
      const leaf = siteLeaf(keysOf(keys), profile, terms.processCommitment);
      leaves[at] = leaf;
      const hash = keysHashOf(keysOf(keys));
      return [name, siteId, BigInt(at), leaf, hash, packProfile(profile), terms.processCommitment];
    };
    const told = async (sent: Promise<ContractTransactionResponse>): Promise<unknown[]> => {
      const receipt = await (await sent).wait();
      return (receipt?.logs ?? []).map((log) => {
        const event = accreditation.interface.parseLog(log);
        const args: unknown[] = event?.args.toArray(true) ?? [];
        return [event?.name, ...args];
      });
    };
    /** Defines an attribute. @returns what is told besides */
    const define = async (attribute: number, name: string, rule: AttributeRule): Promise<unknown[]> => {
      const controller = all.controller.address;
      const number = ATTRIBUTE_RULES.indexOf(rule);
      const [defined, ...others] = await told(
        bySchemes.defineAttribute(attribute, { name, controller, group: 0, rule: number }),
      );
      expect(defined).to.deep.equal([
        "AttributeDefined",
        BigInt(attribute),
        name,
        controller,
        0n,
        BigInt(number),
      ]);
      attributes[attribute] = { name, group: 0, rule };
      attributeRules |= BigInt(number) << BigInt(2 * attribute);
      return others;
    };
    const keys = (n: number) => Object.values(keysStruct(keysOf(n)));
    const terms = termsOn(TODAY);

    await expect(accreditation.deploymentTransaction())
      .to.emit(accreditation, "AccreditationDeployed")
      .withArgs(ROOT_WINDOW, DAY_TOLERANCE, 14 * 86_400);
    // before the binding there is no registry
    expect(await define(ATTRIBUTE, "rmap", "require")).to.deep.equal([]);
    const lotAddress = await lot.getAddress();
    const bound = await told(accreditation.connect(all.admin).bind(lot));
    deployment = await accreditation.deployment();
    expect(bound).to.deep.equal([["Bound", lotAddress, deployment, 0n], changed(false)]);

    for (const n of [1, 2]) {
      expect(await told(byAccreditor.propose(keysStruct(keysOf(n)), MINT, terms))).to.deep.equal([
        ["SiteProposed", BigInt(n), keys(n), BigInt(MINT), termsStruct(terms)],
      ]);
      expect(await told(byAuthority.confirm(n, keysHashOf(keysOf(n))))).to.deep.equal([
        ["SiteConfirmed", BigInt(n), keysHashOf(keysOf(n))],
        put("LeafInserted", BigInt(n), n - 1, n, terms),
        changed(false),
      ]);
    }

    expect(await define(4, "raised", "raise")).to.deep.equal([changed(false)]);
    expect(await define(5, "required", "require")).to.deep.equal([changed(true)]);
    expect(await define(6, "carried", "carry")).to.deep.equal([]);

    const better = termsOn(TODAY, { permits: 11 });
    expect(await told(byAccreditor.amend(2, better))).to.deep.equal([
      ["SiteAmended", 2n, termsStruct(better)],
      put("LeafReplaced", 2n, 1, 2, better),
      changed(false),
    ]);
    expect(await told(byAccreditor.amend(2, terms))).to.deep.equal([
      ["SiteAmended", 2n, termsStruct(terms)],
      put("LeafReplaced", 2n, 1, 2, terms),
      changed(true),
    ]);
    // nothing changes, and no registry is told
    expect(await told(byAccreditor.amend(2, terms))).to.deep.equal([["SiteAmended", 2n, termsStruct(terms)]]);

    const dates = [TODAY, TODAY + 400] as const;
    expect(await told(byController.grant(2, ATTRIBUTE, ...dates))).to.deep.equal([
      ["GrantGiven", 2n, BigInt(ATTRIBUTE), ...dates.map(BigInt)],
      put("LeafReplaced", 2n, 1, 2, terms, 1n << BigInt(ATTRIBUTE)),
      changed(false),
    ]);
    expect(await told(byController.revoke(2, ATTRIBUTE))).to.deep.equal([
      ["GrantRevoked", 2n, BigInt(ATTRIBUTE)],
      put("LeafReplaced", 2n, 1, 2, terms),
      changed(true),
    ]);

    // a grant ends with the attribute's opening, each told on its own
    await byController.grant(2, ATTRIBUTE, ...dates);
    await byController.grant(2, 5, ...dates);
    const closed = termsOn(TODAY, { attributes: 0n });
    expect(await told(byAccreditor.amend(2, closed))).to.deep.equal([
      ["SiteAmended", 2n, termsStruct(closed)],
      ["GrantClosed", 2n, BigInt(ATTRIBUTE)],
      ["GrantClosed", 2n, 5n],
      put("LeafReplaced", 2n, 1, 2, terms),
      changed(true),
    ]);

    // who controls an attribute stands in no leaf
    const [controller, other, none] = [all.controller, all.otherController, ZeroAddress];
    for (const heir of [none, other.address]) {
      expect(await told(byController.offerAttribute(ATTRIBUTE, heir))).to.deep.equal([
        ["AttributeOffered", BigInt(ATTRIBUTE), controller.address, heir],
      ]);
    }
    expect(await told(all.byOther.acceptAttribute(ATTRIBUTE))).to.deep.equal([
      ["AttributeAccepted", BigInt(ATTRIBUTE), controller.address, other.address],
    ]);
    for (const heir of [none, all.stranger.address]) {
      const announced = await told(bySchemes.replaceController(ATTRIBUTE, heir));
      const from = heir === none ? 0n : BigInt(await networkHelpers.time.latest()) + 14n * 86_400n;
      expect(announced).to.deep.equal([["ControllerReplacementAnnounced", BigInt(ATTRIBUTE), heir, from]]);
    }

    leaves[1] = 0n;
    expect(await told(byAccreditor.suspend(2))).to.deep.equal([
      ["SiteSuspended", 2n],
      ["LeafRemoved", 2n, 1n],
      changed(true),
    ]);
    expect(await told(byAccreditor.reinstate(2))).to.deep.equal([
      ["SiteReinstated", 2n],
      put("LeafInserted", 2n, 2, 2, terms),
      changed(false),
    ]);
    leaves[2] = 0n;
    expect(await told(byAccreditor.rotate(2, keysStruct(keysOf(3))))).to.deep.equal([
      ["LeafRemoved", 2n, 2n],
      changed(true),
      ["SiteRotated", 2n, keys(3), APRIL],
    ]);
    // of one that is not in the tree the registry tells nothing
    expect(await told(byAuthority.confirm(2, keysHashOf(keysOf(3))))).to.deep.equal([
      ["SiteConfirmed", 2n, keysHashOf(keysOf(3))],
    ]);
    await networkHelpers.time.increaseTo(Date.parse("2026-04-02T00:00:00Z") / 1000);
    expect(await told(byStranger.admit(2))).to.deep.equal([
      put("LeafInserted", 2n, 3, 3, terms),
      changed(false),
    ]);
  });

  it("take a contract for the controller that calls, not who sent the transaction", async () => {
    const { accreditation, byAccreditor, bySchemes, controller, stranger } =
      await networkHelpers.loadFixture(fixture);
    const wallet = await ethers.deployContract("CallingReceiver", ["0x00000000"]);
    const [address, target] = [await wallet.getAddress(), await accreditation.getAddress()];
    const attribute = { group: 0, rule: 0n };
    await bySchemes.defineAttribute(0, { ...attribute, name: "a wallet's", controller: address });
    await bySchemes.defineAttribute(1, { ...attribute, name: "a person's", controller: controller.address });
    await byAccreditor.propose(keysStruct(keysOf(1)), MINT, termsOn(TODAY));
    const grant = (of: number) =>
      accreditation.interface.encodeFunctionData("grant", [1, of, TODAY, TODAY + 1]);
    await expect(wallet.connect(stranger).forward(target, grant(0)))
      .to.emit(accreditation, "GrantGiven")
      .withArgs(1n, 0n, TODAY, TODAY + 1);
    await expect(wallet.connect(controller).forward(target, grant(1)))
      .to.be.revertedWithCustomError(accreditation, "AttributeControllerOnly")
      .withArgs(1n, address);
  });
});
