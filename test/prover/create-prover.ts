import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { before, describe, it } from "mocha";

import { BASE_ORDER, FIELD_ORDER } from "../../scripts/core/field.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { checkProver } from "../../scripts/doctor/machine.ts";
import { checkedProver } from "../../scripts/prover/checked-prover.ts";
import { chooseProver, createProver } from "../../scripts/prover/create-prover.ts";
import { createEngineProver } from "../../scripts/prover/engine-prover.ts";
import { projectRoot } from "../../scripts/prover/files.ts";
import { createNativeProver } from "../../scripts/prover/native-prover.ts";
import type { ProofWords } from "../../scripts/prover/proof.ts";
import { honestInputs } from "../fixtures/circuits/honest-inputs.ts";
import { engineModule } from "../fixtures/engine.ts";

const inputs = honestInputs("claim", "choice");

/** (module (memory (export "memory") 1) (func (export "isFused") (result i32) (i32.const 0))) */
const UNFUSED = Uint8Array.from(
  (
    "0061736d01000000" +
    "0105016000017f" +
    "03020100" +
    "0503010001" +
    "071402066d656d6f7279020007697346757365640000" +
    "0a0601040041000b"
  ).match(/../g) ?? [],
  (byte) => Number.parseInt(byte, 16),
);

/** The module with another lowest limb of a field's order, wherever it stands: the limb is from −2^50 to 2^50. */
function withWrongOrder(module: Uint8Array, order: bigint): Uint8Array {
  const limb = Buffer.from(Float64Array.of(Number(BigInt.asIntN(51, order))).buffer);
  const wrong = Buffer.from(module);
  for (let at = wrong.indexOf(limb); at >= 0; at = wrong.indexOf(limb, at + 1))
    wrong.writeUInt8(limb.readUInt8(1) ^ 1, at + 1);
  expect(wrong.equals(module)).to.equal(false);
  return wrong;
}

describe("the choice of a prover", () => {
  let module: Uint8Array;
  before(async () => {
    module = await engineModule();
  });

  it("is the engine where it runs, and what is named where something is", async () => {
    expect(await chooseProver({ named: "", module: () => module })).to.deep.equal({ kind: "engine" });
    expect(await chooseProver({ named: "snarkjs" })).to.deep.equal({ kind: "snarkjs" });
    expect(await chooseProver({ named: "rapidsnark" })).to.deep.equal({
      kind: "native",
      program: "rapidsnark",
    });
  });

  it("falls back on snarkjs where the engine does not run, is missing, or multiplies wrongly, and says why", async () => {
    for (const [broken, reason] of [
      [() => module.subarray(0, 100), /./],
      [() => UNFUSED, /fused multiply-add/],
      [() => withWrongOrder(module, BASE_ORDER), /multiplies wrongly/],
      [() => withWrongOrder(module, FIELD_ORDER), /multiplies wrongly/],
      [
        () => {
          throw new Error("no such file");
        },
        /no such file/,
      ],
    ] as const) {
      const choice = await chooseProver({ named: "", module: broken });
      expect(choice.kind).to.equal("snarkjs");
      const check = checkProver(choice);
      expect(check.outcome).to.equal("warning");
      expect(renderText(check.what)).to.match(reason);
    }
    expect(checkProver({ kind: "engine" }).outcome).to.equal("ok");
    expect(checkProver({ kind: "snarkjs" }).outcome).to.equal("ok");
  });

  it("gives a prover that proves, whichever it is", async () => {
    for (const options of [{ named: "" }, { named: "snarkjs" }, { named: "", module: () => UNFUSED }]) {
      const prover = await createProver(options);
      try {
        const { proof, publicSignals } = await prover.prove("claim", inputs);
        expect(await prover.verify("claim", proof, publicSignals)).to.equal(true);
      } finally {
        await prover.close();
      }
    }
  });
});

