import { spawnSync } from "node:child_process";

/**
 * Runs npm in a folder, on the Node of this process.
 * @returns what it printed @throws Error with what it said, if it fails
 */
export function npm(args: readonly string[], cwd: string): string {
  const script = process.env["npm_execpath"];
  const [command, before] = script?.endsWith("js") === true ? [process.execPath, [script]] : ["npm", []];
  const { status, stdout, stderr } = spawnSync(command, [...before, ...args], {
    cwd,
    encoding: "utf8",
    // npm is a batch file there
    shell: process.platform === "win32" && command === "npm",
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} fails in ${cwd}:\n${stdout}${stderr}`);
  return stdout;
}
