import fc from "fast-check";
import { network } from "hardhat";

import type { Prover } from "../../scripts/prover/prover.ts";
import { ACTIONS } from "./actions.ts";
import { Dice } from "./dice.ts";
import { begin, type Beginning, History } from "./history.ts";
import { type FuzzProver, quickProver, realProver } from "./prover.ts";
import { Tally } from "./tally.ts";

const DAY = 86_400;
/** Seconds between calls, up to the edges of the registry's window, of days and months. */
const WAITS = [
  ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 60, 60, 3_600, 3_601],
  ...[DAY, DAY, 3 * DAY, 12 * DAY, 31 * DAY],
];

interface Draw {
  readonly kind: string;
  readonly wait: number;
  readonly numbers: readonly number[];
}

const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.oneof(
    ...Object.entries(ACTIONS).map(([kind, { weight }]) => ({ weight, arbitrary: fc.constant(kind) })),
  ),
  wait: fc.constantFrom(...WAITS),
  numbers: fc.array(fc.nat(2 ** 31 - 1), { minLength: 24, maxLength: 24 }),
});

/** A drawn command: what it does depends on the state that it meets. */
class Command implements fc.AsyncCommand<object, History> {
  readonly #draw: Draw;
  #did = "";

  constructor(drawn: Draw) {
    this.#draw = drawn;
  }

  check(): boolean {
    return true;
  }

  async run(_: object, history: History): Promise<void> {
    const { kind, wait, numbers } = this.#draw;
    history.now += wait;
    const empty = history.state.lots.size === 0;
    const step = await ACTIONS[empty ? "mint" : kind]?.action(history, new Dice(numbers));
    if (step === undefined) return;
    this.#did = `${step.kind} (${step.variant}) by ${step.by}`;
    await history.take(step);
  }

  toString(): string {
    return this.#did === "" ? this.#draw.kind : this.#did;
  }
}

export interface FuzzOptions {
  readonly seed: number;
  /** How many histories; as many as fit if there is a limit of time. */
  readonly runs?: number;
  readonly minutes?: number;
  readonly commands?: number;
  /** Real proofs, made by this prover. */
  readonly prover?: Prover;
  /** From a failure's report, to play it again. */
  readonly path?: string;
  readonly replayPath?: string;
  readonly onHistory?: (tally: Tally) => void;
}

export interface FuzzOutcome {
  readonly tally: Tally;
  /** What failed, shrunk, and how to play it again. */
  readonly failure?: {
    readonly message: string;
    readonly steps: readonly string[];
    readonly path: string;
    readonly replayPath: string;
  };
}

/** Lets random histories happen to the contracts and the model, and holds all against the laws after each call. */
export async function fuzz(options: FuzzOptions): Promise<FuzzOutcome> {
  const { seed, prover, minutes, path, replayPath, commands = 100 } = options;
  const tally = new Tally();
  const connection = await network.create({
    network: "simulated",
    override: { allowBlocksWithSameTimestamp: true },
  });
  let started: Promise<Beginning> | undefined;
  const start = () => (started ??= begin(connection, prover ? "ProofVerifier" : "StatementVerifier"));
  const beginning = await start();
  let fresh = await connection.networkHelpers.takeSnapshot();
  const proverOf = (): FuzzProver => (prover ? realProver(prover) : quickProver());
  try {
    const property = fc.asyncProperty(
      fc.commands([draw.map((drawn) => new Command(drawn))], {
        maxCommands: commands,
        size: "max",
        ...(replayPath === undefined ? {} : { replayPath }),
      }),
      async (steps) => {
        await fresh.restore();
        fresh = await connection.networkHelpers.takeSnapshot();
        const real = await History.open(beginning, proverOf(), tally);
        await fc.asyncModelRun(() => ({ model: {}, real }), steps);
        tally.histories += 1;
        options.onHistory?.(tally);
      },
    );
    const limit = minutes === undefined ? {} : { interruptAfterTimeLimit: minutes * 60_000 };
    const details = await fc.check(property, {
      seed,
      numRuns: options.runs ?? 1_000_000,
      ...limit,
      ...(path === undefined ? {} : { path, endOnFailure: true }),
    });
    if (!details.failed || details.counterexample === null) return { tally };
    const [steps] = details.counterexample;
    const error = details.errorInstance;
    return {
      tally,
      failure: {
        message: error instanceof Error ? error.message : String(error),
        steps: [...steps].map(String),
        path: details.counterexamplePath,
        replayPath: /replayPath="([^"]*)"/.exec(fc.stringify(steps))?.[1] ?? "",
      },
    };
  } finally {
    await connection.close();
  }
}
