import { type BaseWallet, getBytes, HDNodeWallet, type Provider, Wallet, ZeroHash } from "ethers";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../../types/factories/contracts/Participants__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";
import { StatementVerifier__factory } from "../../types/factories/contracts/test/StatementVerifier__factory.ts";
import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { PoseidonT3__factory } from "../../types/factories/poseidon-solidity/PoseidonT3__factory.ts";
import { PoseidonT4__factory } from "../../types/factories/poseidon-solidity/PoseidonT4__factory.ts";
import { PoseidonT5__factory } from "../../types/factories/poseidon-solidity/PoseidonT5__factory.ts";
import { PoseidonT6__factory } from "../../types/factories/poseidon-solidity/PoseidonT6__factory.ts";
import { enrolSite } from "../../scripts/chain/enrol.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import { hexOfBytes } from "../../scripts/core/bytes.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { type DeskAddresses, type DeskContracts, deskContracts } from "../../scripts/desk/contracts.ts";
import { deriveNoteKey } from "../../scripts/notes/keys.ts";
import type { SiteRecord } from "../../scripts/vault/site-record.ts";
import { assayerKeyOf, siteOf, ATTRIBUTES } from "./sites.ts";

const MNEMONIC = "test test test test test test test test test test test junk";

/** The account number `index` of development nodes, whose key is public. */
export function developmentWallet(index: number, provider: Provider): BaseWallet {
  const { privateKey } = HDNodeWallet.fromPhrase(MNEMONIC, undefined, `m/44'/60'/0'/0/${index}`);
  return new Wallet(privateKey, provider);
}

const site = siteOf("works", {
  grants: ["rmap", "origin-drc", "refined"],
  profile: { permits: 60_000 },
  process: { yieldMin: 9_000n },
});

/** A site that mints and refines, as a firm that is also its assayer keeps it. */
export const SITE: SiteRecord = {
  name: "works",
  secrets: site.secrets,
  assayer: site.assayer,
  assayerKey: hexOfBytes(assayerKeyOf("works")),
  process: site.process,
};

export const POLICY = parsePolicy("rmap >= 10%", ATTRIBUTES);

/**
 * Kobold under a verifier that takes stand-in proofs, with the site accredited and the policy defined, and the keys of
 * some firms published. Deployed by plain ethers, so on any node.
 */
export async function deployDeskWorld(
  provider: Provider,
  firms: readonly BaseWallet[],
): Promise<{ addresses: DeskAddresses; contracts: DeskContracts }> {
  const admin = developmentWallet(0, provider);
  const at = async (contract: { waitForDeployment(): Promise<unknown>; getAddress(): Promise<string> }) => {
    await contract.waitForDeployment();
    return contract.getAddress();
  };
  const manager = await at(await new AccessManager__factory(admin).deploy(admin.address));
  const verifier = await at(await new StatementVerifier__factory(admin).deploy());
  const libraries = {
    "npm/poseidon-solidity@0.0.5/PoseidonT3.sol:PoseidonT3": await at(
      await new PoseidonT3__factory(admin).deploy(),
    ),
    "npm/poseidon-solidity@0.0.5/PoseidonT4.sol:PoseidonT4": await at(
      await new PoseidonT4__factory(admin).deploy(),
    ),
    "npm/poseidon-solidity@0.0.5/PoseidonT5.sol:PoseidonT5": await at(
      await new PoseidonT5__factory(admin).deploy(),
    ),
    "npm/poseidon-solidity@0.0.5/PoseidonT6.sol:PoseidonT6": await at(
      await new PoseidonT6__factory(admin).deploy(),
    ),
  };
  const accreditation = await at(
    await new Accreditation__factory(libraries, admin).deploy(manager, 86_400, 1),
  );
  const cobaltLot = await at(
    await new CobaltLot__factory(admin).deploy(manager, accreditation, verifier, ZeroHash, 1),
  );
  const policies = await at(await new Policies__factory(libraries, admin).deploy(accreditation));
  const claims = await at(await new Claims__factory(admin).deploy(cobaltLot, policies));
  const participants = await at(await new Participants__factory(admin).deploy());
  const addresses = { accreditation, cobaltLot, policies, claims, participants };
  const contracts = deskContracts(addresses, admin);

  await mined(contracts.accreditation.bind(cobaltLot));
  for (const [index, attribute] of ATTRIBUTES.entries()) {
    if (attribute === undefined) continue;
    const { name, group, rule } = attribute;
    const definition = { name, controller: admin.address, group, rule: ATTRIBUTE_RULES.indexOf(rule) };
    await mined(contracts.accreditation.defineAttribute(index, definition));
  }
  const accreditors = {
    accreditor: admin,
    tracingAuthority: admin,
    controllers: ATTRIBUTES.map(() => admin),
  };
  const keys = siteKeysOf(site.secrets, site.assayer);
  await enrolSite(contracts.accreditation, accreditors, keys, site.profile, site.process);
  await definePolicy(contracts.policies, POLICY);
  for (const firm of firms) {
    const { publicKey } = await deriveNoteKey(getBytes(firm.privateKey), 0);
    await mined(contracts.participants.connect(firm.connect(provider)).publish(0, publicKey));
  }
  return { addresses, contracts };
}
