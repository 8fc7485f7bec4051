import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { isCheckout } from "../../scripts/prover/files.ts";
import { circuitInfos } from "../../scripts/setup/info.ts";
import { makeKeys } from "../../scripts/setup/keys.ts";
import { action, type Printed } from "../ui/action.ts";
import { tell } from "../ui/print.ts";

export default action<Printed>(async () => {
  if (!isCheckout()) {
    throw new KoboldError(
      "ARTEFACT_MISSING",
      phrase`keys are made in Kobold's repository, and this is an installed package`,
      phrase`clone the repository and run \`npx hardhat circuits setup\` there`,
    );
  }
  await makeKeys(tell);
  return {
    json: circuitInfos(),
    lines: [phrase`DEVELOPMENT keys, from public beacons: anyone can forge proofs for them.`],
  };
});
