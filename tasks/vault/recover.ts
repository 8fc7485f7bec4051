import { existsSync } from "node:fs";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { printRecovery, progressLine } from "../ui/recovery.ts";

const recover: NewTaskActionFunction<DeskArguments> = async (given, hre) => {
  const { createVault, openVault } = await import("../../scripts/vault/vault.ts");
  // a run that was stopped left the vault that it had begun
  const open = (file: string, passphrase: string) =>
    Promise.resolve(existsSync(file) ? openVault(file, passphrase) : createVault(file, passphrase));
  const work = async (desk: Parameters<Parameters<typeof withDesk>[2]>[0]) => {
    const { recoverLots } = await import("../../scripts/desk/recover.ts");
    printRecovery(await recoverLots(desk, { onProgress: progressLine }));
  };
  await withDesk(hre, given, work, open);
};

export default recover;
