import { ZeroAddress, ZeroHash } from "ethers";

import { type CircuitInputs, padded } from "../../scripts/core/circuit-inputs.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { MAX_PARENTS, merge, mergeInputs, weaken } from "../../scripts/core/merge.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { type Provenance } from "../../scripts/core/provenance.ts";
import { WHOLE_SHARE } from "../../scripts/core/attributes.ts";
import { MAX_CHILDREN, split, splitInputs } from "../../scripts/core/split.ts";
import type { TestOperation } from "../fixtures/operations.ts";
import type { Dice } from "./dice.ts";
import type { History } from "./history.ts";
import { type Built, pickParent } from "./operations.ts";
import { isAuthorised } from "./rules-lots.ts";
import type { Name } from "./world.ts";

const NOTHING = {
  sameProvenance: false,
  registry: 0n,
  day: 0n,
  permit: 0n,
  recipient: ZeroAddress,
  submitter: ZeroAddress,
  documentsHash: ZeroHash,
  note: "0x",
};

const SPLIT_LIES = [
  "a gram too heavy",
  "a gram lost",
  "better provenance",
  "mass behind an unused place",
  "id without mass",
  "one child twice",
  "child that exists",
  "no children",
  "nine children",
  "proof of another",
  "parent that has ended",
] as const;

/** A split of a lot that somebody may use, mostly honest. */
export async function splitOf(history: History, dice: Dice, by?: Name): Promise<Built | undefined> {
  const lie = dice.twist(SPLIT_LIES);
  const used = pickParent(history, dice, { by, ended: lie === "parent that has ended" });
  if (used === undefined) return undefined;
  const parent = history.openingOf(used.lotId);
  const pieces = split(parent, massesOf(parent.massGrams, dice), history.random);
  const children = pieces.map((piece, i) => (i === 0 ? disguised(piece, lie) : piece));
  for (const child of children) history.know(lotId(child), child);
  const hidden = lie === "id without mass" || lie === "mass behind an unused place";
  const honest = splitInputs(parent, children);
  const ids = children.map(lotId);
  const masses = children.map(({ massGrams }) => massGrams);
  const inputs: CircuitInputs = hidden
    ? {
        ...honest,
        ...(lie === "id without mass"
          ? { childMassGrams: padded([0n, ...masses.slice(1)], MAX_CHILDREN, 0n) }
          : { children: padded([0n, ...ids.slice(1)], MAX_CHILDREN, 0n) }),
      }
    : honest;
  const proof = await history.prover.prove("split", inputs);
  const [known] = history.state.lots.keys();
  const other = history.sent.findLast(({ kind }) => kind === 1);
  const sent = {
    "one child twice": [...ids, ...ids.slice(0, 1)].slice(-MAX_CHILDREN),
    "child that exists": [known ?? used.lotId, ...ids.slice(1)],
    "no children": [],
    "nine children": padded(ids, 9, 1n),
    "mass behind an unused place": ids.length > 1 ? ids.slice(1) : ids,
  };
  const copied = lie === "proof of another" ? other?.proof : undefined;
  const operation: TestOperation = {
    ...NOTHING,
    kind: 1,
    parents: [used.lotId],
    children: lie in sent ? (Object.entries(sent).find(([name]) => name === lie)?.[1] ?? ids) : ids,
    proof: copied ?? [...proof],
  };
  return { by: used.by, variant: lie, operation };
}

/** One to eight masses of a gram at least. */
function massesOf(whole: bigint, dice: Dice): bigint[] {
  const most = whole < 8n ? Number(whole) : MAX_CHILDREN;
  const count = dice.roll(4) === 3 ? 1 + dice.roll(most) : Math.min(2, most);
  const small = Array.from({ length: count - 1 }, () => 1n + dice.part(whole / BigInt(count) - 1n));
  return [...small, small.reduce((rest, grams) => rest - grams, whole)];
}

function disguised(piece: Lot, lie: string): Lot {
  switch (lie) {
    case "a gram too heavy":
      return { ...piece, massGrams: piece.massGrams + 1n };
    case "a gram lost":
      return piece.massGrams > 1n ? { ...piece, massGrams: piece.massGrams - 1n } : piece;
    case "better provenance":
      return { ...piece, provenance: { ...piece.provenance, oldestAudit: piece.provenance.oldestAudit + 1 } };
    default:
      return piece;
  }
}

