import { describe, it } from "mocha";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { circuitUnderTest } from "../r1cs/harness.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const bigints = (values: readonly string[]) => values.map(BigInt);

/** A claim about a lot of the shared vectors, with nothing computed by core. */
function claim(lotIndex: number, policyIndex: number): CircuitInputs {
  const [lot, policy] = [vectors.lots[lotIndex], vectors.policies[policyIndex]];
  if (lot === undefined || policy === undefined) throw new RangeError("no such vector");
  const column = (field: number, bits: number) =>
    Array.from({ length: 8 }, (_, i) => BigInt.asUintN(bits, BigInt(policy.rows[i]?.[field] ?? "0")));
  return {
    lotId: BigInt(lot.lotId),
    policyId: BigInt(policy.policyId),
    day: 20_528n,
    massGrams: BigInt(lot.massGrams),
    lanes: bigints(lot.lanes),
    oldestAudit: BigInt(lot.oldestAudit),
    salt: BigInt(lot.salt),
    shares: column(0, 18),
    shareFactors: column(1, 15),
    primaryFactors: column(2, 15),
    co2eFactors: column(3, 15),
    auditFactors: column(4, 15),
    constants: column(5, 48),
    massMin: BigInt(policy.massMin),
    massMax: BigInt(policy.massMax),
  };
}

describe("circuits on the shared vectors", () => {
  const claims = circuitUnderTest("claim");
  const mints = circuitUnderTest("mint");

  it("compute the lot id and the policy id of a light lot and eight rows", () => {
    claims.accepts(claim(0, 4));
  });

  it("compute the lot id and the policy id of the heaviest lot and one row", () => {
    claims.accepts(claim(1, 0));
  });

  it("compute the lot id and the policy id of a lot with uneven shares and an interval", () => {
    claims.accepts(claim(2, 1));
  });

  it("compute leaf, path, registry, permit, assay and lot id of a mint", () => {
    const entries = Object.entries(vectors.mint.inputs).map(([name, value]): [string, bigint | bigint[]] => [
      name,
      typeof value === "string" ? BigInt(value) : bigints(value),
    ]);
    mints.accepts(Object.fromEntries(entries));
  });
});
