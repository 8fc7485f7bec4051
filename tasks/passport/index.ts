import { phrase } from "../../scripts/core/phrase.ts";
import { exportTask } from "../exports/options.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import { argument, deploymentTask, INTAKE, jsonTask, nounTasks, option } from "../ui/define.ts";

const BLOCK = "0xb3b20624f8f0f86eb50dd04688409e5cea4bd02d700bf6e79e9384d47d6a5a35";

const PAGE = "--page https://plant.example/passports.html";
const ISSUER =
  '--context https://plant.example/kobold-v1.json --issuer did:web:plant.example --issuer-name "Example Plant"';

const passport = argument(
  "passport",
  phrase`The passport's file, its page, evidence, or a URL of one of these`,
);
const block = option(
  "block",
  phrase`Hash of the block to check at; by default the one that the passport names`,
);
const believed = option(
  "deployment",
  phrase`Files of the deployments that you believe, separated by commas; by default those that the passport names`,
);

export const passportTasks = nounTasks(
  "passport",
  phrase`Issue the passports of battery packs, and verify them without trusting any server`,
  [
    deploymentTask(
      "passport issue",
      phrase`Write a passport for each pack that an order was built into`,
      `1 serials.txt passports --intake ${INTAKE}`,
    )
      .addPositionalArgument(argument("order", phrase`The order's number`))
      .addPositionalArgument(
        argument("serials", phrase`The file of serial numbers with which the order was backed`),
      )
      .addPositionalArgument(argument("out", phrase`The folder to write them to, which is new or empty`))
      .addOption(option("intake", phrase`Address of the plant's intake`))
      .addOption(common.predecessors)
      .addOption(option("confirmations", phrase`Blocks after which a transaction is final`, "3"))
      .setAction(built(() => import("./issue.ts"))),
    jsonTask(
      "passport verify",
      phrase`Check a passport, or evidence of a check, from a block's hash to the mints; anybody may ask`,
      "passports/00001-KBD-1000.json --network remote",
      "passport.html",
      `passport.json --block ${BLOCK} --deployment deployment.json --network remote`,
    )
      .addPositionalArgument(passport)
      .addOption(block)
      .addOption(believed)
      .addOption(
        option("evidence", phrase`A new file for all that was answered, to check again without a node`),
      )
      .setAction(built(() => import("./verify.ts"))),
    exportTask(
      "passport export",
      phrase`Write what a passport proves as a document for other systems, once all of it is checked; masses and sites are left out`,
      `passport.json --format untp-product ${PAGE} ${ISSUER} --gtin 09520000000011 --country BE --out product.json`,
      `passports ${PAGE} --context https://plant.example/kobold-v1.json --gtin 09520000000011 --out events`,
    )
      .addPositionalArgument(
        argument(
          "passport",
          phrase`The passport's file, its page, evidence, a URL of one of these, or a folder of an order's passports`,
        ),
      )
      .addOption(block)
      .addOption(believed)
      .setAction(built(() => import("./export.ts"))),
    jsonTask(
      "passport page",
      phrase`Write the page on which each visitor's own browser checks passports`,
      "passports --html passport.html --nodes https://rpc.example.org",
      "evidence.json --html passport.html",
    )
      .addVariadicArgument(
        argument(
          "passports",
          phrase`Passports of one order or lot, evidence of their check, or folders of them`,
        ),
      )
      .addOption(option("html", phrase`The file to write the page to`, "passport.html"))
      .addOption(
        option(
          "nodes",
          phrase`URLs of the nodes that visitors ask, separated by commas; none where evidence is given`,
        ),
      )
      .setAction(built(() => import("./page.ts"))),
  ],
);
