import type { Provider } from "ethers";

import { readSettings } from "../chain/deployment-settings.ts";
import { addressesOf, type DeploymentFile, provenFirstBlock } from "../chain/deployment-file.ts";
import { verifyDeployment } from "../chain/verify-deployment.ts";
import { type Check, passed } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";

/**
 * Holds a deployment against this checkout, whatever settings it has, and says in one line what is in order. Who holds
 * a role is the administrator's affair: a firm is only told; on what it rests, `verify-deployment` tells.
 * @throws RPC_FAILED
 */
export async function checkDeployment(provider: Provider, file: DeploymentFile) {
  const addresses = addressesOf(file);
  const [settings, firstBlock] = await Promise.all([
    readSettings(provider, addresses),
    provenFirstBlock(provider, file),
  ]);
  const found = await verifyDeployment(provider, addresses, { settings, holders: {}, firstBlock }, settings);
  const bad = found.filter(
    ({ id, outcome }) => outcome === "failed" || (outcome === "warning" && !id.startsWith("power/")),
  );
  const isRole = ({ id }: Check) => /^(role|role-admin|functions|closed)\//.test(id);
  const summary = [
    ...(bad.some((check) => !isRole(check))
      ? []
      : [
          passed(
            "contracts",
            phrase`the contracts of the deployment at ${addresses.cobaltLot} have the code of this checkout, and are bound to one another`,
          ),
        ]),
    ...(bad.some(isRole) ? [] : [passed("roles", phrase`roles are as the deployment gave them`)]),
  ];
  const held = (check: Check): Check =>
    check.id.startsWith("role/") ? { ...check, outcome: "warning", remedy: askAdministrator } : check;
  return {
    checks: [...summary, ...bad.map(held)],
    /** Days before the chain's that a proof's day may be. */
    dayTolerance: Number(settings.lotDayTolerance),
  };
}

const askAdministrator = phrase`ask the administrator whether this is intended; tell \`npx hardhat verify-deployment\` who should hold it`;
