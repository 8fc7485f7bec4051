import { setTimeout as delay } from "node:timers/promises";

import { KoboldError } from "../core/errors.ts";
import { listed, phrase, type Text } from "../core/phrase.ts";
import type { RpcError } from "./rpc-errors.ts";
import type { Fault, Outcome, RpcLine, RpcRequest } from "./rpc-line.ts";
import { askedBy, isRepeatable } from "./rpc-reason.ts";

/** Time and chance, which tests make themselves. */
export interface Pace {
  /** Milliseconds. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** @throws what `signal` is aborted with */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const REAL_PACE: Pace = {
  now: Date.now,
  random: Math.random,
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal });
  },
};

/** What is known of a request in the end. */
export type Settled =
  { readonly result: unknown } | { readonly error: RpcError } | { readonly failure: KoboldError };

const ROUNDS = 7;
/** A machine where nobody answers the door is not waited for as long as one that does. */
const ROUNDS_AWAY = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** Asks nodes until one answers: all in turn, then again after a while, within a bound. */
export class RpcExchange {
  /** The one to ask first comes first. */
  #lines: readonly RpcLine[];
  readonly #pace: Pace;
  readonly #patienceMs: number;
  readonly #signal: AbortSignal;
  /** Whether a line leads to the right chain, as it says itself. */
  readonly #admit: (line: RpcLine) => Promise<boolean>;

  constructor(
    lines: readonly RpcLine[],
    parts: {
      readonly pace: Pace;
      /** For how long a request is begun anew. */
      readonly patienceMs: number;
      readonly signal: AbortSignal;
      readonly admit?: (line: RpcLine) => Promise<boolean>;
    },
  ) {
    this.#lines = lines;
    this.#pace = parts.pace;
    this.#patienceMs = parts.patienceMs;
    this.#signal = parts.signal;
    this.#admit = parts.admit ?? (() => Promise.resolve(true));
  }

  get lines(): readonly RpcLine[] {
    return this.#lines;
  }

  /** The same, by one line alone. */
  of(line: RpcLine): RpcExchange {
    const parts = {
      pace: this.#pace,
      patienceMs: this.#patienceMs,
      signal: this.#signal,
      admit: this.#admit,
    };
    return new RpcExchange([line], parts);
  }

  /** @throws what the signal is aborted with, CHAIN_MISMATCH */
  async ask(
    requests: readonly RpcRequest[],
    only?: readonly RpcLine[],
  ): Promise<ReadonlyMap<number, Settled>> {
    const settled = new Map<number, Settled>();
    const faults = new Map<number, Map<string, Fault>>(requests.map(({ id }) => [id, new Map()]));
    const deadline = this.#pace.now() + this.#patienceMs;
    let open = requests;
    for (let round = 0; open.length > 0; round++) {
      let restMs = Infinity;
      for (const line of only ?? this.#lines) {
        if (open.length === 0) break;
        const outcomes = await this.#through(line, open, round);
        const failed = note(open, outcomes, line, settled, faults);
        if (failed.length > 0 && only === undefined) this.#putLast(line);
        restMs = Math.min(restMs, ...failed.map(({ afterMs }) => afterMs ?? 0));
        open = open.filter(({ id, method }) => !settled.has(id) && isRepeatable(method));
      }
      const isAll = (kinds: readonly Fault["kind"][]) =>
        open.every(({ id }) =>
          [...(faults.get(id)?.values() ?? [])].every(({ kind }) => kinds.includes(kind)),
        );
      const isHopeless = isAll(["refused"]) || (round + 1 >= ROUNDS_AWAY && isAll(["refused", "away"]));
      const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(this.#backoffMs(round), restMs));
      if (isHopeless || round + 1 >= ROUNDS || this.#pace.now() + waitMs > deadline) break;
      await this.#pace.sleep(waitMs, this.#signal);
    }
    for (const { id, method } of requests)
      if (!settled.has(id))
        settled.set(id, { failure: failureOf(method, faults.get(id) ?? new Map<string, Fault>()) });
    return settled;
  }

  async #through(
    line: RpcLine,
    open: readonly RpcRequest[],
    round: number,
  ): Promise<ReadonlyMap<number, Outcome>> {
    if (!(await this.#admit(line))) return new Map(open.map(({ id }) => [id, { fault: silent }]));
    // what made a whole batch fail may be that it is one
    if (round < 2 || open.length === 1) return line.ask(open, this.#signal);
    const each = await Promise.all(open.map((request) => line.ask([request], this.#signal)));
    return new Map(each.flatMap((outcomes) => [...outcomes]));
  }

  /** Twice as long each time, and anything between half and all of it, so that many do not come back at once. */
  #backoffMs(round: number): number {
    return FIRST_WAIT_MS * 2 ** round * (0.5 + this.#pace.random() / 2);
  }

  #putLast(line: RpcLine): void {
    this.#lines = [...this.#lines.filter((each) => each !== line), line];
  }
}

const silent: Fault = { kind: "down", why: phrase`does not say which chain it is of` };

/** Writes down what a line has said. @returns its faults */
function note(
  asked: readonly RpcRequest[],
  outcomes: ReadonlyMap<number, Outcome>,
  { host }: RpcLine,
  settled: Map<number, Settled>,
  faults: ReadonlyMap<number, Map<string, Fault>>,
): Fault[] {
  return asked.flatMap(({ id }) => {
    const outcome = outcomes.get(id);
    if (outcome === undefined) return [];
    if (!("fault" in outcome)) {
      settled.set(id, outcome);
      return [];
    }
    faults.get(id)?.set(host, outcome.fault);
    return [outcome.fault];
  });
}

/** In words: what was asked, what each node did instead, and what to do. */
function failureOf(method: string, faults: ReadonlyMap<string, Fault>): KoboldError {
  const told = [...faults].map(([host, { why }]) => phrase`${host} ${why}`);
  return new KoboldError(
    "RPC_FAILED",
    phrase`the node gave no usable ${askedBy(method)}: ${listed(told, "; ")}`,
    remedyFor(method, [...faults.values()]),
  );
}

function remedyFor(method: string, faults: readonly Fault[]): Text {
  if (method === "eth_sendRawTransaction")
    return phrase`it may have arrived all the same: look what became of it before you send it again`;
  if (faults.some(({ kind }) => kind === "behind"))
    return phrase`nothing was changed: wait until the node has caught up, or use another RPC URL`;
  if (faults.some(({ kind }) => kind === "busy"))
    return phrase`nothing was changed: wait a while, or name a second node in KOBOLD_RPC_URL, separated by a comma`;
  if (faults.length > 0 && faults.every(({ kind }) => kind === "refused"))
    return phrase`nothing was changed: see whether the RPC URL and its key are right`;
  return phrase`nothing was changed: try again, or use another RPC URL`;
}
