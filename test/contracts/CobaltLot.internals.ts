import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import type { LotInternals, PlainToken } from "../../types/index.ts";
import { deployLots, FOOTPRINT_METHOD, freshTerms } from "../fixtures/lots-fixture.ts";
import { LOSS, encoded, mintOperation } from "../fixtures/operations.ts";
import { revertOf } from "../fixtures/revert.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const RECEIVED = "0x150b7a02";
const LOT = 1n;
const [DATA, EMPTY] = ["0x01c0ba17", "0x"];

/** Alice owns tokens 1 and 2 of both contracts; Bob is approved for the first, Carol her operator. */
async function fixture() {
  const all = await deployLots(ethers);
  const { authority, accreditation, verifier, alice, bob, carol } = all;
  const lots = await ethers.deployContract("LotInternals", [
    await authority.getAddress(),
    await accreditation.getAddress(),
    await verifier.getAddress(),
    FOOTPRINT_METHOD,
    1n,
  ]);
  const plain = await ethers.deployContract("PlainToken");
  await lots.execute(encoded([1n, 2n].map((lotId) => mintOperation(lotId, alice.address, freshTerms()))));
  for (const lotId of [1n, 2n]) await plain.mint(alice.address, lotId);
  for (const token of [lots, plain]) {
    await token.connect(alice).approve(bob.address, LOT);
    await token.connect(alice).setApprovalForAll(carol.address, true);
  }
  const receiver = await ethers.deployContract("CallingReceiver", [RECEIVED]);
  const refusing = await ethers.deployContract("CallingReceiver", ["0xffffffff"]);
  const accounts: Record<string, string> = {
    owner: alice.address,
    approved: bob.address,
    operator: carol.address,
    stranger: all.stranger.address,
    nobody: ZeroAddress,
    receiver: await receiver.getAddress(),
    "a receiver that refuses": await refusing.getAddress(),
    "a contract that receives nothing": await all.policies.getAddress(),
  };
  return { ...all, lots, plain, accounts };
}

type Token = LotInternals | PlainToken;

/** What a call does to a token: its error, or its events, and who has what afterwards. */
async function outcomeOf(token: Token, accounts: Record<string, string>, call: () => Promise<unknown>) {
  const before = await ethers.provider.getBlockNumber();
  const error = await revertOf(call());
  // what is refused makes no block
  const address = await token.getAddress();
  const logs = error === undefined ? await ethers.provider.getLogs({ address, fromBlock: before + 1 }) : [];
  const holders = Object.values(accounts).filter((holder) => holder !== ZeroAddress);
  return {
    error,
    events: logs.map(({ topics, data }) => ({ topics, data })),
    owners: await Promise.all([1n, 2n].map((id) => token.ownerOf(id).catch(() => "none"))),
    approved: await Promise.all([1n, 2n].map((id) => token.getApproved(id).catch(() => "none"))),
    balances: await Promise.all(holders.map((holder) => token.balanceOf(holder))),
  };
}

