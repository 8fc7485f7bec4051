import { isAddress, type Provider } from "ethers";

import { footprintMethodOf } from "../scripts/chain/hashes.ts";
import { addressesOf, provenFirstBlock } from "../scripts/chain/deployment-file.ts";
import { readSettings } from "../scripts/chain/deployment-settings.ts";
import { verifyDeployment } from "../scripts/chain/verify-deployment.ts";
import { verifyFile, verifyPage } from "../scripts/chain/verify-file.ts";
import { secondOpinion } from "../scripts/chain/second-opinion.ts";
import type { HolderName } from "../scripts/chain/verify-roles.ts";
import { verifyDeployedKeys } from "../scripts/chain/verify-keys.ts";
import { developmentKeyWords, readKeyWords } from "../scripts/prover/key-words.ts";
import { KoboldError } from "../scripts/core/errors.ts";
import { phrase } from "../scripts/core/phrase.ts";
import { parseDecimal } from "../scripts/core/units.ts";
import { cobaltLotGiven } from "./ui/addresses.ts";
import { deploymentAction } from "./ui/chain.ts";
import { checkAnswer } from "./ui/checks.ts";
import { tell } from "./ui/print.ts";
import { compileAll } from "../scripts/setup/compile.ts";
import { readPageHash } from "../scripts/setup/page.ts";
import { verifyKeys } from "../scripts/setup/verify.ts";

const HOLDERS = [
  "administrator",
  "accreditor",
  "tracingAuthority",
  "schemeAdministrator",
  "surveillance",
  "recallAuthority",
] as const satisfies readonly HolderName[];

export default deploymentAction<
  HolderName | "footprintMethod" | "keys" | "predecessor" | "dayTolerance" | "rootWindow",
  "full"
>(async (given, { provider, file }) => {
  const named = HOLDERS.filter((name) => given[name] !== "");
  const expected = {
    settings: {
      footprintMethod: footprintMethodOf(given.footprintMethod),
      dayTolerance: parseDecimal("--day-tolerance", given.dayTolerance, 0),
      rootWindow: parseDecimal("--root-window", given.rootWindow, 0),
    },
    ...(given.predecessor === "" ? {} : { predecessor: cobaltLotGiven("--predecessor", given.predecessor) }),
    holders: Object.fromEntries(named.map((name) => [name, accountsOf(name, given[name])])),
    firstBlock: await provenFirstBlock(provider, file),
  };
  const addresses = addressesOf(file);
  const look = async (node: Provider) => {
    const told = await readSettings(node, addresses);
    const checks = await Promise.all([
      verifyDeployment(node, addresses, expected, told),
      verifyFile(node, file, told),
    ]);
    return checks.flat();
  };
  const { found, others } = await secondOpinion(provider, look, (checks) => checks);
  tell(phrase`building the circuits, and checking keys`);
  await compileAll();
  const keys = [
    await (given.keys === ""
      ? verifyDeployedKeys(provider, addresses.proofVerifier, developmentKeyWords(), "circuits/keys")
      : verifyDeployedKeys(provider, addresses.proofVerifier, readKeyWords(given.keys), given.keys)),
    ...(await verifyKeys(given.full, tell)),
    verifyPage(file, await readPageHash()),
  ];
  return checkAnswer([...found, ...others, ...keys]);
});

/** @throws BAD_INPUT */
function accountsOf(name: string, text: string): string[] {
  return text.split(",").map((part) => {
    const account = part.trim();
    const valid: boolean = isAddress(account);
    if (valid) return account;
    throw new KoboldError(
      "BAD_INPUT",
      phrase`${name}: "${account}" is not an address`,
      phrase`give 20 bytes, as 0x…, separated by commas`,
    );
  });
}
