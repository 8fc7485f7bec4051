import { phrase } from "../../scripts/core/phrase.ts";
import { noteBackup } from "../../scripts/vault/backup-note.ts";
import { openVault } from "../../scripts/vault/vault.ts";
import { recordCounts } from "../../scripts/vault/words.ts";
import { action, type Printed, type Given } from "../ui/action.ts";
import { tell } from "../ui/print.ts";
import { vaultPassphrase } from "../ui/secrets.ts";

export default action<Printed & Given<"vault" | "to">>(async ({ vault: file, to }, hre) => {
  const vault = openVault(file, await vaultPassphrase(hre), { warn: tell });
  try {
    const counts = vault.backup(to);
    noteBackup(vault, new Date());
    return {
      json: { backup: to, counts },
      lines: [phrase`${to} contains ${recordCounts(counts)}; each was opened once as a check`],
    };
  } finally {
    vault.close();
  }
});
