import { phrase } from "../../scripts/core/phrase.ts";
import { isPublished, publishKey } from "../../scripts/desk/publish.ts";
import { createVault } from "../../scripts/vault/vault.ts";
import { deskAction } from "../ui/desk.ts";
import { requireContract } from "./contract-account.ts";

export default deskAction<"contractAccount">(
  async ({ vault }, desk) => {
    if (!(await isPublished(desk))) await publishKey(desk);
    return {
      json: { vault, account: desk.account },
      lines: [phrase`${vault} is the vault of ${desk.account}; others can now seal notes to it`],
    };
  },
  async (file, passphrase, { given, provider }) => {
    await requireContract(provider, given);
    return createVault(file, passphrase);
  },
);
