import type { NetworkConnection } from "hardhat/types/network";

import { contractsAt } from "../../scripts/chain/contracts.ts";
import { deployKobold } from "../../scripts/chain/deploy.ts";
import { ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { ROLE_NAMES } from "../../scripts/ignition/roles.ts";
import { ATTRIBUTES } from "./sites.ts";

export const FOOTPRINT_METHOD = `0x${"f0".repeat(32)}`;

/** Kobold as shipped, each role held by an account of its own, nothing defined yet. */
export async function deployWithRoles(connection: NetworkConnection) {
  const [
    administrator,
    accreditor,
    tracingAuthority,
    schemeAdministrator,
    surveillance,
    controller,
    stranger,
  ] = await connection.ethers.getSigners();
  if (!administrator || !accreditor || !tracingAuthority || !schemeAdministrator || !surveillance) {
    throw new RangeError("the chain has too few accounts");
  }
  if (!controller || !stranger) throw new RangeError("the chain has too few accounts");
  const holders = { accreditor, tracingAuthority, schemeAdministrator, surveillance };
  const addresses = await deployKobold(connection, {
    footprintMethod: FOOTPRINT_METHOD,
    roles: Object.fromEntries(ROLE_NAMES.map((name) => [name, holders[name].address])),
  });
  const contracts = await contractsAt(connection.ethers, addresses);
  return { connection, addresses, contracts, administrator, ...holders, controller, stranger };
}

export type Deployed = Awaited<ReturnType<typeof deployWithRoles>>;

/** Defines the attributes of the tests, all controlled by `controller`. */
export async function defineAttributes({
  contracts,
  schemeAdministrator,
  controller,
}: Deployed): Promise<void> {
  for (const [index, attribute] of ATTRIBUTES.entries()) {
    if (attribute === undefined) continue;
    const { name, group, rule } = attribute;
    const definition = { name, controller: controller.address, group, rule: ATTRIBUTE_RULES.indexOf(rule) };
    await contracts.accreditation.connect(schemeAdministrator).defineAttribute(index, definition);
  }
}

/** Who accredits sites in the tests. */
export function accreditorsOf({ accreditor, tracingAuthority, controller }: Deployed) {
  return { accreditor, tracingAuthority, controllers: ATTRIBUTES.map(() => controller) };
}
