import { existsSync } from "node:fs";

import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { progressLine, recoveryJson, recoveryLines } from "../ui/recovery.ts";

export default deskAction<DeskArguments>(
  async (_, desk) => {
    const { recoverLots } = await import("../../scripts/desk/recover.ts");
    const recovery = await recoverLots(desk, { onProgress: progressLine });
    return { json: recoveryJson(recovery), lines: recoveryLines(recovery) };
  },
  async (file, passphrase) => {
    const { createVault, openVault } = await import("../../scripts/vault/vault.ts");
    // a run that was stopped left the vault that it had begun
    return existsSync(file) ? openVault(file, passphrase, { warn: tell }) : createVault(file, passphrase);
  },
);
