import { type ChildProcess, fork } from "node:child_process";

import type { MutantResult } from "./circuit-worker.ts";

/** Longer than the slowest suite on a busy machine. */
const TIMEOUT_MS = 60 * 60_000;

class TooLong extends Error {}

/** One child process that puts mutants through their suites, one at a time. */
export class MutantWorker<Job extends object> {
  #child: ChildProcess | undefined;
  readonly #script: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #endlessMs: number | undefined;

  /**
   * @param script a module that answers "ready", and then each job with a result
   * @param endlessMs a job that takes longer than this goes round for ever, and so has failed
   */
  constructor(script: string, environment: Readonly<Record<string, string>>, endlessMs?: number) {
    this.#script = script;
    this.#environment = environment;
    this.#endlessMs = endlessMs;
  }

  /** @throws Error if the worker fails or takes too long; the next job gets a new process */
  async run(job: Job): Promise<MutantResult> {
    const child = (this.#child ??= await this.#start());
    try {
      const result = await answerOf(child, () => child.send(job), isResult, this.#endlessMs);
      if (result.spent === true) this.stop();
      return result;
    } catch (error) {
      this.stop();
      if (error instanceof TooLong && this.#endlessMs !== undefined)
        return { failed: ["an endless loop"], passed: 0, spent: true };
      throw error;
    }
  }

  stop(): void {
    this.#child?.kill();
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(this.#script, { env: { ...process.env, ...this.#environment } });
    await answerOf(
      child,
      () => undefined,
      (message) => message === "ready",
    );
    return child;
  }
}

function answerOf<T>(
  child: ChildProcess,
  ask: () => void,
  isAnswer: (message: unknown) => message is T,
  timeoutMs?: number,
): Promise<T>;
function answerOf(
  child: ChildProcess,
  ask: () => void,
  isAnswer: (message: unknown) => boolean,
  timeoutMs?: number,
): Promise<unknown>;
function answerOf(
  child: ChildProcess,
  ask: () => void,
  isAnswer: (message: unknown) => boolean,
  timeoutMs = TIMEOUT_MS,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit);
      settle();
    };
    const fail = (what: string, error = new Error(`mutant worker ${what}`)): void => {
      done(() => {
        reject(error);
      });
    };
    const onMessage = (message: unknown): void => {
      if (!isAnswer(message)) fail(`answered ${JSON.stringify(message)}`);
      else {
        done(() => {
          resolve(message);
        });
      }
    };
    const onExit = (code: number | null): void => {
      fail(`ended with ${String(code)}`);
    };
    const timer = setTimeout(() => {
      fail("takes too long", new TooLong("mutant worker takes too long"));
    }, timeoutMs);
    child.on("message", onMessage).on("exit", onExit);
    ask();
  });
}

function isResult(message: unknown): message is MutantResult {
  return typeof message === "object" && message !== null && "failed" in message && "passed" in message;
}
