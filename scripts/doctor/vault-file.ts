import { existsSync, statSync } from "node:fs";

import { type Check, passed, skipped, warned } from "../core/check.ts";
import { KoboldError } from "../core/errors.ts";
import { listed, phrase } from "../core/phrase.ts";
import { lastBackup, onlyHere } from "../vault/backup-note.ts";
import { isFinished } from "../vault/operation-record.ts";
import { openVault, type Vault, type VaultOptions } from "../vault/vault.ts";
import { OPERATION_STATE_WORDS, OPERATION_WORDS, recordCounts } from "../vault/words.ts";
import { broken } from "./broken.ts";

const DAY_MS = 86_400_000;
const OLD_BACKUP_DAYS = 30;

export interface VaultFile {
  readonly file: string;
  /** Empty if it is not known. */
  readonly passphrase: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Throws unless the vault is that of the wallet and the deployment. */
  readonly requireOwn?: (vault: Vault) => void;
  readonly options?: VaultOptions;
}

/** Opens the vault, reads every record of it, and looks at how it is kept. */
export function checkVault({ file, passphrase, now, requireOwn, options }: VaultFile): Check[] {
  if (!existsSync(file)) {
    const remedy = phrase`name it with --vault, or make one: \`npx hardhat vault init\``;
    return [skipped("vault", phrase`there is no vault at ${file}`, remedy)];
  }
  // before it is opened, which mends it
  const mode = checkMode(file);
  if (passphrase === "") {
    const remedy = phrase`set it with \`npx hardhat keystore set KOBOLD_PASSPHRASE\`, or in the environment variable KOBOLD_PASSPHRASE`;
    return [
      mode,
      skipped("vault", phrase`the vault ${file} was not opened: its passphrase is not set`, remedy),
    ];
  }
  try {
    const vault = openVault(file, passphrase, { waitMs: 1_000, ...options });
    try {
      return [mode, ...contentChecks(vault, now, requireOwn)];
    } finally {
      vault.close();
    }
  } catch (thrown) {
    if (thrown instanceof KoboldError && thrown.code === "VAULT_BUSY")
      return [mode, warned("vault", thrown.said.message, thrown.said.remedy)];
    return [mode, broken("vault", thrown)];
  }
}

function checkMode(file: string): Check {
  const mode = statSync(file).mode & 0o777;
  if (process.platform === "win32" || (mode & 0o077) === 0)
    return passed("vault/permissions", phrase`only this user may read the vault ${file}`);
  return warned(
    "vault/permissions",
    phrase`others could read the vault ${file} (mode ${mode.toString(8)})`,
    phrase`run \`chmod 600\` on it, as every task that opens it does; change the passphrase if others know it`,
  );
}

function contentChecks(vault: Vault, now: number, requireOwn: VaultFile["requireOwn"]): Check[] {
  const counts = vault.check();
  const checks = [passed("vault", phrase`the vault opens and is undamaged: ${recordCounts(counts)}`)];
  try {
    requireOwn?.(vault);
  } catch (thrown) {
    checks.push(broken("vault/owner", thrown));
  }
  const underWay = vault.journal.list().filter((operation) => !isFinished(operation));
  if (underWay.length > 0) {
    const kinds = underWay.map(
      ({ kind, state }) => phrase`${OPERATION_WORDS[kind]} (${OPERATION_STATE_WORDS[state]})`,
    );
    checks.push(
      warned(
        "vault/operations",
        phrase`under way: ${listed(kinds)}`,
        phrase`resume them: \`npx hardhat vault status\``,
      ),
    );
  }
  return [...checks, checkBackup(vault, now)];
}

function checkBackup(vault: Vault, now: number): Check {
  const irreplaceable = onlyHere(vault);
  const id = "vault/backup";
  const at = lastBackup(vault);
  const remedy = phrase`make one on another disk: \`npx hardhat vault backup FILE\``;
  if (at === undefined) {
    return irreplaceable === undefined
      ? passed(
          id,
          phrase`the vault was never backed up: the chain and the wallet's key can rebuild all that it holds`,
        )
      : warned(id, phrase`the vault was never backed up, and only it holds: ${irreplaceable}`, remedy);
  }
  const days = Math.floor((now - at.getTime()) / DAY_MS);
  const what = phrase`the vault was last backed up on ${at.toISOString()}`;
  return irreplaceable !== undefined && days > OLD_BACKUP_DAYS ? warned(id, what, remedy) : passed(id, what);
}
