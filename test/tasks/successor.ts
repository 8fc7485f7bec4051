import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import hre from "hardhat";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { readDeploymentFile } from "../../scripts/chain/deployment-file.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { FOOTPRINT_METHOD } from "../fixtures/deployed.ts";
import { SITE } from "../fixtures/desk-world.ts";

const checksSchema = z.array(z.object({ id: z.string(), outcome: z.string() }));
const lotsSchema = z.array(z.object({ lot: z.string(), state: z.string(), label: z.string() }));

describe("the tasks of a deployment that goes on from another", () => {
  let world: CliWorld;
  let successor: string;
  let journal: string;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(0);
    await world.addFirm(1, [SITE]);
    successor = path.join(world.folder, "successor.json");
    const name = `chain-1337-after-${world.addresses.cobaltLot.slice(2, 10)}`;
    journal = path.join(hre.config.paths.ignition, "deployments", name);
    rmSync(journal, { recursive: true, force: true });
  });
  after(async () => {
    rmSync(journal, { recursive: true, force: true });
    await world.close();
  });

  const there = (...args: string[]) => [
    ...args,
    ...["--network", "remote", "--deployment", successor],
    ...["--vault", world.vaultFile(1), "--confirmations", "1"],
  ];

  it("deploy it, check it, move a lot there and adopt it", async () => {
    await world.done(1, ["lot", "mint", "--site", "works", "--mass", "3t", "--label", "ore"]);
    await world.done(1, ["lot", "split", "ore", "--into", "1t,rest", "--labels", "going,staying"]);
    const cut = String(await world.provider.getBlockNumber());
    const deploy = ["deploy", "--network", "remote", "--json"];
    const half = await world.run(0, [...deploy, "--cut", cut], "none");
    expect(half.code).to.equal(2);
    expect(half.stdout + half.stderr).to.contain("--predecessor and --cut are given together");
    for (const [of, at, refusal] of [
      [world.addresses.claims, cut, "there is no CobaltLot at"],
      [world.deployment, "99999", "block 99999 is not mined yet"],
      ["nowhere.json", cut, '"nowhere.json" is neither an address nor a file'],
    ] as const) {
      const refused = await world.run(0, [...deploy, "--predecessor", of, "--cut", at], "none");
      expect(refused.code, of).to.equal(2);
      expect(refused.stdout).to.contain(JSON.stringify(refusal).slice(1, -1));
    }
    const from = ["--predecessor", world.deployment, "--cut", cut];
    const other = await world.run(0, [...deploy, "--footprint-method", "Another method", ...from], "none");
    expect(other.code).to.equal(2);
    expect(other.stderr).to.contain("the predecessor's footprints were made by method").and.to.contain("→");
    const made = await world.done(0, [...deploy, "--footprint-method", FOOTPRINT_METHOD, ...from], "none");
    writeFileSync(successor, made.stdout);
    const { contracts, firstBlock, predecessor } = readDeploymentFile(successor);
    expect(contracts.cobaltLot.address).not.to.equal(world.addresses.cobaltLot);
    expect(firstBlock).to.equal(Number(cut) + 1);
    expect(predecessor?.cobaltLot).to.equal(world.addresses.cobaltLot);

    const verify = ["verify-deployment", "--network", "remote", "--deployment", successor, "--json"];
    const method = ["--footprint-method", FOOTPRINT_METHOD];
    const failed = async (...args: string[]) => {
      const { stdout } = await world.run(0, [...verify, ...method, ...args], "none");
      return checksSchema
        .parse(JSON.parse(stdout))
        .flatMap((each) => (each.outcome === "failed" ? [each.id] : []));
    };
    expect(await failed()).to.deep.equal(["settings/predecessor", "predecessor/sites"]);
    for (const site of ["1", "2"]) await world.done(0, ["site", "suspend", site]);
    expect(await failed("--predecessor", world.deployment)).to.deep.equal([]);

    const strange = await world.run(1, there("lot", "adopt", "going"), "none");
    expect(strange.code).to.equal(5);
    expect(strange.stderr).to.match(
      /works on CobaltLot 0x.*, not on CobaltLot 0x.*\n +→ .*`vault add-deployment`/,
    );
    const added = await world.done(1, there("vault", "add-deployment"), "none");
    expect(added.stdout).to.contain("works on CobaltLot").and.to.contain(" too");
    const early = await world.run(1, there("lot", "adopt", "going"), "none");
    expect(early.code).to.equal(4);
    expect(early.stderr).to.match(/was not moved here for .*\n +→ .*`lot move`/);
    const back = await world.run(1, ["lot", "move", "going", "--successor", world.deployment, "--yes"]);
    expect(back.code).to.equal(3);
    expect(back.stderr).to.contain("does not go on from this one");
    const moved = await world.done(1, ["lot", "move", "going", "--successor", successor, "--yes"]);
    expect(moved.stdout).to.match(/^moved 0x[0-9a-f]+, 1 t: (mined|final)\n.*`lot adopt/);
    const adopted = await world.done(1, there("lot", "adopt", "going"), "none");
    expect(adopted.stdout).to.match(/^adopted 0x[0-9a-f]+, 1 t: (mined|final)\n.*`claim prove`/);

    const listed = async (args: readonly string[], options: "desk" | "none") =>
      lotsSchema.parse(JSON.parse((await world.done(1, [...args, "--json"], options)).stdout));
    const [here] = await listed(there("lot", "list"), "none");
    expect(here).to.deep.include({ label: "going", state: "active" });
    const rest = await listed(["lot", "list"], "desk");
    expect(rest.map(({ label }) => label)).to.deep.equal(["staying"]);
    const place = ["--network", "remote", "--deployment", successor, "--vault", world.vaultFile(1)];
    const trace = await world.done(1, ["lot", "trace", "going", ...place], "none");
    expect(trace.stdout, trace.stdout).to.match(/ mint .*consumed .*\[.*ore/);
    expect(trace.stdout, trace.stdout).to.match(/ split .*active .*\[.*going/);
  });

  it("say that a first deployment has nothing to adopt", async () => {
    const refused = await world.run(1, ["lot", "adopt", "staying"]);
    expect(refused.code).to.equal(3);
    expect(refused.stderr).to.contain("goes on from no other");
  });
});
