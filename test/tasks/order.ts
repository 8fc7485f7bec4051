import { writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { BatteryPlantIntake__factory } from "../../types/factories/contracts/oem/BatteryPlantIntake__factory.ts";
import { idText } from "../../scripts/core/ids.ts";
import { passportRoot } from "../../scripts/chain/passports.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";

const SUPPLIER = 1;
const PLANT = 2;

describe("the order tasks", () => {
  let world: CliWorld;
  let intake: string;
  let at: readonly [string, string];
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(SUPPLIER, [SITE]);
    await world.addFirm(PLANT);
    const inTurn = async (firm: number, ...all: string[][]) => {
      for (const args of all) await world.done(firm, args);
    };
    const mint = (mass: string, label: string) => [
      ...["lot", "mint", "--mass", mass, "--co2e", "8kg/kg", "--label", label],
    ];
    await Promise.all([
      inTurn(SUPPLIER, mint("12t", "H1"), mint("1t", "small")),
      inTurn(
        PLANT,
        ["policy", "define", "clean", "rmap = 100%, co2e <= 15 kg/kg"],
        ["policy", "define", "ten", "mass >= 10 t"],
      ),
    ]);
  });
  after(() => world.close());

  const refused = async (firm: number, code: number, ...args: string[]) => {
    const { code: ended, stdout, stderr } = await world.run(firm, args);
    expect(ended, stderr + stdout).to.equal(code);
    expect(stdout).to.equal("");
    return stderr;
  };
  const create = (...more: string[]) => [
    ...["order", "create", world.wallet(SUPPLIER).address, "--per-unit", "7.3kg"],
    ...more,
  ];
  const statusOf = async (lot: string) => Number((await world.contracts.cobaltLot.lotOf(BigInt(lot))).status);

  it("deploy a plant's intake, and place an order by it with its due date", async function () {
    expect(await refused(PLANT, 2, "order", "list")).to.contain("this vault has deployed none");
    expect(await refused(PLANT, 2, "order", "intake", "--mass", "clean")).to.contain(
      "clean sets no minimum mass",
    );
    const fleeting = ["order", "intake", "--mass", "ten", "--max-age", "0"];
    expect(await refused(PLANT, 2, ...fleeting)).to.contain("--max-age is 0");
    const deployed = await world.done(PLANT, [
      "order",
      "intake",
      "--policies",
      "clean",
      "--mass",
      "ten",
      "--json",
    ]);
    ({ intake } = z.object({ intake: z.string() }).parse(JSON.parse(deployed.stdout)));
    at = ["--intake", intake];

    const tooMany = await refused(PLANT, 3, ...create("--units", "1615", "--quantity", "ten"));
    expect(tooMany).to.contain("1615 units of 7300 g take 11.7895 t");
    const never = await refused(PLANT, 2, ...create("--units", "1510", "--due", "June"));
    expect(never).to.contain('"June" is not a date');
    const past = await refused(PLANT, 4, ...create("--units", "1510", "--due", "2026-03-15"));
    expect(past).to.contain("due on 2026-03-15, before today, 2026-03-16 – OrderOverdue");
    const due = ["--due", "2026-06-30"];
    const placed = await world.done(PLANT, create("--units", "1510", "--policies", "clean", ...due));
    expect(placed.stdout).to.contain("order 1 is placed: 1510 packs of 7300 g");
    const stranger = await refused(SUPPLIER, 4, ...create("--units", "1", ...at));
    expect(stranger).to.contain("AccessManagedUnauthorized");

    const listed = await world.done(PLANT, ["order", "list"]);
    expect(listed.stdout).to.match(
      /order +supplier +packs +cobalt +due on +state\n +1 +0x[0-9a-fA-F]{40} +1510 +11\.023 t +2026-06-30 +open\n/,
    );
  });

  it("show the supplier what is asked for, and how its lots fit", async function () {
    const { stdout } = await world.done(SUPPLIER, ["order", "show", "1", ...at]);
    expect(stdout).to.contain("due on 2026-06-30\n");
    expect(stdout).to.match(/\(of every lot\): rmap = 100%, co2e <= 15 kg\/kg\n/);
    expect(stdout).to.match(/\(quantity\): mass >= 11\.023 t\n/);
    const [best = "", other = ""] = stdout.trimEnd().split("\n").slice(-2);
    expect(best).to.match(/^0x[0-9a-f]{12} +H1 +12 t +yes, claims still to be proven: 3$/);
    expect(other).to.match(/^0x[0-9a-f]{12} +small +1 t +no: the mass of 1 t is outside 10 t/);
  });

  it("refuse answers by others, with lots that do not fit, to orders that are none", async function () {
    const elsewhere = world.wallet(7).address;
    const nowhere = ["order", "create", "0x12", "--per-unit", "1kg", "--units", "1"];
    const [others, small, unknown, none, noAddress] = await Promise.all([
      refused(PLANT, 3, "order", "answer", "1", "H1"),
      refused(SUPPLIER, 3, "order", "answer", "1", "small", ...at, "--yes"),
      refused(PLANT, 2, "order", "show", "2"),
      refused(SUPPLIER, 4, "order", "list", "--intake", elsewhere),
      refused(PLANT, 2, ...nowhere),
    ]);
    expect(others).to.contain(`not with ${world.wallet(PLANT).address}`);
    expect(small).to.contain("the lot does not meet the policy");
    expect(unknown).to.contain("has no order 2");
    expect(noAddress).to.contain('"0x12" is not an address');
    expect(none).to.contain(`no battery plant's intake at ${elsewhere}`);
  });

  it("prove what is missing, deliver, and retire the lot into packs, each once", async function () {
    const answer = ["order", "answer", "1", "H1", ...at];
    const unasked = await refused(SUPPLIER, 2, ...answer);
    expect(unasked).to.match(/mass +not known +11\.023 t … /);
    expect(unasked).to.contain("not confirmed");
    const { stdout } = await world.done(SUPPLIER, [...answer, "--yes", "--json"]);
    const { lot, proven } = z
      .object({ lot: z.string(), proven: z.array(z.string()) })
      .parse(JSON.parse(stdout));
    expect(proven).to.have.length(3);
    expect((await world.contracts.cobaltLot.lotOf(BigInt(lot))).owner).to.equal(intake);
    expect(
      world.inVault(SUPPLIER, ({ lots }) => lots.list().map(({ label, state }) => [label, state])),
    ).to.deep.equal([
      ["H1", "transferred"],
      ["small", "active"],
    ]);
    expect(await refused(SUPPLIER, 3, "order", "answer", "1", "small", ...at, "--yes")).to.contain("already");

    // the plant gives it back, and gets it again
    expect(await refused(PLANT, 2, "order", "return", "1")).to.contain("not confirmed");
    const back = await world.done(PLANT, ["order", "return", "1", "--yes"]);
    expect(back.stdout).to.contain("and order 1 is open\n");
    expect(await refused(PLANT, 3, "order", "return", "1", "--yes")).to.contain("nothing was delivered");
    const anew = await world.done(SUPPLIER, [...answer, "--yes", "--json"]);
    expect(JSON.parse(anew.stdout)).to.deep.include({ lot, proven: [] });
    expect(await refused(PLANT, 4, "order", "rescue", lot, world.wallet(PLANT).address)).to.contain(
      "LotDelivered",
    );

    const file = path.join(world.folder, "serials.txt");
    const serials = Array.from({ length: 1_511 }, (_, i) => `KBD-${i}`);
    writeFileSync(file, serials.join("\n"));
    const tooMany = await refused(PLANT, 3, "order", "back", "1", file, "--yes");
    expect(tooMany).to.contain("1511 units of 7300 g take 11.0303 t");
    expect(await statusOf(lot)).to.equal(1);
    writeFileSync(file, `${serials.slice(1).join("\r\n")}\r\n`);
    await world.done(PLANT, ["order", "back", "1", file, "--yes"]);
    expect(await statusOf(lot)).to.equal(5);
    const { deliveryOf } = BatteryPlantIntake__factory.connect(intake, world.provider);
    expect((await deliveryOf(1)).passportRoot).to.equal(passportRoot(serials.slice(1)));
    const shown = await world.done(PLANT, ["order", "show", "1"]);
    expect(shown.stdout)
      .to.contain("order 1, backs passports")
      .and.contain("it backs 1510 packs, passport root 0x");
  });

  it("withdraw an order, and give a stray lot back to whom it came from", async () => {
    await world.done(PLANT, create("--units", "1"));
    expect(await refused(SUPPLIER, 4, "order", "cancel", "2", ...at)).to.contain("AccessManaged");
    await world.done(PLANT, ["order", "cancel", "2"]);
    const listed = await world.done(PLANT, ["order", "list"]);
    expect(listed.stdout).to.match(/\n +2 +0x[0-9a-fA-F]{40} +1 +7300 g +– +cancelled\n/);
    expect(await refused(SUPPLIER, 3, "order", "answer", "2", "small", ...at, "--yes")).to.contain(
      "has cancelled order 2",
    );

    const { cobaltLot } = world.contracts;
    const wallet = world.wallet(SUPPLIER);
    const [small] = world.inVault(SUPPLIER, ({ lots }) =>
      lots.list().filter(({ label }) => label === "small"),
    );
    const id = small?.id ?? expect.fail("no lot");
    await (await cobaltLot.connect(wallet).transferFrom(wallet.address, intake, id)).wait();
    expect(await refused(PLANT, 2, "order", "rescue", idText(id), "0x12")).to.contain("not an address");
    await world.done(PLANT, ["order", "rescue", idText(id), wallet.address]);
    expect(await cobaltLot.ownerOf(id)).to.equal(wallet.address);
    const lots = await world.done(SUPPLIER, ["lot", "list"]);
    expect(lots.stdout).to.match(/active +1 t +small/);
  });
});
