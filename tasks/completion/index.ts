import { emptyTask } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { phrase } from "../../scripts/core/phrase.ts";
import { jsonTask } from "../ui/define.ts";
import { inWords } from "../ui/language.ts";

export const completionTasks: TaskDefinition[] = [
  emptyTask("completion", inWords(phrase`Let a shell complete tasks and options`)).build(),
  jsonTask(
    "completion bash",
    phrase`Print a script for bash: source <(npx hardhat completion bash)`,
    "> ~/.hardhat-completion.sh",
  )
    .setAction(() => import("./bash.ts"))
    .build(),
];
