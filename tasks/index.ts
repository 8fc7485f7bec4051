import { emptyTask, task } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

const holder = <const Name extends string>(name: Name, duty: string) => ({
  name,
  description: `Account that ${duty}; the deployer by default`,
  defaultValue: "",
});

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
];
