/**
 * Has Hardhat's help show options as people type them: it reads `--co2e`, yet writes `--co-2e`, a digit being a new word
 * to it. Its help has no place for a plugin, so what it writes is corrected where the command line asks for help.
 */
export function showOptionsAsTyped(args: readonly string[], out: NodeJS.WriteStream): void {
  if (!asksForHelp(args)) return;
  const write = out.write.bind(out);
  Reflect.set(out, "write", (text: unknown, ...rest: unknown[]) => {
    const more: unknown = Reflect.apply(write, out, [
      typeof text === "string" ? asTyped(text) : text,
      ...rest,
    ]);
    return more;
  });
}

/** Whether a command line asks for help. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

/** In the list of options two spaces or more follow, and the help stays in its column. */
function asTyped(help: string): string {
  return help.replaceAll("--co-2e  ", "--co2e   ").replaceAll("--co-2e", "--co2e");
}
