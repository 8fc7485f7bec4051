import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { type ErrorCode, KoboldError } from "../core/errors.ts";
import type { Text } from "../core/phrase.ts";
import { createProver } from "./create-prover.ts";
import type { CircuitName } from "./manifest.ts";
import type { Proven } from "./prover.ts";

// One process of a pool: proves on one core what it is sent, one statement after the other, until its parent lets go.

export interface ProvingRequest {
  readonly circuit: CircuitName;
  readonly inputs: CircuitInputs;
}

export type ProvingAnswer =
  | { readonly proven: Proven }
  | { readonly refused: { readonly code: ErrorCode; readonly message: Text; readonly remedy: Text } }
  | { readonly failed: string };

if (import.meta.main) {
  const prover = await createProver({ singleThread: true });
  process.on("message", ({ circuit, inputs }: ProvingRequest) => {
    void prover
      .prove(circuit, inputs)
      .then((proven) => ({ proven }), refusal)
      .then(answer);
  });
  process.on("disconnect", () => process.exit());
}

function answer(said: ProvingAnswer): void {
  // a parent that is gone wants no answer
  process.send?.(said, undefined, undefined, () => undefined);
}

/** What is left of an error on its way to another process. */
function refusal(error: unknown): ProvingAnswer {
  if (error instanceof KoboldError) return { refused: { code: error.code, ...error.said } };
  return { failed: error instanceof Error ? error.message : String(error) };
}
