import { phrase } from "../../scripts/core/phrase.ts";
import { accountOf, requireOwn } from "../../scripts/desk/own-vault.ts";
import { lastLook } from "../../scripts/desk/refresh.ts";
import { recoverLots } from "../../scripts/desk/recover.ts";
import { restoreVault } from "../../scripts/vault/vault.ts";
import { deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { progressLine, recoveryJson, recoveryLines } from "../ui/recovery.ts";

export default deskAction<"from">(
  async ({ from, vault }, desk) => {
    tell(phrase`${vault} is restored from ${from}; \`vault recover\` goes on where this is interrupted`);
    const recovery = await recoverLots(desk, { onProgress: progressLine });
    return { json: { vault, ...recoveryJson(recovery) }, lines: recoveryLines(recovery) };
  },
  (file, passphrase, { given, deployment, holder }) => {
    const vault = restoreVault(given.from, file, passphrase, {}, (backup) => {
      requireOwn(backup, deployment, accountOf(backup, holder));
    });
    const block = lastLook(vault, deployment);
    if (block !== undefined) tell(phrase`${given.from} is as of block ${block}`);
    return vault;
  },
);
