import { hexOfBytes, numberOfBytes } from "../core/bytes.ts";
import type { Header } from "./header.ts";
import type { Questions } from "./node.ts";
import { decodeRlp } from "./rlp.ts";
import { trieValue } from "./trie.ts";
import { contradicted, unchecked } from "./unmet.ts";
import { bytesOfDigits, digitsOf, keccakBytes } from "./words.ts";

/** Slots of one question: geth and its like answer at most 1,024. */
const SLOTS_AT_ONCE = 100;

/** Accounts and storage as they stood at the end of a block. */
export class State {
  readonly #questions: Questions;
  readonly #header: Header;

  constructor(questions: Questions, header: Header) {
    this.#questions = questions;
    this.#header = header;
  }

  /**
   * What some slots of a contract hold, and the hash of its code; each proven from the state root, so that the node's own
   * words for them are never read.
   * @throws Unmet code-missing, state-proof-wrong, as `Questions.ask`
   */
  async read(address: string, slots: readonly bigint[]): Promise<{ codeHash: string; words: bigint[] }> {
    const parts = Array.from({ length: Math.max(1, Math.ceil(slots.length / SLOTS_AT_ONCE)) }, (_, i) =>
      this.#part(address, slots.slice(i * SLOTS_AT_ONCE, (i + 1) * SLOTS_AT_ONCE)),
    );
    const answers = await Promise.all(parts);
    return { codeHash: answers[0]?.codeHash ?? "", words: answers.flatMap(({ words }) => words) };
  }

  /** The code of a contract, if it has the hash that `read` has proven. @throws Unmet code-differs, … */
  async code(address: string, codeHash: string): Promise<Uint8Array> {
    const code = bytesIn(await this.#questions.ask("eth_getCode", [address, this.#block]));
    const found = hexOfBytes(keccakBytes(code));
    if (found !== codeHash) throw contradicted("code-differs", { address, expected: codeHash, found });
    return code;
  }

  get #block(): string {
    return `0x${this.#header.number.toString(16)}`;
  }

  async #part(address: string, slots: readonly bigint[]): Promise<{ codeHash: string; words: bigint[] }> {
    const keys = slots.map((slot) => `0x${digitsOf(slot)}`);
    const answer = await this.#questions.ask("eth_getProof", [address, keys, this.#block]);
    const account = trieValue(
      this.#header.stateRoot,
      keyOf(address.slice(2)),
      nodesIn(answer, "accountProof"),
    );
    if (account === undefined) throw contradicted("code-missing", { address });
    const [, , storageRoot, codeHash] = listIn(account);
    if (!(storageRoot instanceof Uint8Array) || !(codeHash instanceof Uint8Array))
      throw contradicted("state-proof-wrong", { address });
    const proofs = listAt(answer, "storageProof");
    const words = slots.map((slot, i) => {
      const value = trieValue(storageRoot, keyOf(digitsOf(slot)), nodesIn(proofs[i], "proof"));
      return value === undefined ? 0n : numberIn(value);
    });
    return { codeHash: hexOfBytes(codeHash), words };
  }
}

function keyOf(digits: string): Uint8Array {
  return keccakBytes(bytesOfDigits(digits));
}

function listIn(encoded: Uint8Array) {
  try {
    const item = decodeRlp(encoded);
    if (!(item instanceof Uint8Array)) return item;
  } catch {
    // told below
  }
  throw contradicted("state-proof-wrong");
}

function numberIn(encoded: Uint8Array): bigint {
  try {
    const item = decodeRlp(encoded);
    if (item instanceof Uint8Array) return numberOfBytes(item);
  } catch {
    // told below
  }
  throw contradicted("state-proof-wrong");
}

function listAt(answer: unknown, name: string): readonly unknown[] {
  const members = typeof answer === "object" && answer !== null ? Object.entries(answer) : [];
  const list: unknown = members.find(([key]) => key === name)?.[1];
  if (Array.isArray(list)) return list;
  throw unchecked("rpc-answer-malformed", { part: name });
}

/** A key lies at most 64 nodes deep. */
const MOST_NODES = 65;

function nodesIn(answer: unknown, name: string): Uint8Array[] {
  const nodes = listAt(answer, name);
  if (nodes.length > MOST_NODES) throw unchecked("rpc-answer-malformed", { part: name });
  return nodes.map(bytesIn);
}

/** Bytes that a node gives as `0x…`. @throws Unmet rpc-answer-malformed */
export function bytesIn(answer: unknown): Uint8Array<ArrayBuffer> {
  if (typeof answer === "string" && answer.length % 2 === 0 && /^0x[0-9a-fA-F]*$/.test(answer))
    return bytesOfDigits(answer.slice(2));
  throw unchecked("rpc-answer-malformed");
}
