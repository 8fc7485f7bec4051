import { AbiCoder, keccak256 } from "ethers";

import manifest from "../../circuits/circuits.json" with { type: "json" };

export type CircuitName = "mint" | "split" | "merge" | "refine" | "claim";
export type Signals = Readonly<Record<string, bigint | readonly bigint[]>>;

/** A circuit's number and public signals, flat and in the manifest's order. */
export function statement(name: CircuitName, signals: Signals): { circuit: number; signals: bigint[] } {
  const circuit = manifest.circuits.findIndex((entry) => entry.name === name);
  const flat = (manifest.circuits[circuit]?.publicSignals ?? []).flatMap((signal) => {
    const value = signals[signal.name];
    if (value === undefined) throw new Error(`${name} has no signal ${signal.name}`);
    const words = typeof value === "bigint" ? [value] : value;
    return Array.from({ length: signal.size }, (_, i) => words[i] ?? 0n);
  });
  return { circuit, signals: flat };
}

/** What the contract StatementVerifier takes for a proof of the statement. */
export function standInProof(name: CircuitName, signals: Signals): bigint[] {
  const { circuit, signals: flat } = statement(name, signals);
  const encoded = AbiCoder.defaultAbiCoder().encode(["uint256", "uint256[]"], [circuit, flat]);
  return Array.from({ length: 8 }, () => BigInt(keccak256(encoded)));
}
