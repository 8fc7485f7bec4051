import type { Contract } from "./contract.ts";
import type { KnownDeployment } from "./deployment.ts";
import { MOST_LOTS } from "./file.ts";
import { SLOTS, STRUCTS } from "./layout.ts";
import { type StoredLot, storedLotOf } from "./lot-word.ts";
import { lotSlot, mapSlot, permitSlot } from "./slots.ts";
import { contradicted, needed, unchecked } from "./unmet.ts";

/** A deployment's CobaltLot, undefined where its code was not checked. */
export interface LotsPlace {
  readonly deployment: Pick<KnownDeployment, "predecessor">;
  readonly contract: Contract | undefined;
}

/** Single parents share a word by seven: see contracts/lib/Ancestry.sol. */
const GROUP = 7;
const ID_BITS = 32n;
const MOST_PARENTS = 8;

/**
 * The lots and provenances of a deployment and of what it goes on from, by storage alone: for nothing that is here the
 * node's word is taken, nor an event's.
 */
export class DeployedLots {
  readonly #places: readonly LotsPlace[];
  readonly #stored: Map<bigint, StoredLot | undefined>[];
  readonly #parents = new Map<number, readonly number[]>();

  constructor(places: readonly LotsPlace[]) {
    this.#places = places;
    this.#stored = places.map(() => new Map<bigint, StoredLot | undefined>());
  }

  /** How many deployments there are. */
  get depth(): number {
    return this.#places.length;
  }

  contractAt(depth: number): Contract {
    return needed(this.#places[depth]?.contract);
  }

  /** Reads lots, in all deployments, before they are asked for one by one. */
  async load(lots: readonly bigint[]): Promise<void> {
    await Promise.all(
      this.#stored.map(async (stored, depth) => {
        const missing = lots.filter((lotId) => !stored.has(lotId));
        if (missing.length === 0) return;
        const words = await this.contractAt(depth).read(missing.map(lotSlot));
        missing.forEach((lotId, i) => stored.set(lotId, storedLotOf(words[i] ?? 0n)));
      }),
    );
  }

  /** A lot as a deployment has it. */
  async stored(depth: number, lotId: bigint): Promise<StoredLot | undefined> {
    await this.load([lotId]);
    return this.#stored[depth]?.get(lotId);
  }

  /**
   * The deployment in which a lot was made, of those from `depth` on: the last that knows it. A deployment refuses to make
   * what its predecessor knows, so a lot that both know was adopted, which the predecessor's word for it must bear out.
   * @throws Unmet lineage-contradicts
   */
  async homeOf(depth: number, lotId: bigint): Promise<number> {
    const [here, before] = [await this.stored(depth, lotId), await this.stored(depth + 1, lotId)];
    if (here === undefined || before === undefined) return depth;
    const isSame =
      here.kind === before.kind &&
      here.createdAt === before.createdAt &&
      here.provenanceId === before.provenanceId;
    if (!isSame || before.status !== "retired" || before.retirement !== "moved")
      throw contradicted("lineage-contradicts", { lot: lotId.toString(16), as: "adopted" });
    return this.homeOf(depth + 1, lotId);
  }

  /** Whether a lot may have come from a deployment that is not given. */
  mayComeFromBefore(depth: number, provenanceId: number): boolean {
    const { predecessor } = this.#places[depth]?.deployment ?? {};
    return depth === this.depth - 1 && provenanceId <= (predecessor?.lastProvenanceId ?? 0);
  }

  /** What a permit made in a deployment; 0 for nothing. */
  async provenancesOfPermits(depth: number, permits: readonly bigint[]): Promise<number[]> {
    return (await this.contractAt(depth).read(permits.map(permitSlot))).map(Number);
  }

  /** The deployment that gave out a provenance's id: ids go on where the predecessor's were cut. */
  depthOf(provenanceId: number): number {
    const depth = this.#places.findIndex(
      ({ deployment }) => provenanceId > (deployment.predecessor?.lastProvenanceId ?? 0),
    );
    if (depth < 0) throw unchecked("predecessor-missing", { provenance: String(provenanceId) });
    return depth;
  }

  /** The provenances that a provenance was made of, in the order of the operation. */
  async parentsOf(provenanceId: number): Promise<readonly number[]> {
    await this.loadParents([provenanceId]);
    return this.#parents.get(provenanceId) ?? [];
  }

  /** Reads the parents of provenances before they are asked for one by one. */
  async loadParents(provenances: readonly number[]): Promise<void> {
    const missing = [...new Set(provenances)].filter((id) => !this.#parents.has(id));
    await Promise.all(
      this.#places.map(async (_, depth) => {
        const ids = missing.filter((id) => this.depthOf(id) === depth);
        if (ids.length > 0) await this.#readParents(depth, ids);
      }),
    );
  }

  async #readParents(depth: number, ids: readonly number[]): Promise<void> {
    const book = BigInt(SLOTS.CobaltLot._ancestry);
    const [latest, groups, blends] = (["latest", "groups", "blends"] as const).map(
      (name) => book + BigInt(STRUCTS.AncestryBook[name].slot),
    );
    const words = await this.contractAt(depth).read([
      latest ?? 0n,
      ...ids.flatMap((id) => [
        mapSlot(BigInt(id), blends ?? 0n),
        mapSlot(BigInt(Math.floor(id / GROUP)), groups ?? 0n),
      ]),
    ]);
    const counter = words[0] ?? 0n;
    const last = Number(BigInt.asUintN(32, counter)) - 1;
    ids.forEach((id, i) => {
      const [blend = 0n, group = 0n] = words.slice(1 + 2 * i, 3 + 2 * i);
      const isLatest = Math.floor(id / GROUP) === Math.floor(last / GROUP);
      const singles = isLatest ? counter >> ID_BITS : group;
      const single = BigInt.asUintN(32, singles >> (ID_BITS * BigInt(id % GROUP)));
      const parents = idsIn(blend === 0n ? single : blend);
      // what a parent is made of was there before it: so no walk goes round in a circle
      if (parents.some((parent) => parent >= id)) throw contradicted("lineage-contradicts");
      this.#parents.set(id, parents);
    });
  }

  /**
   * All provenances that a provenance came of, itself first. Each is made of others with smaller ids, so this ends; one
   * question for each generation that was not loaded before.
   */
  async ancestorsOf(provenanceId: number): Promise<number[]> {
    const all = new Set([provenanceId]);
    for (let generation = [provenanceId]; generation.length > 0;) {
      await this.loadParents(generation);
      const parents = generation.flatMap((id) => this.#parents.get(id) ?? []);
      generation = [...new Set(parents)].filter((id) => !all.has(id));
      for (const id of generation) all.add(id);
      if (all.size > MOST_LOTS) throw unchecked("too-large");
    }
    return [...all];
  }
}

/** Ids of 32 bits, lowest bits first; the first 0 ends them. */
function idsIn(word: bigint): number[] {
  const ids = Array.from({ length: MOST_PARENTS }, (_, i) =>
    Number(BigInt.asUintN(32, word >> (ID_BITS * BigInt(i)))),
  );
  const end = ids.indexOf(0);
  return end < 0 ? ids : ids.slice(0, end);
}
