import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { plainly } from "../ui/plainly.ts";
import { vaultPassphrase } from "../ui/secrets.ts";

const backup: NewTaskActionFunction<{ vault: string; to: string }> = async ({ vault: file, to }, hre) => {
  const { openVault } = await import("../../scripts/vault/vault.ts");
  await plainly(async () => {
    const vault = openVault(file, await vaultPassphrase(hre));
    try {
      const counts = Object.entries(vault.backup(to)).map(([kind, count]) => `${count} ${kind}`);
      console.log(`${to} holds ${counts.join(", ")}, each opened once for a check`);
    } finally {
      vault.close();
    }
  });
};

export default backup;
