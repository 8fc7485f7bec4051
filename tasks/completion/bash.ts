import { ArgumentType } from "hardhat/types/arguments";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Task } from "hardhat/types/tasks";

import { action, type Printed } from "../ui/action.ts";
import { PROGRAM } from "../ui/command.ts";

export default action<Printed>((_, hre) => {
  const script = bashCompletion(hre);
  return { json: { bash: script }, lines: [script.trimEnd()] };
});

/**
 * A script for bash (3.2 or later) that completes all tasks of this Hardhat, its own and ours, and their options, after a
 * program of npm's, such as `hardhat`, and after `npx hardhat`. Everything is in it, so that a completion starts no Node.
 */
function bashCompletion({ config, globalOptions, tasks }: HardhatRuntimeEnvironment): string {
  const all = [...tasks.rootTasks.values()].flatMap(withSubtasks);
  const globals = Object.keys(globalOptions).map(typed);
  const options = all.flatMap((each) => [...each.options.values()]);
  // where one task's option is another's flag, a value is taken for an argument, which does no harm
  const flags = new Set([
    ...Object.entries(globalOptions).flatMap(([name, value]) =>
      typeof value === "boolean" ? typed(name) : [],
    ),
    ...options.flatMap(({ name, type }) => (type === ArgumentType.FLAG ? typed(name) : [])),
  ]);
  const names = [...globals, ...options.map(({ name }) => typed(name))];
  const valued = unique(names.filter((name) => !flags.has(name))).join("|");
  // what may follow an option, where that is known; else bash offers files
  const values = { "--network": Object.keys(config.networks), "--lang": ["en", "fr"] };
  return `# Completes the tasks of ${PROGRAM} in bash: source <(npx ${PROGRAM} completion bash)
_${PROGRAM}_tasks() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} first=1 i
  local options='${spaced(globals)}' next='' task=''
  COMPREPLY=()
  if [[ \${COMP_WORDS[0]##*/} == npx ]]; then
    [[ \${COMP_WORDS[1]} == ${PROGRAM} ]] && ((COMP_CWORD > 1)) || return
    first=2
  fi
  case $previous in
${Object.entries(values)
  .map(([name, each]) => `    ${name}) COMPREPLY=($(compgen -W '${spaced(each)}' -- "$current")); return ;;`)
  .join("\n")}
    ${valued}) return ;;
  esac
  for ((i = first; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${valued}) ((i++)) ;;
      -*) ;;
      *) task="$task\${task:+ }\${COMP_WORDS[i]}" ;;
    esac
  done
  case $task in
    '') next='${spaced([...tasks.rootTasks.keys()])}' ;;
${all.map(branch).join("\n")}
  esac
  if [[ $current == -* ]]; then
    next=$options
  fi
  COMPREPLY=($(compgen -W "$next" -- "$current"))
}
complete -o bashdefault -o default -F _${PROGRAM}_tasks ${PROGRAM} npx
`;
}

function withSubtasks(task: Task): Task[] {
  return [task, ...[...task.subtasks.values()].flatMap(withSubtasks)];
}

function branch({ id, subtasks, options }: Task): string {
  const name = id.join(" ");
  // positional arguments may stand behind a task without subtasks
  const pattern = subtasks.size === 0 ? `'${name}'|'${name} '*` : `'${name}'`;
  const next = subtasks.size === 0 ? "" : `next='${spaced([...subtasks.keys()])}'; `;
  return `    ${pattern}) ${next}options="${spaced([...options.keys()].map(typed))} $options" ;;`;
}

/** `maxFee` as `--max-fee`. */
function typed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const unique = (words: readonly string[]) => [...new Set(words)].sort();
const spaced = (words: readonly string[]) => unique(words).join(" ");
