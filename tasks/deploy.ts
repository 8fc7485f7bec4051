import path from "node:path";

import { deployKobold } from "../scripts/chain/deploy.ts";
import { documentsHashOf } from "../scripts/chain/hashes.ts";
import { phrase } from "../scripts/core/phrase.ts";
import { ROLE_NAMES, type RoleName } from "../scripts/ignition/roles.ts";
import { requireFitForDevelopmentKeys } from "../scripts/chain/chain-kinds.ts";
import { areDevelopmentKeys, developmentKeyWords, readKeyWords } from "../scripts/prover/key-words.ts";
import { DEVELOPMENT_KEYS_WARNING } from "./ui/development-keys.ts";
import { action, type Given, type Printed } from "./ui/action.ts";
import { tell } from "./ui/print.ts";

export default action<Printed & Given<"footprintMethod" | "keys" | RoleName, "developmentKeys">>(
  async (given, hre) => {
    const connection = await hre.network.getOrCreate();
    const { chainId } = await connection.ethers.provider.getNetwork();
    const journal =
      connection.networkConfig.type === "http"
        ? path.join(hre.config.paths.ignition, `deployments/chain-${chainId}`)
        : undefined;
    const kept = ROLE_NAMES.filter((name) => given[name] === "");
    const named = ROLE_NAMES.filter((name) => given[name] !== "");
    const roles = Object.fromEntries(named.map((name) => [name, given[name]]));
    const keys = given.keys === "" ? developmentKeyWords() : readKeyWords(given.keys);
    const isDevelopment = areDevelopmentKeys(keys);
    if (isDevelopment) requireFitForDevelopmentKeys(chainId, given.developmentKeys);
    const parameters = { keys, footprintMethod: documentsHashOf(given.footprintMethod), roles };
    const addresses = await deployKobold(connection, parameters, journal);
    if (isDevelopment) tell(DEVELOPMENT_KEYS_WARNING);
    tell(
      phrase`The deployer holds these roles, so its one key can do all that they may: ${["administrator", ...kept].join(", ")}. \`verify-deployment\` tells how to part them.`,
    );
    if (journal === undefined) tell(phrase`This chain ends with this command; try --network localhost.`);
    return {
      json: addresses,
      lines: Object.entries(addresses).map(([name, address]) => `${name.padEnd(16)}${address}`),
    };
  },
);
