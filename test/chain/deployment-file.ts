import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import {
  type DeploymentFile,
  describeDeploymentAt,
  provenFirstBlock,
} from "../../scripts/chain/deployment-file.ts";
import { verifyFile, verifyPage } from "../../scripts/chain/verify-file.ts";
import { defineAttributes, deployWithRoles, FOOTPRINT_METHOD } from "../fixtures/deployed.ts";
import { expectError } from "../fixtures/errors.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";

const connection = await network.create("simulated");
const { ethers, networkHelpers } = connection;
const { provider } = ethers;

async function fixture() {
  await networkHelpers.mine(5);
  const firstBlock = (await provider.getBlockNumber()) + 1;
  const deployed = await deployWithRoles(connection);
  await defineAttributes(deployed);
  return { ...deployed, firstBlock };
}

const OTHER_HASH = `0x${"12".repeat(32)}`;

describe("the file of a deployment", () => {
  it("tells what the chain has", async () => {
    const { addresses, contracts, firstBlock } = await networkHelpers.loadFixture(fixture);
    const file = await describeDeploymentAt(provider, addresses, firstBlock);
    expect(file).to.deep.include({
      chainId: 31_337n,
      firstBlock,
      footprintMethod: FOOTPRINT_METHOD,
      keysHash: await contracts.proofVerifier.keysHash(),
      pageHash: null,
      predecessor: null,
    });
    for (const [name, address] of Object.entries(addresses))
      expect(file.contracts, name).to.have.nested.property(`${name}.address`, address);
    const named = ATTRIBUTES.flatMap((each, number) => (each === undefined ? [] : [{ number, ...each }]));
    expect(file.attributes).to.deep.equal(named);
    expect((await verifyFile(provider, file)).map(({ id, outcome }) => `${id} ${outcome}`)).to.deep.equal([
      "file/code ok",
      "file/keys ok",
      "file/footprintMethod ok",
      "file/attributes ok",
      "file/predecessor ok",
    ]);
  });

  it("is found wrong in each of its words, and stays right when attributes are added", async () => {
    const { addresses, firstBlock } = await networkHelpers.loadFixture(fixture);
    const file = await describeDeploymentAt(provider, addresses, firstBlock);
    const failed = async (change: Partial<DeploymentFile>) =>
      (await verifyFile(provider, { ...file, ...change })).flatMap(({ id, outcome }) =>
        outcome === "failed" ? [id] : [],
      );
    const { claims } = file.contracts;
    const contracts = { ...file.contracts, claims: { ...claims, codeHash: OTHER_HASH } };
    expect(await failed({ contracts })).to.deep.equal(["file/code"]);
    expect(await failed({ keysHash: OTHER_HASH })).to.deep.equal(["file/keys"]);
    expect(await failed({ footprintMethod: OTHER_HASH })).to.deep.equal(["file/footprintMethod"]);
    const [first, ...others] = file.attributes;
    if (first === undefined) throw new RangeError("no attribute");
    expect(await failed({ attributes: others })).to.deep.equal([]);
    expect(await failed({ attributes: [{ ...first, name: "other" }, ...others] })).to.deep.equal([
      "file/attributes",
    ]);
    const predecessor = { cobaltLot: addresses.claims, lastProvenanceId: 1n, lastCreatedAt: 1n };
    expect(await failed({ predecessor })).to.deep.equal(["file/predecessor"]);
  });

  it("vouches for one page, or for none", async () => {
    const { addresses, firstBlock } = await networkHelpers.loadFixture(fixture);
    const file = await describeDeploymentAt(provider, addresses, firstBlock, { pageHash: OTHER_HASH });
    expect(verifyPage(file, OTHER_HASH)).to.include({ id: "file/page", outcome: "ok" });
    expect(verifyPage(file, FOOTPRINT_METHOD)).to.include({ id: "file/page", outcome: "failed" });
    expect(verifyPage({ ...file, pageHash: null }, OTHER_HASH)).to.include({
      id: "file/page",
      outcome: "skipped",
    });
  });

  // else whoever deployed grants a role first, and names a later block
  it("is not believed on its first block", async () => {
    const { addresses, firstBlock } = await networkHelpers.loadFixture(fixture);
    const file = await describeDeploymentAt(provider, addresses, firstBlock);
    expect(await provenFirstBlock(provider, file)).to.equal(firstBlock);
    const late = { ...file, firstBlock: await provider.getBlockNumber() };
    await expectError("BAD_FILE", () => provenFirstBlock(provider, late), "stood there before");
  });
});
