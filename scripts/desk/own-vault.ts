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
export function requireAccount(vault: Vault, deployment: Deployment, account: string): void {
  refuseStranger(vault, deployment, account);
  if (vault.settings.get(ACCOUNT) === undefined)
    vault.settings.put({ name: ACCOUNT, value: account.toLowerCase() });
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
  refuseStranger(vault, deployment, account);
}

/** Whose it is was fixed, or else shows by its operations and by whom it was recovered for; an empty one is anybody's. */
function refuseStranger(vault: Vault, deployment: Deployment, account: string): void {
  const fixed = vault.settings.get(ACCOUNT)?.value;
  const recoveredFor = progressOf.load(vault, deployment)?.account;
  const shown = [...vault.journal.list().map((operation) => operation.account), recoveredFor];
  const owners = fixed === undefined ? shown.filter((each) => each !== undefined) : [fixed];
  const [owner] = owners;
  if (owner === undefined || owners.some((each) => each.toLowerCase() === account.toLowerCase())) return;
  throw new KoboldError(
    "VAULT_CONFLICT",
    phrase`the vault belongs to account ${owner.toLowerCase()}, but the wallet is that of ${account}`,
    phrase`set the private key of that account as KOBOLD_PRIVATE_KEY, or choose another vault`,
  );
}
