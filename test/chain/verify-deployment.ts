import { expect } from "chai";
import hre, { network } from "hardhat";
import { describe, it } from "mocha";

import { type Expectations, verifyDeployment } from "../../scripts/chain/verify-deployment.ts";
import { NO_PREDECESSOR } from "../../scripts/chain/predecessor.ts";
import { enrolSite } from "../../scripts/chain/enrol.ts";
import type { KoboldAddresses } from "../../scripts/chain/contracts.ts";
import type { Check } from "../../scripts/core/check.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { accreditorsOf, defineAttributes, deployWithRoles, FOOTPRINT_METHOD } from "../fixtures/deployed.ts";
import { siteOf } from "../fixtures/sites.ts";

const connection = await network.create("simulated");
const { ethers, networkHelpers } = connection;

async function fixture() {
  const deployed = await deployWithRoles(connection);
  const manager = await ethers.getContractAt("AccessManager", deployed.addresses.accessManager);
  return { ...deployed, manager };
}

const EXPECTED: Expectations = {
  settings: { footprintMethod: FOOTPRINT_METHOD, dayTolerance: 1n, rootWindow: 86_400n },
  holders: {},
  firstBlock: 0,
};

const checksOf = (addresses: KoboldAddresses, expected: Partial<Expectations> = {}) =>
  verifyDeployment(ethers.provider, addresses, { ...EXPECTED, ...expected });

/** What fails, each with a way to mend it. */
function failures(checks: readonly Check[]): string[] {
  const bad = checks.filter(({ outcome }) => outcome === "failed");
  for (const { remedy } of bad) expect(renderText(remedy)).not.to.equal("");
  return bad.map(({ id }) => id);
}

/** What is warned of, each with a way to mend it. */
function warningsOf(checks: readonly Check[]): string[] {
  const warnings = checks.filter(({ outcome }) => outcome === "warning");
  for (const { remedy } of warnings) expect(renderText(remedy)).not.to.equal("");
  return warnings.map(({ id }) => id);
}

async function patch(address: string, change: (code: string) => string): Promise<void> {
  const before = await ethers.provider.getCode(address);
  const after = change(before);
  expect(after).not.to.equal(before);
  await networkHelpers.setCode(address, after);
}

