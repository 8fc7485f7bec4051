import { emptyTask, task } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

const holder = <const Name extends string>(name: Name, duty: string) => ({
  name,
  description: `Account that ${duty}; the deployer by default`,
  defaultValue: "",
});

const option = <const Name extends string>(name: Name, description: string, defaultValue = "") => ({
  name,
  description,
  defaultValue,
});
const yes = { name: "yes", description: "Do not ask" } as const;
const lot = {
  name: "lot",
  description: "The lot's label in the vault, or the first digits of its id",
} as const;
const offeredLot = { name: "lot", description: "The first digits of the offered lot's id" } as const;
const vaultFile = option("vault", "The vault's file", "kobold.vault");

/** A task at a firm's desk: it opens a vault, whose passphrase and wallet come from keystore, environment or prompt. */
const deskTask = (id: [string, string], description: string) =>
  task(id, description)
    .addOption(vaultFile)
    .addOption(option("deployment", "File of addresses; what `deploy` has noted by default"))
    .addOption(option("firstBlock", "The block of the deployment, before which nothing is read", "0"))
    .addOption(option("confirmations", "Blocks after which one is final", "3"));

const file = { name: "file", description: "The sealed file that came" } as const;
const out = { name: "out", description: "The sealed file to write" } as const;

/** A desk's task that writes a sealed file. */
const sealingTask = (id: [string, string], description: string, purpose: string) =>
  deskTask(id, description)
    .addOption(option("purpose", "Why the file is sent; stands in it", purpose))
    .addOption(option("days", "For how long it may be used", "30"));

