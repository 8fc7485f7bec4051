import { expect } from "chai";
import { AbiCoder, id, keccak256 } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { NO_PREDECESSOR } from "../../scripts/chain/predecessor.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { enrolAttackSites, siteIdOf, UNBOUND } from "../fixtures/attack-sites.ts";
import { splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import { lotIdOf } from "../fixtures/circuits/lot.ts";
import { defineAttributes, deployWithRoles } from "../fixtures/deployed.ts";
import { attributeNamed } from "../fixtures/sites.ts";
import { encoded, type TestOperation } from "../fixtures/operations.ts";

const DAY = 86_400;

describe("attacks by replay", () => {
  const world = attackWorld();
  const call =
    ({ contracts, mallory }: AttackWorld) =>
    async (operations: TestOperation[]) =>
      contracts.cobaltLot.connect(mallory).execute.staticCall(encoded(operations));

  it("a mint copied from the mempool for another recipient, other documents or another note", async () => {
    const w = world();
    const operation = await w.prove(await w.mint("mine"));
    await call(w)([operation]);
    for (const change of [
      { recipient: w.mallory.address },
      { documentsHash: id("other documents") },
      { note: "0x00" },
      { submitter: w.mallory.address },
    ]) {
      await w.expectProofRefused(call(w)([{ ...operation, ...change }]));
    }
  });

  it("a stranger's copy of one mint that spoils the batch it is part of", async () => {
    const w = world();
    const context = { ...UNBOUND, recipient: w.alice.address, submitter: w.alice.address };
    const bound = await w.prove(await w.mint("mine", { permitIndex: 1n }, context));
    const other = await w.prove(await w.mint("recycler"));
    await w.expectRefused(w.send(w.mallory, bound), "SubmitterMismatch", w.alice.address, w.mallory.address);
    await w.send(w.alice, bound, other);
    // without a submitter the copy goes through, for the same recipient, and the batch fails
    const second = await w.prove(await w.mint("mine", { salt: 2n }));
    await w.send(w.mallory, second);
    await w.expectRefused(w.send(w.alice, second), "PermitUsed", second.permit);
    expect(await w.contracts.cobaltLot.ownerOf(second.children[0] ?? 0n)).to.equal(w.alice.address);
  });

  it("a permit used for a second lot, in another transaction or in the same batch", async () => {
    const w = world();
    const first = await w.prove(await w.mint("mine"));
    const second = await w.prove(await w.mint("mine", { salt: 2n }));
    await call(w)([first]);
    await call(w)([second]);
    await w.expectRefused(call(w)([first, second]), "PermitUsed", first.permit);
    await w.send(w.alice, first);
    await w.expectRefused(call(w)([second]), "PermitUsed", first.permit);
  });

  it("a permit seen in the mempool, taken first", async () => {
    const w = world();
    const victim = await w.prove(await w.mint("mine"));
    const own = await w.prove(await w.mint("recycler"));
    await call(w)([own]);
    await w.expectProofRefused(call(w)([{ ...own, permit: victim.permit }]));
    await w.send(w.alice, victim);
  });

  it("a lot minted again, while it lives and after its end", async () => {
    const w = world();
    const crafted = await w.mint("mine");
    await w.perform(w.alice, crafted);
    // another permit, the very same lot
    const again = await w.prove(await w.mint("mine", { permitIndex: 1n }));
    await w.expectRefused(call(w)([again]), "LotExists", lotIdOf(crafted.lot));
    await w.perform(w.alice, splitOf(crafted.lot, [crafted.lot.massGrams]));
    await w.expectRefused(call(w)([again]), "LotExists", lotIdOf(crafted.lot));
  });

  it("a proof of yesterday's accreditation, after a grant was revoked", async () => {
    const w = world();
    const { accreditation } = w.contracts;
    const pending = await w.prove(await w.mint("mine"));
    await call(w)([pending]);
    const attribute = attributeNamed("origin-drc");
    await mined(accreditation.connect(w.deployed.controller).revoke(siteIdOf("mine"), attribute));
    await w.expectRefused(call(w)([pending]), "RegistryNotAccepted", pending.registry);
  });

  it("a proof older than the days tolerated, or of a day to come", async () => {
    const w = world();
    const today = await w.prove(await w.mint("mine"));
    await call(w)([today]);
    const tomorrow = { ...today, day: today.day + 1n };
    await w.expectRefused(call(w)([tomorrow]), "DayOutOfRange", tomorrow.day);
    await w.connection.networkHelpers.time.increase(DAY);
    await call(w)([today]);
    await w.connection.networkHelpers.time.increase(DAY);
    await w.expectRefused(call(w)([today]), "DayOutOfRange", today.day);
  });

  it("a mint sent once more after a reorganisation dropped it", async () => {
    const w = world();
    const operation = await w.prove(await w.mint("mine"));
    const before = await w.connection.networkHelpers.takeSnapshot();
    await w.send(w.alice, operation);
    await before.restore();
    const lotId = operation.children[0] ?? 0n;
    expect((await w.contracts.cobaltLot.lotOf(lotId)).owner).to.match(/^0x0+$/);
    await w.send(w.mallory, operation);
    await w.expectRefused(w.send(w.alice, operation), "PermitUsed", operation.permit);
    expect(await w.contracts.cobaltLot.ownerOf(lotId)).to.equal(w.alice.address);
  });

  it("a proof brought to another deployment with the same sites, rules and verifier", async () => {
    const w = world();
    const mine = await w.prove(await w.mint("mine"));
    await call(w)([mine]);
    const other = await secondDeployment(w);
    expect(await other.accreditation.root()).to.equal(await w.contracts.accreditation.root());
    const registry = await other.accreditation.registry();
    const there = async (operations: TestOperation[]) =>
      other.cobaltLot.connect(w.mallory).execute.staticCall(encoded(operations));
    await w.expectRefused(there([mine]), "RegistryNotAccepted", mine.registry);
    await w.expectProofRefused(there([{ ...mine, registry }]));
  });

  it("a proof brought to another chain, where all contracts stand at the same addresses", async () => {
    const w = world();
    const elsewhere = await network.create({ network: "simulated", override: { chainId: 31_338 } });
    const { contracts } = await deployWithRoles(elsewhere);
    const [here, there] = await Promise.all(
      [w.contracts, contracts].map(async ({ cobaltLot, accreditation }) => ({
        address: await cobaltLot.getAddress(),
        deployment: await accreditation.deployment(),
      })),
    );
    expect(there?.address).to.equal(here?.address);
    expect(there?.deployment).to.not.equal(here?.deployment);
    const deployment = AbiCoder.defaultAbiCoder().encode(["uint256", "address"], [31_338, there?.address]);
    expect(there?.deployment).to.equal(BigInt(keccak256(deployment)) % FIELD_ORDER);
    const operation = await w.prove(await w.mint("mine"));
    await call(w)([operation]);
    const copied = contracts.cobaltLot.execute.staticCall(encoded([operation]));
    await w.expectRefused(copied, "RegistryNotAccepted", operation.registry);
    await elsewhere.close();
  });

  it("the very same mint brought to a second lot contract under the same register, where its permit would count again", async () => {
    const w = world();
    const { accreditation, cobaltLot } = w.contracts;
    const clone = await w.connection.ethers.deployContract("CobaltLot", await constructorArguments(w));
    const address = await clone.getAddress();
    const mint = await w.prove(await w.mint("mine"));
    await call(w)([mint]);
    await w.expectRefused(clone.execute.staticCall(encoded([mint])), "CobaltLotOnly", address);
    const bind = accreditation.connect(w.deployed.administrator).bind(address);
    await w.expectRefused(bind, "AlreadyBound", await cobaltLot.getAddress());
  });
});

async function constructorArguments({ contracts }: AttackWorld) {
  const { cobaltLot, accreditation, proofVerifier } = contracts;
  return [
    await cobaltLot.authority(),
    await accreditation.getAddress(),
    await proofVerifier.getAddress(),
    await cobaltLot.footprintMethod(),
    await cobaltLot.dayTolerance(),
    NO_PREDECESSOR,
  ];
}

/** Another accreditation of the same sites and another lot contract under the first one's verifier. */
async function secondDeployment(w: AttackWorld) {
  const { ethers } = w.connection;
  const { administrator } = w.deployed;
  const library = async (name: string) => (await ethers.deployContract(name)).getAddress();
  const [PoseidonT3, PoseidonT4, PoseidonT5] = [
    await library("PoseidonT3"),
    await library("PoseidonT4"),
    await library("PoseidonT5"),
  ];
  const manager = await (await ethers.deployContract("AccessManager", [administrator.address])).getAddress();
  const options = { libraries: { PoseidonT3, PoseidonT4, PoseidonT5 } };
  const accreditation = await ethers.deployContract("Accreditation", [manager, 86_400n, 1n], options);
  const [, , verifier, method, tolerance] = await constructorArguments(w);
  const parts = [manager, await accreditation.getAddress(), verifier, method, tolerance, NO_PREDECESSOR];
  const cobaltLot = await ethers.deployContract("CobaltLot", parts);
  await accreditation.bind(await cobaltLot.getAddress());
  const roles = { accreditor: administrator, tracingAuthority: administrator };
  const deployed = { ...w.deployed, ...roles, contracts: { ...w.contracts, accreditation } };
  await defineAttributes({ ...deployed, schemeAdministrator: administrator });
  await enrolAttackSites(deployed);
  return { accreditation, cobaltLot };
}
