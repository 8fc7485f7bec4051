import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { isSamePlace, type LotPlace } from "../vault/fields.ts";
import type { Vault } from "../vault/vault.ts";
import { progressOf } from "./recovery-state.ts";

/**
 * Refuses a vault, such as a backup, that belongs to another deployment or another account; an empty one is anybody's.
 * @throws CHAIN_MISMATCH, VAULT_CONFLICT
 */
export function requireOwnVault(vault: Vault, place: LotPlace, account: string): void {
  const operations = vault.journal.list();
  const places = [...operations, ...vault.lots.list()].map((record) => record.place);
  const [other] = places;
  if (other !== undefined && !places.some((each) => isSamePlace(each, place))) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`the vault belongs to CobaltLot ${other.contract} on chain ${other.chainId}, not to ${place.contract} on chain ${place.chainId}`,
      phrase`choose its network with --network, and the deployment with --deployment`,
    );
  }
  const here = operations.filter((operation) => isSamePlace(operation.place, place));
  const accounts = [...here.map((operation) => operation.account), progressOf.load(vault, place)?.account];
  const known = accounts.filter((each) => each !== undefined).map((each) => each.toLowerCase());
  if (known[0] === undefined || known.includes(account.toLowerCase())) return;
  throw new KoboldError(
    "VAULT_CONFLICT",
    phrase`the vault belongs to account ${known[0]}, but the wallet is that of ${account}`,
    phrase`set the private key of that account as KOBOLD_PRIVATE_KEY, or choose another vault`,
  );
}
