import { existsSync } from "node:fs";

import { recoverLots } from "../../scripts/desk/recover.ts";
import { createVault, openVault } from "../../scripts/vault/vault.ts";
import { deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { requireContract } from "./contract-account.ts";
import { progressLine, recoveryJson, recoveryLines } from "../ui/recovery.ts";

export default deskAction<"contractAccount">(
  async (_, desk) => {
    const recovery = await recoverLots(desk, { onProgress: progressLine });
    return { json: recoveryJson(recovery), lines: recoveryLines(recovery) };
  },
  // a run that was stopped left the vault that it had begun
  async (file, passphrase, { given, provider }) => {
    await requireContract(provider, given);
    return existsSync(file) ? openVault(file, passphrase, { warn: tell }) : createVault(file, passphrase);
  },
);
