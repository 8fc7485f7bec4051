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
    .addOption(option("confirmations", "Blocks after which one is final", "3"));

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
];
