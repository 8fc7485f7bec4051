import { parseArgs } from "node:util";

import hre from "hardhat";

import { batchOf, type BatchArguments, type ProvenStatement } from "../../scripts/bench/batch.ts";
import { deploySnarkjsVerifiers } from "../../scripts/bench/snarkjs-verifiers.ts";
import { withCurve } from "../../scripts/prover/curve.ts";
import { artefactPaths } from "../../scripts/prover/files.ts";
import { type CircuitName, circuitNames } from "../../scripts/prover/manifest.ts";
import { parseVerifyingKey, type VerifyingKey } from "../../scripts/prover/verifying-key.ts";
import { exportVerifyingKey } from "../../scripts/setup/export-verifying-key.ts";
import { seededField } from "../fixtures/random.ts";
import { allRealProofs } from "../fixtures/real-proofs.ts";
import {
  BATCH_ALTERATIONS,
  type Draws,
  MALFORMATIONS,
  remade,
  STATEMENT_ALTERATIONS,
} from "./alterations.ts";
import { Points } from "./points.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";

export interface VerifierFuzzOptions {
  readonly cases: number;
  readonly seed: string;
  readonly log?: (line: string) => void;
}

/** How often each kind of batch was accepted and rejected, by both sides alike. */
export interface VerifierFuzzReport {
  readonly cases: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly byKind: ReadonlyMap<string, { readonly accepted: number; readonly rejected: number }>;
  readonly seconds: number;
}

/** One question to ProofVerifier, and what its answer follows from. */
interface Case {
  readonly kind: string;
  readonly args: BatchArguments;
  /** Whether snarkjs's verifiers accept all of them is what is expected; nothing if no statements fit. */
  readonly statements: readonly ProvenStatement[] | undefined;
}

const LARGEST_BATCH = 6;
/** Other proofs of the ten real statements, so that points are as likely as any. */
const REMADE = 40;
/** Above what any batch here takes; a precompile that fails takes all. */
const GAS_EACH = 1_500_000n;
/** A call may take 2^24. */
const CALLS_AT_ONCE = 10;
const PROGRESS = 5_000;

/**
 * Asks ProofVerifier about batches, valid, altered and malformed, and the verifiers that snarkjs generates about
 * each statement in them. The same seed asks the same but for the real proofs, whose randomness is snarkjs's.
 * @throws Error at the first case in which they differ, with the case
 */
export async function fuzzVerifier({ cases, seed, log }: VerifierFuzzOptions): Promise<VerifierFuzzReport> {
  const { ethers } = await hre.network.create("simulated");
  const verifier = await ethers.deployContract("ProofVerifier", [developmentKeyWords()]);
  const snarkjs = await deploySnarkjsVerifiers(ethers);
  const caller = await ethers.deployContract("StaticCalls");
  const to = await verifier.getAddress();
  const real = await allRealProofs();
  const started = Date.now();
  const tally = new Map<string, { accepted: number; rejected: number }>();

  await withCurve(async (curve) => {
    const draws = drawsOf(seed, new Points(curve), await verifyingKeys());
    const { pick } = draws;
    const pool = [...real, ...Array.from({ length: REMADE }, () => remade(pick(real), draws))];
    const known = new Map<ProvenStatement, boolean>();

    /** Asks about some cases in as few calls as the gas allows. */
    const ask = async (some: readonly Case[]): Promise<void> => {
      const unknown = [...new Set(some.flatMap(({ statements }) => statements ?? []))].filter(
        (s) => !known.has(s),
      );
      const calls = [
        ...some.map(({ args }) => ({ to, data: verifier.interface.encodeFunctionData("verify", args) })),
        ...unknown.map((statement) => snarkjs(statement)),
      ];
      const answers: boolean[] = [];
      for (let from = 0; from < calls.length; from += CALLS_AT_ONCE) {
        const next = calls.slice(from, from + CALLS_AT_ONCE);
        answers.push(...(await caller.succeed(next, GAS_EACH, { gasLimit: 1n << 24n })));
      }
      unknown.forEach((statement, i) => known.set(statement, answers[some.length + i] === true));
      some.forEach((one, i) => {
        const expected = one.statements?.every((statement) => known.get(statement) === true) ?? false;
        if (answers[i] !== expected) throw new Error(disagreement(one, expected));
        const counts = tally.get(one.kind) ?? { accepted: 0, rejected: 0 };
        tally.set(one.kind, counts);
        counts[expected ? "accepted" : "rejected"] += 1;
      });
      for (const statement of unknown) if (!pool.includes(statement)) known.delete(statement);
    };

    for (let done = 0; done < cases;) {
      const some = Array.from({ length: Math.min(CALLS_AT_ONCE / 2, cases - done) }, () =>
        nextCase(pool, draws),
      );
      await ask(some);
      const before = done;
      done += some.length;
      if (Math.floor(before / PROGRESS) < Math.floor(done / PROGRESS)) {
        log?.(`${done} of ${cases} cases, ${Math.round((Date.now() - started) / 1_000)} s`);
      }
    }
  });

  const sum = (answer: "accepted" | "rejected"): number =>
    [...tally.values()].reduce((total, counts) => total + counts[answer], 0);
  return {
    cases,
    accepted: sum("accepted"),
    rejected: sum("rejected"),
    byKind: tally,
    seconds: (Date.now() - started) / 1_000,
  };
}

