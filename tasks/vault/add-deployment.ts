import { describeDeployment } from "../../scripts/core/deployment.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { accountOf, addDeployment } from "../../scripts/desk/own-vault.ts";
import { openVault } from "../../scripts/vault/vault.ts";
import { deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";

export default deskAction(
  ({ vault }, { deployment }) => ({
    json: { vault, chainId: deployment.chainId, cobaltLot: deployment.cobaltLot },
    lines: [phrase`${vault} works on ${describeDeployment(deployment)} too`],
  }),
  (file, passphrase, { deployment, holder }) => {
    const vault = openVault(file, passphrase, { warn: tell });
    try {
      addDeployment(vault, deployment, accountOf(vault, holder), holder);
      return vault;
    } catch (error) {
      vault.close();
      throw error;
    }
  },
);
