import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { deployLots, mintLots } from "../fixtures/lots-fixture.ts";
import { encoded, mergeOperation, splitOperation } from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const RECEIVED = "0x150b7a02";

async function fixture() {
  const all = await deployLots(ethers);
  const plain = await ethers.deployContract("PlainToken");
  await mintLots(all, all.alice.address, 1n, 2n);
  for (const lotId of [1n, 2n]) await plain.mint(all.alice.address, lotId);
  return { ...all, plain, ofAlice: all.lots.connect(all.alice) };
}

describe("CobaltLot as an ERC-721 token", () => {
  it("says which interfaces it has", async () => {
    const { lots, plain } = await networkHelpers.loadFixture(fixture);
    // ERC-165, ERC-721, its metadata, its enumeration, the invalid one
    for (const interfaceId of ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0x780e9d63", "0xffffffff"]) {
      expect(await lots.supportsInterface(interfaceId)).to.equal(await plain.supportsInterface(interfaceId));
    }
    expect(await lots.supportsInterface("0x80ac58cd")).to.equal(true);
    expect(await lots.name()).to.equal("Kobold cobalt lot");
    expect(await lots.symbol()).to.equal("COBALT");
  });

  it("transfers by the owner, the approved and an operator, and clears the approval", async () => {
    const { lots, ofAlice, alice, bob, carol } = await networkHelpers.loadFixture(fixture);
    await expect(ofAlice.approve(bob.address, 1n))
      .to.emit(lots, "Approval")
      .withArgs(alice.address, bob.address, 1n);
    expect(await lots.getApproved(1n)).to.equal(bob.address);
    const transfer = lots.connect(bob).transferFrom(alice.address, carol.address, 1n);
    await expect(transfer).to.emit(lots, "Transfer").withArgs(alice.address, carol.address, 1n);
    // the standard's transfer tells of no approval
    await expect(transfer).not.to.emit(lots, "Approval");
    expect(await lots.getApproved(1n)).to.equal(ZeroAddress);
    expect(await lots.ownerOf(1n)).to.equal(carol.address);
    await lots.connect(carol).setApprovalForAll(bob.address, true);
    await lots.connect(bob).transferFrom(carol.address, alice.address, 1n);
    expect(await lots.balanceOf(alice.address)).to.equal(2n);
    expect(await lots.balanceOf(carol.address)).to.equal(0n);
  });

  it("keeps the rest of a lot's record through transfers", async () => {
    const { lots, ofAlice, alice, bob } = await networkHelpers.loadFixture(fixture);
    const before = await lots.lotOf(2n);
    await ofAlice.transferFrom(alice.address, bob.address, 2n);
    const after = await lots.lotOf(2n);
    expect([...after].slice(1)).to.deep.equal([...before].slice(1));
    expect(after.owner).to.equal(bob.address);
  });

  it("refuses what OpenZeppelin's token refuses, with the same errors", async () => {
    const { lots, plain, alice, bob, stranger } = await networkHelpers.loadFixture(fixture);
    for (const token of [lots, plain]) {
      const ofOwner = token.connect(alice);
      await expect(ofOwner.transferFrom(alice.address, ZeroAddress, 1n))
        .to.be.revertedWithCustomError(token, "ERC721InvalidReceiver")
        .withArgs(ZeroAddress);
      await expect(ofOwner.transferFrom(bob.address, bob.address, 1n))
        .to.be.revertedWithCustomError(token, "ERC721IncorrectOwner")
        .withArgs(bob.address, 1n, alice.address);
      await expect(token.connect(stranger).transferFrom(alice.address, bob.address, 1n))
        .to.be.revertedWithCustomError(token, "ERC721InsufficientApproval")
        .withArgs(stranger.address, 1n);
      await expect(ofOwner.transferFrom(alice.address, bob.address, 99n))
        .to.be.revertedWithCustomError(token, "ERC721NonexistentToken")
        .withArgs(99n);
      await expect(token.connect(stranger).approve(bob.address, 1n))
        .to.be.revertedWithCustomError(token, "ERC721InvalidApprover")
        .withArgs(stranger.address);
      await expect(ofOwner.setApprovalForAll(ZeroAddress, true))
        .to.be.revertedWithCustomError(token, "ERC721InvalidOperator")
        .withArgs(ZeroAddress);
      await expect(token.balanceOf(ZeroAddress))
        .to.be.revertedWithCustomError(token, "ERC721InvalidOwner")
        .withArgs(ZeroAddress);
      for (const call of [token.ownerOf(99n), token.getApproved(99n), token.tokenURI(99n)]) {
        await expect(call).to.be.revertedWithCustomError(token, "ERC721NonexistentToken").withArgs(99n);
      }
    }
  });

  describe("safe transfers", () => {
    it("reach accounts and receivers that answer, and no others", async () => {
      const { lots, ofAlice, alice, bob, policies } = await networkHelpers.loadFixture(fixture);
      const good = await ethers.deployContract("CallingReceiver", [RECEIVED]);
      const bad = await ethers.deployContract("CallingReceiver", ["0xffffffff"]);
      const safe = ofAlice["safeTransferFrom(address,address,uint256)"];
      for (const wrong of [await bad.getAddress(), await policies.getAddress()]) {
        await expect(safe(alice.address, wrong, 1n))
          .to.be.revertedWithCustomError(lots, "ERC721InvalidReceiver")
          .withArgs(wrong);
      }
      await safe(alice.address, await good.getAddress(), 1n);
      await ofAlice["safeTransferFrom(address,address,uint256,bytes)"](
        alice.address,
        bob.address,
        2n,
        "0x01",
      );
      expect(await lots.ownerOf(1n)).to.equal(await good.getAddress());
      expect(await lots.ownerOf(2n)).to.equal(bob.address);
    });

    it("let a receiver act as the new owner, and never twice on one lot", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(fixture);
      const receiver = await ethers.deployContract("CallingReceiver", [RECEIVED]);
      const address = await receiver.getAddress();
      await receiver.prepare(
        lots.interface.encodeFunctionData("execute", [
          encoded([splitOperation(1n, [11n, 12n]), mergeOperation([11n, 12n], 13n)]),
        ]),
      );
      await ofAlice["safeTransferFrom(address,address,uint256)"](alice.address, address, 1n);
      expect(await receiver.succeeded()).to.equal(true);
      expect(await lots.ownerOf(13n)).to.equal(address);
      expect(await lots.balanceOf(address)).to.equal(1n);
      expect(await lots.balanceOf(alice.address)).to.equal(1n);
    });

    it("do not let a receiver use the sender's lots, nor send the lot again as the sender's", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(fixture);
      const receiver = await ethers.deployContract("CallingReceiver", [RECEIVED]);
      const address = await receiver.getAddress();
      const attacks: [string, string][] = [
        [
          lots.interface.encodeFunctionData("execute", [encoded([mergeOperation([1n, 2n], 13n)])]),
          lots.interface.encodeErrorResult("ERC721InsufficientApproval", [address, 2n]),
        ],
        [
          lots.interface.encodeFunctionData("transferFrom", [alice.address, address, 1n]),
          lots.interface.encodeErrorResult("ERC721IncorrectOwner", [alice.address, 1n, address]),
        ],
      ];
      for (const [call, error] of attacks) {
        await receiver.prepare(call);
        await ofAlice["safeTransferFrom(address,address,uint256)"](alice.address, address, 1n);
        expect(await receiver.succeeded()).to.equal(false);
        expect(await receiver.result()).to.equal(error);
        const back = lots.interface.encodeFunctionData("transferFrom", [address, alice.address, 1n]);
        await receiver.forward(await lots.getAddress(), back);
      }
    });
  });

  it("tells in its metadata what is public", async () => {
    const { lots, ofAlice } = await networkHelpers.loadFixture(fixture);
    await ofAlice.execute(encoded([mergeOperation([1n, 2n], 11n), splitOperation(11n, [12n, 13n])]));
    await lots.hold([12n], ZeroHash);
    const uri = await lots.tokenURI(12n);
    const prefix = "data:application/json;base64,";
    expect(uri.startsWith(prefix)).to.equal(true);
    const json: unknown = JSON.parse(Buffer.from(uri.slice(prefix.length), "base64").toString());
    expect(json).to.deep.equal({
      name: `Cobalt lot 0x${"0".repeat(63)}c`,
      description: "A lot of cobalt with hidden mass and provenance. Claims about it are proven.",
      attributes: [
        { trait_type: "Status", value: "held" },
        { trait_type: "Made by", value: "split" },
        { trait_type: "Made on day", value: 20528 },
        { trait_type: "Provenance", value: 3 },
        { trait_type: "Made from provenances", value: "1, 2" },
      ],
    });
  });
});
