import { ArgumentType } from "hardhat/types/arguments";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Task } from "hardhat/types/tasks";

import { action, type Printed } from "../ui/action.ts";
import { PROGRAM } from "../ui/command.ts";
import { bashCompletion, type Completable, type Vocabulary } from "../ui/completion.ts";

export default action<Printed>((_, hre) => {
  const script = bashCompletion(vocabularyOf(hre));
  return { json: { bash: script }, lines: [script.trimEnd()] };
});

/** All tasks of this Hardhat, its own and ours, by their definitions. */
function vocabularyOf({ config, globalOptions, tasks }: HardhatRuntimeEnvironment): Vocabulary {
  return {
    program: PROGRAM,
    tasks: [...tasks.rootTasks.values()].flatMap(withSubtasks),
    globalOptions: Object.entries(globalOptions).map(([name, value]) => ({
      name: typed(name),
      takesValue: typeof value !== "boolean",
    })),
    values: { "--network": Object.keys(config.networks), "--lang": ["en", "fr"] },
  };
}

function withSubtasks({ id, options, subtasks }: Task): Completable[] {
  const own = {
    words: id,
    subtasks: [...subtasks.keys()],
    options: [...options.values()].map(({ name, type }) => ({
      name: typed(name),
      takesValue: type !== ArgumentType.FLAG,
    })),
  };
  return [own, ...[...subtasks.values()].flatMap(withSubtasks)];
}

/** `firstBlock` as `--first-block`. */
function typed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
