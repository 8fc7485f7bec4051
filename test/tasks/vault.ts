import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { network } from "hardhat";
import { after, before, describe, it } from "mocha";

import { describeDeploymentAt } from "../../scripts/chain/deployment-file.ts";
import { asJson } from "../../scripts/core/json.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { proveClaims } from "../../scripts/desk/claims.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { idText } from "../../scripts/core/ids.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { hostedCli } from "../fixtures/command-host.ts";
import type { Run } from "../fixtures/hardhat-cli.ts";
import { deskOf } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, POLICY, SITE } from "../fixtures/desk-world.ts";
import { opened, PASSPHRASE } from "../fixtures/vault.ts";

describe("the tasks of vault and lot", () => {
  let server: Awaited<ReturnType<typeof network.createServer>>;
  let provider: JsonRpcProvider;
  let folder: string;
  let url: string;
  let deployment: string;
  let world: Awaited<ReturnType<typeof deployDeskWorld>>;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-tasks-"));
    server = await network.createServer({ network: "node" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    url = `http://${address}:${port}`;
    provider = new JsonRpcProvider(url, 31_337, { staticNetwork: true, cacheTimeout: -1 });
    provider.pollingInterval = 20;
    world = await deployDeskWorld(provider, []);
    deployment = path.join(folder, "deployment.json");
    writeFileSync(deployment, asJson(await describeDeploymentAt(provider, world.addresses, 0)));
  });
  after(async () => {
    provider.destroy();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const vaultOf = (firm: number) => path.join(folder, `firm${firm}.vault`);
  /** Runs a task as the firm that holds the development account of this number. */
  const runAs = (firm: number, passphrase: string, ...args: string[]): Promise<Run> => {
    const options = ["--network", "remote", "--vault", vaultOf(firm), "--deployment", deployment];
    const deskOptions = [...options, "--confirmations", "1"];
    return hostedCli([...args, ...(args[1] === "backup" ? options.slice(0, 4) : deskOptions)], {
      KOBOLD_RPC_URL: url,
      KOBOLD_PRIVATE_KEY: developmentWallet(firm, provider).privateKey,
      KOBOLD_PASSPHRASE: passphrase,
    });
  };
  const done = async (firm: number, ...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runAs(firm, PASSPHRASE, ...args);
    expect(code, stderr).to.equal(0);
    return stdout;
  };

  it("keep a lot from its mint through a sale and the loss of the buyer's disk", async function () {
    const [seller, buyer] = [developmentWallet(1, provider), developmentWallet(2, provider)];
    expect(await done(1, "vault", "init")).to.contain(seller.address);
    await done(2, "vault", "init");
    const place = { folder, provider, contracts: world.contracts };
    const desk = await deskOf("firm1", seller, place);
    desk.vault.sites.put(SITE);
    const { lots } = await mintLot(desk, {
      site: "works",
      documents: "",
      figures: { massGrams: 2_000_000n },
      label: "H1",
    });
    const id = idText(lotId(lots[0] ?? expect.fail("no lot")));
    await proveClaims(desk, BigInt(id), [policyId(POLICY)]);
    desk.vault.close();

    expect(await done(1, "vault", "status")).to.match(/active +2 t +H1/);
    expect(await done(1, "lot", "offer", "H1", buyer.address)).to.contain("offered to");
    await done(2, "lot", "reject", id.slice(0, 12));
    await done(1, "lot", "offer", "H1", buyer.address);
    await done(1, "lot", "cancel", "H1");
    await done(1, "lot", "offer", "H1", buyer.address);
    const unasked = await runAs(2, PASSPHRASE, "lot", "accept", id.slice(0, 12));
    expect(unasked.code).to.equal(2);
    expect(unasked.stderr).to.contain("not confirmed");
    const { stderr: shown } = await runAs(
      2,
      PASSPHRASE,
      "lot",
      "accept",
      id.slice(0, 12),
      "--label",
      "bought",
      "--yes",
    );
    expect(shown).to.match(/proven of it:\n +.*rmap.*\n.*describes this lot:\n +contained cobalt: 2 t/);
    expect(await done(1, "vault", "status")).to.match(/transferred/);

    const disclosure = path.join(folder, "disclosure.json");
    await done(2, "audit", "disclose", "bought", seller.address, disclosure, "--lineage");
    expect(await done(1, "audit", "check", disclosure)).to.contain(
      "everything disclosed agrees with the chain",
    );
    expect(await done(1, "audit", "link", id)).to.contain("unknown");

    expect(await done(2, "vault", "rehearse")).to.contain("the same lots as this one");
    const copy = path.join(folder, "copy.vault");
    expect(await done(2, "vault", "backup", copy)).to.contain("contains 1 lot");
    rmSync(vaultOf(2));
    expect(await done(2, "vault", "recover")).to.contain("1 lot found, 1 opened, 0 that can't be opened");
    opened(vaultOf(2), ({ lots: kept }) => {
      expect(kept.list().map(({ state, id: each }) => [state, idText(each)])).to.deep.equal([["active", id]]);
    });
  });

  it("refuse a wrong or missing passphrase in words", async function () {
    const wrong = await runAs(1, "not the passphrase", "vault", "status");
    expect(wrong.code).to.equal(5);
    expect(wrong.stderr).to.match(/passphrase[^\n]*\n +→ /);
    const empty = await runAs(1, "", "vault", "status");
    expect(empty.stderr).to.contain("KOBOLD_PASSPHRASE");
  });
});
