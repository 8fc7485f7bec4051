import { type Provider, ZeroAddress } from "ethers";

import type { Check } from "../core/check.ts";
import { readAccessHistory } from "./access-history.ts";
import { noOlderThan } from "./history/keep-history.ts";
import type { KoboldAddresses } from "./contracts.ts";
import { type DeploymentSettings, readSettings } from "./deployment-settings.ts";
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

/**
 * Holds a live deployment against this checkout: code, settings, bindings, roles and powers.
 * @param told what its contracts tell of their settings, if they were asked already
 * @throws RPC_FAILED
 */
export async function verifyDeployment(
  provider: Provider,
  addresses: KoboldAddresses,
  { settings: expected, predecessor = ZeroAddress, holders, firstBlock }: Expectations,
  told?: DeploymentSettings,
): Promise<Check[]> {
  const { chainId } = await provider.getNetwork();
  noOlderThan(provider, addresses.accessManager, firstBlock);
  noOlderThan(provider, addresses.accreditation, firstBlock);
  const [settings, history] = await Promise.all([
    told ?? readSettings(provider, addresses),
    readAccessHistory(provider, addresses.accessManager),
  ]);
  const checks = await Promise.all([
    verifyCode(provider, addresses, settings),
    verifyBinding(provider, chainId, addresses, settings, expected),
    verifyPredecessor(provider, addresses, settings, predecessor),
    verifyRoles(provider, addresses, holders, history),
    verifyPowers(provider, addresses, history),
  ]);
  return checks.flat();
}
