import { randomField } from "../core/random.ts";
import { checkedProver } from "./checked-prover.ts";
import { Engine } from "./engine/engine.ts";
import { enginePath, projectRoot, readArtefact } from "./files.ts";
import type { Prover } from "./prover.ts";

/**
 * A prover on the proving engine, which makes proofs one after the other in this thread.
 * @param module the engine's module
 * @throws ARTEFACT_MISSING; Error saying why this machine can't run the engine
 */
export async function createEngineProver(
  module = readArtefact(enginePath(), "build"),
  root = projectRoot,
): Promise<Prover> {
  const engine = await Engine.create(module);
  return checkedProver(
    {
      load: (_circuit, zkey) => {
        const key = engine.load(zkey);
        return Promise.resolve((witness) => Promise.resolve(engine.prove(key, witness, randomField)));
      },
      close: () => Promise.resolve(),
    },
    root,
  );
}
