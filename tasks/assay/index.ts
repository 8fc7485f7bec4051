import { emptyTask } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import { ACCOUNT, argument, deskTask, option, sealingTask } from "../ui/define.ts";
import { inWords } from "../ui/language.ts";

const out = argument("out", phrase`The sealed file to write`);
const sample = option("sample", phrase`The sample's number`);
const ticket = option("ticket", phrase`The weighbridge ticket's number`);
const wet = option("wet", phrase`Wet mass on the weighbridge, such as 48t`);
const moisture = option("moisture", phrase`Water in the wet mass, such as 25%`);
const grade = option("grade", phrase`Cobalt in the dry mass, such as 33%`);

export const assayTasks: TaskDefinition[] = [
  emptyTask("assay", inWords(phrase`Draft and sign assays`)).build(),
  deskTask("assay keygen", phrase`Make this vault an assayer's`, "")
    .setAction(built(() => import("./keygen.ts")))
    .build(),
  deskTask("assay serve", phrase`Take on a site: sign its drafts from now on`, "1234567890")
    .addPositionalArgument(argument("siteKey", phrase`The site key, as \`site keygen\` printed it`))
    .setAction(built(() => import("./serve.ts")))
    .build(),
  sealingTask(
    "assay draft",
    phrase`Draft a mint for the site's outside assayer`,
    "assay",
    `${ACCOUNT} draft.json --sample HX-1 --ticket WB-1 --wet 48t --moisture 25% --grade 33%`,
  )
    .addPositionalArgument(argument("to", phrase`The assayer's account`))
    .addPositionalArgument(out)
    .addOption(option("site", phrase`The site's name in the vault; needed where it has several`))
    .addOption(sample)
    .addOption(ticket)
    .addOption(wet)
    .addOption(moisture)
    .addOption(grade)
    .addOption(
      option("co2e", phrase`Its footprint, such as 8kg/kg; the least that the audit allows by default`),
    )
    .addOption(option("documents", phrase`The documents; a hash of them goes on the chain`))
    .setAction(built(() => import("./draft.ts")))
    .build(),
  deskTask("assay log", phrase`Show the samples that this assayer has signed`, "")
    .setAction(built(() => import("./log.ts")))
    .build(),
  sealingTask(
    "assay sign",
    phrase`Sign a draft whose figures are the assayer's own`,
    "assay",
    "draft.json signed.json --sample HX-1 --ticket WB-1 --wet 48t --moisture 25% --grade 33%",
  )
    .addPositionalArgument(argument("file", phrase`The sealed file received`))
    .addPositionalArgument(out)
    .addOption(sample)
    .addOption(ticket)
    .addOption(wet)
    .addOption(moisture)
    .addOption(grade)
    .setAction(built(() => import("./sign.ts")))
    .build(),
];
