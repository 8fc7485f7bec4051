import { execFile } from "node:child_process";
import path from "node:path";

import hre from "hardhat";

/** How a command ended and what it printed. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Hardhat's command line in a process of its own, with `env` on top of this one's environment. */
export function hardhatCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { root } = hre.config.paths;
  const cli = path.join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
  const options = { cwd: root, env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
