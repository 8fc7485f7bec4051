import { globSync, readFileSync } from "node:fs";

import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { asRefusal, ChainRefusal, errors, mined, refusable } from "../../scripts/chain/refusal.ts";
import { MEANINGS, REMEDIES } from "../../scripts/chain/refusal-words.ts";
import { rejectionOf } from "../fixtures/code-of.ts";
import { deployWithRoles } from "../fixtures/deployed.ts";
import { deployLots, freshTerms, REGISTRY, TODAY } from "../fixtures/lots-fixture.ts";
import { LOSS, encoded, mintOperation, splitOperation } from "../fixtures/operations.ts";

const connection = await network.create("simulated");
const { ethers, networkHelpers } = connection;

async function fixture() {
  const lots = await deployLots(ethers);
  const terms = freshTerms();
  await lots.lots.execute(encoded([mintOperation(7n, lots.alice.address, terms)]));
  return { ...lots, terms };
}

async function bareFixture() {
  return deployWithRoles(connection);
}

describe("a refusal", () => {
  it("has words for every error that the contracts define", () => {
    const sources = globSync("contracts/{*,interfaces/*,lib/*,oem/*}.sol").map((file) =>
      readFileSync(file, "utf8"),
    );
    const declared = sources.flatMap((text) =>
      [...text.matchAll(/^\s*error (\w+)\(/gm)].map(([, name = ""]) => name),
    );
    expect(declared).to.have.length.greaterThan(70);
    for (const name of declared) expect(MEANINGS, name).to.have.property(name);
    expect(Object.keys(REMEDIES)).to.deep.equal(Object.keys(MEANINGS));
  });

  it("has words for errors that there are, with the values that these have", () => {
    const unknown: string[] = [];
    for (const [name, meaningOf] of Object.entries(MEANINGS)) {
      const fragment = errors().getError(name) ?? expect.fail(`no contract has the error ${name}`);
      const inputs = fragment.inputs.map((input) => input.name);
      meaningOf((input) => {
        if (!inputs.includes(input)) unknown.push(`${name}.${input}`);
        return "";
      });
    }
    expect(unknown).to.deep.equal([]);
  });

  it("names the contract's error and its values", async () => {
    const { lots, alice, terms } = await networkHelpers.loadFixture(fixture);
    const rejection = await rejectionOf(
      refusable(lots.execute(encoded([mintOperation(8n, alice.address, terms)]))),
    );
    expect(rejection).to.be.instanceOf(ChainRefusal);
    expect(rejection).to.include({ code: "CHAIN_REFUSED", error: "PermitUsed" });
    expect(rejection?.message).to.match(
      /^the contract refused: permit \d+ was used already – PermitUsed\(permit: /,
    );
    expect(rejection?.message).to.include(terms.permit.toString());
    expect(rejection?.remedy).to.not.equal("");
    expect(rejection?.cause).to.be.instanceOf(Error);
  });

  it("is read from a call, a gas estimate and a transaction alike", async () => {
    const { lots, alice } = await networkHelpers.loadFixture(fixture);
    const again = [mintOperation(7n, alice.address, freshTerms())];
    const attempts = [
      lots.execute.staticCall(encoded(again)),
      lots.execute.estimateGas(encoded(again)),
      lots.execute(encoded(again)),
      lots.execute(encoded(again), { gasLimit: 1_000_000n }),
    ];
    for (const attempt of attempts) {
      expect(await rejectionOf(refusable<unknown>(attempt))).to.have.property("error", "LotExists");
    }
  });

  it("says of a lot's id that it was used, which is so of a lot that is no more, and of one that is not the reader's", async () => {
    const { lots, alice } = await networkHelpers.loadFixture(fixture);
    await lots.connect(alice).retire(7n, LOSS, ZeroHash);
    const again = lots.execute.staticCall(encoded([mintOperation(7n, alice.address, freshTerms())]));
    const { message, remedy } = await rejectionOf(refusable(again)).then(
      (rejection) => rejection ?? expect.fail("it was not refused"),
    );
    expect(message).to.match(/: a lot was made as \S+ before, and no id is used twice – LotExists\(/);
    expect(message + remedy).to.not.match(/exists already|already exists|look for it/);
    expect(remedy)
      .to.contain("`lot trace`")
      .and.contain("if it is yours, `vault recover`")
      .and.contain("if not,");
  });

  it("names errors of the tokens, the roles and the verifier too", async () => {
    const { lots, stranger } = await networkHelpers.loadFixture(fixture);
    const asStranger = lots.connect(stranger);
    const moved = await rejectionOf(refusable(asStranger.retire(7n, LOSS, ZeroHash)));
    expect(moved).to.have.property("error", "ERC721InsufficientApproval");
    const held = await rejectionOf(refusable(asStranger.hold([7n], ZeroHash)));
    expect(held).to.have.property("error", "AccessManagedUnauthorized");

    const { contracts, addresses } = await networkHelpers.loadFixture(bareFixture);
    const empty = await rejectionOf(refusable(contracts.cobaltLot.execute(encoded([]))));
    expect(empty).to.have.property("error", "CommandsMissing");
    const manager = await ethers.getContractAt("AccessManager", addresses.accessManager, stranger);
    const labelled = await rejectionOf(refusable(manager.labelRole(1n, "mine")));
    expect(labelled).to.have.property("error", "AccessManagerUnauthorizedAccount");
  });

  it("names the errors of every contract's interface", async () => {
    const { lots, claims, policies, alice, stranger } = await networkHelpers.loadFixture(fixture);
    const participants = await ethers.deployContract("Participants");
    const claim = { lotId: 7n, policyId: 1n, day: TODAY, proof: Array.from({ length: 8 }, () => 0n) };
    const word = 1n << 252n;
    const attempts: [Promise<unknown>, string][] = [
      [claims.connect(alice).prove([claim]), "PolicyUnknown"],
      [claims.connect(alice).prove([{ ...claim, lotId: 9n }]), "ClaimLotNotActive"],
      [policies.definePolicy([word, 0n, 0n, 0n], 0n), "PolicyWordTooLarge"],
      [lots.connect(alice).execute(encoded([splitOperation(7n, [])])), "LotCountInvalid"],
      [lots.connect(stranger).accept(7n), "LotNotOffered"],
      [lots.connect(alice).offer(7n, alice.address, 0n, "0x"), "OfferRecipientInvalid"],
      [participants.publish(1n, id("a key")), "KeyIndexUnexpected"],
      [
        lots.execute(
          encoded([mintOperation(9n, alice.address, { registry: REGISTRY + 1n, day: TODAY, permit: 1n })]),
        ),
        "RegistryNotAccepted",
      ],
      [
        lots.execute(
          encoded([mintOperation(9n, alice.address, { registry: REGISTRY, day: TODAY + 1n, permit: 1n })]),
        ),
        "DayOutOfRange",
      ],
    ];
    for (const [attempt, error] of attempts) {
      expect(await rejectionOf(refusable(attempt))).to.have.property("error", error);
    }
  });

  it("leaves other failures as they are", async () => {
    const failure = new Error("the line is down");
    expect(asRefusal(failure)).to.equal(failure);
    expect(asRefusal("0x1234")).to.equal("0x1234");
    // the selector of an error that is none of ours
    expect(asRefusal({ data: "0xdeadbeef" })).to.deep.equal({ data: "0xdeadbeef" });
    let thrown: unknown;
    await refusable(Promise.reject(failure)).catch((error: unknown) => (thrown = error));
    expect(thrown).to.equal(failure);
  });
});

describe("a mined transaction", () => {
  it("comes with its receipt", async () => {
    const { lots, alice } = await networkHelpers.loadFixture(fixture);
    const receipt = await mined(lots.connect(alice).retire(7n, LOSS, ZeroHash));
    expect(receipt.status).to.equal(1);
    expect((await lots.lotOf(7n)).status).to.equal(5n);
  });

  it("is refused as any other", async () => {
    const { lots, stranger } = await networkHelpers.loadFixture(fixture);
    const rejection = await rejectionOf(mined(lots.connect(stranger).retire(7n, LOSS, ZeroHash)));
    expect(rejection).to.have.property("error", "ERC721InsufficientApproval");
  });

  it("is not waited for without end, and its hash is told", async () => {
    const { lots, alice } = await networkHelpers.loadFixture(fixture);
    await ethers.provider.send("evm_setAutomine", [false]);
    const sent = lots.connect(alice).retire(7n, LOSS, ZeroHash);
    const rejection = await rejectionOf(mined(sent, 50));
    expect(rejection?.code).to.equal("RPC_FAILED");
    expect(rejection?.message).to.contain((await sent).hash);
    await ethers.provider.send("evm_setAutomine", [true]);
    await networkHelpers.mine();
    expect((await mined(sent)).status).to.equal(1);
  });
});
