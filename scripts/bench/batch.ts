import { type CircuitName, circuitId } from "../prover/manifest.ts";

/** A proof with what it is said to prove. */
export interface ProvenStatement {
  readonly circuit: CircuitName;
  readonly signals: readonly bigint[];
  /** A.x, A.y, B.x.im, B.x.re, B.y.im, B.y.re, C.x, C.y. */
  readonly proof: readonly bigint[];
}

/** The arguments of the verifier. */
export type BatchArguments = [circuits: bigint[], signals: bigint[], proofs: bigint[]];

export function batchOf(statements: readonly ProvenStatement[]): BatchArguments {
  return [
    statements.map(({ circuit }) => BigInt(circuitId(circuit))),
    statements.flatMap(({ signals }) => signals),
    statements.flatMap(({ proof }) => proof),
  ];
}
