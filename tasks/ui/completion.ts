/** A task as it is typed. */
export interface Completable {
  /** Words of the command line, such as `lot`, `offer`. */
  readonly words: readonly string[];
  readonly subtasks: readonly string[];
  readonly options: readonly CompletableOption[];
}

export interface CompletableOption {
  /** As it is typed, such as `--first-block`. */
  readonly name: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
}

export interface Vocabulary {
  /** What is typed before a task. */
  readonly program: string;
  readonly tasks: readonly Completable[];
  readonly globalOptions: readonly CompletableOption[];
  /** What may follow an option, where that is known; else bash offers files. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/**
 * A script for bash (3.2 or later) that completes tasks and options after a program of npm's, such as `hardhat`, and after `npx hardhat`. Everything is in
 * it, so that a completion starts no Node.
 */
export function bashCompletion({ program, tasks, globalOptions, values }: Vocabulary): string {
  const options = [...globalOptions, ...tasks.flatMap((task) => task.options)];
  // where one task's option is another's flag, a value is taken for an argument, which does no harm
  const flags = new Set(namesOf(options.filter(({ takesValue }) => !takesValue)));
  const valued = unique(namesOf(options).filter((name) => !flags.has(name))).join("|");
  const roots = tasks.filter(({ words }) => words.length === 1).map(({ words }) => words.join(" "));
  return `# Completes the tasks of ${program} in bash: source <(npx ${program} completion bash)
_${program}_tasks() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} first=1 i
  local options='${spaced(namesOf(globalOptions))}' next='' task=''
  COMPREPLY=()
  if [[ \${COMP_WORDS[0]##*/} == npx ]]; then
    [[ \${COMP_WORDS[1]} == ${program} ]] && ((COMP_CWORD > 1)) || return
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
    '') next='${spaced(roots)}' ;;
${tasks.map(branch).join("\n")}
  esac
  if [[ $current == -* ]]; then
    next=$options
  fi
  COMPREPLY=($(compgen -W "$next" -- "$current"))
}
complete -o bashdefault -o default -F _${program}_tasks ${program} npx
`;
}

function branch({ words, subtasks, options }: Completable): string {
  const name = words.join(" ");
  // positional arguments may stand behind a task without subtasks
  const pattern = subtasks.length === 0 ? `'${name}'|'${name} '*` : `'${name}'`;
  const next = subtasks.length === 0 ? "" : `next='${spaced(subtasks)}'; `;
  return `    ${pattern}) ${next}options="${spaced(namesOf(options))} $options" ;;`;
}

const namesOf = (options: readonly CompletableOption[]) => options.map(({ name }) => name);
const unique = (words: readonly string[]) => [...new Set(words)].sort();
const spaced = (words: readonly string[]) => unique(words).join(" ");
