import { curves, groth16 } from "snarkjs";

import { checkedProver } from "./checked-prover.ts";
import { openCurve } from "./curve.ts";
import { toProofWords } from "./proof.ts";
import type { Prover } from "./prover.ts";

/**
 * The reference, which runs everywhere. snarkjs's worker threads live until `close`.
 * @param options.singleThread whether it takes one core, for the whole process
 */
export async function createSnarkjsProver({ singleThread = false } = {}): Promise<Prover> {
  // snarkjs takes the curve that is there before it makes one with threads of its own
  if (singleThread)
    Object.assign(globalThis, { curve_bn128: await curves.getCurveFromName("bn128", { singleThread }) });
  const close = await openCurve();
  return checkedProver({
    load: (_circuit, zkey) =>
      Promise.resolve(async (witness) => {
        const { proof, publicSignals } = await groth16.prove(zkey, witness);
        return { proof: toProofWords(proof), publicSignals: publicSignals.map(BigInt) };
      }),
    close,
  });
}
