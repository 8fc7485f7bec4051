import { writeFileSync } from "node:fs";

import type { Provider } from "ethers";

import { deployKobold, firstBlockIn } from "../scripts/chain/deploy.ts";
import { describeDeploymentAt } from "../scripts/chain/deployment-file.ts";
import { cutAt, NO_PREDECESSOR, type Predecessor } from "../scripts/chain/predecessor.ts";
import { CobaltLot__factory } from "../types/factories/contracts/CobaltLot__factory.ts";
import { footprintMethodOf } from "../scripts/chain/hashes.ts";
import { KoboldError } from "../scripts/core/errors.ts";
import { asJson } from "../scripts/core/json.ts";
import { phrase } from "../scripts/core/phrase.ts";
import { parseDecimal } from "../scripts/core/units.ts";
import { ROLE_NAMES, type RoleName } from "../scripts/ignition/roles.ts";
import { requireFitForDevelopmentKeys } from "../scripts/chain/chain-kinds.ts";
import { deploymentFingerprint } from "../scripts/passport/deployment.ts";
import { readPageHash } from "../scripts/setup/page.ts";
import { areDevelopmentKeys, developmentKeyWords, readKeyWords } from "../scripts/prover/key-words.ts";
import { DEVELOPMENT_KEYS_WARNING } from "./ui/development-keys.ts";
import { action, type Given, type Printed } from "./ui/action.ts";
import { cobaltLotGiven, fileIn, journalOf } from "./ui/addresses.ts";
import { connectionOf } from "./ui/node.ts";
import { asDocument, tell } from "./ui/print.ts";

export default action<
  Printed & Given<"footprintMethod" | "keys" | "predecessor" | "cut" | RoleName, "developmentKeys">
>(async (given, hre) => {
  const connection = await connectionOf(hre);
  const { chainId } = await connection.ethers.provider.getNetwork();
  const footprintMethod = footprintMethodOf(given.footprintMethod);
  const predecessor = await predecessorGiven(given, footprintMethod, connection.ethers.provider);
  const journal =
    connection.networkConfig.type === "http"
      ? journalOf(hre, chainId, predecessor === NO_PREDECESSOR ? "" : predecessor.cobaltLot)
      : undefined;
  const kept = ROLE_NAMES.filter((name) => given[name] === "");
  const named = ROLE_NAMES.filter((name) => given[name] !== "");
  const roles = Object.fromEntries(named.map((name) => [name, given[name]]));
  const keys = given.keys === "" ? developmentKeyWords() : readKeyWords(given.keys);
  const isDevelopment = areDevelopmentKeys(keys);
  if (isDevelopment) requireFitForDevelopmentKeys(chainId, given.developmentKeys);
  const parameters = { keys, footprintMethod, roles, predecessor };
  const { provider } = connection.ethers;
  const addresses = await deployKobold(connection, parameters, journal);
  const firstBlock = journal === undefined ? 0 : await firstBlockIn(journal, provider);
  const file = await describeDeploymentAt(provider, addresses, firstBlock, {
    pageHash: await readPageHash(),
  });
  const written = journal === undefined ? undefined : fileIn(journal);
  if (written !== undefined) writeFileSync(written, `${asDocument(file)}\n`);
  if (isDevelopment) tell(DEVELOPMENT_KEYS_WARNING);
  tell(
    phrase`The deployer holds these roles, so its one key can do all that they may: ${["administrator", ...kept].join(", ")}. \`verify-deployment\` tells how to part them.`,
  );
  if (journal === undefined) tell(phrase`This chain ends with this command; try --network localhost.`);
  return {
    json: file,
    lines: [
      ...Object.entries(addresses).map(([name, address]) => `${name.padEnd(16)}${address}`),
      ...(written === undefined
        ? []
        : [
            phrase`${written} tells where it stands; give it to whoever works on it`,
            phrase`Publish its fingerprint, by which a passport's reader knows the deployment: ${deploymentFingerprint(JSON.parse(asJson(file)))}`,
          ]),
    ],
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
