import { phrase } from "../../scripts/core/phrase.ts";
import { action, type Printed } from "../ui/action.ts";
import { vaultPassphrase } from "../ui/secrets.ts";

interface BackupArguments extends Printed {
  vault: string;
  to: string;
}

export default action<BackupArguments>(async ({ vault: file, to }, hre) => {
  const { openVault } = await import("../../scripts/vault/vault.ts");
  const { noteBackup } = await import("../../scripts/vault/backup-note.ts");
  const vault = openVault(file, await vaultPassphrase(hre));
  try {
    const counts = vault.backup(to);
    noteBackup(vault, new Date());
    const each = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
    return {
      json: { backup: to, counts },
      lines: [phrase`${to} holds ${each.join(", ")}, each opened once for a check`],
    };
  } finally {
    vault.close();
  }
});
