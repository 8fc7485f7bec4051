import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import { contractsAt } from "../../scripts/chain/contracts.ts";
import { deployKobold } from "../../scripts/chain/deploy.ts";
import type { RoleName } from "../../scripts/ignition/roles.ts";
import { rejectionOf } from "../fixtures/code-of.ts";
import { deployWithRoles, FOOTPRINT_METHOD } from "../fixtures/deployed.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";

const connection = await network.create("simulated");
const { ethers, networkHelpers } = connection;

async function fixture() {
  return deployWithRoles(connection);
}

describe("a deployment", () => {
  it("names its contracts to one another", async () => {
    const { addresses, contracts } = await networkHelpers.loadFixture(fixture);
    const { accreditation, cobaltLot, policies, claims, participants } = contracts;
    expect(await accreditation.cobaltLot()).to.equal(addresses.cobaltLot);
    expect(await cobaltLot.accreditation()).to.equal(addresses.accreditation);
    expect(await cobaltLot.proofVerifier()).to.equal(addresses.proofVerifier);
    expect(await policies.accreditation()).to.equal(addresses.accreditation);
    expect(await claims.cobaltLot()).to.equal(addresses.cobaltLot);
    expect(await claims.policies()).to.equal(addresses.policies);
    expect(await participants.getAddress()).to.equal(addresses.participants);
    expect(await participants.keyOf(addresses.claims)).to.deep.equal([ethers.ZeroHash, 0n]);
  });

  it("has the footprint method that was asked for, one day of tolerance and a window of a day", async () => {
    const { accreditation, cobaltLot } = (await networkHelpers.loadFixture(fixture)).contracts;
    expect(await cobaltLot.footprintMethod()).to.equal(FOOTPRINT_METHOD);
    expect([await cobaltLot.dayTolerance(), await accreditation.dayTolerance()]).to.deep.equal([1n, 1n]);
    expect(await accreditation.rootWindow()).to.equal(86_400n);
  });

  it("takes other settings", async () => {
    const other = await network.create("simulated");
    const parameters = {
      keys: developmentKeyWords(),
      footprintMethod: FOOTPRINT_METHOD,
      dayTolerance: 3,
      rootWindow: 60,
    };
    const contracts = contractsAt(await deployKobold(other, parameters), other.ethers.provider);
    const { accreditation, cobaltLot } = contracts;
    expect([await cobaltLot.dayTolerance(), await accreditation.dayTolerance()]).to.deep.equal([3n, 3n]);
    expect(await accreditation.rootWindow()).to.equal(60n);
  });

  /** Every function that needs a role, and who may call it. */
  const duties: ["accreditation" | "cobaltLot", string, RoleName | "administrator"][] = [
    ["accreditation", "propose", "accreditor"],
    ["accreditation", "amend", "accreditor"],
    ["accreditation", "rotate", "accreditor"],
    ["accreditation", "suspend", "accreditor"],
    ["accreditation", "reinstate", "accreditor"],
    ["accreditation", "confirm", "tracingAuthority"],
    ["accreditation", "defineAttribute", "schemeAdministrator"],
    ["accreditation", "replaceController", "schemeAdministrator"],
    ["accreditation", "bind", "administrator"],
    ["cobaltLot", "hold", "surveillance"],
    ["cobaltLot", "release", "surveillance"],
  ];
  for (const [contract, name, role] of duties) {
    it(`lets the ${role} alone ${name}`, async () => {
      const deployed = await networkHelpers.loadFixture(fixture);
      const manager = await ethers.getContractAt("AccessManager", deployed.addresses.accessManager);
      const fragment = deployed.contracts[contract].interface.fragments.find(
        (candidate) => candidate.type === "function" && "name" in candidate && candidate.name === name,
      );
      const selector = ethers.id(fragment?.format("sighash") ?? "").slice(0, 10);
      const allowed: string[] = [];
      for (const account of [
        "administrator",
        "accreditor",
        "tracingAuthority",
        "schemeAdministrator",
        "surveillance",
        "controller",
        "stranger",
      ] as const) {
        const target = deployed.addresses[contract];
        const { immediate } = await manager.canCall(deployed[account].address, target, selector);
        if (immediate) allowed.push(account);
      }
      expect(allowed).to.deep.equal([role]);
    });
  }

  it("restricts the functions that need a role", async () => {
    const { contracts, stranger } = await networkHelpers.loadFixture(fixture);
    const accreditation = contracts.accreditation.connect(stranger);
    const cobaltLot = contracts.cobaltLot.connect(stranger);
    const keys = { siteKey: 1n, traceKey: 2n, assayerX: 3n, assayerY: 4n };
    const terms = {
      processCommitment: 1n,
      permits: 1,
      unitGrams: 1,
      auditedOn: 1,
      validUntil: 1,
      attributes: 0,
      raisedAtMint: 0,
    };
    const attribute = { name: "x", controller: stranger, group: 0, rule: 0 };
    const calls = [
      () => accreditation.propose.staticCall(keys, 0, terms),
      () => accreditation.amend.staticCall(1n, terms),
      () => accreditation.rotate.staticCall(1n, keys),
      () => accreditation.suspend.staticCall(1n),
      () => accreditation.reinstate.staticCall(1n),
      () => accreditation.confirm.staticCall(1n, 1n),
      () => accreditation.defineAttribute.staticCall(0, attribute),
      () => accreditation.replaceController.staticCall(0, stranger),
      () => accreditation.bind.staticCall(stranger),
      () => cobaltLot.hold.staticCall([1n], ethers.ZeroHash),
      () => cobaltLot.release.staticCall([1n]),
    ];
    for (const call of calls) {
      await expect(call()).to.be.revertedWithCustomError(accreditation, "AccessManagedUnauthorized");
    }
    expect(calls).to.have.length(duties.length);
  });

  it("gives all roles to the administrator where nobody else is named", async () => {
    const other = await network.create("simulated");
    const addresses = await deployKobold(other, {
      keys: developmentKeyWords(),
      footprintMethod: FOOTPRINT_METHOD,
    });
    const manager = await other.ethers.getContractAt("AccessManager", addresses.accessManager);
    const [administrator] = await other.ethers.getSigners();
    if (administrator === undefined) throw new RangeError("no account");
    for (const role of [1n, 2n, 3n, 4n]) {
      expect((await manager.hasRole(role, administrator)).isMember).to.equal(true);
    }
  });
});

describe("the journal of a deployment", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-journal-"));
    const addresses = { "Kobold#CobaltLot": "0x00000000000000000000000000000000000c0ba1" };
    writeFileSync(path.join(folder, "deployed_addresses.json"), JSON.stringify(addresses));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is dropped where a development chain was started anew", async () => {
    const fresh = await network.create("simulated");
    await deployKobold(fresh, { keys: developmentKeyWords(), footprintMethod: FOOTPRINT_METHOD }, folder);
    expect(existsSync(folder)).to.equal(false);
  });

  it("is kept, and nothing deployed, where any other chain contradicts it", async () => {
    const strange = await network.create({ network: "simulated", override: { chainId: 777 } });
    const rejection = await rejectionOf(
      deployKobold(strange, { keys: developmentKeyWords(), footprintMethod: FOOTPRINT_METHOD }, folder),
    );
    expect(rejection?.code).to.equal("CHAIN_MISMATCH");
    expect(existsSync(folder)).to.equal(true);
    expect(await strange.ethers.provider.getBlockNumber()).to.equal(0);
  });
});
