import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, totalmem } from "node:os";
import path from "node:path";

import { KoboldError } from "../core/errors.ts";
import type { Prover, Proven } from "./prover.ts";
import type { ProvingAnswer, ProvingRequest } from "./prover-process.ts";

interface Job extends ProvingRequest {
  readonly resolve: (proven: Proven) => void;
  readonly reject: (reason: unknown) => void;
}

// .js in a built package
const SCRIPT = path.join(import.meta.dirname, `prover-process${path.extname(import.meta.filename)}`);

/**
 * Proves several statements at once, each in a process on one core: together they take less time than one after the
 * other on all cores. A process starts with the first proof that finds no other idle, and takes 80 to 190 MB,
 * or 400 MB where snarkjs proves.
 * @param single checks proofs; closing the pool leaves it open
 * @param size processes at most
 */
export function proverPool(single: Prover, size = defaultPoolSize()): Prover {
  const idle: ChildProcess[] = [];
  const working = new Map<ChildProcess, Job>();
  const waiting: Job[] = [];
  const all = new Set<ChildProcess>();

  const start = (): ChildProcess => {
    const stdio = ["ignore", "ignore", "inherit", "ipc"] as const;
    const child = fork(SCRIPT, [], { serialization: "advanced", stdio: [...stdio], execArgv: [] });
    all.add(child);
    child.on("message", (answer: ProvingAnswer) => {
      const job = working.get(child);
      working.delete(child);
      idle.push(child);
      if (job !== undefined) settle(job, answer);
      handOut();
    });
    const gone = () => {
      all.delete(child);
      const at = idle.indexOf(child);
      if (at >= 0) idle.splice(at, 1);
      working.get(child)?.reject(new Error("a proving process ended by itself"));
      working.delete(child);
      handOut();
    };
    child.on("exit", gone);
    child.on("error", gone);
    return child;
  };
  const handOut = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || all.size < size)) {
      const job = waiting.shift();
      if (job === undefined) return;
      const child = idle.pop() ?? start();
      working.set(child, job);
      child.send({ circuit: job.circuit, inputs: job.inputs } satisfies ProvingRequest);
    }
  };
  return {
    prove: (circuit, inputs) =>
      new Promise((resolve, reject) => {
        waiting.push({ circuit, inputs, resolve, reject });
        handOut();
      }),
    verify: (circuit, proof, signals) => single.verify(circuit, proof, signals),
    async close() {
      for (const { reject } of [...waiting.splice(0), ...working.values()])
        reject(new Error("the prover was closed"));
      working.clear();
      await Promise.all(
        [...all].map(async (child) => {
          const ended = once(child, "exit");
          child.kill();
          await ended;
        }),
      );
    },
  };
}

/** One process for each core, as long as each has 1 GB. */
export function defaultPoolSize(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 30)));
}

function settle({ resolve, reject }: Job, answer: ProvingAnswer): void {
  if ("proven" in answer) resolve(answer.proven);
  else if ("refused" in answer) {
    const { code, message, remedy } = answer.refused;
    reject(new KoboldError(code, message, remedy));
  } else reject(new Error(answer.failed));
}
