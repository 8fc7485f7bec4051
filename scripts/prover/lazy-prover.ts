import type { Prover } from "./prover.ts";

/** A prover that is only made when the first proof is asked for: keys take a while to load. */
export function lazyProver(create: () => Promise<Prover>): Prover {
  let made: Promise<Prover> | undefined;
  const prover = () => (made ??= create());
  return {
    prove: async (circuit, inputs) => (await prover()).prove(circuit, inputs),
    verify: async (circuit, proof, signals) => (await prover()).verify(circuit, proof, signals),
    close: async () => (await made)?.close(),
  };
}
