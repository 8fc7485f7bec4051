import path from "node:path";

import type { Provider } from "ethers";

import { deployKobold } from "../scripts/chain/deploy.ts";
import { cutAt, NO_PREDECESSOR, type Predecessor } from "../scripts/chain/predecessor.ts";
import { CobaltLot__factory } from "../types/factories/contracts/CobaltLot__factory.ts";
import { footprintMethodOf } from "../scripts/chain/hashes.ts";
import { KoboldError } from "../scripts/core/errors.ts";
import { phrase } from "../scripts/core/phrase.ts";
import { parseDecimal } from "../scripts/core/units.ts";
import { ROLE_NAMES, type RoleName } from "../scripts/ignition/roles.ts";
import { requireFitForDevelopmentKeys } from "../scripts/chain/chain-kinds.ts";
import { areDevelopmentKeys, developmentKeyWords, readKeyWords } from "../scripts/prover/key-words.ts";
import { DEVELOPMENT_KEYS_WARNING } from "./ui/development-keys.ts";
import { action, type Given, type Printed } from "./ui/action.ts";
import { cobaltLotGiven } from "./ui/addresses.ts";
import { connectionOf } from "./ui/node.ts";
import { tell } from "./ui/print.ts";

export default action<
  Printed & Given<"footprintMethod" | "keys" | "predecessor" | "cut" | RoleName, "developmentKeys">
>(async (given, hre) => {
  const connection = await connectionOf(hre);
  const { chainId } = await connection.ethers.provider.getNetwork();
  const footprintMethod = footprintMethodOf(given.footprintMethod);
  const predecessor = await predecessorGiven(given, footprintMethod, connection.ethers.provider);
  // a successor stands beside what was deployed here before
  const after = predecessor === NO_PREDECESSOR ? "" : `-after-${predecessor.cobaltLot.slice(2, 10)}`;
  const journal =
    connection.networkConfig.type === "http"
      ? path.join(hre.config.paths.ignition, `deployments/chain-${chainId}${after}`)
      : undefined;
  const kept = ROLE_NAMES.filter((name) => given[name] === "");
  const named = ROLE_NAMES.filter((name) => given[name] !== "");
  const roles = Object.fromEntries(named.map((name) => [name, given[name]]));
  const keys = given.keys === "" ? developmentKeyWords() : readKeyWords(given.keys);
  const isDevelopment = areDevelopmentKeys(keys);
  if (isDevelopment) requireFitForDevelopmentKeys(chainId, given.developmentKeys);
  const parameters = { keys, footprintMethod, roles, predecessor };
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
});

/** @throws BAD_INPUT; the cut has no default, so that an interrupted deployment is finished as it was begun */
async function predecessorGiven(
  { predecessor, cut }: Given<"predecessor" | "cut">,
  footprintMethod: string,
  provider: Provider,
): Promise<Predecessor> {
  if (predecessor === "" && cut === "") return NO_PREDECESSOR;
  if (predecessor === "" || cut === "") {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`--predecessor and --cut are given together`,
      phrase`name what the deployment goes on from, and the last block there whose lots may move`,
    );
  }
  const lots = CobaltLot__factory.connect(cobaltLotGiven("--predecessor", predecessor), provider);
  const found = await cutAt(lots, provider, Number(parseDecimal("--cut", cut, 0)));
  const method = await lots.footprintMethod();
  if (method === footprintMethod) return found;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`the predecessor's footprints were made by method ${method}, not by ${footprintMethod}`,
    phrase`give its document or hash with --footprint-method: figures of different methods can't be mixed`,
  );
}
