import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { type BaseWallet, JsonRpcProvider, ZeroHash } from "ethers";
import hre, { network } from "hardhat";

import { deployKobold } from "../../scripts/chain/deploy.ts";
import { enrolSite } from "../../scripts/chain/enrol.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import { siteKeysOf, type SiteProfile } from "../../scripts/core/site.ts";
import { ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { type DeskAddresses, type DeskContracts, deskContracts } from "../../scripts/desk/contracts.ts";
import { openDesk } from "../../scripts/desk/desk.ts";
import { isPublished, publishKey } from "../../scripts/desk/publish.ts";
import { createVault, openVault, type Vault } from "../../scripts/vault/vault.ts";
import type { SiteRecord } from "../../scripts/vault/site-record.ts";
import { developmentWallet, SITE } from "./desk-world.ts";
import { hardhatCli, type Run } from "./hardhat-cli.ts";
import { QUICK } from "./desk.ts";
import { siteOf, ATTRIBUTES } from "./sites.ts";
import { standInProver } from "./stand-in-prover.ts";
import { FAST_KDF, PASSPHRASE } from "./vault.ts";

/** A chain id of its own, so that Ignition's journal of a developer's node stays as it is. */
const CHAIN_ID = 1_337;
const JOURNAL = path.join(hre.config.paths.ignition, "deployments", `chain-${CHAIN_ID}`);

/** The options of tasks that open no vault. */
export type Options = "desk" | "place" | "none";

/** Kobold as it is really deployed, on a node of its own, with firms that work from command lines. */
export interface CliWorld {
  readonly folder: string;
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly contracts: DeskContracts;
  readonly addresses: DeskAddresses;
  /** The file of addresses that tasks are given. */
  readonly deployment: string;
  /** The wallet of the firm with this number; 0 is the administrator and holds every role. */
  wallet(firm: number): BaseWallet;
  vaultFile(firm: number): string;
  /** Makes the firm's vault, quick to open, with its key published. */
  addFirm(firm: number, sites?: readonly SiteRecord[]): Promise<void>;
  /** Opens a firm's vault for a look; it can't be open in a task meanwhile. */
  inVault<T>(firm: number, look: (vault: Vault) => T): T;
  /** Takes a site into the accreditation tree, with every grant of its profile. */
  enrol(site: SiteRecord, profile: SiteProfile): Promise<bigint>;
  /** Runs a task in a process of its own, as a firm, with the options of a desk unless told otherwise. */
  run(
    firm: number,
    args: readonly string[],
    options?: Options,
    env?: Readonly<Record<string, string>>,
  ): Promise<Run>;
  /** As `run`; fails unless the task succeeds. */
  done(firm: number, args: readonly string[], options?: Options): Promise<Run>;
  close(): Promise<void>;
}

/** Deploys everything, defines the attributes and accredits the site `works` of desk-world.ts. */
export async function openCliWorld(): Promise<CliWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-cli-"));
  const server = await network.createServer(
    { network: "node", override: { chainId: CHAIN_ID } },
    "127.0.0.1",
    0,
  );
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  rmSync(JOURNAL, { recursive: true, force: true });
  const connection = await network.create({ network: "localhost", override: { url } });
  const addresses = await deployKobold(connection, { footprintMethod: ZeroHash });
  await connection.close();
  const provider = new JsonRpcProvider(url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1 });
  provider.pollingInterval = 20;
  const deployment = path.join(folder, "addresses.json");
  writeFileSync(deployment, JSON.stringify(addresses));
  const wallet = (firm: number) => developmentWallet(firm, provider);
  const admin = wallet(0);
  const contracts = deskContracts(addresses, admin);
  for (const [index, attribute] of ATTRIBUTES.entries()) {
    if (attribute === undefined) continue;
    const { name, group, rule } = attribute;
    const definition = { name, controller: admin.address, group, rule: ATTRIBUTE_RULES.indexOf(rule) };
    await mined(contracts.accreditation.defineAttribute(index, definition));
  }
  const vaultFile = (firm: number) => path.join(folder, `firm${firm}.vault`);

  const world: CliWorld = {
    folder,
    url,
    provider,
    contracts,
    addresses,
    deployment,
    wallet,
    vaultFile,
    async addFirm(firm, sites = []) {
      const vault = createVault(vaultFile(firm), PASSPHRASE, { kdf: FAST_KDF });
      try {
        for (const site of sites) vault.sites.put(site);
        const parts = {
          vault,
          wallet: wallet(firm),
          provider,
          contracts,
          prover: standInProver,
          settings: QUICK,
        };
        const desk = await openDesk(parts);
        if (!(await isPublished(desk))) await publishKey(desk);
      } finally {
        vault.close();
      }
    },
    inVault(firm, look) {
      const vault = openVault(vaultFile(firm), PASSPHRASE, { waitMs: 5_000 });
      try {
        return look(vault);
      } finally {
        vault.close();
      }
    },
    enrol({ secrets, assayer, process }, profile) {
      const accreditors = {
        accreditor: admin,
        tracingAuthority: admin,
        controllers: ATTRIBUTES.map(() => admin),
      };
      return enrolSite(contracts.accreditation, accreditors, siteKeysOf(secrets, assayer), profile, process);
    },
    run(firm, args, options = "desk", env = {}) {
      const place = ["--network", "remote", "--deployment", deployment];
      const desk = [...place, "--vault", vaultFile(firm), "--confirmations", "1"];
      const given = { desk, place, none: [] }[options];
      return hardhatCli([...args, ...given], {
        KOBOLD_RPC_URL: url,
        KOBOLD_PRIVATE_KEY: wallet(firm).privateKey,
        KOBOLD_PASSPHRASE: PASSPHRASE,
        LANG: "C",
        LC_ALL: "",
        ...env,
      });
    },
    async done(firm, args, options) {
      const ran = await world.run(firm, args, options);
      expect(ran.code, `${args.join(" ")}\n${ran.stdout}${ran.stderr}`).to.equal(0);
      return ran;
    },
    async close() {
      provider.destroy();
      await server.close();
      rmSync(JOURNAL, { recursive: true, force: true });
      rmSync(folder, { recursive: true });
    },
  };
  const works = siteOf("works", {
    grants: ["rmap", "origin-drc", "refined"],
    profile: { permits: 60_000 },
    process: { yieldMin: 9_000n },
  });
  await world.enrol(SITE, works.profile);
  return world;
}
