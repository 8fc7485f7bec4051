import { phrase } from "../../scripts/core/phrase.ts";
import { exportTask } from "../exports/options.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import {
  ACCOUNT,
  again,
  argument,
  deploymentFile,
  deploymentTask,
  deskTask,
  flag,
  nounTasks,
  operationTask,
  option,
  vaultFile,
} from "../ui/define.ts";

const label = option("label", phrase`The firm's own name for it`);
const offeredLot = argument("lot", phrase`The first digits of the offered lot's id`);
const frozenLots = argument("lots", phrase`Ids of lots, or their first digits`);
const SHEET_COLUMNS = "site, ticket, sample, lot, wet (t), moisture (%), grade (%), co2e (kg/kg), documents";

export const lotTasks = nounTasks("lot", phrase`Make, change, show and hand over lots`, [
  operationTask(
    "lot mint",
    phrase`Bring cobalt into the chain at a site of this vault`,
    "--wet 48t --moisture 25% --grade 33% --co2e 8kg/kg --label ore",
    "--mass 11.88t --site pit",
    "--assayed signed.json --label ore",
  )
    .addOption(common.site)
    .addOption(common.wet)
    .addOption(common.moisture)
    .addOption(common.grade)
    .addOption(
      option("mass", phrase`Contained cobalt instead of wet mass, moisture and grade, such as 11.88t`),
    )
    .addOption(common.co2e)
    .addOption(option("to", phrase`Account that gets the lot; this firm's by default`))
    .addOption(common.documents)
    .addOption(label)
    .addOption(option("assayed", phrase`The assayer's sealed answer to \`assay draft\`, in place of figures`))
    .addFlag(again)
    .setAction(built(() => import("./mint.ts"))),
  deskTask(
    "lot import",
    phrase`Mint the consignments of a weighbridge and assay sheet, each once`,
    "weighbridge.csv --dry-run",
    "weighbridge.xlsx --sheet March --decimal comma",
  )
    .addPositionalArgument(argument("file", phrase`The sheet, .csv or .xlsx; columns: ${SHEET_COLUMNS}`))
    .addOption(option("site", phrase`The site of all rows, where the sheet has no such column`))
    .addOption(option("decimal", phrase`How the sheet writes decimals: comma or point`))
    .addOption(option("sheet", phrase`Sheet to read, where an .xlsx file has several`))
    .addOption(option("batch", phrase`Rows of one transaction, up to 64`, "16"))
    .addOption(option("processes", phrase`Proofs made at the same time; one for each core by default`))
    .addFlag(flag("dryRun", phrase`Only check the rows and add them up`))
    .addFlag(common.yes)
    .setAction(built(() => import("./import.ts"))),
  operationTask(
    "lot split",
    phrase`Split a lot into up to 8 pieces`,
    "ore --into 10t,rest --labels sold,kept",
    "ore --into 40%,60%",
  )
    .addPositionalArgument(common.lot)
    .addOption(option("into", phrase`The pieces, such as 10t,rest or 40%,60%`))
    .addOption(option("labels", phrase`The firm's own names for the pieces, in order, such as a,b`))
    .setAction(built(() => import("./split.ts"))),
  operationTask(
    "lot merge",
    phrase`Merge up to 8 lots into one`,
    "bought scrap --label blend",
    "a b c --joined",
  )
    .addVariadicArgument(argument("lots", phrase`Labels of lots, or the first digits of their ids`))
    .addOption(label)
    .addFlag(
      flag(
        "joined",
        phrase`For pieces of one split: keep provenance and claims, and show that they belong together`,
      ),
    )
    .setAction(built(() => import("./merge.ts"))),
  operationTask(
    "lot refine",
    phrase`Refine a lot at a site of this vault`,
    "blend --mass 11.8t --label sulphate",
  )
    .addPositionalArgument(common.lot)
    .addOption(common.site)
    .addOption(option("mass", phrase`The cobalt that leaves, such as 17.243496t`))
    .addOption(common.co2e)
    .addOption(common.documents)
    .addOption(label)
    .setAction(built(() => import("./refine.ts"))),
  operationTask(
    "lot retire",
    phrase`Retire a lot that went into batteries, was lost or left the chain`,
    'dross --kind loss --purpose "left in the slag"',
  )
    .addPositionalArgument(common.lot)
    .addOption(option("kind", phrase`Why: product, loss, export or correction`))
    .addOption(
      option("purpose", phrase`What the lot was used for, or the document; a hash of it goes on the chain`),
    )
    .addFlag(common.yes)
    .setAction(built(() => import("./retire.ts"))),
  operationTask(
    "lot move",
    phrase`Move a lot to the deployment that goes on from this one`,
    "sulphate --successor successor.json",
  )
    .addPositionalArgument(common.lot)
    .addOption(option("successor", phrase`The successor's CobaltLot, or its file`))
    .addFlag(common.yes)
    .setAction(built(() => import("./move.ts"))),
  operationTask(
    "lot adopt",
    phrase`Go on with a lot that was moved here from the predecessor`,
    "sulphate --deployment successor.json",
  )
    .addPositionalArgument(common.lot)
    .setAction(built(() => import("./adopt.ts"))),
  deskTask("lot list", phrase`Show the firm's lots`, "", "--state retired --json")
    .addOption(option("state", phrase`Only lots in this state`))
    .addFlag(flag("all", phrase`Include lots that have ended`))
    .setAction(built(() => import("./list.ts"))),
  deskTask("lot show", phrase`Show what a lot holds, and what is proven of it`, "0x2cf6")
    .addPositionalArgument(common.lot)
    .setAction(built(() => import("./show.ts"))),
  operationTask("lot offer", phrase`Offer a lot, its opening sealed to the buyer`, `sold ${ACCOUNT} --days 7`)
    .addPositionalArgument(common.lot)
    .addPositionalArgument(argument("to", phrase`The buyer's account`))
    .addOption(option("days", phrase`Days for which the offer stands`, "14"))
    .setAction(built(() => import("./offer.ts"))),
  operationTask(
    "lot accept",
    phrase`Show what is proven of an offered lot and what it holds, and accept it`,
    "0x2cf68f43 --label bought",
  )
    .addPositionalArgument(offeredLot)
    .addOption(label)
    .addFlag(common.yes)
    .setAction(built(() => import("./accept.ts"))),
  operationTask("lot reject", phrase`Decline an offer`, "0x2cf68f43")
    .addPositionalArgument(offeredLot)
    .setAction(built(() => import("./reject.ts"))),
  operationTask("lot cancel", phrase`Take an offer back`, "sold")
    .addPositionalArgument(common.lot)
    .setAction(built(() => import("./cancel.ts"))),
  operationTask(
    "lot hold",
    phrase`Freeze lots, whoever owns them, as the surveillance`,
    '0x2cf68f43 0x1d07a2b3 --reason "recall 2026-14"',
  )
    .addVariadicArgument(frozenLots)
    .addOption(option("reason", phrase`The document that says why; a hash of it goes on the chain`))
    .setAction(built(() => import("./hold.ts"))),
  operationTask("lot release", phrase`Set frozen lots free, as the surveillance`, "0x2cf68f43 0x1d07a2b3")
    .addVariadicArgument(frozenLots)
    .setAction(built(() => import("./release.ts"))),
  operationTask(
    "lot weaken",
    phrase`Coarsen a lot's figures before a sale, as far as the policies allow`,
    "sulphate --policies eu-2031",
  )
    .addPositionalArgument(common.lot)
    .addOption(
      option("policies", phrase`Policies that it must still meet, in words, separated by semicolons`),
    )
    .addFlag(common.yes)
    .setAction(built(() => import("./weaken.ts"))),
  deploymentTask(
    "lot trace",
    phrase`Show where a lot came from and what became of it, as a tree or drawing`,
    "sulphate",
    "0x2cf68f43 --public --html lineage.html",
  )
    .addPositionalArgument(common.lot)
    .addOption(vaultFile)
    .addFlag(flag("public", phrase`Without a vault: only what anybody can see`))
    .addOption(option("dot", phrase`File to write the lineage to, for Graphviz`))
    .addOption(option("svg", phrase`File to write the lineage to, as an SVG drawing`))
    .addOption(option("html", phrase`File to write the lineage to, as a web page that works offline`))
    .setAction(built(() => import("./trace.ts"))),
  exportTask(
    "lot export",
    phrase`Write what is proven of a lot that lives as a document for other systems, once all of it is checked; masses and sites are left out`,
    '0x2cf68f43 "rmap = 100%" --page https://refiner.example/lot.html --context https://refiner.example/kobold-v1.json --out events.json --network remote',
  )
    .addPositionalArgument(common.publicLot)
    .addVariadicArgument(common.publicPolicies)
    .addOption(deploymentFile)
    .addOption(common.predecessors)
    .setAction(built(() => import("./export.ts"))),
]);
