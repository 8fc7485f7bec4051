import type { Contract } from "./contract.ts";
import type { DeployedLots } from "./deployed-lots.ts";
import { SLOTS, STRUCTS } from "./layout.ts";
import type { RecallFact } from "./report.ts";
import { arraySlot, mapSlot, memberIn } from "./slots.ts";
import { unchecked } from "./unmet.ts";

const MOST_RECALLS = 256n;
/** Roots of 32 bits, eight in a word, sixteen at most. */
const ROOTS_IN_WORD = 8;
const ROOT_WORDS = 2;
const KINDS = ["quality", "origin", "sanction", "figures"] as const;

interface StoredRecall extends Omit<RecallFact, "recalls"> {
  readonly roots: readonly number[];
}

/**
 * The recalls of a Recalls contract that reach a provenance, open or closed, as the contract itself would find: from
 * the provenance upwards, not beyond what it has cleared. All of it stands in storage, so none can be left out.
 * @param upTo the last provenance whose id means the same there: a predecessor's recalls may be about later ones of its own
 * @throws Unmet too-large, …
 */
export async function recallsThatReach(
  recalls: Contract,
  lots: DeployedLots,
  provenanceId: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<RecallFact[]> {
  const { recallCount, _recalls } = SLOTS.Recalls;
  const [count = 0n] = await recalls.read([BigInt(recallCount)]);
  if (count === 0n) return [];
  if (count > MOST_RECALLS) throw unchecked("too-large", { recalls: String(count) });
  const ancestors = await lots.ancestorsOf(provenanceId);
  const ids = Array.from({ length: Number(count) }, (_, i) => i + 1);
  const words = await recalls.read(
    ids.flatMap((id) => {
      const first = mapSlot(BigInt(id), _recalls);
      const roots = first + BigInt(STRUCTS.Recall.roots.slot);
      return [first, roots, ...Array.from({ length: ROOT_WORDS }, (_, i) => arraySlot(roots) + BigInt(i))];
    }),
  );
  const stored = ids.map((id, i) =>
    recallIn(id, words.slice((2 + ROOT_WORDS) * i, (2 + ROOT_WORDS) * (i + 1))),
  );
  // only a recall that begins with an ancestor can reach: for the others nothing more is asked
  const near = stored.filter(({ roots }) => roots.some((root) => root <= upTo && ancestors.includes(root)));
  const found: RecallFact[] = [];
  for (const { roots, ...recall } of near) {
    const cleared = await clearedAmong(recalls, recall.recallId, ancestors);
    if (
      await reaches(lots, provenanceId, (id) =>
        id > upTo ? "beyond" : cleared.has(id) ? "cleared" : roots.includes(id) ? "root" : "beyond",
      )
    )
      found.push({ recalls: recalls.address, ...recall });
  }
  return found;
}

function recallIn(
  recallId: number,
  [flags = 0n, length = 0n, ...rootWords]: readonly bigint[],
): StoredRecall {
  const { kind, blocking, closed } = STRUCTS.Recall;
  const roots = Array.from({ length: ROOT_WORDS * ROOTS_IN_WORD }, (_, i) =>
    Number(
      BigInt.asUintN(
        32,
        (rootWords[Math.floor(i / ROOTS_IN_WORD)] ?? 0n) >> BigInt(32 * (i % ROOTS_IN_WORD)),
      ),
    ),
  );
  const named = KINDS[Number(memberIn(flags, kind))];
  if (length > BigInt(roots.length) || named === undefined) throw unchecked("too-large");
  return {
    recallId,
    kind: named,
    isBlocking: memberIn(flags, blocking) === 1n,
    isClosed: memberIn(flags, closed) === 1n,
    roots: roots.slice(0, Number(length)),
  };
}

/** A recall's set of cleared provenances, 256 of them in a word. */
async function clearedAmong(
  recalls: Contract,
  recallId: number,
  ids: readonly number[],
): Promise<Set<number>> {
  const buckets = [...new Set(ids.map((id) => id >>> 8))];
  const set = mapSlot(BigInt(recallId), SLOTS.Recalls._cleared);
  const words = await recalls.read(buckets.map((bucket) => mapSlot(BigInt(bucket), set)));
  const wordOf = new Map(buckets.map((bucket, i) => [bucket, words[i] ?? 0n]));
  return new Set(ids.filter((id) => (((wordOf.get(id >>> 8) ?? 0n) >> BigInt(id & 0xff)) & 1n) === 1n));
}

async function reaches(
  lots: DeployedLots,
  provenanceId: number,
  lookAt: (id: number) => "cleared" | "root" | "beyond",
): Promise<boolean> {
  const seen = new Set([provenanceId]);
  for (const id of seen) {
    const found = lookAt(id);
    if (found === "root") return true;
    if (found === "cleared") continue;
    for (const parent of await lots.parentsOf(id)) seen.add(parent);
  }
  return false;
}