export const tasks: TaskDefinition[] = [
  emptyTask("circuits", "Build the circuits, make and check their development keys").build(),
  task(["circuits", "build"], "Compile the circuits that have changed")
    .setAction(() => import("./circuits/build.ts"))
    .build(),
  task(["circuits", "info"], "Show the size of each circuit and its key")
    .addFlag({ name: "json", description: "Print JSON" })
    .setAction(() => import("./circuits/info.ts"))
    .build(),
  task(["circuits", "setup"], "Make the development keys of the circuits that have changed")
    .setAction(() => import("./circuits/setup.ts"))
    .build(),
  task(["circuits", "verify"], "Check circuits, development keys and contracts/Keys.sol against one another")
    .addFlag({ name: "full", description: "Make the powers of tau anew and check the keys against them" })
    .setAction(() => import("./circuits/verify.ts"))
    .build(),
  task("deploy", "Deploy Kobold, or finish a deployment that was interrupted")
    .addOption({
      name: "footprintMethod",
      description: "The document by which every footprint of this deployment is made",
      defaultValue: "Cobalt footprint method, edition 1",
    })
    .addOption(holder("accreditor", "accredits sites"))
    .addOption(holder("tracingAuthority", "confirms sites and can link permits to them"))
    .addOption(holder("schemeAdministrator", "defines attribute slots"))
    .addOption(holder("surveillance", "holds and releases lots"))
    .addFlag({ name: "json", description: "Print the addresses as JSON" })
    .setAction(() => import("./deploy.ts"))
    .build(),
  task("demo", "Play a day from mines to a battery plant on an in-process chain, every step proven")
    .addOption({ name: "json", description: "File to write the whole run to", defaultValue: "" })
    .addOption({ name: "data", description: "Folder with records of your own", defaultValue: "" })
    .setAction(() => import("./demo.ts"))
    .build(),
  emptyTask("vault", "Keep a firm's openings, secrets and operations").build(),
  deskTask(["vault", "init"], "Make a vault, and publish the key to which others seal notes")
    .setAction(() => import("./vault/init.ts"))
    .build(),
  deskTask(["vault", "status"], "Take up what is under way, and show the firm's lots")
    .setAction(() => import("./vault/status.ts"))
    .build(),
  deskTask(
    ["vault", "recover"],
    "Rebuild a vault from the chain and the wallet's key, or bring it up to date",
  )
    .setAction(() => import("./vault/recover.ts"))
    .build(),
  deskTask(["vault", "rehearse"], "Rebuild a throwaway vault from the chain, and compare")
    .setAction(() => import("./vault/rehearse.ts"))
    .build(),
  task(["vault", "backup"], "Copy a vault, and check the copy")
    .addOption(vaultFile)
    .addPositionalArgument({ name: "to", description: "The file to write" })
    .setAction(() => import("./vault/backup.ts"))
    .build(),
  emptyTask("lot", "Hand lots over").build(),
  deskTask(["lot", "offer"], "Offer a lot, its opening sealed to the buyer")
    .addPositionalArgument(lot)
    .addPositionalArgument({ name: "to", description: "The buyer's account" })
    .addOption(option("days", "How long the offer stands", "14"))
    .setAction(() => import("./lot/offer.ts"))
    .build(),
  deskTask(["lot", "accept"], "Show what is proven of an offered lot and what it holds, and accept it")
    .addPositionalArgument(offeredLot)
    .addOption(option("label", "The firm's own name for it"))
    .addFlag(yes)
    .setAction(() => import("./lot/accept.ts"))
    .build(),
  deskTask(["lot", "reject"], "Decline an offer")
    .addPositionalArgument(offeredLot)
    .setAction(() => import("./lot/reject.ts"))
    .build(),
  deskTask(["lot", "cancel"], "Take an offer back")
    .addPositionalArgument(lot)
    .setAction(() => import("./lot/cancel.ts"))
    .build(),
  deskTask(["lot", "weaken"], "Coarsen a lot's figures before a sale, as far as policies let it")
    .addPositionalArgument(lot)
    .addOption(option("policies", "What it must meet afterwards, in words, separated by semicolons"))
    .addFlag(yes)
    .setAction(() => import("./lot/weaken.ts"))
    .build(),
  emptyTask("audit", "Disclose lots to auditors, check disclosures, link permits").build(),
  sealingTask(["audit", "disclose"], "Seal a lot's opening to an auditor", "audit")
    .addPositionalArgument(lot)
    .addPositionalArgument({ name: "to", description: "The auditor's account" })
    .addPositionalArgument(out)
    .addFlag({ name: "lineage", description: "Its lineage too, as far as this vault knows it" })
    .setAction(() => import("./audit/disclose.ts"))
    .build(),
  deskTask(["audit", "check"], "Open a disclosure and hold it against the chain")
    .addPositionalArgument(file)
    .setAction(() => import("./audit/check.ts"))
    .build(),
  deskTask(["audit", "link"], "Link lots to the sites that made them, as the tracing authority can")
    .addVariadicArgument({ name: "lots", description: "Ids of lots" })
    .setAction(() => import("./audit/link.ts"))
    .build(),
  emptyTask("toll", "Refine for others").build(),
  sealingTask(["toll", "request"], "Let a refiner open a lot", "toll refining")
    .addPositionalArgument(lot)
    .addPositionalArgument({ name: "to", description: "The refiner's account" })
    .addPositionalArgument(out)
    .setAction(() => import("./toll/request.ts"))
    .build(),
  sealingTask(["toll", "answer"], "Prove the refining of a lot for its owner to send", "toll refining")
    .addPositionalArgument(file)
    .addPositionalArgument({ name: "site", description: "The site's name in the vault" })
    .addPositionalArgument({ name: "mass", description: "The cobalt that leaves, such as 17.243496 t" })
    .addPositionalArgument(out)
    .addOption(option("documents", "The papers, as they are hashed on the chain"))
    .setAction(() => import("./toll/answer.ts"))
    .build(),
  deskTask(["toll", "settle"], "Check a refiner's answer and send it")
    .addPositionalArgument(file)
    .addPositionalArgument(lot)
    .addPositionalArgument({
      name: "least",
      description: "The least cobalt that may come back, such as 17 t",
    })
    .addOption(option("label", "The firm's own name for the refined lot"))
    .setAction(() => import("./toll/settle.ts"))
    .build(),
  emptyTask("assay", "Vouch for lots").build(),
  sealingTask(["assay", "sign"], "Sign a draft whose figures are the assayer's own", "assay")
    .addPositionalArgument(file)
    .addPositionalArgument(out)
    .addOption(option("sample", "The sample's number"))
    .addOption(option("ticket", "The weighbridge ticket's number"))
    .addOption(option("wetTonnes", "Wet mass in tonnes"))
    .addOption(option("moisturePercent", "Water in the wet mass"))
    .addOption(option("gradePercent", "Cobalt in the dry mass"))
    .setAction(() => import("./assay/sign.ts"))
    .build(),
];
