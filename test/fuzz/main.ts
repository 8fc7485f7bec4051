import { parseArgs } from "node:util";

import { createProver } from "../../scripts/prover/create-prover.ts";
import { fuzz, type FuzzOutcome } from "./fuzz.ts";
import { report } from "./report.ts";

const USAGE = `npm run test:fuzz -- [--minutes N] [--seed S] [--real]
  random histories of all contracts for N minutes (1), from seed S (drawn), with stand-ins for proofs or real ones
npm run test:fuzz -- --seed S [--real] --path P --replay R
  once more the history that failed, as its report says
npm run test:fuzz -- --verifier N [--seed S]
  N proofs, right and forged, given to the contract and to snarkjs's verifiers`;

/** Messages hold whole states; this much of them tells what is wrong. */
const MOST_CHARACTERS = 4_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string", default: String(Date.now() % 2 ** 31) },
      real: { type: "boolean", default: false },
      path: { type: "string" },
      replay: { type: "string" },
      verifier: { type: "string" },
    },
  });
  const [minutes, seed, cases] = [values.minutes, values.seed, values.verifier ?? "1"].map(Number);
  const positive = [minutes, cases].every((number) => number !== undefined && number > 0);
  if (minutes === undefined || cases === undefined || !positive || !Number.isSafeInteger(seed)) {
    throw new RangeError(USAGE);
  }
  console.log(`seed ${values.seed}`);
  if (values.verifier !== undefined) await fuzzTheVerifier(cases, values.seed);
  else await fuzzTheContracts({ ...values, minutes, seed: Number(seed) });
}

interface Wish {
  readonly minutes: number;
  readonly seed: number;
  readonly real: boolean;
  readonly path?: string | undefined;
  readonly replay?: string | undefined;
}

async function fuzzTheContracts({ minutes, seed, real, path, replay }: Wish): Promise<void> {
  const prover = real ? await createProver() : undefined;
  try {
    const outcome = await fuzz({
      seed,
      minutes,
      ...(prover && { prover }),
      ...(path !== undefined && { path }),
      ...(replay !== undefined && { replayPath: replay }),
      onHistory: ({ histories, total }) => {
        const calls = total.accepted + total.refused;
        if (process.stdout.isTTY) process.stdout.write(`\r${histories} histories, ${calls} calls `);
      },
    });
    console.log(report(outcome.tally));
    if (outcome.failure !== undefined) tellFailure(outcome.failure, seed, real);
  } finally {
    await prover?.close();
  }
}

function tellFailure(failure: NonNullable<FuzzOutcome["failure"]>, seed: number, real: boolean): void {
  const { message, steps, path, replayPath } = failure;
  console.log(`\n${message.slice(0, MOST_CHARACTERS)}`);
  console.log(`after ${steps.join(", then ")}`);
  const flags = `--seed ${seed}${real ? " --real" : ""} --path ${path} --replay "${replayPath}"`;
  console.log(`to play it again: npm run test:fuzz -- ${flags}`);
  process.exitCode = 1;
}

async function fuzzTheVerifier(cases: number, seed: string): Promise<void> {
  // its curve and keys take a while to load
  const { fuzzVerifier } = await import("./verifier.ts");
  const { accepted, rejected, byKind, seconds } = await fuzzVerifier({ cases, seed, log: console.log });
  for (const [kind, counts] of [...byKind].sort()) {
    console.log(`  ${kind}: ${counts.accepted} accepted, ${counts.rejected} rejected`);
  }
  console.log(`${accepted} accepted, ${rejected} rejected by both sides, in ${seconds.toFixed(0)} s`);
}

if (import.meta.main) await main();
