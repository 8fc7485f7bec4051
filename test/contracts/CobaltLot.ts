import { expect } from "chai";
import { type ContractTransactionResponse, id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";
import { z } from "zod";

import { NO_PREDECESSOR } from "../../scripts/chain/predecessor.ts";
import { ICobaltLot__factory } from "../../types/factories/contracts/interfaces/ICobaltLot__factory.ts";
import {
  deployLots,
  deployWithLots,
  FOOTPRINT_METHOD,
  freshTerms,
  REGISTRY,
} from "../fixtures/lots-fixture.ts";
import {
  LOSS,
  encoded,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
  type TestOperation,
} from "../fixtures/operations.ts";

const traceSchema = z.object({
  structLogs: z.array(z.object({ op: z.string(), stack: z.array(z.string()) })),
});

const { ethers, networkHelpers } = await network.create("simulated");

const ACTIVE = 1n;
const HELD = 3n;
const CONSUMED = 4n;
const RETIRED = 5n;

async function fixture() {
  return deployLots(ethers);
}

async function mintedFixture() {
  return deployWithLots(ethers);
}

describe("CobaltLot", () => {
  describe("who may use a lot", () => {
    const uses = (lotId: bigint): TestOperation[] => [
      splitOperation(lotId, [11n, 12n]),
      mergeOperation([lotId], 13n),
      refineOperation(lotId, 14n, freshTerms()),
    ];

    it("is not a stranger, nor a former owner", async () => {
      const { lots, ofAlice, alice, bob, stranger } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.transferFrom(alice.address, bob.address, 1n);
      for (const sender of [stranger, alice]) {
        for (const operation of uses(1n)) {
          await expect(lots.connect(sender).execute(encoded([operation])))
            .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
            .withArgs(sender.address, 1n);
        }
        await expect(lots.connect(sender).retire(1n, LOSS, ZeroHash))
          .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
          .withArgs(sender.address, 1n);
      }
    });

    it("is an approved account or an operator, who never keeps the outputs", async () => {
      const { lots, ofAlice, alice, bob, carol } = await networkHelpers.loadFixture(mintedFixture);
      for (const lotId of [1n, 2n, 3n]) await ofAlice.approve(bob.address, lotId);
      await ofAlice.setApprovalForAll(carol.address, true);
      await lots
        .connect(bob)
        .execute(
          encoded([
            splitOperation(1n, [11n, 12n]),
            mergeOperation([2n], 13n),
            refineOperation(3n, 14n, freshTerms()),
          ]),
        );
      await lots.connect(carol).execute(encoded([mergeOperation([11n, 12n, 13n, 14n], 15n)]));
      expect(await lots.ownerOf(15n)).to.equal(alice.address);
      expect(await lots.balanceOf(bob.address)).to.equal(0n);
      expect(await lots.balanceOf(carol.address)).to.equal(0n);
    });

    it("is not an account approved for the parent once the lot is a piece", async () => {
      const { lots, ofAlice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.approve(bob.address, 1n);
      await lots.connect(bob).execute(encoded([splitOperation(1n, [11n, 12n])]));
      await expect(lots.connect(bob).execute(encoded([mergeOperation([11n, 12n], 13n)])))
        .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
        .withArgs(bob.address, 11n);
    });

    it("is nobody for a lot that is unknown or has ended", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute(encoded([mergeOperation([1n], 21n)]));
      await ofAlice.retire(2n, LOSS, ZeroHash);
      const ended: [bigint, bigint][] = [
        [99n, 0n],
        [0n, 0n],
        [1n, CONSUMED],
        [2n, RETIRED],
      ];
      for (const [lotId, status] of ended) {
        for (const operation of uses(lotId)) {
          await expect(ofAlice.execute(encoded([operation])))
            .to.be.revertedWithCustomError(lots, "LotNotActive")
            .withArgs(lotId, status);
        }
        await expect(ofAlice.retire(lotId, LOSS, ZeroHash))
          .to.be.revertedWithCustomError(lots, "LotNotActive")
          .withArgs(lotId, status);
      }
    });
  });

  describe("execute", () => {
    it("lets later operations use lots made by earlier ones", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      await lots
        .connect(alice)
        .execute(
          encoded([
            mintOperation(1n, alice.address, freshTerms()),
            splitOperation(1n, [2n, 3n]),
            mintOperation(4n, alice.address, freshTerms()),
            mergeOperation([3n, 4n], 5n),
            refineOperation(5n, 6n, freshTerms()),
          ]),
        );
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
      expect((await lots.lotOf(6n)).provenanceId).to.equal(4n);
      expect(await lots.parentProvenances(4)).to.deep.equal([3n]);
      expect(await lots.parentProvenances(3)).to.deep.equal([1n, 2n]);
    });

    it("does all or nothing", async () => {
      const { lots, verifier, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const wrong = { ...mergeOperation([3n, 4n], 13n), children: [14n] };
      await expect(
        ofAlice.execute(encoded([splitOperation(1n, [11n, 12n]), wrong])),
      ).to.be.revertedWithCustomError(verifier, "VerifierProofRejected");
      expect(await lots.ownerOf(1n)).to.equal(alice.address);
    });

    it("does not take one operation's proof for another's", async () => {
      const { verifier, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const [one, two] = [splitOperation(1n, [11n, 12n]), splitOperation(2n, [13n, 14n])];
      const swapped = [
        { ...one, proof: two.proof },
        { ...two, proof: one.proof },
      ];
      await expect(ofAlice.execute(encoded(swapped))).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    });

    it("refuses everything if the verifier has no code, for which anything would hold", async () => {
      const { lots, verifier, alice } = await networkHelpers.loadFixture(fixture);
      const address = await verifier.getAddress();
      await networkHelpers.setCode(address, "0x");
      await expect(lots.execute(encoded([mintOperation(1n, alice.address, freshTerms())])))
        .to.be.revertedWithCustomError(lots, "VerifierMissing")
        .withArgs(address);
    });

    it("asks once for a registry that several operations rest on, and for each other one", async () => {
      const { lots, accreditation, alice } = await networkHelpers.loadFixture(fixture);
      await accreditation.accept(778n, true);
      const register = BigInt(await accreditation.getAddress());
      const under = (lotId: bigint, registry: bigint) =>
        mintOperation(lotId, alice.address, { ...freshTerms(), registry });
      const asked = async (...registries: bigint[]) => {
        const before = await networkHelpers.takeSnapshot();
        const sent = await lots.execute(
          encoded(registries.map((registry, i) => under(BigInt(i + 1), registry))),
        );
        const options = { disableStorage: true, disableMemory: true };
        const trace: unknown = await ethers.provider.send("debug_traceTransaction", [sent.hash, options]);
        await before.restore();
        // gas lies on top of a call's stack, the callee below
        const calls = traceSchema.parse(trace).structLogs.filter(({ op }) => op === "STATICCALL");
        return calls.filter(({ stack }) => BigInt(stack.at(-2) ?? 0) === register).length;
      };
      expect(await asked(REGISTRY)).to.equal(1);
      expect(await asked(REGISTRY, REGISTRY, REGISTRY)).to.equal(1);
      expect(await asked(REGISTRY, 778n, REGISTRY)).to.equal(3);
      for (const wrong of [0n, 779n]) {
        for (const batch of [[wrong], [REGISTRY, wrong], [wrong, REGISTRY]]) {
          await expect(lots.execute(encoded(batch.map((registry, i) => under(BigInt(i + 1), registry)))))
            .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
            .withArgs(wrong);
        }
      }
    });

    it("calls no receiver, so that no one acts before the proofs were checked", async () => {
      const { lots } = await networkHelpers.loadFixture(fixture);
      const receiver = await ethers.deployContract("CallingReceiver", ["0xffffffff"]);
      const address = await receiver.getAddress();
      await receiver.prepare("0x12345678");
      await lots.execute(encoded([mintOperation(1n, address, freshTerms())]));
      await receiver.forward(
        await lots.getAddress(),
        lots.interface.encodeFunctionData("execute", [encoded([splitOperation(1n, [2n, 3n])])]),
      );
      expect(await lots.balanceOf(address)).to.equal(2n);
      expect(await receiver.called()).to.equal(false);
    });
  });

  describe("retire", () => {
    it("records why, and refuses what is no kind", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      for (const kind of [0n, 1n, 2n, 3n, 4n]) {
        await ofAlice.retire(kind + 1n, kind, id("a document"));
        const { status, retirement, owner, provenanceId } = await lots.lotOf(kind + 1n);
        expect([status, retirement, provenanceId]).to.deep.equal([RETIRED, kind, kind + 1n]);
        expect(owner).to.equal(alice.address);
      }
      await expect(ofAlice.retire(6n, 5n, ZeroHash)).to.be.revert(ethers);
    });

    it("burns the lot and records what it backs", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.approve(alice.address, 1n);
      await expect(ofAlice.retire(1n, LOSS, id("1,510 packs")))
        .to.emit(lots, "LotRetired")
        .withArgs(1n, alice.address, id("1,510 packs"), LOSS)
        .and.to.emit(lots, "Transfer")
        .withArgs(alice.address, ZeroAddress, 1n);
      const lot = await lots.lotOf(1n);
      expect([lot.owner, lot.status, lot.provenanceId]).to.deep.equal([alice.address, RETIRED, 1n]);
      expect(await lots.purposeOf(1n)).to.equal(id("1,510 packs"));
      expect(await lots.balanceOf(alice.address)).to.equal(7n);
      for (const call of [lots.ownerOf(1n), lots.getApproved(1n), lots.tokenURI(1n)]) {
        await expect(call).to.be.revertedWithCustomError(lots, "ERC721NonexistentToken").withArgs(1n);
      }
    });

    it("may be done by an approved account", async () => {
      const { lots, ofAlice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.approve(bob.address, 1n);
      await lots.connect(bob).retire(1n, LOSS, id("packs"));
      expect((await lots.lotOf(1n)).status).to.equal(RETIRED);
    });
  });

  describe("hold and release", () => {
    it("are for those with the role", async () => {
      const { lots, authority, alice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await expect(lots.connect(bob).hold([1n], ZeroHash))
        .to.be.revertedWithCustomError(lots, "AccessManagedUnauthorized")
        .withArgs(bob.address);
      await expect(lots.connect(alice).release([1n]))
        .to.be.revertedWithCustomError(lots, "AccessManagedUnauthorized")
        .withArgs(alice.address);
      const selectors = [
        lots.interface.getFunction("hold").selector,
        lots.interface.getFunction("release").selector,
      ];
      await authority.setTargetFunctionRole(await lots.getAddress(), selectors, 7n);
      await authority.grantRole(7n, bob.address, 0n);
      await expect(lots.connect(bob).hold([1n], id("order")))
        .to.emit(lots, "LotHeld")
        .withArgs(1n, id("order"));
      await expect(lots.connect(bob).release([1n]))
        .to.emit(lots, "LotReleased")
        .withArgs(1n);
    });

    it("freeze a lot in its owner's hands and let it go again", async () => {
      const { lots, ofAlice, alice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await lots.hold([1n], ZeroHash);
      expect(await lots.ownerOf(1n)).to.equal(alice.address);
      expect(await lots.balanceOf(alice.address)).to.equal(8n);
      const uses = [
        ofAlice.transferFrom(alice.address, bob.address, 1n),
        ofAlice.execute(encoded([splitOperation(1n, [11n, 12n])])),
        ofAlice.execute(encoded([mergeOperation([2n, 1n], 13n)])),
        ofAlice.execute(encoded([refineOperation(1n, 14n, freshTerms())])),
        ofAlice.retire(1n, LOSS, ZeroHash),
      ];
      for (const use of uses) {
        await expect(use).to.be.revertedWithCustomError(lots, "LotNotActive").withArgs(1n, HELD);
      }
      await lots.release([1n]);
      await ofAlice.transferFrom(alice.address, bob.address, 1n);
      expect(await lots.ownerOf(1n)).to.equal(bob.address);
    });

    it("pass over what has ended, is held or is not, and tell of nothing that they pass over", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.retire(1n, LOSS, ZeroHash);
      await ofAlice.execute(encoded([mergeOperation([2n], 21n)]));
      await lots.hold([3n], id("first"));
      const list = [1n, 2n, 3n, 4n, 4n];
      const logsOf = async (sent: Promise<ContractTransactionResponse>) =>
        ((await (await sent).wait())?.logs ?? []).map((log) => {
          const event = lots.interface.parseLog(log);
          const values: unknown[] = event?.args.toArray() ?? [];
          return [event?.name, ...values];
        });
      expect(await logsOf(lots.hold(list, id("second")))).to.deep.equal([
        ["MetadataUpdate", 4n],
        ["LotHeld", 4n, id("second")],
      ]);
      const states = async () =>
        Promise.all([1n, 2n, 3n, 4n].map(async (lotId) => (await lots.lotOf(lotId)).status));
      expect(await states()).to.deep.equal([RETIRED, CONSUMED, HELD, HELD]);
      expect(await logsOf(lots.release([...list, 5n]))).to.deep.equal([
        ["MetadataUpdate", 3n],
        ["LotReleased", 3n],
        ["MetadataUpdate", 4n],
        ["LotReleased", 4n],
      ]);
      expect(await states()).to.deep.equal([RETIRED, CONSUMED, ACTIVE, ACTIVE]);
      expect(await logsOf(lots.hold([], id("nothing")))).to.deep.equal([]);
    });

    it("are refused whole if a lot is unknown: a number mistyped must not go unnoticed", async () => {
      const { lots } = await networkHelpers.loadFixture(mintedFixture);
      for (const wrong of [lots.hold([1n, 99n], ZeroHash), lots.release([1n, 99n])]) {
        await expect(wrong).to.be.revertedWithCustomError(lots, "LotNotActive").withArgs(99n, 0n);
      }
      expect((await lots.lotOf(1n)).status).to.equal(ACTIVE);
    });

    it("leave no offer and no approval that would move the lot on the day of its release", async () => {
      const { lots, ofAlice, alice, bob, carol } = await networkHelpers.loadFixture(mintedFixture);
      const expiry = BigInt(await networkHelpers.time.latest()) + 3600n;
      for (const lotId of [1n, 2n, 3n]) await ofAlice.approve(bob.address, lotId);
      await ofAlice.offer(2n, carol.address, expiry, "0x");
      const held = lots.hold([1n, 2n], ZeroHash);
      await expect(held).to.emit(lots, "OfferCancelled").withArgs(2n, alice.address, carol.address);
      expect(await lots.offerOf(2n)).to.deep.equal([ZeroAddress, 0n]);
      await lots.release([1n, 2n]);
      await expect(lots.connect(carol).accept(2n))
        .to.be.revertedWithCustomError(lots, "LotNotOffered")
        .withArgs(2n, ACTIVE);
      for (const lotId of [1n, 2n]) {
        expect(await lots.getApproved(lotId)).to.equal(ZeroAddress);
        for (const use of [
          lots.connect(bob).transferFrom(alice.address, bob.address, lotId),
          lots.connect(bob).retire(lotId, LOSS, ZeroHash),
        ]) {
          await expect(use)
            .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
            .withArgs(bob.address, lotId);
        }
      }
      // of a lot that nobody held, the approval stands
      await lots.connect(bob).transferFrom(alice.address, bob.address, 3n);
    });

    it("leave an operator whom the owner trusts with all lots, and what is approved while a lot is held", async () => {
      const { lots, ofAlice, alice, bob, carol } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.setApprovalForAll(carol.address, true);
      await lots.hold([1n, 2n], ZeroHash);
      await ofAlice.approve(bob.address, 2n);
      await lots.release([1n, 2n]);
      await lots.connect(carol).transferFrom(alice.address, carol.address, 1n);
      await lots.connect(bob).transferFrom(alice.address, bob.address, 2n);
    });
  });

  describe("the constructor", () => {
    it("refuses what has no code, no footprint method, and days older than a week", async () => {
      const { lots, authority, accreditation, verifier, stranger } =
        await networkHelpers.loadFixture(fixture);
      const factory = await ethers.getContractFactory("CobaltLot");
      const [manager, register, checker] = await Promise.all(
        [authority, accreditation, verifier].map((contract) => contract.getAddress()),
      );
      if (!manager || !register || !checker) throw new Error("a contract has no address");
      for (const nothing of [ZeroAddress, stranger.address]) {
        for (const deployment of [
          factory.deploy(nothing, register, checker, FOOTPRINT_METHOD, 1n, NO_PREDECESSOR),
          factory.deploy(manager, nothing, checker, FOOTPRINT_METHOD, 1n, NO_PREDECESSOR),
          factory.deploy(manager, register, nothing, FOOTPRINT_METHOD, 1n, NO_PREDECESSOR),
        ]) {
          await expect(deployment).to.be.revertedWithCustomError(lots, "CodeMissing").withArgs(nothing);
        }
      }
      await expect(
        factory.deploy(manager, register, checker, ZeroHash, 1n, NO_PREDECESSOR),
      ).to.be.revertedWithCustomError(lots, "FootprintMethodMissing");
      for (const days of [8n, 2n ** 255n]) {
        await expect(factory.deploy(manager, register, checker, FOOTPRINT_METHOD, days, NO_PREDECESSOR))
          .to.be.revertedWithCustomError(lots, "DayToleranceTooLong")
          .withArgs(days);
      }
      const patient = await factory.deploy(manager, register, checker, FOOTPRINT_METHOD, 7n, NO_PREDECESSOR);
      expect(await patient.dayTolerance()).to.equal(7n);
    });
  });

  it("tells what it was built with, and so do what stands beside it", async () => {
    const { lots, accreditation, verifier, policies, claims } = await networkHelpers.loadFixture(fixture);
    expect(await lots.accreditation()).to.equal(await accreditation.getAddress());
    expect(await lots.proofVerifier()).to.equal(await verifier.getAddress());
    expect(await lots.footprintMethod()).to.equal(FOOTPRINT_METHOD);
    expect(await lots.dayTolerance()).to.equal(1n);
    const made = lots.deploymentTransaction();
    const settings = [accreditation, verifier, FOOTPRINT_METHOD, 1n, Object.values(NO_PREDECESSOR)];
    await expect(made)
      .to.emit(lots, "CobaltLotDeployed")
      .withArgs(...settings);
    await expect(policies.deploymentTransaction())
      .to.emit(policies, "PoliciesDeployed")
      .withArgs(accreditation);
    await expect(claims.deploymentTransaction()).to.emit(claims, "ClaimsDeployed").withArgs(lots, policies);
  });

  it("tells programs what it is: a token, its own interface, ERC-4906, ERC-7572", async () => {
    const { lots } = await networkHelpers.loadFixture(fixture);
    const own = ICobaltLot__factory.createInterface();
    // of ERC-721 and ERC-165
    const inherited =
      /^(balanceOf|ownerOf|safeTransferFrom|transferFrom|approve|setApprovalForAll|getApproved|isApprovedForAll|supportsInterface)$/;
    const selectors = own.fragments
      .filter((each) => ethers.FunctionFragment.isFragment(each))
      .filter(({ name }) => !inherited.test(name))
      .map(({ selector }) => BigInt(selector));
    const ownId = selectors.reduce((all, each) => all ^ each, 0n);
    expect(selectors.length).to.be.greaterThan(20);
    // ERC-165, ERC-721 and its metadata, ERC-4906
    for (const known of ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0x49064906", ethers.toBeHex(ownId, 4)]) {
      expect(await lots.supportsInterface(known), known).to.equal(true);
    }
    for (const unknown of ["0xffffffff", "0x780e9d63", ethers.toBeHex(ownId ^ 1n, 4)]) {
      expect(await lots.supportsInterface(unknown), unknown).to.equal(false);
    }
    const [, base64 = ""] = (await lots.contractURI()).split("data:application/json;base64,");
    const told: unknown = JSON.parse(Buffer.from(base64, "base64").toString());
    expect(told).to.include({ name: "Kobold cobalt lot", symbol: "COBALT" });
  });

  it("answers for an unknown lot with a record of zeros", async () => {
    const { lots } = await networkHelpers.loadFixture(fixture);
    expect(await lots.lotOf(99n)).to.deep.equal([ZeroAddress, 0n, 0n, 0n, 0n, 0n]);
  });
});