describe("a prover on the engine", () => {
  it("makes another proof of the same statement each time", async () => {
    const prover = await createEngineProver(await engineModule());
    const made = [await prover.prove("claim", inputs), await prover.prove("claim", inputs)];
    for (const { proof, publicSignals } of made) {
      expect(publicSignals).to.deep.equal([inputs["lotId"], inputs["policyId"], inputs["day"]]);
      expect(await prover.verify("claim", proof, publicSignals)).to.equal(true);
    }
    const [one, two] = made.map(({ proof }) => proof);
    expect(one?.filter((word, i) => word === two?.[i])).to.deep.equal([]);
  });
});

describe("a proof that does not hold", () => {
  it("never leaves a prover, whoever made it", async () => {
    const honest = await createEngineProver(await engineModule());
    const { proof, publicSignals } = await honest.prove("claim", inputs);
    const [signal = 0n, ...signals] = publicSignals;
    const negated: ProofWords = [proof[0], BASE_ORDER - proof[1], ...tail(proof)];
    for (const [made, told] of [
      [negated, publicSignals],
      [[1n, 2n, ...tail(proof)], publicSignals],
      [[0n, 0n, ...tail(proof)], publicSignals],
      [[proof[0], proof[1] + 1n, ...tail(proof)], publicSignals],
      [proof, [signal + 1n, ...signals]],
      [proof, [signal + FIELD_ORDER, ...signals]],
      [proof, signals],
      [proof, [...publicSignals, 0n]],
    ] as const) {
      const prover = checkedProver({
        load: () => Promise.resolve(() => Promise.resolve({ proof: made, publicSignals: told })),
        close: () => Promise.resolve(),
      });
      const error: unknown = await prover.prove("claim", inputs).catch((thrown: unknown) => thrown);
      expect(error).to.have.property("code", "PROOF_INVALID");
      expect(await honest.verify("claim", made, told)).to.equal(false);
    }
  });
});

function tail(proof: ProofWords) {
  const [, , c, d, e, f, g, h] = proof;
  return [c, d, e, f, g, h] as const;
}

describe("a native prover", () => {
  /** A stand-in for rapidsnark, which proves with snarkjs; `spoil` is a change of what it puts out. */
  const standIn = (folder: string, spoil: string): string => {
    const file = path.join(folder, "standin");
    const script = `#!${process.execPath}
const { writeFileSync } = require("node:fs");
const { groth16 } = require(${JSON.stringify(path.join(projectRoot, "node_modules/snarkjs"))});
const [zkey, witness, proofFile, publicFile] = process.argv.slice(2);
groth16.prove(zkey, witness).then(({ proof, publicSignals }) => {
  ${spoil};
  writeFileSync(proofFile, JSON.stringify(proof));
  writeFileSync(publicFile, JSON.stringify(publicSignals));
  process.exit();
});
`;
    writeFileSync(file, script);
    chmodSync(file, 0o755);
    return file;
  };
  const withFolder = async (use: (folder: string) => Promise<void>) => {
    const folder = mkdtempSync(path.join(tmpdir(), "kobold-native-"));
    try {
      await use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const leftWitnesses = () => readdirSync(tmpdir()).filter((name) => name.startsWith("kobold-proof-"));

  it("proves as rapidsnark does, and leaves no witness behind", async () => {
    await withFolder(async (folder) => {
      const before = leftWitnesses();
      const prover = createNativeProver(standIn(folder, ""));
      const { proof, publicSignals } = await prover.prove("claim", inputs);
      expect(publicSignals).to.deep.equal([inputs["lotId"], inputs["policyId"], inputs["day"]]);
      expect(await prover.verify("claim", proof, publicSignals)).to.equal(true);
      expect(leftWitnesses()).to.deep.equal(before);
    });
  });

  it("is not believed, and its failures are told", async () => {
    await withFolder(async (folder) => {
      const before = leftWitnesses();
      for (const program of [
        standIn(folder, "proof.pi_a[0] = String(BigInt(proof.pi_a[0]) + 1n)"),
        path.join(folder, "missing"),
      ]) {
        const error: unknown = await createNativeProver(program)
          .prove("claim", inputs)
          .catch((thrown: unknown) => thrown);
        expect(error).to.have.property("code", "PROOF_INVALID");
      }
      expect(leftWitnesses()).to.deep.equal(before);
    });
  });
});
