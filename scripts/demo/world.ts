import { type BaseWallet, parseEther, type Provider, Wallet } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployKobold } from "../chain/deploy.ts";
import { enrolSite } from "../chain/enrol.ts";
import { documentsHashOf } from "../chain/hashes.ts";
import { mined } from "../chain/refusal.ts";
import { ATTRIBUTE_RULES, attributeSet } from "../core/attributes.ts";
import { phrase } from "../core/phrase.ts";
import { siteKeysOf } from "../core/site.ts";
import { contractsAt, type KoboldAddresses, type KoboldContracts } from "../chain/contracts.ts";
import { today } from "../chain/rpc.ts";
import { type Desk, type DeskSettings, openDesk } from "../desk/desk.ts";
import { ensureDefined, policyBook } from "../desk/policies.ts";
import { publishKey } from "../desk/publish.ts";
import { newSite } from "../desk/site-keys.ts";
import { ROLE_NAMES } from "../ignition/roles.ts";
import type { Prover } from "../prover/prover.ts";
import { named, type ScenarioData, type SiteDossier } from "./data.ts";
import type { ThrowAwayVaults } from "./throw-away-vaults.ts";
import { developmentKeyWords } from "../prover/key-words.ts";

/** The firm that buys at the mines' gates, has its lots refined under toll, blends and delivers. */
export const TRADER = "trader";
export const PLANT = "battery plant";
export const THIEF = "thief";

/** The chain mines each transaction at once. */
const SETTINGS: DeskSettings = { confirmations: 1, timeoutMs: 30_000, pollMs: 5 };

/** The scenario's chain, firms and sites. */
export interface World {
  readonly connection: NetworkConnection;
  readonly provider: Provider;
  readonly contracts: KoboldContracts;
  readonly addresses: KoboldAddresses;
  readonly data: ScenarioData;
  readonly vaults: ThrowAwayVaults;
  /** The chain's present day. */
  readonly day: number;
  /** The wallet of a firm, scheme or authority, by its name. */
  readonly wallet: (name: string) => BaseWallet;
  /** The desk of a firm: the trader, the battery plant, or that of a site, by the site's name. */
  readonly desk: (firm: string) => Desk;
  /** Ids by the sites' names. */
  readonly siteIds: ReadonlyMap<string, bigint>;
}

/** Deploys Kobold, opens the firms' desks, defines attributes and policies, accredits the sites. */
export async function openWorld(
  connection: NetworkConnection,
  data: ScenarioData,
  prover: Prover,
  vaults: ThrowAwayVaults,
): Promise<World> {
  const { provider } = connection.ethers;
  const firms = [...data.sites.keys(), TRADER, PLANT];
  const controllers = data.attributes.map(({ controller }) => controller);
  const wallets = await fundedWallets(connection, [...ROLE_NAMES, ...controllers, ...firms, THIEF]);
  const wallet = (name: string) => named(wallets, phrase`account`, name);
  const addresses = await deployKobold(connection, {
    keys: developmentKeyWords(),
    footprintMethod: documentsHashOf("Cobalt footprint method, edition 1"),
    roles: Object.fromEntries(ROLE_NAMES.map((role) => [role, wallet(role).address])),
  });
  const contracts = contractsAt(addresses, provider);

  const desks = new Map<string, Desk>();
  for (const firm of firms) {
    const parts = { wallet: wallet(firm), provider, contracts, prover, settings: SETTINGS };
    const desk = await openDesk({ ...parts, vault: vaults.create() });
    await publishKey(desk);
    desks.set(firm, desk);
  }
  const desk = (firm: string) => named(desks, phrase`firm`, firm);
  const siteIds = new Map<string, bigint>();
  const day = await today({ provider });
  const world = { connection, provider, contracts, addresses, data, vaults, day, wallet, desk, siteIds };

  await defineAttributes(world);
  const book = await policyBook(desk(PLANT));
  for (const policy of data.policies.values()) await ensureDefined(desk(PLANT), policy, book);
  for (const [name, dossier] of data.sites) siteIds.set(name, await accredit(world, name, dossier));
  return world;
}

async function fundedWallets(
  { ethers, networkHelpers }: NetworkConnection,
  names: readonly string[],
): Promise<Map<string, BaseWallet>> {
  const wallets = new Map<string, BaseWallet>();
  for (const name of names) {
    if (wallets.has(name)) continue;
    const wallet = Wallet.createRandom(ethers.provider);
    await networkHelpers.setBalance(wallet.address, parseEther("1000"));
    wallets.set(name, wallet);
  }
  return wallets;
}

async function defineAttributes({ contracts, data, wallet }: World): Promise<void> {
  const accreditation = contracts.accreditation.connect(wallet("schemeAdministrator"));
  for (const [index, { name, controller, group, rule }] of data.attributes.entries()) {
    const scheme = wallet(controller).address;
    const definition = { name, controller: scheme, group, rule: ATTRIBUTE_RULES.indexOf(rule) };
    await mined(accreditation.defineAttribute(index, definition));
  }
}

/** Makes a site's keys in its firm's vault, and has it accredited. @returns its id */
async function accredit(
  { contracts, data, desk, wallet }: World,
  name: string,
  { terms, grants, raisedAtMint, process }: SiteDossier,
): Promise<bigint> {
  const attributes = new Map(data.attributes.map((attribute, index) => [attribute.name, index]));
  const setOf = (names: readonly string[]) =>
    attributeSet(names.map((each) => named(attributes, phrase`attribute`, each)));
  const site = newSite(desk(name).vault, name, process);
  return enrolSite(
    contracts.accreditation,
    {
      accreditor: wallet("accreditor"),
      tracingAuthority: wallet("tracingAuthority"),
      controllers: data.attributes.map(({ controller }) => wallet(controller)),
    },
    siteKeysOf(site.secrets, site.assayer),
    { ...terms, grants: setOf(grants) },
    site.process,
    setOf(raisedAtMint),
  );
}
