import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import { ACCOUNT, argument, deskTask, nounTasks, option, sealingTask } from "../ui/define.ts";

const sample = option("sample", phrase`The sample's number`);
const ticket = option("ticket", phrase`The weighbridge ticket's number`);

export const assayTasks = nounTasks("assay", phrase`Draft and sign assays`, [
  deskTask("assay keygen", phrase`Make this vault an assayer's`, "").setAction(
    built(() => import("./keygen.ts")),
  ),
  deskTask("assay serve", phrase`Take on a site: sign its drafts from now on`, "1234567890")
    .addPositionalArgument(argument("siteKey", phrase`The site key, as \`site keygen\` printed it`))
    .setAction(built(() => import("./serve.ts"))),
  sealingTask(
    "assay draft",
    phrase`Draft a mint for the site's outside assayer`,
    "assay",
    `${ACCOUNT} draft.json --sample HX-1 --ticket WB-1 --wet 48t --moisture 25% --grade 33%`,
  )
    .addPositionalArgument(argument("to", phrase`The assayer's account`))
    .addPositionalArgument(common.out)
    .addOption(common.site)
    .addOption(sample)
    .addOption(ticket)
    .addOption(common.wet)
    .addOption(common.moisture)
    .addOption(common.grade)
    .addOption(common.co2e)
    .addOption(common.documents)
    .setAction(built(() => import("./draft.ts"))),
  deskTask("assay log", phrase`Show the samples that this assayer has signed`, "").setAction(
    built(() => import("./log.ts")),
  ),
  sealingTask(
    "assay sign",
    phrase`Sign a draft whose figures are the assayer's own`,
    "assay",
    "draft.json signed.json --sample HX-1 --ticket WB-1 --wet 48t --moisture 25% --grade 33%",
  )
    .addPositionalArgument(common.received)
    .addPositionalArgument(common.out)
    .addOption(sample)
    .addOption(ticket)
    .addOption(common.wet)
    .addOption(common.moisture)
    .addOption(common.grade)
    .setAction(built(() => import("./sign.ts"))),
]);
