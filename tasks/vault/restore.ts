import { phrase } from "../../scripts/core/phrase.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { progressLine, recoveryJson, recoveryLines } from "../ui/recovery.ts";

interface RestoreArguments extends DeskArguments {
  from: string;
}

export default deskAction<RestoreArguments>(
  async ({ from, vault }, desk) => {
    const { recoverLots } = await import("../../scripts/desk/recover.ts");
    tell(phrase`${vault} is restored from ${from}; \`vault recover\` goes on where this is interrupted`);
    const recovery = await recoverLots(desk, { onProgress: progressLine });
    return { json: { vault, ...recoveryJson(recovery) }, lines: recoveryLines(recovery) };
  },
  async (file, passphrase, { given, place, account }) => {
    const { requireOwnVault } = await import("../../scripts/desk/own-vault.ts");
    const { restoreVault } = await import("../../scripts/vault/vault.ts");
    return restoreVault(given.from, file, passphrase, {}, (backup) => {
      requireOwnVault(backup, place, account);
    });
  },
);
