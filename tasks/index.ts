import { task } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

const holder = <const Name extends string>(name: Name, duty: string) => ({
  name,
  description: `Account that ${duty}; the deployer by default`,
  defaultValue: "",
});

export const tasks: TaskDefinition[] = [
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
