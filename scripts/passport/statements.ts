import { periodOf } from "../core/calendar.ts";
import { FIELD_ORDER } from "../core/field.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { ProofWords } from "../prover/proof.ts";
import { bytesOfDigits, digitsOf, keccakOf } from "./words.ts";

/** A proof, and what it is a proof of. */
export interface Statement {
  readonly circuit: CircuitName;
  readonly signals: readonly bigint[];
  readonly proof: ProofWords;
}

/** An operation as its command says it. */
export interface Operation {
  readonly kind: "mint" | "split" | "merge" | "refine";
  readonly parents: readonly bigint[];
  readonly children: readonly bigint[];
  /** Of a merge: whether the child goes on with the parents' common provenance. */
  readonly isSameProvenance: boolean;
  /** Of a mint or a refining. */
  readonly site: { readonly permit: bigint; readonly registry: bigint; readonly day: number } | undefined;
  /** Of a mint: the account whose lot it is at first. */
  readonly recipient: bigint | undefined;
  readonly statement: Statement;
}

const PROOF = "uint256[8]";
const SIGNATURES = {
  mint: `mint((uint256,uint256,uint256,uint256,address,address,bytes32,bytes,${PROOF}))`,
  split: `split((uint256,uint256[],bytes32,bytes,${PROOF}))`,
  merge: `merge((uint256[],uint256,bool,bytes32,bytes,${PROOF}))`,
  refine: `refine((uint256,uint256,uint256,uint256,uint256,address,bytes32,bytes,${PROOF}))`,
} as const;
const MOST_LOTS = 8;

/** How a command of each kind begins wherever it stands: its selector, and the offset of its only argument. */
export const BEGINNINGS: Readonly<Record<Operation["kind"], string>> = {
  mint: beginning(SIGNATURES.mint),
  split: beginning(SIGNATURES.split),
  merge: beginning(SIGNATURES.merge),
  refine: beginning(SIGNATURES.refine),
};

function beginning(signature: string): string {
  const hash = keccakOf(new TextEncoder().encode(signature));
  return hash.slice(2, 10) + digitsOf(32n);
}

/**
 * The operations whose commands stand anywhere in a transaction's data, in a call of CobaltLot, a batch of commands, or
 * within what a multi-signature wallet was told to call. Nothing vouches for the data, and nothing has to: its proof binds
 * every word of a statement, so who found a command that the chain never saw has found a true statement all the same.
 * Whether it is the one that made a lot, storage says.
 * @param data digits without 0x
 */
export function operationsIn(data: string): Operation[] {
  return KINDS.flatMap((kind) =>
    placesOf(data, BEGINNINGS[kind]).flatMap((place) => {
      try {
        return [READERS[kind](new Argument(data, place + BEGINNINGS[kind].length))];
      } catch (error) {
        // no command after all: words that begin like one
        if (error instanceof RangeError) return [];
        throw error;
      }
    }),
  );
}

const KINDS = ["mint", "split", "merge", "refine"] as const;

const READERS: Readonly<Record<Operation["kind"], (argument: Argument) => Operation>> = {
  mint(argument) {
    const [lotId, site] = [argument.word(0), siteIn(argument, 1)];
    const context = contextOf(argument.word(4), argument.word(6), argument.bytes(7), argument.word(5));
    const signals = [lotId, ...site.signals, context];
    return operation("mint", [], [lotId], signals, argument.proof(8), { site, recipient: argument.word(4) });
  },
  split(argument) {
    const [parent, children] = [argument.word(0), argument.words(1)];
    return operation("split", [parent], children, [parent, ...padded(children)], argument.proof(4));
  },
  merge(argument) {
    const [parents, child, same] = [argument.words(0), argument.word(1), argument.word(2)];
    const signals = [...padded(parents), child, same];
    return operation("merge", parents, [child], signals, argument.proof(5), { isSame: same === 1n });
  },
  refine(argument) {
    const [parent, child, site] = [argument.word(0), argument.word(1), siteIn(argument, 2)];
    const context = contextOf(0n, argument.word(6), argument.bytes(7), argument.word(5));
    const signals = [parent, child, ...site.signals, context];
    return operation("refine", [parent], [child], signals, argument.proof(8), { site });
  },
};

