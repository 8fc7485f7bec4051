import { type BatchArguments, batchOf, type ProvenStatement } from "../../scripts/bench/batch.ts";
import { BASE_ORDER, FIELD_ORDER } from "../../scripts/core/field.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";
import type { G1, G2, VerifyingKey } from "../../scripts/prover/verifying-key.ts";
import { withChanged } from "../fixtures/with-changed.ts";
import type { Points } from "./points.ts";

/** What alterations draw from. */
export interface Draws {
  readonly element: () => bigint;
  readonly below: (limit: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly points: Points;
  readonly keyOf: (circuit: ProvenStatement["circuit"]) => VerifyingKey;
}

type Statements = readonly ProvenStatement[];
type StatementAlteration = (
  statement: ProvenStatement,
  draws: Draws,
  other: ProvenStatement,
) => ProvenStatement;

const GENERATOR: G1 = [1n, 2n];

const negative = (y: bigint): bigint => (y === 0n ? 0n : BASE_ORDER - y);
const pointA = ({ proof: [x = 0n, y = 0n] }: ProvenStatement): G1 => [x, y];
const pointB = ({ proof: [, , xIm = 0n, xRe = 0n, yIm = 0n, yRe = 0n] }: ProvenStatement): G2 => [
  xIm,
  xRe,
  yIm,
  yRe,
];
const pointC = ({ proof: [, , , , , , x = 0n, y = 0n] }: ProvenStatement): G1 => [x, y];
const withProof = (statement: ProvenStatement, a: G1, b: G2, c: G1): ProvenStatement => ({
  ...statement,
  proof: [...a, ...b, ...c],
});

/** Another proof of the same statement, as likely as any: A·s, B/s + δ·t, C + A·s·t. */
export function remade(statement: ProvenStatement, { element, points, keyOf }: Draws): ProvenStatement {
  const [s, t] = [element(), element()];
  const a = points.times(pointA(statement), s);
  const b = points.timesInG2(pointB(statement), inverse(s));
  const shifted = points.addInG2(b, points.timesInG2(keyOf(statement.circuit).delta, t));
  return withProof(statement, a, shifted, points.add(pointC(statement), points.times(a, t)));
}

function inverse(value: bigint): bigint {
  let [power, base, result] = [FIELD_ORDER - 2n, value % FIELD_ORDER, 1n];
  for (; power > 0n; power >>= 1n) {
    if ((power & 1n) === 1n) result = (result * base) % FIELD_ORDER;
    base = (base * base) % FIELD_ORDER;
  }
  return result;
}

/** Ways to alter one statement of a batch; some leave it true. */
export const STATEMENT_ALTERATIONS: Readonly<Record<string, StatementAlteration>> = {
  "a signal grows by one": (s, { below }) => ({
    ...s,
    signals: withChanged(s.signals, below(s.signals.length), (x) => (x + 1n) % FIELD_ORDER),
  }),
  "a signal grows by the field's order": (s, { below }) => ({
    ...s,
    signals: withChanged(s.signals, below(s.signals.length), (x) => x + FIELD_ORDER),
  }),
  "a signal is another": (s, { below, element }) => ({
    ...s,
    signals: withChanged(s.signals, below(s.signals.length), element),
  }),
  "a signal is 0, or the greatest": (s, { below, pick }) => ({
    ...s,
    signals: withChanged(s.signals, below(s.signals.length), () => pick([0n, FIELD_ORDER - 1n])),
  }),
  "signals are reversed": (s) => ({ ...s, signals: [...s.signals].reverse() }),
  "signals are rotated": (s) => ({ ...s, signals: [...s.signals.slice(1), ...s.signals.slice(0, 1)] }),
  "two signals are exchanged": (s, { below }) => {
    const [i, j] = [below(s.signals.length), below(s.signals.length)];
    return { ...s, signals: s.signals.map((x, k) => s.signals[k === i ? j : k === j ? i : k] ?? x) };
  },
  "signals are another statement's": (s, _, other) => ({
    ...s,
    signals: s.signals.map((x, i) => other.signals[i] ?? x),
  }),
  "a word of the proof grows by one": (s, { below }) => ({
    ...s,
    proof: withChanged(s.proof, below(8), (x) => x + 1n),
  }),
  "a bit of the proof is flipped": (s, { below }) => ({
    ...s,
    proof: withChanged(s.proof, below(8), (x) => x ^ (1n << BigInt(below(256)))),
  }),
  "a coordinate grows by the base field's order": (s, { below }) => ({
    ...s,
    proof: withChanged(s.proof, below(8), (x) => x + BASE_ORDER),
  }),
  "A or C is negated": (s, { pick }) => ({ ...s, proof: withChanged(s.proof, pick([1, 7]), negative) }),
  "A and B are negated": (s) => ({
    ...s,
    proof: s.proof.map((word, i) => ([1, 4, 5].includes(i) ? negative(word) : word)),
  }),
  "B's parts are exchanged": (s) => ({
    ...s,
    proof: [0, 1, 3, 2, 5, 4, 6, 7].map((i) => s.proof[i] ?? 0n),
  }),
  "A and C are exchanged": (s) => ({ ...s, proof: [6, 7, 2, 3, 4, 5, 0, 1].map((i) => s.proof[i] ?? 0n) }),
  "a point is the one at infinity": (s, { pick }) => {
    const [from, to] = pick([
      [0, 2] as const,
      [2, 6] as const,
      [6, 8] as const,
      [0, 6] as const,
      [0, 8] as const,
    ]);
    return { ...s, proof: s.proof.map((word, i) => (i >= from && i < to ? 0n : word)) };
  },
  "a proof of random words": (s, { element }) => ({ ...s, proof: s.proof.map(element) }),
  "the proof is another statement's": (s, _, other) => ({ ...s, proof: other.proof }),
  "a point is another statement's": (s, { pick }, other) => {
    const [from, to] = pick([[0, 2] as const, [2, 6] as const, [6, 8] as const]);
    return { ...s, proof: s.proof.map((word, i) => (i >= from && i < to ? (other.proof[i] ?? word) : word)) };
  },
  "A or C is moved, or multiplied": (s, { pick, points, element }) => {
    const move = (p: G1): G1 => points.add(p, GENERATOR);
    const multiply = (p: G1): G1 => points.times(p, element());
    const change = pick([move, multiply]);
    const [a, c] = [pointA(s), pointC(s)];
    return pick([true, false])
      ? withProof(s, change(a), pointB(s), c)
      : withProof(s, a, pointB(s), change(c));
  },
  "B is moved, or multiplied": (s, { pick, points, element, keyOf }) => {
    const { gamma, delta } = keyOf(s.circuit);
    const b = pick([true, false])
      ? points.addInG2(pointB(s), pick([gamma, delta]))
      : points.timesInG2(pointB(s), element());
    return withProof(s, pointA(s), b, pointC(s));
  },
  "A is multiplied and B divided": (s, { points, element }) => {
    const by = element();
    return withProof(s, points.times(pointA(s), by), points.timesInG2(pointB(s), inverse(by)), pointC(s));
  },
  "A and B are the key's α and β": (s, { points, keyOf }) => {
    const { alpha, beta, combination } = keyOf(s.circuit);
    const sum = s.signals.reduce<G1>(
      (point, signal, i) => points.add(point, points.times(combination[i + 1] ?? GENERATOR, signal)),
      combination[0] ?? GENERATOR,
    );
    return withProof(s, alpha, beta, [sum[0], negative(sum[1])]);
  },
  "another circuit's statement": (s, { pick, element, keyOf }) => {
    const circuit = pick(circuitNames);
    const signals = keyOf(circuit).combination.slice(1);
    return { ...s, circuit, signals: signals.map((_, i) => s.signals[i] ?? element()) };
  },
  nothing: (s) => s,
  "another proof of it": (s, draws) => remade(s, draws),
};

/** Ways to alter a batch as a whole, statement by statement still well formed. */
export const BATCH_ALTERATIONS: Readonly<Record<string, (batch: Statements, draws: Draws) => Statements>> = {
  "another order": (batch, { below }) => {
    const at = below(batch.length);
    return [...batch.slice(at), ...batch.slice(0, at)].reverse();
  },
  "a statement twice": (batch, { pick }) => [...batch, pick(batch)],
  "two proofs exchanged": (batch, { below }) =>
    exchanged(batch, below(batch.length), below(batch.length), (s, { proof }) => ({ ...s, proof })),
  "two wrong C that add up to the right ones": (batch, { below, points, element }) => {
    const at = below(batch.length);
    const by = points.times(GENERATOR, element());
    const move = (s: ProvenStatement, point: G1) =>
      withProof(s, pointA(s), pointB(s), points.add(pointC(s), point));
    return batch.flatMap((s, i) => (i === at ? [move(s, by), move(s, [by[0], negative(by[1])])] : [s]));
  },
  "two wrong signals that add up to the right ones": (batch, { below }) => {
    const at = below(batch.length);
    const signal = below(batch[at]?.signals.length ?? 1);
    const shift = (s: ProvenStatement, by: bigint) => ({
      ...s,
      signals: withChanged(s.signals, signal, (x) => (x + by + FIELD_ORDER) % FIELD_ORDER),
    });
    return batch.flatMap((s, i) => (i === at ? [shift(s, 1n), shift(s, -1n)] : [s]));
  },
};

function exchanged(
  batch: Statements,
  i: number,
  j: number,
  take: (to: ProvenStatement, from: ProvenStatement) => ProvenStatement,
): Statements {
  const [left, right] = [batch[i], batch[j]];
  if (left === undefined || right === undefined) return batch;
  return batch.map((s, k) => (k === i ? take(left, right) : k === j ? take(right, left) : s));
}

/** Ways to alter the verifier's arguments so that they fit no statements: always to be refused. */
export const MALFORMATIONS: Readonly<Record<string, (batch: Statements, draws: Draws) => BatchArguments>> = {
  "an empty batch": () => [[], [], []],
  "no circuits": (batch) => [[], batchOf(batch)[1], batchOf(batch)[2]],
  "an array shorter by a word": (batch, { below }) => {
    const part = below(3);
    return onlyPart(batchOf(batch), part, (list) => list.slice(0, -1));
  },
  "an array longer by a word": (batch, { below, element, pick }) =>
    onlyPart(batchOf(batch), below(3), (list) => [...list, pick([0n, 1n, element()])]),
  "a proof that belongs to no statement": (batch) =>
    onlyPart(batchOf(batch), 2, (list) => [...list, ...list.slice(0, 8)]),
  "a circuit that does not exist": (batch, { below, pick }) =>
    onlyPart(batchOf(batch), 0, (list) =>
      withChanged(list, below(list.length), () =>
        pick([BigInt(circuitNames.length), 1n << 255n, (1n << 256n) - 1n]),
      ),
    ),
};

function onlyPart(args: BatchArguments, part: number, change: (list: bigint[]) => bigint[]): BatchArguments {
  const at = (i: number): bigint[] => (i === part ? change(args[i] ?? []) : (args[i] ?? []));
  return [at(0), at(1), at(2)];
}