describe("the check of a deployment", () => {
  it("finds what `deploy` has made in order, contract by contract and role by role", async () => {
    const { addresses, accreditor } = await networkHelpers.loadFixture(fixture);
    const checks = await checksOf(addresses);
    expect(checks.filter(({ outcome }) => outcome === "failed")).to.deep.equal([]);
    const rest = checks.filter(({ outcome }) => outcome !== "ok");
    expect(rest.every(({ id, outcome }) => id.startsWith("power/") && outcome === "warning")).to.equal(true);
    expect(checks.map(({ id }) => id)).to.include.members([
      ...[
        "AccessManager",
        "ProofVerifier",
        "Accreditation",
        "CobaltLot",
        "Policies",
        "Claims",
        "Participants",
      ].map((name) => `code/${name}`),
      ...["PoseidonT3", "PoseidonT4", "PoseidonT5", "PoseidonT6"].map((name) => `code/${name}`),
      "binding/deployment",
      "settings/footprintMethod",
      "role/administrator",
      "role-admin/surveillance",
      "functions/cobaltLot",
    ]);
    const held = checks.find(({ id }) => id === "role/accreditor");
    expect(renderText(held?.what ?? "")).to.contain(`${accreditor.address} (0 s)`);
  });

  it("finds an account that holds a role more, whichever it is, unless it is expected", async () => {
    const { addresses, manager, accreditor, stranger } = await networkHelpers.loadFixture(fixture);
    await manager.grantRole(1n, stranger, 0);
    await manager.grantRole(0n, stranger, 3_600);
    await manager.grantRole(77n, stranger, 0);
    expect(failures(await checksOf(addresses))).to.deep.equal([
      "role/administrator",
      "role/accreditor",
      "role/77",
    ]);
    const holders = { accreditor: [accreditor.address, stranger.address.toLowerCase()] };
    expect(failures(await checksOf(addresses, { holders }))).to.deep.equal(["role/administrator", "role/77"]);

    await manager.revokeRole(1n, stranger);
    await manager.revokeRole(0n, stranger);
    await manager.revokeRole(77n, stranger);
    expect(failures(await checksOf(addresses))).to.deep.equal([]);
  });

  it("finds a role that is on its way, and one that was taken away", async () => {
    const { addresses, manager, stranger, surveillance } = await networkHelpers.loadFixture(fixture);
    await manager.setGrantDelay(2n, 86_400);
    await networkHelpers.time.increase(6 * 86_400);
    await manager.grantRole(2n, stranger, 0);
    expect((await manager.hasRole(2n, stranger)).isMember).to.equal(false);
    await manager.revokeRole(4n, surveillance);
    expect(failures(await checksOf(addresses))).to.deep.equal(["role/tracingAuthority", "role/surveillance"]);
  });

  it("finds functions given to another role, roles given by another, and contracts that are closed", async () => {
    const { addresses, contracts, manager, stranger } = await networkHelpers.loadFixture(fixture);
    const { accreditation, cobaltLot } = contracts;
    await manager.setTargetFunctionRole(
      accreditation,
      [accreditation.getFunction("bind").fragment.selector],
      1n,
    );
    await manager.setTargetFunctionRole(cobaltLot, [cobaltLot.getFunction("hold").fragment.selector], 2n);
    await manager.setTargetFunctionRole(manager, ["0x12345678"], 3n);
    await manager.setTargetFunctionRole(stranger, ["0x12345678"], 3n);
    await manager.setRoleAdmin(3n, 1n);
    await manager.setTargetClosed(cobaltLot, true);
    const checks = await checksOf(addresses);
    expect(failures(checks)).to.deep.equal([
      "role-admin/schemeAdministrator",
      "functions/accreditation",
      "functions/cobaltLot",
      "closed/cobaltLot",
      "functions/accessManager",
    ]);
    const words = checks.filter(({ id }) => id.startsWith("functions/")).map(({ what }) => renderText(what));
    expect(words).to.include("bind may be called by role 1, not 0");
    expect(words).to.include("hold may be called by role 2, not 4");
    expect(checks.filter(({ outcome }) => outcome === "skipped").map(({ id }) => id)).to.deep.equal([
      `functions/${stranger.address}`,
    ]);
  });

  it("warns of operations that are announced", async () => {
    const { addresses, contracts, manager, administrator } = await networkHelpers.loadFixture(fixture);
    await manager.grantRole(0n, administrator, 60);
    const data = contracts.accreditation.interface.encodeFunctionData("bind", [administrator.address]);
    await manager.schedule(contracts.accreditation, data, 0);
    const warnings = warningsOf(await checksOf(addresses));
    expect(warnings.filter((id) => !id.startsWith("power/"))).to.deep.equal(["scheduled"]);
  });

  it("warns of powers that rest on one key, on no delay and on nobody who could stop them", async () => {
    const { addresses, administrator } = await networkHelpers.loadFixture(fixture);
    const checks = await checksOf(addresses);
    expect(warningsOf(checks)).to.deep.equal([
      `power/key/${administrator.address}`,
      "power/delay",
      "power/grantDelay",
      "power/guardian",
    ]);
    const roles = "accreditor, tracingAuthority, schemeAdministrator, surveillance, recallAuthority";
    const said = checks.map(({ what }) => renderText(what));
    expect(said).to.include(`who holds these roles acts without a delay: administrator, ${roles}`);
    expect(said).to.include(`no guardian can cancel what these roles announce: ${roles}`);
  });

  it("is silent once the powers are parted: behind contracts, delays, guardians", async () => {
    const { addresses, administrator, manager, ...holders } = await networkHelpers.loadFixture(fixture);
    const { accreditor, tracingAuthority, schemeAdministrator, surveillance, recallAuthority, stranger } =
      holders;
    const held = [accreditor, tracingAuthority, schemeAdministrator, surveillance, recallAuthority];
    const GUARDIAN = 9n;
    await manager.grantRole(GUARDIAN, stranger, 0);
    for (const [i, { address }] of held.entries()) {
      await manager.setRoleGuardian(i + 1, GUARDIAN);
      await manager.grantRole(i + 1, address, 60);
      await manager.setGrantDelay(i + 1, 60);
    }
    expect(failures(await checksOf(addresses))).to.deep.equal([]);
    await manager.setGrantDelay(0n, 60);
    await networkHelpers.time.increase(6 * 86_400);
    await networkHelpers.mine();
    // any contract stands for a multi-signature account
    await manager.grantRole(0n, addresses.claims, 60);
    await manager.renounceRole(0n, administrator);
    await networkHelpers.time.increase(120);
    await networkHelpers.mine();
    const intended = { holders: { administrator: [addresses.claims] } };
    expect(warningsOf(await checksOf(addresses, intended))).to.deep.equal([]);
    // an account with delegated code is still one key
    await networkHelpers.setCode(addresses.claims, `0xef0100${"11".repeat(20)}`);
    expect(warningsOf(await checksOf(addresses, intended))).to.deep.equal([`power/key/${addresses.claims}`]);
  });

  it("warns of an accreditor that is the tracing authority too, and of controllers by one key", async () => {
    const deployed = await networkHelpers.loadFixture(fixture);
    const { accreditor, addresses, controller, manager } = deployed;
    await defineAttributes(deployed);
    await manager.grantRole(2n, accreditor, 0);
    const checks = await checksOf(addresses);
    expect(warningsOf(checks)).to.include.members([`power/key/${controller.address}`, "power/accreditation"]);
    const one = checks.find(({ id }) => id === `power/key/${controller.address}`);
    expect(renderText(one?.what ?? "")).to.contain("governs: rmap, copper-mark, irma-50");
    const both = checks.find(({ id }) => id === "power/accreditation");
    expect(renderText(both?.what ?? "")).to.contain(accreditor.address);
  });

  it("names the sites that mint what else only refining gives", async () => {
    const deployed = await networkHelpers.loadFixture(fixture);
    await defineAttributes(deployed);
    const recycler = siteOf("recycler", { grants: ["recycled", "refined"] });
    const refiner = siteOf("refiner", { grants: ["refined"], profile: { right: "refine" } });
    for (const { secrets, assayer, profile, process } of [refiner, recycler]) {
      const keys = siteKeysOf(secrets, assayer);
      const raised = profile.right === "mint" ? 1n << 10n : 0n;
      const { accreditation } = deployed.contracts;
      await enrolSite(accreditation, accreditorsOf(deployed), keys, profile, process, raised);
    }
    const named = (await checksOf(deployed.addresses)).filter(({ id }) =>
      id.startsWith("power/raisedAtMint"),
    );
    expect(named.map(({ what }) => renderText(what))).to.deep.equal([
      "site 2 mints, and may hold refined, which else only refining gives",
    ]);
  });

  it("finds another verifier behind the lots", async () => {
    const { addresses } = await networkHelpers.loadFixture(fixture);
    const verifier = await ethers.deployContract("StatementVerifier");
    const { accessManager, accreditation } = addresses;
    const cobaltLot = await ethers.deployContract("CobaltLot", [
      accessManager,
      accreditation,
      verifier,
      FOOTPRINT_METHOD,
      1,
      NO_PREDECESSOR,
    ]);
    const lots = { ...addresses, cobaltLot: await cobaltLot.getAddress() };
    expect(failures(await checksOf(lots))).to.include.members([
      "binding/proofVerifier",
      "binding/cobaltLot",
      "binding/claims",
      "binding/deployment",
    ]);
    const whole = { ...lots, proofVerifier: await verifier.getAddress() };
    expect(failures(await checksOf(whole))).to.include("code/ProofVerifier");
  });

  it("finds other settings, unless they are expected", async () => {
    const { addresses } = await networkHelpers.loadFixture(fixture);
    const register = await ethers.deployContract("Accreditation", [addresses.accessManager, 60, 3], {
      libraries: await librariesOf(addresses.accreditation),
    });
    const changed = { ...addresses, accreditation: await register.getAddress() };
    const found = failures(await checksOf(changed));
    expect(found).to.include.members(["settings/dayTolerance", "settings/rootWindow", "binding/cobaltLot"]);
    expect(found).not.to.include("code/Accreditation");
    const settings = { footprintMethod: `0x${"00".repeat(32)}`, dayTolerance: 3n, rootWindow: 60n };
    const other = failures(await checksOf(changed, { settings }));
    expect(other).to.include("settings/footprintMethod");
    expect(other).not.to.include("settings/rootWindow");
  });

  it("finds one immutable that was changed in one of its places, and code that differs by a byte", async () => {
    const { addresses } = await networkHelpers.loadFixture(fixture);
    const { immutableReferences } = await hre.artifacts.readArtifact("CobaltLot");
    const twice = Object.values(immutableReferences ?? {}).find((places) => places.length > 1);
    const last = twice?.at(-1) ?? expect.fail("CobaltLot has no immutable in two places");
    // no getter shows it
    await patch(addresses.cobaltLot, (code) => withByte(code, last.start + last.length - 1));
    await patch(addresses.participants, (code) => withByte(code, 100));
    expect(failures(await checksOf(addresses))).to.deep.equal(["code/CobaltLot", "code/Participants"]);
  });

  it("takes code with other metadata for the same, and says so; but not code behind long metadata", async () => {
    const { addresses } = await networkHelpers.loadFixture(fixture);
    await patch(addresses.policies, (code) => withByte(code, code.length / 2 - 1 - 10));
    const policies = (await checksOf(addresses)).find(({ id }) => id === "code/Policies");
    expect(policies?.outcome).to.equal("ok");
    expect(renderText(policies?.what ?? "")).to.contain("other comments");
    await patch(addresses.policies, (code) => withByte(`${code.slice(0, -4)}1000`, 300));
    expect(failures(await checksOf(addresses))).to.deep.equal(["code/Policies"]);
  });

  it("finds a library that was exchanged, and code that is gone", async () => {
    const { addresses } = await networkHelpers.loadFixture(fixture);
    const { PoseidonT5 } = await librariesOf(addresses.accreditation);
    await patch(PoseidonT5, (code) => withByte(code, 500));
    await networkHelpers.setCode(addresses.claims, "0x");
    expect(failures(await checksOf(addresses))).to.deep.equal([
      "code/Claims",
      "code/PoseidonT5",
      "binding/claims",
      "binding/claimPolicies",
    ]);
  });

  it("says that a node does not answer, rather than that the deployment is wrong", async () => {
    const { addresses } = await networkHelpers.loadFixture(fixture);
    const dead = new ethers.JsonRpcProvider("http://127.0.0.1:1", 31_337, { staticNetwork: true });
    const thrown = await verifyDeployment(dead, addresses, EXPECTED).then(
      () => undefined,
      (error: unknown) => error,
    );
    dead.destroy();
    expect(thrown).to.include({ code: "RPC_FAILED" });
  });
});

/** Flips a bit of a byte of code. */
function withByte(code: string, at: number): string {
  const bytes = ethers.getBytes(code);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return ethers.hexlify(bytes);
}

/** The libraries that Accreditation is linked to, by the places that the compiler notes. */
async function librariesOf(accreditation: string) {
  const { deployedLinkReferences } = await hre.artifacts.readArtifact("Accreditation");
  const code = await ethers.provider.getCode(accreditation);
  const at = (name: string) => {
    const places = Object.values(deployedLinkReferences).flatMap((file) => file[name] ?? []);
    const start = places[0]?.start ?? expect.fail(`${name} is not linked`);
    return ethers.getAddress(ethers.dataSlice(code, start, start + 20));
  };
  return { PoseidonT3: at("PoseidonT3"), PoseidonT4: at("PoseidonT4"), PoseidonT5: at("PoseidonT5") };
}
