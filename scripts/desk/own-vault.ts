import { type Deployment, deploymentKey, describeDeployment, isSameDeployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { asJson } from "../core/json.ts";
import { phrase } from "../core/phrase.ts";
import { deploymentField } from "../notes/fields.ts";
import type { Vault } from "../vault/vault.ts";
import { progressOf } from "./recovery-state.ts";

/** The settings that say whose a vault is, and with whose key it is worked where that account is a contract, which has none. */
const ACCOUNT = "account";
const KEY_HOLDER = "keyHolder";

/**
 * Whom a wallet works for at a vault: itself, or the contract that the vault was made for.
 * @param wanted the account that a new vault is for
 * @throws VAULT_CONFLICT if that contract's vault is worked with another wallet
 */
export function accountOf(vault: Vault, wallet: string, wanted = wallet): string {
  const holder = vault.settings.get(KEY_HOLDER)?.value;
  const account = vault.settings.get(ACCOUNT)?.value;
  if (holder === undefined || account === undefined) return wanted;
  if (holder === wallet.toLowerCase()) return account;
  throw new KoboldError(
    "VAULT_CONFLICT",
    phrase`the vault of account ${account}, a contract, is worked with the key of ${holder}, but the wallet is that of ${wallet}`,
    phrase`set the private key of ${holder} as KOBOLD_PRIVATE_KEY, or choose another vault`,
  );
}

/**
 * Fixes account, wallet and deployment of a vault that has none yet, and refuses any other from then on: what the chain says of
 * lots would be taken down as seen by a stranger, to whom none of them belongs.
 * @throws VAULT_CONFLICT; nothing is written then
 */
export function makeOwn(vault: Vault, deployment: Deployment, account: string, wallet = account): void {
  requireOwn(vault, deployment, account);
  addDeployment(vault, deployment, account, wallet);
}

/**
 * Refuses a vault, such as a backup, that belongs to another account or another deployment; an empty one is anybody's.
 * @throws VAULT_CONFLICT
 */
export function requireOwn(vault: Vault, deployment: Deployment, account: string): void {
  refuseStranger(vault, deployment, account);
  const known = deploymentsOf(vault);
  const [first] = known;
  if (first === undefined || known.some((each) => isSameDeployment(each, deployment))) return;
  throw new KoboldError(
    "VAULT_CONFLICT",
    phrase`the vault works on ${describeDeployment(first)}, not on ${describeDeployment(deployment)}`,
    phrase`choose its network with --network and its file with --deployment, or let the vault work there too: \`vault add-deployment\``,
  );
}

/** Lets a vault work on one more deployment, such as a successor. @throws VAULT_CONFLICT if it is another account's */
export function addDeployment(vault: Vault, deployment: Deployment, account: string, wallet = account): void {
  refuseStranger(vault, deployment, account);
  vault.transaction(() => {
    if (vault.settings.get(ACCOUNT) === undefined) {
      vault.settings.put({ name: ACCOUNT, value: account.toLowerCase() });
      if (wallet.toLowerCase() !== account.toLowerCase())
        vault.settings.put({ name: KEY_HOLDER, value: wallet.toLowerCase() });
    }
    for (const each of [...deploymentsOf(vault), deployment]) {
      const name = deploymentKey(each);
      if (vault.deployments.get(name) === undefined) vault.deployments.put({ name, value: asJson(each) });
    }
  });
}

/** Those that were added, or, of a vault from before they were, those that its records are of. */
function deploymentsOf(vault: Vault): Deployment[] {
  const added = vault.deployments.list().map(({ value }) => deploymentField.parse(JSON.parse(value)));
  if (added.length > 0) return added;
  const records = [...vault.journal.list(), ...vault.lots.list()].map(({ deployment }) => deployment);
  return records.filter((each, i) => records.findIndex((other) => isSameDeployment(each, other)) === i);
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
