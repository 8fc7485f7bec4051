import { globalOption, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase, type Text } from "../scripts/core/phrase.ts";
import { heading } from "../scripts/demo/heading.ts";
import { assayTasks } from "./assay/index.ts";
import { auditTasks } from "./audit/index.ts";
import { circuitsTasks } from "./circuits/index.ts";
import { claimTasks } from "./claim/index.ts";
import { completionTasks } from "./completion/index.ts";
import { lotTasks } from "./lot/index.ts";
import { operationTasks } from "./operation/index.ts";
import { orderTasks } from "./order/index.ts";
import { passportTasks } from "./passport/index.ts";
import { policyTasks } from "./policy/index.ts";
import { recallTasks } from "./recall/index.ts";
import { siteTasks } from "./site/index.ts";
import { attributeTasks } from "./attribute/index.ts";
import { tollTasks } from "./toll/index.ts";
import { built } from "./ui/built.ts";
import { showOptionsAsTyped } from "./ui/help.ts";
import * as common from "./ui/common.ts";
import { ACCOUNT, deploymentTask, described, flag, jsonTask, option, vaultFile } from "./ui/define.ts";
import { inWords } from "./ui/language.ts";
import { lineWidth } from "./ui/table.ts";
import { vaultTasks } from "./vault/index.ts";

showOptionsAsTyped(process.argv.slice(2), process.stdout);

const holder = <const Name extends string>(name: Name, duty: Text) =>
  option(name, phrase`Account that ${duty}; the deployer by default`);

const holders = <const Name extends string>(name: Name, duties: Text) =>
  option(
    name,
    phrase`Accounts that ${duties}, separated by commas; by default those named when it was deployed`,
  );
const keysFolder = option("keys", phrase`Folder with the verifying keys; without it those for development`);
const footprintMethod = option(
  "footprintMethod",
  phrase`The method document by which footprints of this deployment are calculated, or its hash`,
  "Cobalt footprint method, edition 1",
);

export const tasks: TaskDefinition[] = [
  ...circuitsTasks,
  jsonTask(
    "deploy",
    phrase`Deploy Kobold, or finish a deployment that was interrupted`,
    "--network localhost",
    `--network remote --accreditor ${ACCOUNT} --json > deployment.json`,
  )
    .addOption(footprintMethod)
    .addOption(keysFolder)
    .addFlag(
      flag(
        "developmentKeys",
        phrase`Deploy the development keys on a test network: anybody can forge proofs for them`,
      ),
    )
    .addOption(option("predecessor", phrase`What it goes on from: the other CobaltLot, or its file`))
    .addOption(option("cut", phrase`The predecessor's last block whose lots may move here`))
    .addOption(holder("accreditor", phrase`accredits sites`))
    .addOption(holder("tracingAuthority", phrase`confirms sites and can link permits to them`))
    .addOption(holder("schemeAdministrator", phrase`defines attributes`))
    .addOption(holder("surveillance", phrase`holds and releases lots`))
    .addOption(holder("recallAuthority", phrase`opens and closes recalls`))
    .setAction(built(() => import("./deploy.ts")))
    .build(),
  deploymentTask(
    "doctor",
    phrase`Check everything that daily work needs, and say how to put right what is wrong`,
    "",
    "--vault mine.vault",
  )
    .addOption(vaultFile)
    .addOption(common.contractAccount)
    .setAction(() => import("./doctor.ts"))
    .build(),
  deploymentTask(
    "verify-deployment",
    phrase`Compare a live deployment with this checkout: code, keys, circuits, bindings, roles`,
    "",
    `--deployment deployment.json --accreditor ${ACCOUNT}`,
  )
    .addOption({
      ...footprintMethod,
      description: inWords(phrase`The document that the footprint method should be, or its hash`),
    })
    .addOption(keysFolder)
    .addOption(option("predecessor", phrase`What it should go on from: the other CobaltLot, or its file`))
    .addOption(option("dayTolerance", phrase`Days by which a proof may be dated before today`, "1"))
    .addOption(
      option(
        "rootWindow",
        phrase`Seconds for which a registry stays valid after a change that takes nothing from a site`,
        "86400",
      ),
    )
    .addOption(holders("administrator", phrase`give and take roles`))
    .addOption(holders("accreditor", phrase`accredit sites`))
    .addOption(holders("tracingAuthority", phrase`confirm sites and can link permits to them`))
    .addOption(holders("schemeAdministrator", phrase`define attributes`))
    .addOption(holders("surveillance", phrase`hold and release lots`))
    .addOption(holders("recallAuthority", phrase`open and close recalls`))
    .addFlag(common.full)
    .setAction(built(() => import("./verify-deployment.ts")))
    .build(),
  task(
    "demo",
    described(
      "demo",
      phrase`Play a day from mines to a battery plant on an in-process chain, every step proven`,
      "",
      "--data records --json run.json",
    ),
  )
    .addOption(option("json", phrase`File to write the whole run to`))
    .addOption(option("data", phrase`Folder with records of your own`))
    .setAction(() => {
      // at once: building and loading take their time
      const title = inWords(phrase`Kobold: from mine to battery plant with hidden volumes`);
      process.stdout.write(heading(title, lineWidth()));
      return built(() => import("./demo.ts"))();
    })
    .build(),
  ...vaultTasks,
  ...attributeTasks,
  ...siteTasks,
  ...lotTasks,
  ...assayTasks,
  ...tollTasks,
  ...auditTasks,
  ...completionTasks,
  ...policyTasks,
  ...claimTasks,
  ...operationTasks,
  ...orderTasks,
  ...passportTasks,
  ...recallTasks,
];

/** The plugin: Kobold's tasks, in English or French, and the networks that they speak of. */
export const kobold: HardhatPlugin = {
  id: "kobold",
  npmPackage: "kobold",
  dependencies: () => [
    import("@nomicfoundation/hardhat-ethers"),
    import("@nomicfoundation/hardhat-ignition-ethers"),
    import("@nomicfoundation/hardhat-keystore"),
    import("@nomicfoundation/hardhat-network-helpers"),
  ],
  hookHandlers: { config: () => import("./ui/networks.ts") },
  globalOptions: [
    globalOption({
      name: "lang",
      description: inWords(phrase`Language of Kobold's tasks, en or fr; the locale's by default`),
      type: ArgumentType.STRING,
      defaultValue: "",
    }),
  ],
  tasks,
};

export default kobold;
