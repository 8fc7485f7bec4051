import { join } from "node:path";

import Mocha from "mocha";

const root = join(import.meta.dirname, "../..");
let runs = 0;

/** What a run of a test file came to: the title of the first test that failed, and how many passed before it. */
export interface FileResult {
  readonly failure: string | undefined;
  readonly count: number;
}

/** Runs a test file afresh in this process, up to its first failure. @param choose which of its tests, all by default */
export async function runTestFile(file: string, choose?: (mocha: Mocha) => void): Promise<FileResult> {
  const mocha = new Mocha({ ui: "bdd", bail: true, timeout: 1_800_000, reporter: Mocha.reporters.Base });
  choose?.(mocha);
  runs += 1;
  try {
    // mocha would ask for the file itself only once a process
    mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, file, mocha);
    await import(`${join(root, file)}?run=${runs}`);
    let failure: string | undefined;
    let count = 0;
    await new Promise<void>((resolve) => {
      mocha
        .run(() => {
          resolve();
        })
        .on("pass", () => {
          count += 1;
        })
        .on("fail", (test: Mocha.Runnable) => {
          failure ??= test.fullTitle();
        });
    });
    return { failure, count };
  } finally {
    mocha.dispose();
  }
}
