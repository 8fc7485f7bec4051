import { phrase } from "../core/phrase.ts";
import { commandOf } from "../chain/commands.ts";
import { contextOf, documentsHashOf } from "../chain/hashes.ts";
import { readRegistry } from "../chain/registry.ts";
import { whenOf } from "../core/calendar.ts";
import { type CircuitInputs, scalarInput } from "../core/circuit-inputs.ts";
import { lotId } from "../core/lot.ts";
import type { RefineFigures } from "../core/refine.ts";
import { TOLL_REQUEST, TOLL_RESPONSE } from "../notes/file-kinds.ts";
import { openFile, sealFile } from "../notes/sealed-file.ts";
import { checkTollRequest, checkTollResponse, type RefineOperation } from "../notes/toll-refining.ts";
import type { ProofWords } from "../prover/proof.ts";
import { publicSignalsOf } from "../prover/public-signals.ts";
import { carryOut } from "./carry-out.ts";
import { type Desk } from "./desk.ts";
import type { Sending } from "./files.ts";
import { type Done, labelled, openingOf } from "./lots.ts";
import { keyFor, noteFor } from "./recipients.ts";
import { answer, today } from "../chain/rpc.ts";
import { openSiteAtWork, refineAt, type SiteWork } from "./sites.ts";

/** The owner's side: a file that lets a refiner open the lot. */
export async function requestToll(
  desk: Desk,
  id: bigint,
  { to, purpose, expiresOn }: Sending,
): Promise<string> {
  const message = { from: desk.account, purpose, expiresOn, body: { parent: openingOf(desk, id) } };
  return sealFile(TOLL_REQUEST, message, await keyFor(desk, to), desk.deployment);
}

/**
 * The refiner's side: makes the proof of the refining, for the owner to send, and seals it with the child's opening to the
 * owner's published key. The permit is used, and the child's opening stored, before the file exists.
 * @throws MISMATCH if the request is not the owner's or its lot not active; as `openFile` and `refineLot`
 */
export async function answerToll(
  desk: Desk,
  text: string,
  work: SiteWork & { readonly figures: RefineFigures; readonly purpose: string; readonly expiresOn: number },
): Promise<string> {
  const { account, deployment, keys, port, prover, vault } = desk;
  const { from, body } = await openFile(TOLL_REQUEST, text, keys, deployment, await today(desk));
  const { parent } = body;
  const parentId = lotId(parent);
  const { owner, status } = await port.lotAt(parentId, await port.latestBlock());
  checkTollRequest(from, parent, status === "unknown" ? undefined : { owner, isActive: status === "active" });

  const atWork = await openSiteAtWork(desk, work.site);
  const { lot, inputs } = refineAt(atWork, work, parent);
  const documentsHash = documentsHashOf(work.documents);
  const context = { documentsHash, note: await noteFor(desk, [lot], owner), submitter: owner };
  const prepared = vault.journal.prepare({
    kind: "refine",
    deployment: port.deployment,
    account: owner,
    parents: [],
    children: [labelled(lot, work.label)],
    permits: [atWork.permit],
  });
  let signals: CircuitInputs;
  let proof: ProofWords;
  try {
    signals = await inputs(context);
    ({ proof } = await prover.prove("refine", signals));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    vault.journal.record(prepared.id, { type: "abandoned", reason });
    throw error;
  }
  vault.journal.record(prepared.id, { type: "handedOver" });
  const operation = {
    parent: parentId,
    child: lotId(lot),
    registry: scalarInput(signals, "registry"),
    day: atWork.day,
    permit: scalarInput(signals, "permit"),
    submitter: owner,
    documentsHash,
    note: context.note,
    proof: [...proof],
  };
  const { purpose, expiresOn } = work;
  const message = { from: account, purpose, expiresOn, body: { child: lot, operation } };
  return sealFile(TOLL_RESPONSE, message, await keyFor(desk, owner), deployment);
}

/**
 * The owner's side again: recomputes everything that the refiner's answer says, and sends it.
 * @param leastGrams the least cobalt that the contract lets the refiner return
 * @throws MISMATCH, WRONG_OPENING, PROOF_INVALID, … before anything is sent
 */
export async function settleToll(
  desk: Desk,
  text: string,
  { parent: parentId, leastGrams, label }: { parent: bigint; leastGrams: bigint; label?: string },
): Promise<Done> {
  const { account, contracts, deployment, keys, prover } = desk;
  const { body } = await openFile(TOLL_RESPONSE, text, keys, deployment, await today(desk));
  const { attributes } = await answer(phrase`registry`, readRegistry(contracts.accreditation));
  const lot = await checkTollResponse(body, {
    parent: openingOf(desk, parentId),
    owner: account,
    leastGrams,
    attributes,
    keys,
    deployment,
    proves: (operation) =>
      prover.verify("refine", proofOf(operation), publicSignalsOf("refine", signalsOf(operation))),
  });
  const plan = { kind: "refine", parents: [parentId], children: [labelled(lot, label)] } as const;
  const operation = await carryOut(desk, plan, async () => {
    const { documentsHash, note, submitter } = body.operation;
    const context = { documentsHash, note, submitter };
    const data = commandOf("refine", signalsOf(body.operation), proofOf(body.operation), context);
    return { to: await contracts.cobaltLot.getAddress(), data };
  });
  return { operation, lots: [lot] };
}

/** The public signals, computed anew from what the operation says. */
function signalsOf(operation: RefineOperation): CircuitInputs {
  const { parent, child, registry, day, permit, documentsHash, note, submitter } = operation;
  return {
    parent,
    child,
    registry,
    when: whenOf(day),
    permit,
    context: contextOf({ documentsHash, note, submitter }),
  };
}

function proofOf({ proof }: RefineOperation): ProofWords {
  const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = proof;
  return [a, b, c, d, e, f, g, h];
}
