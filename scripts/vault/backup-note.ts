import type { Vault } from "./vault.ts";

const NAME = "last backup";

/** Keeps in the vault when it was last backed up; the backup itself does not know it. */
export function noteBackup(vault: Vault, at: Date): void {
  vault.settings.put({ name: NAME, value: at.toISOString() });
}

export function lastBackup(vault: Vault): Date | undefined {
  const noted = vault.settings.get(NAME);
  return noted === undefined ? undefined : new Date(noted.value);
}
