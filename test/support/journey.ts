import { claimOf } from "../../scripts/chain/claims.ts";
import { contextOf, documentsHashOf, type OperationContext } from "../../scripts/chain/hashes.ts";
import { operationOf, type OperationKind } from "../../scripts/chain/operations.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { claimInputs } from "../../scripts/core/claim.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { merge, mergeInputs } from "../../scripts/core/merge.ts";
import { mint, mintInputs } from "../../scripts/core/mint.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { refine, refineInputs } from "../../scripts/core/refine.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { split, splitInputs } from "../../scripts/core/split.ts";
import type { Lots } from "./lots-fixture.ts";
import { standInFor } from "./proofs.ts";
import { seededField } from "./random.ts";
import {
  operationOf as siteOperationOf,
  registryOf,
  siteOf,
  attributeNamed,
  ATTRIBUTES,
  TODAY,
} from "./sites.ts";

const mine = siteOf("mine", { grants: ["rmap", "origin-drc"], profile: { mayRefine: false } });
const refiner = siteOf("refiner", { grants: ["rmap", "refined"], process: { yieldMin: 9_500n } });
const registry = registryOf([mine, refiner]);
const unbound: OperationContext = { documentsHash: documentsHashOf(""), note: "0x" };

/** The policies of which `playJourney` proves the first two of K, and the third of K-A. */
export const POLICIES = ["rmap = 100%", "refined = 100%, audited within 12 months", "mass >= 3 t"].map(
  (words) => parsePolicy(words, ATTRIBUTES),
);

/**
 * Two mints, merged, refined to K, split in two, joined again to K-AB: made by core, sent through chain, accepted by
 * contracts whose verifier takes a stand-in for the proof of exactly these signals.
 */
export async function playJourney(lots: Lots) {
  await lots.accreditation.accept(registryHash(registry), true);
  for (const name of ["rmap", "refined"])
    await lots.accreditation.defineAttribute(attributeNamed(name), name, 0);
  const random = seededField("journey");
  const ofAlice = lots.lots.connect(lots.alice);

  const send = async (kind: OperationKind, inputs: CircuitInputs, context = unbound) =>
    ofAlice.execute([operationOf(kind, inputs, standInFor(kind, inputs), context)]);
  const minted = async (massGrams: bigint, permitIndex: number) => {
    const lot = mint(mine, { massGrams }, TODAY, random);
    const context = {
      recipient: lots.alice.address,
      documentsHash: documentsHashOf(`bags ${permitIndex}`),
      note: "0xc0ba17",
      submitter: lots.alice.address,
    };
    const operation = {
      ...siteOperationOf("mine", mine, registry, lot),
      permitIndex,
      context: contextOf(context),
    };
    await send("mint", mintInputs(operation, lot), context);
    return lot;
  };
  const merged = async (parents: readonly Lot[], joined = false) => {
    const child = merge(parents, random);
    await send("merge", mergeInputs(parents, child, joined));
    return child;
  };

  const H1 = await minted(3_000_000n, 0);
  const H2 = await minted(2_000_000n, 1);
  const H = await merged([H1, H2]);
  const K = refine(refiner, ATTRIBUTES, H, { massGrams: 4_850_000n }, TODAY, random);
  const refined = siteOperationOf("refiner", refiner, registry, K, H);
  await send("refine", refineInputs({ ...refined, context: contextOf(unbound) }, H, K));
  const pieces = split(K, [3_000_000n, 1_850_000n], random);
  const [KA, KB] = pieces;
  if (KA === undefined || KB === undefined) throw new RangeError("a split into two makes two lots");

  for (const policy of POLICIES) await definePolicy(lots.policies, policy);
  const claim = (policy: (typeof POLICIES)[number], lot: Lot) => {
    const inputs = claimInputs(policy, lot, TODAY);
    return claimOf(inputs, standInFor("claim", inputs));
  };
  const [first, second, third] = POLICIES;
  if (first === undefined || second === undefined || third === undefined)
    throw new RangeError("three policies");
  const claims = lots.claims.connect(lots.alice);
  await claims.prove([claim(first, K), claim(second, K)]);
  await send("split", splitInputs(K, pieces));
  await claims.prove([claim(third, KA)]);
  const KAB = await merged([KA, KB], true);
  const ids = Object.fromEntries(
    Object.entries({ H1, H2, H, K, KA, KB, KAB }).map(([name, lot]) => [name, lotId(lot)] as const),
  );
  return { ...lots, ids, ofAlice };
}
