import type { z } from "zod/v4";

import { bytesOfHex } from "../core/bytes.ts";
import { refineProblems } from "../core/disclosure.ts";
import { KoboldError } from "../core/errors.ts";
import { listed, phrase, type Text } from "../core/phrase.ts";
import { type Lot, lotId } from "../core/lot.ts";
import type { AttributeTable } from "../core/attributes.ts";
import { formatMass } from "../core/units.ts";
import type { Deployment } from "../core/deployment.ts";
import type { TOLL_RESPONSE } from "./file-kinds.ts";
import type { NoteKey } from "./keys.ts";
import { openNote, requireOpens } from "./note.ts";

export type TollResponse = z.output<typeof TOLL_RESPONSE.body>;
export type RefineOperation = TollResponse["operation"];

/**
 * The refiner's side: the opening is that of an active lot, and the request speaks for its owner, to whose published key
 * the answer goes.
 * @param standing what the chain says of the lot
 * @throws MISMATCH
 */
export function checkTollRequest(
  from: string,
  parent: Lot,
  standing: { readonly owner: string; readonly isActive: boolean } | undefined,
): void {
  const id = lotId(parent).toString();
  if (standing === undefined)
    throw unfit(phrase`its figures give lot ${id}, which does not exist on this chain`);
  if (!standing.isActive) throw unfit(phrase`lot ${id} is not active`);
  if (!isSameAddress(standing.owner, from))
    throw unfit(phrase`lot ${id} belongs to ${standing.owner}, not to ${from}`);
}

/** What the owner holds an answer against. */
export interface TollExpectation {
  readonly parent: Lot;
  readonly owner: string;
  /** The least cobalt that the toll contract lets the refiner return. */
  readonly leastGrams: bigint;
  readonly attributes: AttributeTable;
  readonly keys: readonly NoteKey[];
  readonly deployment: Deployment;
  /** Whether the operation's proof is valid, its context computed anew from its recipient, documents, note, submitter. */
  readonly proves: (operation: RefineOperation) => Promise<boolean>;
}

/**
 * The owner's side, before it sends: the operation is about its lot and for it to send, the opening is that of the
 * lot that results, agrees with the parent's and with the contract, can be recovered from the note, and is proven. What
 * only the chain knows (registry, permit, day) shows when the transaction is simulated.
 * @throws MISMATCH, WRONG_OPENING, and what `openNote` throws
 */
export async function checkTollResponse(response: TollResponse, expected: TollExpectation): Promise<Lot> {
  const { child, operation } = response;
  const { parent, owner, leastGrams, attributes } = expected;
  const parentId = lotId(parent);
  if (operation.parent !== parentId) {
    throw unfit(phrase`it refines lot ${operation.parent.toString()}, not ${parentId.toString()}`);
  }
  if (BigInt(operation.submitter) !== 0n && !isSameAddress(operation.submitter, owner)) {
    throw unfit(phrase`only ${operation.submitter} may send it, not ${owner}`);
  }
  requireOpens(child, operation.child);
  const problems = refineProblems(parent, child, attributes);
  if (problems.length > 0) throw unfit(phrase`the refining ${listed(problems)}`);
  if (child.massGrams < leastGrams) {
    throw unfit(
      phrase`it returns ${formatMass(child.massGrams)}, less than the agreed ${formatMass(leastGrams)}`,
    );
  }
  const note = bytesOfHex(phrase`note`, operation.note);
  await openNote(note, [operation.child], expected.keys, expected.deployment);
  if (!(await expected.proves(operation))) throw unfit(phrase`its proof is not valid`);
  return child;
}

function isSameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function unfit(why: Text): KoboldError {
  return new KoboldError(
    "MISMATCH",
    phrase`the toll refining does not agree: ${why}`,
    phrase`send nothing; settle it with the other side`,
  );
}
