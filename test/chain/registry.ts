import { AbiCoder, keccak256 } from "ethers";
import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { enrolSite } from "../../scripts/chain/enrol.ts";
import { readRegistry } from "../../scripts/chain/registry.ts";
import { readTerms } from "../../scripts/chain/sites.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { processCommitment, siteKeysOf, siteLeaf } from "../../scripts/core/site.ts";
import { codeOf, rejectionOf } from "../fixtures/code-of.ts";
import { accreditorsOf, defineAttributes, type Deployed, deployWithRoles } from "../fixtures/deployed.ts";
import { siteOf, attributeNamed, ATTRIBUTES } from "../fixtures/sites.ts";

const connection = await network.create("simulated");
const { networkHelpers } = connection;

const SITES = [
  siteOf("mine", { grants: ["rmap", "irma-50", "non-asm"] }),
  siteOf("toll", { grants: ["asm-assessed"] }),
  siteOf("refiner", { grants: ["rmap", "refined"], profile: { right: "refine" } }),
  siteOf("plain"),
  siteOf("recycler", { grants: ["recycled"] }),
];
type Site = (typeof SITES)[number];
const leafOf = ({ secrets, assayer, profile, process }: Site) =>
  siteLeaf(siteKeysOf(secrets, assayer), profile, processCommitment(process));

function enrol(deployed: Deployed, { secrets, assayer, profile, process }: Site): Promise<bigint> {
  const { accreditation } = deployed.contracts;
  const keys = siteKeysOf(secrets, assayer);
  return enrolSite(accreditation, accreditorsOf(deployed), keys, profile, process);
}

async function bareFixture() {
  return deployWithRoles(connection);
}

async function fixture() {
  const deployed = await deployWithRoles(connection);
  await defineAttributes(deployed);
  const ids: bigint[] = [];
  for (const site of SITES) ids.push(await enrol(deployed, site));
  return { ...deployed, ids };
}

async function expectAgreement({ contracts: { accreditation } }: Deployed) {
  const state = await readRegistry(accreditation);
  expect(state.tree.root).to.equal(await accreditation.root());
  expect(registryHash(state)).to.equal(await accreditation.registry());
  return state;
}

describe("the registry read from the chain", () => {
  it("is empty before the first site", async () => {
    const deployed = await networkHelpers.loadFixture(bareFixture);
    const state = await readRegistry(deployed.contracts.accreditation);
    expect([state.tree.root, state.tree.leaves]).to.deep.equal([0n, []]);
    expect(state.attributes).to.deep.equal(Array.from({ length: 18 }, () => undefined));
    expect(await deployed.contracts.accreditation.registry()).to.equal(0n);
  });

  it("has the tree, the attributes and the deployment of the contract", async () => {
    const deployed = await networkHelpers.loadFixture(fixture);
    const state = await expectAgreement(deployed);
    expect(deployed.ids).to.deep.equal([1n, 2n, 3n, 4n, 5n]);
    expect(state.tree.leaves).to.deep.equal(SITES.map(leafOf));
    expect(state.attributes).to.deep.equal(ATTRIBUTES);
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ["uint256", "address"],
      [31_337n, deployed.addresses.cobaltLot],
    );
    expect(state.deployment).to.equal(BigInt(keccak256(encoded)) % FIELD_ORDER);
  });

  it("follows revocations, suspensions, returns and amendments", async () => {
    const deployed = await networkHelpers.loadFixture(fixture);
    const { accreditation } = deployed.contracts;
    const asAccreditor = accreditation.connect(deployed.accreditor);
    const asController = accreditation.connect(deployed.controller);

    let state = await expectAgreement(deployed);
    await asController.revoke(1n, attributeNamed("irma-50"));
    state = await expectAgreement(deployed);
    const [mine = siteOf("none")] = SITES;
    expect(codeOf(() => state.tree.path(leafOf(mine)))).to.equal("NOT_ACCREDITED");
    const without = { ...mine.profile, grants: mine.profile.grants & ~(1n << 2n) };
    expect(state.tree.path(leafOf({ ...mine, profile: without })).depth).to.equal(3);

    const [, , , plain = siteOf("none"), recycler = siteOf("none")] = SITES;
    await asAccreditor.suspend(4n);
    state = await expectAgreement(deployed);
    expect(state.tree.leaves[3]).to.equal(0n);

    await asAccreditor.reinstate(4n);
    state = await expectAgreement(deployed);
    expect(state.tree.leaves[5]).to.equal(leafOf(plain));

    // closed to the attribute that it held, and with more permits
    const terms = await readTerms(accreditation, 5n);
    await asAccreditor.amend(5n, { ...terms, permits: 99, attributes: 0n });
    state = await expectAgreement(deployed);
    const amended = { ...recycler, profile: { ...recycler.profile, permits: 99, grants: 0n } };
    expect(state.tree.leaves[4]).to.equal(leafOf(amended));
  });
});

describe("enrolling a site", () => {
  it("is refused by name where keys are used twice", async () => {
    const deployed = await networkHelpers.loadFixture(fixture);
    const rejection = await rejectionOf(enrol(deployed, SITES[0] ?? siteOf("none")));
    expect(rejection?.code).to.equal("CHAIN_REFUSED");
    expect(rejection).to.have.property("error", "KeyUsed");
  });

  it("is refused by name to anybody else", async () => {
    const deployed = await networkHelpers.loadFixture(fixture);
    const rejection = await rejectionOf(enrol({ ...deployed, accreditor: deployed.stranger }, siteOf("new")));
    expect(rejection).to.have.property("error", "AccessManagedUnauthorized");
  });
});
