import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

import hre from "hardhat";

/** A shell of somebody's: folder and variables last from one script to the next. */
export interface Terminal {
  /** Runs lines until one fails. @returns what they printed @throws with what was printed and said */
  run(script: string): Promise<string>;
  close(): void;
}

let last = 0;

/** Opens a shell in a folder, in which `npx hardhat` is this checkout's, without npm's start-up. */
export function openTerminal(folder: string): Terminal {
  const cli = path.join(hre.config.paths.root, "node_modules", "hardhat", "dist", "src", "cli.js");
  const env = { ...process.env, LANG: "C", LC_ALL: "", COLUMNS: "80", NODE: process.execPath, CLI: cli };
  const shell = spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail"], { cwd: folder, env });
  shell.stdin.write('npx() { shift; "$NODE" "$CLI" "$@"; }\nnode() { "$NODE" "$@"; }\n');
  let printed = "";
  let said = "";
  shell.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  shell.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  return {
    async run(script) {
      last += 1;
      const file = path.join(folder, `script-${last}.sh`);
      const end = `@@ end of ${file}\n`;
      writeFileSync(file, script);
      [printed, said] = ["", ""];
      await new Promise<void>((resolve, reject) => {
        const failed = (code: number | null) => {
          reject(new Error(`a line ended with ${code ?? "a signal"}\n${script}\n${printed}\n${said}`));
        };
        shell.once("close", failed);
        shell.stdout.on("data", () => {
          if (!printed.endsWith(end)) return;
          shell.off("close", failed);
          resolve();
        });
        // the script is sourced from a file, since whatever reads standard input would swallow its next lines
        shell.stdin.write(`source '${file}' < /dev/null\necho '${end.trim()}'\n`);
      });
      return printed.slice(0, -end.length);
    },
    close() {
      shell.kill();
    },
  };
}
