import { type Provider, ZeroAddress } from "ethers";

import type { Check } from "../core/check.ts";
import { readAccessHistory } from "./access-history.ts";
import { noOlderThan } from "./history/keep-history.ts";
import type { KoboldAddresses } from "./contracts.ts";
import { readSettings } from "./deployment-settings.ts";
import { type ExpectedSettings, verifyBinding } from "./verify-binding.ts";
import { verifyCode } from "./verify-code.ts";
import { verifyPowers } from "./verify-powers.ts";
import { verifyPredecessor } from "./verify-predecessor.ts";
import { type ExpectedHolders, verifyRoles } from "./verify-roles.ts";

export interface Expectations {
  readonly settings: ExpectedSettings;
  /** Address of the CobaltLot that it goes on from; the zero address by default. */
  readonly predecessor?: string;
  readonly holders: ExpectedHolders;
  /** The block of the deployment, before which nothing is read. */
  readonly firstBlock: number;
}

/** Holds a live deployment against this checkout: code, settings, bindings, roles and powers. @throws RPC_FAILED */
export async function verifyDeployment(
  provider: Provider,
  addresses: KoboldAddresses,
  { settings: expected, predecessor = ZeroAddress, holders, firstBlock }: Expectations,
): Promise<Check[]> {
  const { chainId } = await provider.getNetwork();
  const settings = await readSettings(provider, addresses);
  noOlderThan(provider, addresses.accessManager, firstBlock);
  noOlderThan(provider, addresses.accreditation, firstBlock);
  const history = await readAccessHistory(provider, addresses.accessManager);
  return [
    ...(await verifyCode(provider, addresses, settings)),
    ...(await verifyBinding(provider, chainId, addresses, settings, expected)),
    ...(await verifyPredecessor(provider, addresses, settings, predecessor)),
    ...(await verifyRoles(provider, addresses, holders, history)),
    ...(await verifyPowers(provider, addresses, history)),
  ];
}
