import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import type { Groth16Proof } from "snarkjs";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { checkedProver } from "./checked-prover.ts";
import { artefactPaths, projectRoot } from "./files.ts";
import { jsonList, jsonText } from "./json.ts";
import { toProofWords, type UnverifiedProof } from "./proof.ts";
import type { Prover } from "./prover.ts";

/**
 * A prover that runs a program as rapidsnark is run: `program <zkey> <witness> <proof.json> <public.json>`. The witness,
 * which holds secrets, lies meanwhile in a folder that only this user may read.
 */
export function createNativeProver(program: string, root = projectRoot): Prover {
  return checkedProver(
    {
      load: (circuit) => {
        const { zkey } = artefactPaths(circuit, root);
        return Promise.resolve((witness) => run(program, zkey, witness));
      },
      close: () => Promise.resolve(),
    },
    root,
  );
}

async function run(program: string, zkey: string, witness: Uint8Array): Promise<UnverifiedProof> {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-proof-"));
  const file = (name: string) => path.join(folder, name);
  try {
    writeFileSync(file("witness.wtns"), witness, { mode: 0o600 });
    const files = [file("witness.wtns"), file("proof.json"), file("public.json")];
    await promisify(execFile)(program, [zkey, ...files]);
    const read = (name: string): unknown => JSON.parse(readFileSync(file(name), "utf8"));
    return {
      proof: toProofWords(proofIn(read("proof.json"))),
      publicSignals: jsonList({ signals: read("public.json") }, "signals").map((signal) =>
        BigInt(String(signal)),
      ),
    };
  } catch (cause) {
    throw new KoboldError(
      "PROOF_INVALID",
      phrase`the prover ${program}, which KOBOLD_PROVER names, makes no proof`,
      phrase`see whether it runs by itself, or unset KOBOLD_PROVER`,
      { cause },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function proofIn(json: unknown): Groth16Proof {
  const texts = (...at: readonly string[]) => ["0", "1"].map((index) => jsonText(json, ...at, index));
  return {
    pi_a: texts("pi_a"),
    pi_b: [texts("pi_b", "0"), texts("pi_b", "1")],
    pi_c: texts("pi_c"),
    protocol: "groth16",
    curve: "bn128",
  };
}
