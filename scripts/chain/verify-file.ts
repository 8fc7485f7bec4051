import type { Provider } from "ethers";

import { type Check, failed, passed, skipped } from "../core/check.ts";
import { asJson } from "../core/json.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { CONTRACT_NAMES } from "./contracts.ts";
import { addressesOf, type DeploymentFile, describeDeploymentAt } from "./deployment-file.ts";
import type { DeploymentSettings } from "./deployment-settings.ts";

/** Whether a deployment still is what its file says. @param told as of `verifyDeployment` @throws RPC_FAILED */
export async function verifyFile(
  provider: Provider,
  file: DeploymentFile,
  told?: DeploymentSettings,
): Promise<Check[]> {
  const found = await describeDeploymentAt(provider, addressesOf(file), file.firstBlock, { told });
  const wrong = (part: string, details: Text): Check =>
    failed(
      `file/${part}`,
      details,
      phrase`send nothing to this deployment until it is explained why its file says otherwise`,
    );
  const others = CONTRACT_NAMES.filter(
    (name) => found.contracts[name].codeHash !== file.contracts[name].codeHash,
  );
  // more may have been defined since, but none changes
  const changed = file.attributes.filter(
    (said) => !found.attributes.some((each) => asJson(each) === asJson(said)),
  );
  return [
    others.length === 0
      ? passed("file/code", phrase`the code of all contracts is that of the deployment's file`)
      : wrong("code", phrase`other code than the deployment's file says: ${others.join(", ")}`),
    found.keysHash === file.keysHash
      ? passed("file/keys", phrase`the verifying keys are those of the deployment's file`)
      : wrong(
          "keys",
          phrase`the deployment's file says that the hash of the verifying keys is ${file.keysHash}; it is ${found.keysHash}`,
        ),
    found.footprintMethod === file.footprintMethod
      ? passed("file/footprintMethod", phrase`the footprint method is that of the deployment's file`)
      : wrong(
          "footprintMethod",
          phrase`the deployment's file says that the footprint method is ${file.footprintMethod}; it is ${found.footprintMethod}`,
        ),
    changed.length === 0
      ? passed("file/attributes", phrase`the attributes are those of the deployment's file`)
      : wrong(
          "attributes",
          phrase`other attributes than the deployment's file says: ${changed.map(({ name }) => name).join(", ")}`,
        ),
    asJson(found.predecessor) === asJson(file.predecessor)
      ? passed("file/predecessor", phrase`what it goes on from is what the deployment's file says`)
      : wrong(
          "predecessor",
          phrase`the deployment's file says that it goes on from ${file.predecessor?.cobaltLot ?? phrase`nothing`}; it goes on from ${found.predecessor?.cobaltLot ?? phrase`nothing`}`,
        ),
  ];
}

/** Whether the page that a deployment publishes is this edition's. @param pageHash of this edition's */
export function verifyPage(file: DeploymentFile, pageHash: string): Check {
  if (file.pageHash === null) {
    return skipped(
      "file/page",
      phrase`the deployment's file names no page for passports, so none was looked at`,
      phrase`whoever deployed writes the file anew by \`deploy\`, with the page's hash`,
    );
  }
  return file.pageHash === pageHash
    ? passed("file/page", phrase`the page for passports is that of the deployment's file`)
    : failed(
        "file/page",
        phrase`the deployment's file says that the hash of the page for passports is ${file.pageHash}; this edition's is ${pageHash}`,
        phrase`use the edition of Kobold that it was deployed with; a page of another edition is not the one that was published`,
      );
}
