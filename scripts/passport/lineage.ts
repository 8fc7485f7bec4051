import { type KeyedProof, verifyBatch } from "../prover/verify-batch.ts";
import type { VerifyingKey } from "../prover/verifying-key.ts";
import type { CircuitName } from "../prover/manifest.ts";
import { idText } from "../core/ids.ts";
import type { DeployedLots } from "./deployed-lots.ts";
import { MOST_LOTS } from "./file.ts";
import { addressText } from "./lot-word.ts";
import type { Progress } from "./report.ts";
import type { Operation } from "./statements.ts";
import type { FoundOperation, Transactions } from "./transactions.ts";
import { contradicted, needed, unchecked } from "./unmet.ts";

/** The keys of a deployment's circuits; undefined where they were not checked. */
export type CircuitKeys = ReadonlyMap<CircuitName, VerifyingKey> | undefined;

/** The operations that a lot came of, as far as storage bears them out, and the deployment that each was made in. */
export interface Lineage {
  readonly operations: readonly Made[];
  readonly handovers: readonly Handover[];
  readonly lots: number;
  readonly adopted: number;
}

interface Made {
  readonly operation: FoundOperation;
  readonly depth: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** See HandoverFact. */
interface Handover {
  readonly lotId: bigint;
  readonly depth: number;
  readonly after: number;
  readonly before: number | null;
}

/**
 * Goes back from a lot to the mints.
 *
 * What storage proves by itself: that each lot exists, by which kind of operation it was made, its provenance, what that
 * provenance was made of down to the provenances of mints, and which permit made each of these. So no mint can be left out
 * and none added, whatever a node hides or a file says; an operation that is not found is told as not checked.
 *
 * What it does not prove: which of several lots of one provenance a piece was split from. The operation says so, and its
 * proof that the masses add up; one that was made up by who knows all openings could name another consumed lot of the
 * same provenance, which changes nothing of where the cobalt came from.
 * @throws Unmet proof-not-found, lineage-contradicts, too-large, …
 */
export async function traceLineage(
  lots: DeployedLots,
  transactions: Transactions,
  lotId: bigint,
  keys: readonly CircuitKeys[],
): Promise<Lineage> {
  const told = lotsTold(transactions, lotId);
  await lots.load(told);
  const provenances = await Promise.all(
    told.map(async (each) => {
      for (let depth = 0; depth < lots.depth; depth++) {
        const stored = await lots.stored(depth, each);
        if (stored !== undefined) return [stored.provenanceId];
      }
      return [];
    }),
  );
  await lots.loadParents(provenances.flat());

  const made = new Map<string, Made>();
  const handovers: Handover[] = [];
  const done = new Set<string>();
  let adopted = 0;
  /** Those that are being traced: to meet one of them again would be a circle, without a beginning. */
  const open = new Set<string>();
  const trace = async (id: bigint, known: number, before: number | null): Promise<void> => {
    const home = await lots.homeOf(known, id);
    const name = `${home} ${id}`;
    if (open.has(name))
      throw contradicted("lineage-contradicts", { lot: idText(id), as: "its own ancestor" });
    if (done.has(name)) return;
    if (home > known) adopted += 1;
    const { operation, at } = await makerOf(lots, transactions, { lotId: id, depth: home, keys: keys[home] });
    open.add(name);
    for (const parent of operation.parents) await trace(parent, home, at);
    open.delete(name);
    done.add(name);
    made.set(`${home} ${operation.statement.signals.join()}`, { operation, depth: home, at });
    if ((await lots.stored(known, id))?.owner !== (await firstOwner(lots, operation, home)))
      handovers.push({ lotId: id, depth: known, after: at, before });
  };
  await trace(lotId, 0, null);
  const operations = [...made.values()];
  await requirePermits(lots, operations);
  return { operations, handovers, lots: done.size, adopted };
}

/** All lots that any command would have it that it came of, to read them at once. */
function lotsTold(transactions: Transactions, lotId: bigint): bigint[] {
  const told = new Set([lotId]);
  for (const each of told) {
    for (const { parents } of transactions.makersOf(each)) for (const parent of parents) told.add(parent);
    if (told.size > MOST_LOTS) throw unchecked("too-large", { lots: String(told.size) });
  }
  return [...told];
}

/** The operation that made a lot in a deployment. @throws Unmet */
async function makerOf(
  lots: DeployedLots,
  transactions: Transactions,
  { lotId, depth, keys }: { readonly lotId: bigint; readonly depth: number; readonly keys: CircuitKeys },
): Promise<{ readonly operation: FoundOperation; readonly at: number }> {
  const inputs = { lot: idText(lotId) };
  const stored = await lots.stored(depth, lotId);
  if (stored === undefined) throw contradicted("lot-unknown", inputs);
  const told = transactions.makersOf(lotId);
  if (told.length === 0) throw transactions.missing(inputs);
  const fitting: FoundOperation[] = [];
  for (const operation of told) {
    if (operation.kind === stored.kind && (await fits(lots, operation, stored.provenanceId, depth)))
      fitting.push(operation);
  }
  const [first, second] = fitting;
  if (first === undefined && lots.mayComeFromBefore(depth, stored.provenanceId))
    throw unchecked("predecessor-missing", inputs);
  if (first === undefined) throw contradicted("lineage-contradicts", { ...inputs, madeBy: stored.kind });
  // sent twice, once in vain, or shown by somebody else: any whose proof holds is as good
  const proven = second === undefined ? first : fitting.find((each) => verifyBatch([keyed(each, keys)]));
  return { operation: proven ?? first, at: stored.createdAt };
}

/** Whose a lot is when an operation has made it: its recipient's, or who owned the parents to the end. */
async function firstOwner(
  lots: DeployedLots,
  { recipient, parents }: Operation,
  depth: number,
): Promise<string | undefined> {
  if (recipient !== undefined) return addressText(recipient);
  const [parent] = parents;
  return parent === undefined ? undefined : (await lots.stored(depth, parent))?.owner;
}

/** Whether an operation can have made a lot of this provenance, by what is stored of its parents. */
async function fits(
  lots: DeployedLots,
  { kind, parents, isSameProvenance }: Operation,
  provenanceId: number,
  depth: number,
): Promise<boolean> {
  const own: number[] = [];
  for (const parent of parents) {
    const stored = await lots.stored(depth, parent);
    if (stored?.status !== "consumed") return false;
    own.push(stored.provenanceId);
  }
  if (kind === "split" || isSameProvenance) return own.every((id) => id === provenanceId);
  if (lots.depthOf(provenanceId) !== depth) return false;
  return (await lots.parentsOf(provenanceId)).join() === own.join();
}

/** Each permit makes one provenance, so a mint or refining is just the one that the contract let pass. */
async function requirePermits(lots: DeployedLots, operations: readonly Made[]): Promise<void> {
  for (let depth = 0; depth < lots.depth; depth++) {
    const sited = operations.flatMap(({ operation: { site, children }, depth: at }) =>
      at === depth && site !== undefined ? [{ permit: site.permit, child: children[0] ?? 0n }] : [],
    );
    if (sited.length === 0) continue;
    const provenances = await lots.provenancesOfPermits(
      depth,
      sited.map(({ permit }) => permit),
    );
    for (const [i, { child }] of sited.entries()) {
      const stored = await lots.stored(depth, child);
      if (stored?.provenanceId !== provenances[i])
        throw contradicted("lineage-contradicts", { lot: idText(child), as: "made by this permit" });
    }
  }
}

const AT_ONCE = 16;

/** Verifies the proofs of all operations, some at once, so that a page goes on answering. @throws Unmet proof-wrong */
export async function verifyOperations(
  { operations }: Lineage,
  keys: readonly CircuitKeys[],
  onProgress: (progress: Progress) => void,
): Promise<void> {
  for (let from = 0; from < operations.length; from += AT_ONCE) {
    onProgress({ step: "proofs", done: from, of: operations.length });
    // timers let a page draw
    await new Promise((resolve) => setTimeout(resolve, 0));
    const some = operations.slice(from, from + AT_ONCE);
    const keyedOf = ({ operation, depth }: Made) => keyed(operation, keys[depth]);
    if (verifyBatch(some.map(keyedOf))) continue;
    const wrong = some.find((each) => !verifyBatch([keyedOf(each)]))?.operation;
    throw contradicted("proof-wrong", { kind: wrong?.kind ?? "", lot: idText(wrong?.children[0] ?? 0n) });
  }
  onProgress({ step: "proofs", done: operations.length, of: operations.length });
}

function keyed({ statement: { circuit, signals, proof } }: Operation, keys: CircuitKeys): KeyedProof {
  return { key: needed(needed(keys).get(circuit)), signals, proof };
}
