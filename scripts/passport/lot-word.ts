import { contradicted } from "./unmet.ts";

/** A lot as CobaltLot stores it: see contracts/lib/LotRecord.sol, whose words a test compares. */
export interface StoredLot {
  /** `0x…`, lower case. */
  readonly owner: string;
  readonly status: (typeof STATUSES)[number];
  readonly kind: (typeof KINDS)[number];
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly provenanceId: number;
  readonly retirement: (typeof RETIREMENTS)[number];
}

const STATUSES = ["unknown", "active", "offered", "held", "consumed", "retired"] as const;
const KINDS = ["mint", "split", "merge", "refine"] as const;
const RETIREMENTS = ["product", "loss", "export", "moved", "correction"] as const;

/** Undefined for a lot that the contract does not know. */
export function storedLotOf(word: bigint): StoredLot | undefined {
  if (word === 0n) return undefined;
  const part = (place: number, bits: number) => Number(BigInt.asUintN(bits, word >> BigInt(place)));
  const [status, kind, retirement] = [STATUSES[part(160, 8)], KINDS[part(168, 8)], RETIREMENTS[part(248, 8)]];
  if (status === undefined || kind === undefined || retirement === undefined)
    throw contradicted("code-differs", { word: word.toString(16) });
  return {
    owner: addressText(word),
    status,
    kind,
    createdAt: part(176, 40),
    provenanceId: part(216, 32),
    retirement,
  };
}

/** The address in the lowest bits of a word. */
export function addressText(word: bigint): string {
  return `0x${BigInt.asUintN(160, word).toString(16).padStart(40, "0")}`;
}
