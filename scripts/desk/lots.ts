import { documentsHashOf, type OperationContext } from "../chain/hashes.ts";
import { commandOf } from "../chain/commands.ts";
import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { KoboldError } from "../core/errors.ts";
import { idText } from "../core/ids.ts";
import { phrase } from "../core/phrase.ts";
import { formatMass } from "../core/units.ts";
import type { Lot } from "../core/lot.ts";
import { merge, mergeInputs, weaken } from "../core/merge.ts";
import type { Provenance } from "../core/provenance.ts";
import { randomField } from "../core/random.ts";
import { RETIREMENT_KINDS, type RetirementKind } from "../core/retirement.ts";
import { split, splitInputs } from "../core/split.ts";
import type { LotRecord } from "../vault/lot-record.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut, type DeskPlan } from "./carry-out.ts";
import type { Desk } from "./desk.ts";
import { noteFor } from "./recipients.ts";

/** An operation that was carried out, and the lots that it made. */
export interface Done {
  readonly operation: OperationRecord;
  readonly lots: readonly Lot[];
}

export interface Piece {
  readonly massGrams: bigint;
  readonly label?: string;
}

/** Shares out a lot; what the pieces leave of it is the last one. @throws RULE_BROKEN, VAULT_CONFLICT, CHAIN_REFUSED, … */
export async function splitLot(
  desk: Desk,
  lotId: bigint,
  pieces: readonly Piece[],
  documents?: string,
): Promise<Done> {
  const parent = openingOf(desk, lotId);
  const taken = pieces.reduce((sum, { massGrams }) => sum + massGrams, 0n);
  if (taken > parent.massGrams) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the pieces weigh ${formatMass(taken)} together, the lot ${formatMass(parent.massGrams)}`,
      phrase`correct the masses of the pieces`,
    );
  }
  const rest = parent.massGrams - taken;
  const masses = [...pieces.map(({ massGrams }) => massGrams), ...(rest > 0n ? [rest] : [])];
  const lots = split(parent, masses, randomField);
  const children = lots.map((lot, i) => labelled(lot, pieces[i]?.label));
  const plan = { kind: "split", parents: [lotId], children } as const;
  return rework(desk, plan, splitInputs(parent, lots), documents);
}

/**
 * Joins lots into their blend.
 * @param joined keeps the provenance, for pieces of one split; publishes that they have one provenance
 */
export async function mergeLots(
  desk: Desk,
  lotIds: readonly bigint[],
  { label, joined = false, documents }: { label?: string; joined?: boolean; documents?: string } = {},
): Promise<Done> {
  const twice = lotIds.find((id, i) => lotIds.indexOf(id) < i);
  if (twice !== undefined) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`lot ${idText(twice)} is named twice`,
      phrase`name each lot once`,
    );
  }
  const parents = lotIds.map((id) => openingOf(desk, id));
  const lot = merge(parents, randomField);
  const plan = { kind: "merge", parents: lotIds, children: [labelled(lot, label)] } as const;
  return rework(desk, plan, mergeInputs(parents, lot, joined), documents);
}

/** The same cobalt under weaker figures, such as `coarsen` proposes. @throws RULE_BROKEN if one is stronger */
export async function weakenLot(
  desk: Desk,
  lotId: bigint,
  provenance: Provenance,
  label?: string,
): Promise<Done> {
  const parent = openingOf(desk, lotId);
  const lot = weaken(parent, provenance, randomField);
  const plan = { kind: "merge", parents: [lotId], children: [labelled(lot, label)] } as const;
  return rework(desk, plan, mergeInputs([parent], lot));
}

/** Ends a lot. @param purpose hash of what it backs, or of the document that says why */
export async function retireLot(
  desk: Desk,
  lotId: bigint,
  kind: RetirementKind,
  purpose: string,
): Promise<OperationRecord> {
  return carryOut(desk, { kind: "retire", parents: [lotId], children: [] }, () =>
    desk.contracts.cobaltLot.retire.populateTransaction(lotId, RETIREMENT_KINDS.indexOf(kind), purpose),
  );
}

/** @throws VAULT_CONFLICT if the vault has no opening of it */
export function openingOf({ port, vault }: Desk, lotId: bigint): Lot {
  return vault.lots.require(port.deployment, lotId).lot;
}

/** The lots that can be used now, oldest first. */
export function activeLots({ port, vault }: Desk): LotRecord[] {
  return vault.lots.list({ deployment: port.deployment, state: "active" });
}

/** A lot with its name, if it gets one: an empty one is none. */
export function labelled(lot: Lot, label = ""): { lot: Lot; label?: string } {
  return label === "" ? { lot } : { lot, label };
}

export async function contextFor(
  desk: Desk,
  documents: string,
  lots: readonly Lot[],
  owner: string,
): Promise<OperationContext> {
  return { documentsHash: documentsHashOf(documents), note: await noteFor(desk, lots, owner) };
}

/** Proves an operation and carries it out. @param bind what the proof is about and bound to, once the openings are on disk */
export async function operate(
  desk: Desk,
  plan: DeskPlan & { readonly kind: "mint" | "refine" | "split" | "merge" },
  bind: () => Promise<{ readonly inputs: CircuitInputs; readonly context: OperationContext }>,
): Promise<Done> {
  const operation = await carryOut(desk, plan, async () => {
    const { inputs, context } = await bind();
    const { proof } = await desk.prover.prove(plan.kind, inputs);
    const data = commandOf(plan.kind, inputs, proof, context);
    return { to: await desk.contracts.cobaltLot.getAddress(), data };
  });
  // those of an earlier attempt, if that was taken up
  return { operation, lots: operation.children.map((id) => openingOf(desk, id)) };
}

function rework(
  desk: Desk,
  plan: DeskPlan & { readonly kind: "split" | "merge" },
  inputs: CircuitInputs,
  documents = "",
): Promise<Done> {
  const lots = plan.children.map(({ lot }) => lot);
  return operate(desk, plan, async () => {
    return { inputs, context: await contextFor(desk, documents, lots, desk.account) };
  });
}
