import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { Transaction } from "ethers";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import type { KoboldContracts } from "../../scripts/chain/contracts.ts";
import { readOrders } from "../../scripts/chain/orders.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { takeUp } from "../../scripts/desk/carry-out.ts";
import { type Desk, type DeskSettings, openDesk } from "../../scripts/desk/desk.ts";
import { retireLot } from "../../scripts/desk/lots.ts";
import { cancelOperation, speedUp } from "../../scripts/desk/operations.ts";
import { deployIntake, placeOrder, resolveIntake } from "../../scripts/desk/orders.ts";
import { ensureDefined, policyBook } from "../../scripts/desk/policies.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const { provider } = ethers;
const FIRM = developmentWallet(1, provider);
const TONNE = parsePolicy("mass >= 1 t", ATTRIBUTES);
const DAY = 86_400;

const world = () => deployDeskWorld(provider, [FIRM]);

describe("an operation of a desk that waits for its block", () => {
  let folder: string;
  let contracts: KoboldContracts;
  let desk: Desk;
  beforeEach(async () => {
    ({ contracts } = await networkHelpers.loadFixture(world));
    folder = mkdtempSync(path.join(tmpdir(), "kobold-operations-"));
    desk = await newDesk("firm", FIRM, { folder, provider, contracts });
    desk.vault.sites.put(SITE);
  });
  afterEach(async () => {
    await provider.send("evm_setAutomine", [true]);
    desk.vault.close();
    rmSync(folder, { recursive: true });
  });

  const mining = (automatic: boolean) => provider.send("evm_setAutomine", [automatic]);
  /** The desk of another command, which takes up what is left. */
  const nextDesk = async (settings: Partial<DeskSettings> = {}) => {
    const next = await openDesk({ ...desk, settings: { ...desk.settings, ...settings } });
    await takeUp(next);
    return next;
  };
  const impatient = () => ({ ...desk, settings: { ...desk.settings, timeoutMs: 20 } });
  const mintAt = async (at: Desk, massGrams = 1_000n, label = "ore") => {
    const { lots } = await mintLot(at, { site: "works", documents: "", figures: { massGrams }, label });
    return lotId(lots[0] ?? expect.fail("no lot"));
  };
  const mintedOnChain = async () =>
    (await contracts.cobaltLot.queryFilter(contracts.cobaltLot.filters.LotMinted())).length;
  const leftBehind = async () => {
    await mining(false);
    await expectError("RPC_FAILED", () => mintAt(impatient()), "not in the chain yet");
  };

  it("is taken up by a command that asks for the same, mined by then or not, and not done twice", async () => {
    await leftBehind();
    const taken: string[] = [];
    const next = await nextDesk({ onTakenUp: ({ kind }) => taken.push(kind), timeoutMs: 5_000 });
    const again = mintAt(next);
    await mining(true);
    await networkHelpers.mine();
    const id = await again;
    expect(taken).to.deep.equal(["mint"]);
    expect(await mintedOnChain()).to.equal(1);
    expect(desk.vault.lots.list({ state: "active" }).map((lot) => lot.id)).to.deep.equal([id]);

    await mining(false);
    await expectError("RPC_FAILED", () => mintAt(impatient(), 2_000n));
    await networkHelpers.mine();
    await mining(true);
    await mintAt(await nextDesk(), 2_000n);
    expect(await mintedOnChain()).to.equal(2);
  });

  it("is no bar to another, to the same that is asked for by name, or to the same after it was told", async () => {
    await leftBehind();
    await mining(true);
    await networkHelpers.mine();
    await mintAt(await nextDesk(), 3_000n);
    expect(await mintedOnChain()).to.equal(2);
    await mintAt(await nextDesk(), 3_000n);
    expect(await mintedOnChain()).to.equal(3);
    await mining(false);
    await expectError("RPC_FAILED", () => mintAt(impatient(), 4_000n));
    const next = await nextDesk({ again: true });
    await mining(true);
    await networkHelpers.mine();
    await mintAt(next, 4_000n);
    expect(await mintedOnChain()).to.equal(5);
  });

  it("is one act of a role, which a command that asks for it again takes up", async () => {
    const roles = await newDesk("roles", developmentWallet(0, provider), { folder, provider, contracts });
    const { accreditation } = contracts;
    const suspended = async () =>
      (await accreditation.queryFilter(accreditation.filters.SiteSuspended())).length;
    const suspend = (at: Desk) =>
      actAsRole(at, "suspend site 1", accreditation.suspend.populateTransaction(1));
    try {
      await mining(false);
      const hasty = { ...roles, settings: { ...roles.settings, timeoutMs: 20 } };
      await expectError("RPC_FAILED", () => suspend(hasty), "not in the chain yet");
      await networkHelpers.mine();
      const next = await openDesk(roles);
      await takeUp(next);
      await mining(true);
      // without the journal this would be refused: a site is suspended once
      const { state } = await suspend(next);
      expect(state).to.be.oneOf(["mined", "final"]);
      expect(await suspended()).to.equal(1);
      await expectError("CHAIN_REFUSED", () => suspend(next));
    } finally {
      roles.vault.close();
    }
  });

  it("is one order, whose number its receipt tells", async () => {
    await ensureDefined(desk, TONNE, await policyBook(desk));
    const recalls: string[] = [];
    await deployIntake(desk, { policies: [], massPolicy: policyId(TONNE), maxClaimAge: 30, recalls });
    const intake = await resolveIntake(desk, "");
    const order = {
      supplier: FIRM.address,
      units: 50,
      gramsPerUnit: 20_000n,
      policies: [],
      quantity: TONNE,
    };
    const book = await policyBook(desk);
    await mining(false);
    await expectError("RPC_FAILED", () => placeOrder(impatient(), intake, order, book));
    await networkHelpers.mine();
    await mining(true);
    expect(await placeOrder(await nextDesk(), intake, order, book)).to.equal(1);
    expect(await placeOrder(await nextDesk(), intake, order, book)).to.equal(2);
    expect((await readOrders(intake)).map(({ id }) => id)).to.deep.equal([1, 2]);
  });

  const underWay = () =>
    desk.vault.journal.unfinished(desk.deployment)[0] ?? expect.fail("nothing is under way");
  const fees = () =>
    underWay().transactions.map(({ raw }) => {
      const { data, maxFeePerGas, maxPriorityFeePerGas, nonce } = Transaction.from(raw ?? "");
      return { data, maxFeePerGas: maxFeePerGas ?? 0n, tip: maxPriorityFeePerGas ?? 0n, nonce };
    });

  it("is hurried by the same call under the same nonce, both fees higher by an eighth", async () => {
    await leftBehind();
    await expectError(
      "OPERATION_STATE",
      () => speedUp(desk, { ...underWay(), state: "mined" }),
      "it does not wait",
    );
    await speedUp(impatient(), underWay());
    const [first, second] = fees();
    if (first === undefined || second === undefined) expect.fail("it was not sent again");
    expect(second.data).to.equal(first.data);
    expect(second.nonce).to.equal(first.nonce);
    expect(second.maxFeePerGas >= (first.maxFeePerGas * 9n + 7n) / 8n).to.equal(true);
    expect(second.tip >= (first.tip * 9n + 7n) / 8n).to.equal(true);
    await networkHelpers.mine();
    await nextDesk();
    expect(await mintedOnChain()).to.equal(1);
    expect(desk.vault.lots.list({ state: "active" })).to.have.length(1);
  });

  it("pays more by itself after twelve blocks, within the limit, and not once the chain would refuse it", async () => {
    await leftBehind();
    // no block takes it at the fee that it offers
    const dear = (fees()[0]?.maxFeePerGas ?? 0n) * 100n;
    const pass = async (blocks: number) => {
      for (let i = 0; i < blocks; i++) {
        await networkHelpers.setNextBlockBaseFeePerGas(dear);
        await networkHelpers.mine();
      }
    };
    await pass(11);
    await nextDesk();
    expect(fees()).to.have.length(1);
    await pass(1);
    await nextDesk({ maxFeePerGas: dear });
    expect(fees()).to.have.length(1);
    await nextDesk();
    expect(fees()).to.have.length(2);
    expect((fees()[1]?.maxFeePerGas ?? 0n) > dear).to.equal(true);
    await provider.send("hardhat_dropTransaction", [underWay().transactions[1]?.hash]);
    await networkHelpers.time.increase(3 * DAY);
    await pass(12);
    await nextDesk();
    expect(fees()).to.have.length(2);
  });

  it("offers no more than the limit from the start", async () => {
    await mining(false);
    const thrifty = { ...impatient(), settings: { ...impatient().settings, maxFeePerGas: 7n } };
    await expectError("RPC_FAILED", () => mintAt(thrifty));
    expect(fees().map(({ maxFeePerGas, tip }) => [maxFeePerGas, tip])).to.deep.equal([[7n, 7n]]);
  });

  it("is called off, and its lot is free again", async () => {
    const lot = await mintAt(desk);
    await mining(false);
    await expectError("RPC_FAILED", () => retireLot(impatient(), lot, "loss", `0x${"11".repeat(32)}`));
    const waiting = underWay();
    expect((await cancelOperation(impatient(), waiting)).state).to.equal("sent");
    await networkHelpers.mine();
    await mining(true);
    await nextDesk();
    expect(desk.vault.journal.require(waiting.id).failure).to.equal("it was cancelled");
    expect(desk.vault.lots.require(desk.deployment, lot).state).to.equal("active");
    expect((await contracts.cobaltLot.lotOf(lot)).status).to.equal(1n);
    await retireLot(desk, lot, "loss", `0x${"11".repeat(32)}`);
  });
});