const MERGE_LIES = [
  "a gram too heavy",
  "share raised",
  "footprint lowered",
  "primary part raised",
  "younger audit",
  "one parent twice",
  "parents of two owners",
  "same provenance said, not proven",
  "same provenance of others",
  "a parent left out",
  "id reused",
  "parent that has ended",
] as const;
type MergeLie = (typeof MERGE_LIES)[number] | "honest";

/** A blend, a weakening or a join of pieces, mostly honest. */
export async function mergeOf(history: History, dice: Dice, by?: Name): Promise<Built | undefined> {
  const lie = dice.twist(MERGE_LIES);
  const used = pickParent(history, dice, { by, ended: lie === "parent that has ended" });
  if (used === undefined) return undefined;
  const { state, world } = history;
  const first = state.lots.get(used.lotId);
  const mates = [...state.lots].filter(
    ([id, lot]) =>
      id !== used.lotId &&
      lot.status === "active" &&
      (lie === "parents of two owners" ? lot.owner !== first?.owner : lot.owner === first?.owner),
  );
  const pieces = mates.filter(([, { provenanceId }]) => provenanceId === first?.provenanceId);
  const mode = dice.pick(["blend", "weaken", "join"] as const);
  const usable = (lie === "parents of two owners" ? mates : mode === "join" ? pieces : mates).filter(
    ([, lot]) => isAuthorised(state, lot, world.addressOf(used.by)) || lie === "parents of two owners",
  );
  const others = mode === "weaken" ? [] : dice.some(usable, MAX_PARENTS - 1).map(([id]) => id);
  const ids = [used.lotId, ...others];
  const parents = ids.map((id) => history.openingOf(id));
  if (parents.reduce((sum, { massGrams }) => sum + massGrams, 0n) > 2n ** 32n - 1n) return undefined;

  const same = (mode === "join" && pieces.length > 0) || lie === "same provenance of others";
  const blended = merge(parents, history.random);
  const kept = same ? { ...blended, provenance: parents[0]?.provenance ?? blended.provenance } : blended;
  const weakened = mode === "weaken" ? weaken(kept, weakerThan(kept.provenance, dice), history.random) : kept;
  const child = improved(weakened, lie);
  const childId = history.know(lotId(child), child);
  const inputs = { ...mergeInputs(parents, child), sameProvenance: same ? 1n : 0n };
  const proof = await history.prover.prove("merge", inputs);
  const [known] = state.lots.keys();
  const operation: TestOperation = {
    ...NOTHING,
    kind: 2,
    sameProvenance: same || lie === "same provenance said, not proven",
    parents: lie === "one parent twice" ? [...ids, used.lotId].slice(-MAX_PARENTS) : leftOut(ids, lie),
    children: [lie === "id reused" ? (known ?? childId) : childId],
    proof: [...proof],
  };
  return { by: used.by, variant: lie === "honest" && mode !== undefined ? mode : lie, operation };
}

const leftOut = (ids: readonly bigint[], lie: MergeLie) =>
  lie === "a parent left out" && ids.length > 1 ? ids.slice(0, -1) : [...ids];

/** Half of the bounds as they are, the others lower. */
function weakerThan({ co2eMargin, co2ePrimary, shares, oldestAudit }: Provenance, dice: Dice): Provenance {
  const lower = (bound: bigint) => (dice.chance(50) ? dice.part(bound) : bound);
  return {
    co2eMargin: lower(co2eMargin),
    co2ePrimary: lower(co2ePrimary),
    shares: shares.map(lower),
    oldestAudit: oldestAudit - dice.roll(3) * 50,
  };
}

/** One bound better than it may be, where there is room. */
function improved(lot: Lot, lie: MergeLie): Lot {
  const { provenance, massGrams } = lot;
  const with_ = (fields: Partial<Provenance>): Lot => ({ ...lot, provenance: { ...provenance, ...fields } });
  switch (lie) {
    case "a gram too heavy":
      return { ...lot, massGrams: massGrams + 1n };
    case "share raised": {
      const at = provenance.shares.findIndex((share) => share < WHOLE_SHARE);
      return with_({ shares: provenance.shares.map((share, j) => (j === at ? share + 1n : share)) });
    }
    case "footprint lowered":
      return provenance.co2eMargin + provenance.co2ePrimary < CO2E_CAP
        ? with_({ co2eMargin: provenance.co2eMargin + 1n })
        : lot;
    case "primary part raised":
      return provenance.co2ePrimary < CO2E_CAP - provenance.co2eMargin
        ? with_({ co2ePrimary: provenance.co2ePrimary + 1n })
        : lot;
    case "younger audit":
      return with_({ oldestAudit: provenance.oldestAudit + 1 });
    default:
      return lot;
  }
}
