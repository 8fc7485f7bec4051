import { type Deployment, describeDeployment, isSameDeployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { Vault } from "../vault/vault.ts";
import { progressOf } from "./recovery-state.ts";

/** The setting that says whose a vault is. */
const ACCOUNT = "account";

/**
 * Fixes the account of a vault that has none yet, and refuses any other from then on: what the chain says of lots would be
 * taken down as seen by a stranger, to whom none of them belongs.
 * @throws VAULT_CONFLICT; nothing is written then
 */
export function requireAccount(vault: Vault, account: string): void {
  const fixed = vault.settings.get(ACCOUNT)?.value;
  const accounts = fixed === undefined ? vault.journal.list().map((operation) => operation.account) : [fixed];
  const owners = new Set(accounts.map((each) => each.toLowerCase()));
  if (owners.size > 0 && !owners.has(account.toLowerCase()))
    throw foreignVault([...owners].join(", "), account);
  if (fixed === undefined) vault.settings.put({ name: ACCOUNT, value: account.toLowerCase() });
}

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
  const fixed = vault.settings.get(ACCOUNT)?.value;
  if (fixed !== undefined && fixed !== account.toLowerCase()) throw foreignVault(fixed, account);
  const here = operations.filter((operation) => isSameDeployment(operation.deployment, deployment));
  const recovering = progressOf.load(vault, deployment);
  const accounts = [...here.map((operation) => operation.account), recovering?.account];
  const owners = accounts.filter((each) => each !== undefined).map((each) => each.toLowerCase());
  if (owners[0] === undefined || owners.includes(account.toLowerCase())) return;
  throw foreignVault(owners[0], account);
}

function foreignVault(owner: string, account: string): KoboldError {
  return new KoboldError(
    "VAULT_CONFLICT",
    phrase`the vault belongs to account ${owner}, but the wallet is that of ${account}`,
    phrase`set the private key of that account as KOBOLD_PRIVATE_KEY, or choose another vault`,
  );
}
