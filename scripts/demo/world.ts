import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import { contractsAt, type KoboldContracts } from "../chain/contracts.ts";
import { deployKobold } from "../chain/deploy.ts";
import { enrolSite } from "../chain/enrol.ts";
import { documentsHashOf } from "../chain/hashes.ts";
import { definePolicy } from "../chain/policies.ts";
import { mined } from "../chain/refusal.ts";
import { readRegistry, type RegistryState } from "../chain/registry.ts";
import { assayerOf } from "../core/assay.ts";
import { dayOfTimestamp } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { Lot } from "../core/lot.ts";
import { randomField } from "../core/random.ts";
import { type Site, siteKeysOf } from "../core/site.ts";
import { ATTRIBUTE_RULES, attributeSet } from "../core/attributes.ts";
import { named, type ScenarioData, type SiteRecord } from "./data.ts";

/** A site of the scenario with all that only it and its assayer know. */
export interface EnrolledSite {
  readonly siteId: bigint;
  readonly record: SiteRecord;
  readonly site: Site;
  readonly assayerKey: Uint8Array;
  /** Permits of the month that it has used. */
  permitsUsed: number;
}

/** The scenario's chain, firms and sites. */
export interface World {
  readonly connection: NetworkConnection;
  readonly contracts: KoboldContracts;
  readonly data: ScenarioData;
  /** The account of a firm, scheme or authority, by its name. */
  readonly account: (name: string) => HardhatEthersSigner;
  readonly sites: ReadonlyMap<string, EnrolledSite>;
  /** The openings that the firms keep, by the lots' names. */
  readonly lots: Map<string, Lot>;
  readonly registry: RegistryState;
  /** The chain's present day. */
  readonly day: number;
}

/** Deploys Kobold, defines attributes and policies, accredits the sites. */
export async function openWorld(connection: NetworkConnection, data: ScenarioData): Promise<World> {
  const account = accountsOf(await connection.ethers.getSigners());
  const role = (name: string) => account(name).address;
  account("administrator");
  const addresses = await deployKobold(connection, {
    footprintMethod: documentsHashOf("Cobalt footprint method, edition 1"),
    roles: {
      accreditor: role("accreditor"),
      tracingAuthority: role("tracing authority"),
      schemeAdministrator: role("scheme administrator"),
      surveillance: role("surveillance"),
    },
  });
  const contracts = contractsAt(addresses, account("administrator"));
  const block = await connection.ethers.provider.getBlock("latest");
  const day = dayOfTimestamp(block?.timestamp ?? 0);

  await defineAttributes(contracts, data, account);
  for (const policy of data.policies.values()) await definePolicy(contracts.policies, policy);
  const sites = new Map<string, EnrolledSite>();
  for (const record of data.sites.values())
    sites.set(record.name, await enrol(contracts, data, account, record));
  const registry = await readRegistry(contracts.accreditation);
  return { connection, contracts, data, account, sites, lots: new Map(), registry, day };
}

/** Gives each name an account of its own, in the order in which names come. */
function accountsOf(signers: readonly HardhatEthersSigner[]): (name: string) => HardhatEthersSigner {
  const byName = new Map<string, HardhatEthersSigner>();
  return (name) => {
    const account = byName.get(name) ?? signers[byName.size];
    if (account === undefined) {
      throw new KoboldError(
        "NO_ACCOUNT",
        phrase`no account is left for ${name}: the network has ${signers.length}`,
        phrase`raise accounts.count of the network in hardhat.config.ts`,
      );
    }
    byName.set(name, account);
    return account;
  };
}

async function defineAttributes(
  { accreditation }: KoboldContracts,
  { attributes }: ScenarioData,
  account: World["account"],
): Promise<void> {
  const asAdministrator = accreditation.connect(account("scheme administrator"));
  for (const [index, { name, controller, group, rule }] of attributes.entries()) {
    const definition = { name, controller: account(controller), group, rule: ATTRIBUTE_RULES.indexOf(rule) };
    await mined(asAdministrator.defineAttribute(index, definition));
  }
}

async function enrol(
  { accreditation }: KoboldContracts,
  { attributes }: ScenarioData,
  account: World["account"],
  record: SiteRecord,
): Promise<EnrolledSite> {
  const attributeNames = new Map(attributes.map(({ name }, index) => [name, index]));
  const assayerKey = crypto.getRandomValues(new Uint8Array(32));
  const { emissionFloor, primaryShare, yieldMin, yieldMax, mayMint, mayRefine, ...dates } = record;
  const { permits, unitGrams, auditedOn, validUntil } = dates;
  const grants = attributeSet(record.grants.map((name) => named(attributeNames, "attribute", name)));
  const site: Site = {
    secrets: { siteSecret: randomField(), traceSecret: randomField() },
    assayer: assayerOf(assayerKey),
    profile: { mayMint, mayRefine, grants, permits, unitGrams, auditedOn, validUntil },
    process: { emissionFloor, primaryShare, yieldMin, yieldMax, processSalt: randomField() },
  };
  const siteId = await enrolSite(
    accreditation,
    {
      accreditor: account("accreditor"),
      tracingAuthority: account("tracing authority"),
      controllers: attributes.map(({ controller }) => account(controller)),
    },
    siteKeysOf(site.secrets, site.assayer),
    site.profile,
    site.process,
  );
  return { siteId, record, site, assayerKey, permitsUsed: 0 };
}