describe("CobaltLot held against OpenZeppelin's token, call by call", () => {
  /** Does the same to both tokens from the same state, and compares all that it does. */
  async function compare(
    what: string,
    call: (token: Token, f: Awaited<ReturnType<typeof fixture>>) => Promise<unknown>,
  ) {
    const f = await networkHelpers.loadFixture(fixture);
    const [ours, theirs] = [
      await outcomeOf(f.lots, f.accounts, () => call(f.lots, f)),
      await outcomeOf(f.plain, f.accounts, () => call(f.plain, f)),
    ];
    expect(ours, what).to.deep.equal(theirs);
    return theirs.error;
  }
  const SENDERS = ["owner", "approved", "operator", "stranger"] as const;
  const RECEIVERS = [
    ...SENDERS,
    "nobody",
    "receiver",
    "a receiver that refuses",
    "a contract that receives nothing",
  ];
  const signerOf = async (f: Awaited<ReturnType<typeof fixture>>, name: string) =>
    ethers.getSigner(f.accounts[name] ?? ZeroAddress);

  const TRANSFERS: Record<string, (token: Token, from: string, to: string, id: bigint) => Promise<unknown>> =
    {
      transferFrom: (token, from, to, id) => token.transferFrom(from, to, id),
      safeTransferFrom: (token, from, to, id) =>
        token["safeTransferFrom(address,address,uint256)"](from, to, id),
      "safeTransferFrom with data": (token, from, to, id) =>
        token["safeTransferFrom(address,address,uint256,bytes)"](from, to, id, DATA),
      // what a contract that inherits from the token would call
      _transfer: (token, from, to, id) => token.transferToken(from, to, id),
      _safeTransfer: (token, from, to, id) => token.safeTransferToken(from, to, id),
    };
  for (const [name, transfer] of Object.entries(TRANSFERS)) {
    it(`${name}: whoever sends it, to whomever, of whatever`, async () => {
      let done = 0;
      for (const sender of SENDERS) {
        for (const to of RECEIVERS) {
          const error = await compare(`by ${sender} to ${to}`, async (token, f) =>
            transfer(
              token.connect(await signerOf(f, sender)),
              f.accounts["owner"] ?? EMPTY,
              f.accounts[to] ?? EMPTY,
              LOT,
            ),
          );
          if (error === undefined) done += 1;
        }
        for (const [from, id] of [
          ["stranger", LOT],
          ["nobody", LOT],
          ["owner", 2n],
          ["owner", 99n],
        ] as const) {
          await compare(`by ${sender} from ${from} of ${id}`, async (token, f) =>
            transfer(
              token.connect(await signerOf(f, sender)),
              f.accounts[from] ?? EMPTY,
              f.accounts["approved"] ?? EMPTY,
              id,
            ),
          );
        }
      }
      expect(done).to.be.greaterThan(4);
    });
  }

  it("approve and setApprovalForAll: whoever sends it, for whomever", async () => {
    for (const sender of SENDERS) {
      for (const to of ["stranger", "owner", "nobody"]) {
        for (const id of [LOT, 2n, 99n]) {
          await compare(`approve ${to} for ${id} by ${sender}`, async (token, f) =>
            token.connect(await signerOf(f, sender)).approve(f.accounts[to] ?? EMPTY, id),
          );
        }
        await compare(`setApprovalForAll ${to} by ${sender}`, async (token, f) =>
          token.connect(await signerOf(f, sender)).setApprovalForAll(f.accounts[to] ?? EMPTY, true),
        );
      }
    }
    for (const auth of ["owner", "operator", "approved", "stranger", "nobody"]) {
      await compare(`_approve under ${auth}`, (token, f) =>
        token.approveToken(f.accounts["stranger"] ?? EMPTY, LOT, f.accounts[auth] ?? EMPTY),
      );
    }
  });

  it("_update: asks for an authorization, or for none if that is 0", async () => {
    for (const auth of ["owner", "approved", "operator", "stranger", "nobody"]) {
      for (const id of [LOT, 2n]) {
        const error = await compare(`of ${id} under ${auth}`, (token, f) =>
          token.update(f.accounts["stranger"] ?? EMPTY, id, f.accounts[auth] ?? EMPTY),
        );
        const refused = auth === "stranger" || (auth === "approved" && id !== LOT);
        expect(error !== undefined, `of ${id} under ${auth}`).to.equal(refused);
      }
    }
  });
});

describe("CobaltLot's internals", () => {
  it("make and end no lots: only operations do", async () => {
    const { lots, alice, bob } = await networkHelpers.loadFixture(fixture);
    for (const auth of [ZeroAddress, alice.address]) {
      await expect(lots.update(bob.address, 99n, auth))
        .to.be.revertedWithCustomError(lots, "ERC721NonexistentToken")
        .withArgs(99n);
      await expect(lots.update(ZeroAddress, LOT, auth))
        .to.be.revertedWithCustomError(lots, "ERC721InvalidReceiver")
        .withArgs(ZeroAddress);
    }
    await expect(lots.mintToken(bob.address, 99n))
      .to.be.revertedWithCustomError(lots, "ERC721NonexistentToken")
      .withArgs(99n);
    await expect(lots.mintToken(bob.address, LOT))
      .to.be.revertedWithCustomError(lots, "ERC721InvalidSender")
      .withArgs(ZeroAddress);
    await expect(lots.burnToken(LOT))
      .to.be.revertedWithCustomError(lots, "ERC721InvalidReceiver")
      .withArgs(ZeroAddress);
    expect(await lots.ownerOf(LOT)).to.equal(alice.address);
    expect(await lots.balanceOf(alice.address)).to.equal(2n);
  });

  it("move no lot that is held, offered or has ended, whoever has authorized it", async () => {
    const { lots, alice, bob } = await networkHelpers.loadFixture(fixture);
    const ofAlice = lots.connect(alice);
    const moved = (auth: string) => expect(lots.update(bob.address, LOT, auth));
    const expiry = BigInt(await networkHelpers.time.latest()) + 3600n;
    await ofAlice.offer(LOT, bob.address, expiry, "0x");
    for (const auth of [ZeroAddress, alice.address]) {
      await moved(auth).to.be.revertedWithCustomError(lots, "LotNotActive").withArgs(LOT, 2n);
    }
    await lots.hold([LOT], FOOTPRINT_METHOD);
    for (const auth of [ZeroAddress, alice.address]) {
      await moved(auth).to.be.revertedWithCustomError(lots, "LotNotActive").withArgs(LOT, 3n);
    }
    await lots.release([LOT]);
    await ofAlice.retire(LOT, LOSS, FOOTPRINT_METHOD);
    for (const auth of [ZeroAddress, alice.address]) {
      await moved(auth).to.be.revertedWithCustomError(lots, "ERC721NonexistentToken").withArgs(LOT);
    }
  });
});
