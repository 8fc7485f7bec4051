import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import { ACCOUNT, argument, deskTask, jsonTask, nounTasks, operationTask, vaultFile } from "../ui/define.ts";

export const vaultTasks = nounTasks("vault", phrase`Keep a firm's openings, secrets and operations`, [
  operationTask(
    "vault init",
    phrase`Make a vault, and publish the key to which others seal notes`,
    "--vault mine.vault",
    `--contract-account ${ACCOUNT} --unsigned publish.json`,
  )
    .addOption(common.contractAccount)
    .setAction(built(() => import("./init.ts"))),
  deskTask(
    "vault add-deployment",
    phrase`Let a vault work on one more deployment, such as a successor`,
    "--deployment successor.json",
  ).setAction(built(() => import("./add-deployment.ts"))),
  deskTask("vault status", phrase`Resume unfinished operations, and show the firm's lots`, "").setAction(
    built(() => import("./status.ts")),
  ),
  deskTask(
    "vault recover",
    phrase`Rebuild a vault from the chain and the wallet's key, or bring it up to date`,
    "--deployment deployment.json",
  )
    .addOption(common.contractAccount)
    .setAction(built(() => import("./recover.ts"))),
  deskTask(
    "vault rehearse",
    phrase`Rebuild a temporary vault from the chain, and compare it with this one`,
    "",
  ).setAction(built(() => import("./rehearse.ts"))),
  jsonTask(
    "vault backup",
    phrase`Copy a vault, and check the copy`,
    "/media/backup/mine.vault --vault mine.vault",
  )
    .addOption(vaultFile)
    .addPositionalArgument(argument("to", phrase`The file to write`))
    .setAction(built(() => import("./backup.ts"))),
  deskTask(
    "vault restore",
    phrase`Replace a lost vault by a backup, and bring it up to date from the chain`,
    "/media/backup/mine.vault --vault mine.vault",
  )
    .addPositionalArgument(argument("from", phrase`The backup's file`))
    .setAction(built(() => import("./restore.ts"))),
  jsonTask("vault change-passphrase", phrase`Change a vault's passphrase`, "--vault mine.vault")
    .addOption(vaultFile)
    .setAction(built(() => import("./change-passphrase.ts"))),
]);
