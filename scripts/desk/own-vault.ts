import { type Deployment, describeDeployment, isSameDeployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { Vault } from "../vault/vault.ts";
import { progressOf } from "./recovery-state.ts";

/**
 * Refuses a vault, such as a backup, that belongs to another deployment or another account; an empty one is anybody's.
 * @throws CHAIN_MISMATCH, VAULT_CONFLICT
 */
export function requireOwnVault(vault: Vault, deployment: Deployment, account: string): void {
  const operations = vault.journal.list();
  const known = [...operations, ...vault.lots.list()].map((record) => record.deployment);
  const [other] = known;
  if (other !== undefined && !known.some((each) => isSameDeployment(each, deployment))) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`the vault belongs to ${describeDeployment(other)}, not to ${describeDeployment(deployment)}`,
      phrase`choose its network with --network, and the deployment with --deployment`,
    );
  }
  const here = operations.filter((operation) => isSameDeployment(operation.deployment, deployment));
  const recovering = progressOf.load(vault, deployment);
  const accounts = [...here.map((operation) => operation.account), recovering?.account];
  const owners = accounts.filter((each) => each !== undefined).map((each) => each.toLowerCase());
  if (owners[0] === undefined || owners.includes(account.toLowerCase())) return;
  throw new KoboldError(
    "VAULT_CONFLICT",
    phrase`the vault belongs to account ${owners[0]}, but the wallet is that of ${account}`,
    phrase`set the private key of that account as KOBOLD_PRIVATE_KEY, or choose another vault`,
  );
}
