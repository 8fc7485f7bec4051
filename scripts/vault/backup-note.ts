import { counted, listed, phrase, type Text } from "../core/phrase.ts";
import type { Vault } from "./vault.ts";
import { recordCounts } from "./words.ts";

const NAME = "last backup";

/** What a vault holds that neither chain nor wallet gives back, in words; undefined if there is nothing. */
export function onlyHere(vault: Vault): Text | undefined {
  let labels = 0;
  for (const { label } of vault.lots.each()) if (label !== "") labels += 1;
  const records = {
    site: vault.sites.count,
    trace: vault.traces.count,
    assay: vault.assays.list().length,
    draft: vault.drafts.count,
    assayer: vault.assayers.count,
    policyName: vault.policyNames.count,
  };
  const words = [
    ...(Object.values(records).some((number) => number > 0) ? [recordCounts(records)] : []),
    ...(labels > 0 ? [counted(labels, phrase`${labels} label`, phrase`${labels} labels`)] : []),
  ];
  return words.length === 0 ? undefined : listed(words);
}

/** Keeps in the vault when it was last backed up; the backup itself does not know it. */
export function noteBackup(vault: Vault, at: Date): void {
  vault.settings.put({ name: NAME, value: at.toISOString() });
}

export function lastBackup(vault: Vault): Date | undefined {
  const noted = vault.settings.get(NAME);
  return noted === undefined ? undefined : new Date(noted.value);
}
