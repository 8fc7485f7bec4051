import { isSameBytes } from "../core/bytes.ts";
import { decodeRlp, type Rlp } from "./rlp.ts";
import { contradicted } from "./unmet.ts";
import { keccakBytes } from "./words.ts";

/** The root of a trie without entries. */
const EMPTY_ROOT = keccakBytes(Uint8Array.of(0x80));
/** A branch is sixteen hashes and a value; in the tries of accounts and storage none is larger. */
const MOST_BYTES = 1_024;

/**
 * The value that a Merkle-Patricia trie has under a key, or undefined where the proof shows that it has none. Each node is
 * taken only by its hash in the one above, up to the root; so whatever else a node sends, it can't be believed.
 * @param key already hashed, 32 bytes
 * @param proof the nodes from the root down, as `eth_getProof` gives them
 * @throws Unmet state-proof-wrong
 */
export function trieValue(
  root: Uint8Array,
  key: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  // nodes differ in what they give as the proof of this
  if (isSameBytes(root, EMPTY_ROOT)) return undefined;
  const path = nibblesOf(key);
  let [at, used] = [0, 0];
  let next: Rlp = root;
  for (;;) {
    const node: Rlp = next instanceof Uint8Array ? nodeOf(next, proof[used++]) : next;
    if (node instanceof Uint8Array) throw wrong();
    if (node.length === 17) {
      const child: Rlp | undefined = node[at < path.length ? (path[at] ?? 0) : 16];
      if (child === undefined || isNothing(child)) return undefined;
      if (at === path.length) return valueOf(child);
      at += 1;
      next = child;
      continue;
    }
    const [encoded, below]: readonly Rlp[] = node;
    if (!(encoded instanceof Uint8Array) || below === undefined || node.length !== 2) throw wrong();
    const { isLeaf, nibbles } = pathIn(encoded);
    if (nibbles.some((nibble, i) => nibble !== path[at + i])) return undefined;
    at += nibbles.length;
    if (isLeaf) return at === path.length ? valueOf(below) : undefined;
    if (isNothing(below)) throw wrong();
    next = below;
  }
}

function nodeOf(hash: Uint8Array, encoded: Uint8Array | undefined): Rlp {
  if (encoded === undefined || encoded.length > MOST_BYTES || !isSameBytes(keccakBytes(encoded), hash))
    throw wrong();
  try {
    return decodeRlp(encoded);
  } catch {
    throw wrong();
  }
}

/** The path of a leaf or an extension, behind a nibble that says which, and whether it has an odd number. */
function pathIn(encoded: Uint8Array): { isLeaf: boolean; nibbles: number[] } {
  const [flags = 4, ...nibbles] = nibblesOf(encoded);
  if (flags > 3) throw wrong();
  return { isLeaf: flags >= 2, nibbles: flags % 2 === 1 ? nibbles : nibbles.slice(1) };
}

function nibblesOf(bytes: Uint8Array): number[] {
  return Array.from(bytes).flatMap((byte) => [byte >> 4, byte & 15]);
}

function isNothing(item: Rlp): boolean {
  return item instanceof Uint8Array && item.length === 0;
}

function valueOf(item: Rlp): Uint8Array {
  if (item instanceof Uint8Array) return item;
  throw wrong();
}

function wrong() {
  return contradicted("state-proof-wrong");
}