function nextCase(pool: readonly ProvenStatement[], draws: Draws): Case {
  const { below, pick } = draws;
  const size = below(3) === 0 ? 1 : 1 + below(LARGEST_BATCH);
  const batch = Array.from({ length: size }, () => pick(pool));
  const of = (kind: string, statements: readonly ProvenStatement[]): Case => ({
    kind,
    args: batchOf(statements),
    statements,
  });
  switch (pick(["valid", "statement", "statement", "statement", "batch", "malformed"] as const)) {
    case "valid":
      return of("valid", batch);
    case "statement": {
      const [kind, alter] = pick(Object.entries(STATEMENT_ALTERATIONS));
      const at = below(size);
      return of(
        kind,
        batch.map((statement, i) => (i === at ? alter(statement, draws, pick(pool)) : statement)),
      );
    }
    case "batch": {
      const [kind, alter] = pick(Object.entries(BATCH_ALTERATIONS));
      return of(kind, alter(batch, draws));
    }
    case "malformed": {
      const [kind, alter] = pick(Object.entries(MALFORMATIONS));
      return { kind, args: alter(batch, draws), statements: undefined };
    }
  }
}

function drawsOf(seed: string, points: Points, keys: ReadonlyMap<CircuitName, VerifyingKey>): Draws {
  const element = seededField(`verifier ${seed}`);
  const below = (limit: number): number => Number(element() % BigInt(limit));
  return {
    element,
    below,
    pick: <T>(list: readonly T[]): T => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
    points,
    keyOf: (circuit) => {
      const key = keys.get(circuit);
      if (key === undefined) throw new RangeError(`no key of ${circuit}`);
      return key;
    },
  };
}

async function verifyingKeys(): Promise<Map<CircuitName, VerifyingKey>> {
  const keys = new Map<CircuitName, VerifyingKey>();
  for (const circuit of circuitNames) {
    keys.set(circuit, parseVerifyingKey(await exportVerifyingKey(artefactPaths(circuit).zkey)));
  }
  return keys;
}

function disagreement({ kind, args }: Case, expected: boolean): string {
  const hex = args.map((list) => list.map((word) => `0x${word.toString(16)}`));
  const [says, others] = expected ? ["rejects", "accept"] : ["accepts", "reject"];
  return `ProofVerifier ${says} what snarkjs's verifiers ${others} (${kind}): ${JSON.stringify(hex)}`;
}

// node test/fuzz/verifier.ts --cases 100000 [--seed S], after a build
if (import.meta.main) {
  const { values } = parseArgs({
    options: { cases: { type: "string", default: "100000" }, seed: { type: "string", default: "kobold" } },
  });
  const cases = Number(values.cases);
  if (!Number.isSafeInteger(cases) || cases < 1) throw new RangeError("--cases takes a number above 0");
  const report = await fuzzVerifier({ cases, seed: values.seed, log: console.log });
  for (const [kind, counts] of report.byKind) console.log(`${kind}: ${JSON.stringify(counts)}`);
  console.log(
    `${report.cases} cases in ${report.seconds.toFixed(0)} s: ${report.accepted} accepted, ${report.rejected} rejected, ` +
      `by ProofVerifier as by snarkjs's verifiers (seed ${values.seed})`,
  );
}
