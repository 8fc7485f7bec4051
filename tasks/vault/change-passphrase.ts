import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { openVault } from "../../scripts/vault/vault.ts";
import { action, type Printed, type Given } from "../ui/action.ts";
import { tell } from "../ui/print.ts";
import { newPassphrase, vaultPassphrase } from "../ui/secrets.ts";

export default action<Printed & Given<"vault">>(async ({ vault: file }, hre) => {
  const current = await vaultPassphrase(hre);
  const vault = openVault(file, current, { warn: tell });
  try {
    const next = await newPassphrase(hre);
    if (next === current) {
      throw new KoboldError(
        "BAD_INPUT",
        phrase`nothing was changed: the new passphrase is the same as the old one`,
        phrase`choose another one`,
      );
    }
    vault.changePassphrase(current, next);
    return {
      json: { vault: file },
      lines: [
        phrase`${file} now opens only with the new passphrase: keep it as KOBOLD_PASSPHRASE`,
        phrase`copies and backups made before still open with the old one: destroy them if others know it, and make a new backup`,
      ],
    };
  } finally {
    vault.close();
  }
});
