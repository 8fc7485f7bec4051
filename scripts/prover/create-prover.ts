import { Engine } from "./engine/engine.ts";
import { createEngineProver } from "./engine-prover.ts";
import { enginePath, readArtefact } from "./files.ts";
import { createNativeProver } from "./native-prover.ts";
import type { Prover } from "./prover.ts";

/** Which prover proves here, and if it is snarkjs though nobody asked for it, why. */
export type ProverChoice =
  | { readonly kind: "engine" }
  | { readonly kind: "snarkjs"; readonly reason?: string }
  | { readonly kind: "native"; readonly program: string };

export interface ProverOptions {
  /** `snarkjs`, `rapidsnark` on PATH, or the path of a program that is run in the same way; empty for what is best. */
  readonly named?: string;
  /** The proving engine's module. */
  readonly module?: () => Uint8Array;
  /** Whether snarkjs, which else takes all cores, keeps to one, for the whole process. */
  readonly singleThread?: boolean;
}

/** The proving engine, and where it does not run snarkjs, unless another prover is named. */
export async function chooseProver({
  named = process.env["KOBOLD_PROVER"] ?? "",
  module = () => readArtefact(enginePath(), "build"),
}: ProverOptions = {}): Promise<ProverChoice> {
  if (named === "snarkjs") return { kind: "snarkjs" };
  if (named !== "") return { kind: "native", program: named };
  try {
    await Engine.create(module());
    return { kind: "engine" };
  } catch (thrown) {
    return { kind: "snarkjs", reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Makes the prover that is chosen. */
export async function createProver(options: ProverOptions = {}): Promise<Prover> {
  const choice = await chooseProver(options);
  if (choice.kind === "engine") return createEngineProver(options.module?.());
  if (choice.kind === "native") return createNativeProver(choice.program);
  const { createSnarkjsProver } = await import("./snarkjs-prover.ts");
  return createSnarkjsProver(options);
}
