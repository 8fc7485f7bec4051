import { expect } from "chai";
import { id } from "ethers";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";

const AUTHORITY = 0;
const SUPPLIER = 1;
const PLANT = 2;
const madeSchema = z.object({ lots: z.array(z.object({ lot: z.string() })) });
const checkSchema = z.object({
  reached: z.boolean(),
  checked: z.array(z.number()),
  transactions: z.number(),
});
const statusSchema = z.object({
  provenance: z.number().nullable(),
  list: z.array(z.object({ recall: z.number(), open: z.boolean(), reason: z.string() })),
});

describe("the recall tasks", () => {
  let world: CliWorld;
  let bad: string;
  let good: string;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(SUPPLIER, [SITE]);
    await world.addFirm(PLANT);
    await world.addFirm(AUTHORITY);
    bad = await made("lot", "mint", "--mass", "2t", "--label", "bad");
    good = await made("lot", "mint", "--mass", "3t", "--label", "good");
    await world.done(SUPPLIER, ["lot", "split", "bad", "--into", "1t,rest", "--labels", "b1,b2"]);
  });
  after(() => world.close());

  const made = async (...args: string[]) => {
    const { stdout } = await world.done(SUPPLIER, [...args, "--json"]);
    return madeSchema.parse(JSON.parse(stdout)).lots[0]?.lot ?? expect.fail("no lot");
  };
  const at = async (firm: number, code: number, ...args: string[]) => {
    const ran = await world.run(firm, args, args[1] === "status" ? "place" : "desk");
    expect(ran.code, ran.stdout + ran.stderr).to.equal(code);
    return code === 0 || code === 7 ? ran.stdout : ran.stderr;
  };
  const opened = (kind: string, ...more: string[]) => [
    ...["recall", "open", "--kind", kind, "--reason", "letter 14"],
    ...more,
    "--roots",
  ];
  const open = opened("quality", "--blocking");

  it("call lots back by their ids or provenances, as the authority alone", async () => {
    expect(await at(AUTHORITY, 0, "recall", "status")).to.equal("there are no recalls yet\n");
    expect(await at(SUPPLIER, 4, ...open, bad)).to.contain("AccessManagedUnauthorized");
    expect(await at(AUTHORITY, 2, ...open, "")).to.contain("is not a lot's id");
    expect(await at(AUTHORITY, 2, ...opened("taste"), "1")).to.contain('"taste" is not a kind');
    expect(await at(AUTHORITY, 4, ...open, "99")).to.contain("RecallRootsInvalid");
    // the lot has ended: its pieces are meant
    expect(await at(AUTHORITY, 0, ...open, `${bad}, 1`)).to.equal(
      "recall 1 is open: gates that trust this authority let nothing in that is made of provenance 1\n",
    );
    expect(await at(AUTHORITY, 0, ...opened("figures"), "2")).to.equal(
      "recall 2 is open, for information: no gate heeds it\n",
    );
    const { stdout } = await world.run(AUTHORITY, ["recall", "status", "--json"], "place");
    expect(statusSchema.parse(JSON.parse(stdout)).list[0]).to.deep.equal({
      recall: 1,
      open: true,
      reason: id("letter 14"),
    });
    expect(await at(SUPPLIER, 0, "recall", "status")).to.match(
      /^recall +kind +state +blocking +roots\n +1 +quality +open +yes +1\n +2 +figures +open +no +2\n$/,
    );
  });

  it("tell which of them reach a lot, and note what one does not reach", async () => {
    const blend = await made("lot", "merge", "b1", "good", "--label", "blend");
    const reached = await at(SUPPLIER, 7, "recall", "status", "--lot", blend);
    expect(reached).to.match(/^recalls that reach provenance 3: 2\nrecall /);
    expect(await at(SUPPLIER, 7, "recall", "check", "1", blend.slice(0, 14))).to.equal(
      "recall 1 reaches provenance 3, by its root 1\n",
    );
    // only informing
    expect(await at(SUPPLIER, 0, "recall", "status", "--lot", good)).to.match(/provenance 2: 1\n/);

    const check = async (...args: string[]) =>
      checkSchema.parse(JSON.parse(await at(SUPPLIER, 0, "recall", "check", ...args, "--json")));
    expect(await check("1", "2")).to.deep.include({ reached: false, checked: [2], transactions: 1 });
    expect(await check("1", good)).to.deep.include({ checked: [], transactions: 0 });
    expect(await world.contracts.recalls.isCleared(1, 2)).to.equal(true);
    expect(await at(SUPPLIER, 0, "recall", "check", "1", "2")).to.contain("as was noted before");
    expect(await at(SUPPLIER, 2, "recall", "check", "9", "2")).to.contain("there is no recall 9");
    expect(await at(SUPPLIER, 2, "recall", "check", "first", "2")).to.contain("is not a recall's number");
  });

  it("stop a delivery before anything is proven, and say so", async () => {
    await world.done(PLANT, ["policy", "define", "tonne", "mass >= 1 t"]);
    const deployed = await world.done(PLANT, ["order", "intake", "--mass", "tonne"]);
    expect(deployed.stdout).to.contain(`it heeds the recalls at ${world.addresses.recalls}\n`);
    const intake = /0x[0-9a-fA-F]{40}/.exec(deployed.stdout)?.[0] ?? "";
    const supplier = world.wallet(SUPPLIER).address;
    await world.done(PLANT, ["order", "create", supplier, "--per-unit", "1kg", "--units", "900"]);
    const deliver = ["order", "answer", "1", "b2", "--intake", intake, "--yes"];
    const shown = await world.done(SUPPLIER, ["order", "show", "1", "--intake", intake]);
    expect(shown.stdout).to.contain(`no recall at ${world.addresses.recalls} may reach it\n`);
    const stopped = await world.run(SUPPLIER, deliver);
    expect(stopped.code, stopped.stderr).to.equal(4);
    expect(stopped.stderr).to.contain("the lot is called back: recall 1 reaches its provenance, 1 –");
    expect(stopped.stderr).to.contain("recall status --lot").and.not.contain("will become public");

    const elsewhere = ["order", "intake", "--mass", "tonne", "--recalls"];
    const none = await world.done(PLANT, [...elsewhere, "none"]);
    expect(none.stdout).to.contain("it heeds no recalls\n");
    const wrong = await world.run(PLANT, [...elsewhere, world.addresses.claims]);
    expect(wrong.code).to.equal(4);
    expect(wrong.stderr).to.contain(`there are no recalls at ${world.addresses.claims}`);

    expect(await at(SUPPLIER, 4, "recall", "close", "1")).to.contain("AccessManagedUnauthorized");
    expect(await at(AUTHORITY, 0, "recall", "close", "1")).to.contain("recall 1 is closed");
    expect(await at(AUTHORITY, 4, "recall", "close", "1")).to.contain("RecallIsClosed");
    expect((await world.done(SUPPLIER, deliver)).stdout).to.contain("delivered for order 1");
  });

  it("except a provenance from a recall, and are those of another authority where one is named", async () => {
    const admin = world.wallet(AUTHORITY);
    const manager = await new AccessManager__factory(admin).deploy(admin.address);
    const other = await new Recalls__factory(admin).deploy(manager, world.addresses.cobaltLot);
    await other.waitForDeployment();
    const theirs = ["--recalls", await other.getAddress()];
    await at(AUTHORITY, 0, ...open, "2", ...theirs);
    expect(await at(SUPPLIER, 7, "recall", "status", "--lot", "3", ...theirs)).to.contain("provenance 3: 1");
    expect(await at(AUTHORITY, 4, "recall", "exempt", "1", "2", ...theirs)).to.contain("RecallRootExempted");
    expect(await at(AUTHORITY, 0, "recall", "exempt", "1", "3", ...theirs)).to.equal(
      "recall 1 does not mean provenance 3, nor what comes by it alone\n",
    );
    expect(await at(SUPPLIER, 0, "recall", "status", "--lot", "3", ...theirs)).to.contain("provenance 3: 0");
    expect(await at(SUPPLIER, 4, "recall", "status", "--recalls", admin.address)).to.contain(
      `there are no recalls at ${admin.address}`,
    );
  });
});
