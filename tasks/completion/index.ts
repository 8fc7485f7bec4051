import { phrase } from "../../scripts/core/phrase.ts";
import { jsonTask, nounTasks } from "../ui/define.ts";

export const completionTasks = nounTasks("completion", phrase`Let a shell complete tasks and options`, [
  jsonTask(
    "completion bash",
    phrase`Print a script for bash: source <(npx hardhat completion bash)`,
    "> ~/.hardhat-completion.sh",
  ).setAction(() => import("./bash.ts")),
]);
