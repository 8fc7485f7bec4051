import { writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { type DeploymentFile, readDeploymentFile } from "../../scripts/chain/deployment-file.ts";
import { asJson } from "../../scripts/core/json.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { FOOTPRINT_METHOD } from "../fixtures/deployed.ts";
import { type Proxy, startProxy } from "../network/proxy.ts";

const documentSchema = z.array(
  z.object({ id: z.string(), outcome: z.string(), what: z.string(), remedy: z.string() }),
);
const METHOD = ["--footprint-method", FOOTPRINT_METHOD];

describe("hardhat verify-deployment", () => {
  let world: CliWorld;
  let proxy: Proxy;
  before(async function () {
    world = await openCliWorld();
    proxy = await startProxy(world.url);
    proxy.latencyMs = 100;
  });
  after(async () => {
    await proxy.stop();
    await world.close();
  });

  const verify = (...args: string[]) => world.run(0, ["verify-deployment", ...args], "place");
  /** The deployment's file, changed. */
  const noted = (change: (file: DeploymentFile) => object): string => {
    const changed = path.join(world.folder, "changed.json");
    writeFileSync(changed, asJson(change(readDeploymentFile(world.deployment))));
    return changed;
  };
  const at = (file: string, ...args: string[]) =>
    world.run(0, ["verify-deployment", "--network", "remote", "--deployment", file, ...args], "none");

  it("finds a deployment in order by 12 requests in line, and says what was not looked at", async () => {
    const env = { KOBOLD_RPC_URL: proxy.url };
    const { code, stdout, stderr } = await world.run(0, ["verify-deployment", ...METHOD], "place", env);
    expect(code, stdout + stderr).to.equal(0);
    expect(proxy.inLine).to.be.within(2, 12);
    expect(stdout).to.match(/^ok +CobaltLot at 0x[0-9a-fA-F]{40} has the code of this checkout$/m);
    expect(stdout).to.match(/^ok +mint: beacon, sources, r1cs, wasm, zkey, vkey as in the lock file$/m);
    // one account holds every role of this world
    expect(stdout).to.match(/^warning .* is accreditor and tracing authority at once.*\n +→ /m);
    expect(stdout).to.match(/^warning .* is a single key, and governs: administrator, rmap.*\n +→ /m);
    expect(stdout).to.match(/^skipped .*powers of tau.*\n +→ .*--full/m);
  });

  it("ends in 7 for a role more, another footprint method than is meant, and another contract, each with its remedy", async () => {
    const { accessManager } = world.addresses;
    const manager = AccessManager__factory.connect(accessManager, world.wallet(0));
    await (await manager.grantRole(1n, world.wallet(5).address, 0)).wait();
    const { code, stdout } = await at(
      noted(({ contracts, ...rest }) => ({
        ...rest,
        contracts: { ...contracts, policies: contracts.claims },
      })),
      "--json",
    );
    await (await manager.revokeRole(1n, world.wallet(5).address)).wait();
    expect(code).to.equal(7);
    const failed = documentSchema.parse(JSON.parse(stdout)).filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ id }) => id)).to.have.members([
      "role/accreditor",
      "settings/footprintMethod",
      // and what follows from the other contract: Claims' constructor, and what it is linked with and bound to
      ...["code/Policies", "code/Claims", "code/PoseidonT6", "binding/policies", "binding/claimPolicies"],
    ]);
    const of = (id: string) => failed.find((finding) => finding.id === id);
    expect(of("role/accreditor")?.what).to.contain(world.wallet(5).address);
    expect(of("role/accreditor")?.remedy).to.contain("--accreditor");
    expect(of("settings/footprintMethod")?.remedy).to.contain("--footprint-method");
    expect(of("code/Policies")?.what).to.match(/^Policies at .* has other code than this checkout$/);
  });

  it("refuses what it can't read, a chain without Kobold, and a node that is not there", async () => {
    const account = await verify("--accreditor", "0x12");
    expect(account.code).to.equal(2);
    expect(account.stderr).to.match(/accreditor: "0x12" is not an address\n +→ /);
    const days = await verify("--day-tolerance", "one");
    expect(days.code).to.equal(2);

    const broken = path.join(world.folder, "broken.json");
    writeFileSync(broken, "{");
    expect((await at(broken)).code).to.equal(2);
    const strange = await at(
      noted(({ contracts, ...rest }) => {
        const cobaltLot = { ...contracts.cobaltLot, address: world.wallet(9).address };
        return { ...rest, contracts: { ...contracts, cobaltLot } };
      }),
    );
    expect(strange.code).to.equal(4);
    expect(strange.stderr).to.contain("there is no CobaltLot at");

    const alone = await world.run(0, ["verify-deployment"], "place", {
      KOBOLD_RPC_URL: "http://127.0.0.1:1",
    });
    expect(alone.code).to.equal(4);
    expect(alone.stderr).to.match(/no node answers[^]*\n +→ /);
  });
});