function operation(
  kind: Operation["kind"],
  parents: readonly bigint[],
  children: readonly bigint[],
  signals: readonly bigint[],
  proof: ProofWords,
  {
    site,
    recipient,
    isSame = false,
  }: { site?: Operation["site"]; recipient?: bigint; isSame?: boolean } = {},
): Operation {
  const statement = { circuit: kind, signals, proof };
  return { kind, parents, children, isSameProvenance: isSame, site, recipient, statement };
}

/** Registry, day and permit, and the signals that they make. @throws RangeError for a day that no circuit takes */
function siteIn(argument: Argument, first: number) {
  const [registry, when, permit] = [argument.word(first), argument.word(first + 1), argument.word(first + 2)];
  if (when >= 1n << 16n) throw new RangeError("no day");
  const day = Number(when);
  return { registry, day, permit, signals: [registry, when + (BigInt(periodOf(day)) << 16n), permit] };
}

/** What binds a site's proof to its recipient, papers and sender, as contracts/lib/Statements.sol makes it. */
function contextOf(recipient: bigint, documentsHash: bigint, note: string, submitter: bigint): bigint {
  const noteHash = BigInt(keccakOf(bytesOfDigits(note)));
  const words = [recipient, documentsHash, noteHash, submitter].map(digitsOf).join("");
  return BigInt(keccakOf(bytesOfDigits(words))) % FIELD_ORDER;
}

function padded(lots: readonly bigint[]): bigint[] {
  return Array.from({ length: MOST_LOTS }, (_, i) => lots[i] ?? 0n);
}

/** A command's argument, by the words of its head. All throw RangeError beyond the data's end. */
class Argument {
  readonly #data: string;
  readonly #start: number;

  constructor(data: string, start: number) {
    this.#data = data;
    this.#start = start;
  }

  word(index: number): bigint {
    return BigInt(`0x${this.#digits(64 * index, 64)}`);
  }

  proof(first: number): ProofWords {
    const at = (i: number) => this.word(first + i);
    return [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)];
  }

  /** A list of lots, by the word that says where it stands. */
  words(index: number): bigint[] {
    const { place, length } = this.#dynamic(index);
    if (length === 0 || length > MOST_LOTS) throw new RangeError("no list of lots");
    return Array.from({ length }, (_, i) => BigInt(`0x${this.#digits(place + 64 * i, 64)}`));
  }

  /** Bytes as digits, by the word that says where they stand. */
  bytes(index: number): string {
    const { place, length } = this.#dynamic(index);
    return this.#digits(place, 2 * length);
  }

  #dynamic(index: number): { place: number; length: number } {
    const place = 2 * Number(this.word(index));
    return { place: place + 64, length: Number(BigInt(`0x${this.#digits(place, 64)}`)) };
  }

  #digits(place: number, count: number): string {
    const digits = this.#data.slice(this.#start + place, this.#start + place + count);
    if (digits.length !== count) throw new RangeError("the data ends before");
    return digits;
  }
}

/** The lots that a policy is proven of for a day, and the proofs, wherever the three words and a proof stand in the data. */
export function claimsIn(
  data: string,
  policyId: bigint,
  day: bigint,
): { readonly lotId: bigint; readonly statement: Statement }[] {
  return placesOf(data, digitsOf(policyId) + digitsOf(day)).flatMap((place) => {
    if (place < 64 || place + 64 * 10 > data.length) return [];
    const argument = new Argument(data, place - 64);
    const lotId = argument.word(0);
    return [
      { lotId, statement: { circuit: "claim", signals: [lotId, policyId, day], proof: argument.proof(3) } },
    ];
  });
}

/** Where some digits stand, at whole bytes; few, so that a hostile transaction costs little. */
function placesOf(data: string, digits: string): number[] {
  const places: number[] = [];
  for (let at = data.indexOf(digits); at >= 0 && places.length < 1_024; at = data.indexOf(digits, at + 1)) {
    if (at % 2 === 0) places.push(at);
  }
  return places;
}
