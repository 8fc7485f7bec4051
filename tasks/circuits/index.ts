import { emptyTask } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { flag, jsonTask } from "../ui/define.ts";
import { inWords } from "../ui/language.ts";

export const circuitsTasks: TaskDefinition[] = [
  emptyTask("circuits", inWords(phrase`Build the circuits, make and check their development keys`)).build(),
  jsonTask("circuits build", phrase`Compile the circuits that have changed`, "")
    .setAction(() => import("./build.ts"))
    .build(),
  jsonTask("circuits info", phrase`Show the size of each circuit and its key`, "--json")
    .setAction(() => import("./info.ts"))
    .build(),
  jsonTask("circuits setup", phrase`Make the development keys of the circuits that have changed`, "")
    .setAction(() => import("./setup.ts"))
    .build(),
  jsonTask(
    "circuits verify",
    phrase`Check circuits, development keys and contracts/Keys.sol against one another`,
    "",
    "--full",
  )
    .addFlag(flag("full", phrase`Make the powers of tau again, and check the keys against them`))
    .setAction(() => import("./verify.ts"))
    .build(),
];
