import { phrase } from "../../scripts/core/phrase.ts";
import { isPublished, publishKey } from "../../scripts/desk/publish.ts";
import { createVault } from "../../scripts/vault/vault.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction(
  async ({ vault }, desk) => {
    if (!(await isPublished(desk))) await publishKey(desk);
    const { address } = desk.wallet;
    return {
      json: { vault, account: address },
      lines: [phrase`${vault} is the vault of ${address}; others can now seal notes to it`],
    };
  },
  (file, passphrase) => createVault(file, passphrase),
);
