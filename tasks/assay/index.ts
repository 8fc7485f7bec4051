import { emptyTask } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { argument, option, sealingTask } from "../ui/define.ts";
import { inWords } from "../ui/language.ts";

export const assayTasks: TaskDefinition[] = [
  emptyTask("assay", inWords(phrase`Vouch for lots`)).build(),
  sealingTask(["assay", "sign"], phrase`Sign a draft whose figures are the assayer's own`, "assay")
    .addPositionalArgument(argument("file", phrase`The sealed file that came`))
    .addPositionalArgument(argument("out", phrase`The sealed file to write`))
    .addOption(option("sample", phrase`The sample's number`))
    .addOption(option("ticket", phrase`The weighbridge ticket's number`))
    .addOption(option("wet", phrase`Wet mass, such as 48t`))
    .addOption(option("moisture", phrase`Water in the wet mass, such as 25%`))
    .addOption(option("grade", phrase`Cobalt in the dry mass, such as 33%`))
    .setAction(() => import("./sign.ts"))
    .build(),
];
