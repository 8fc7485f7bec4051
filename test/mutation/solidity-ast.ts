import solc from "solc";

import { jsonAt } from "../../scripts/prover/json.ts";

/** A node of the syntax tree of a Solidity file; offsets count characters. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** Its other fields: nodes, lists of nodes, and words. */
  readonly fields: ReadonlyMap<string, Node | readonly Node[] | string>;
}

/** Only parsed, so whatever the file imports is left aside. @throws Error if the compiler refuses the text */
export function parseSolidity(file: string, source: string): Node {
  const output: unknown = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources: { [file]: { content: source } },
        settings: { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } },
      }),
      // an import is given an empty file
      { import: () => ({ contents: "" }) },
    ),
  );
  const characters = charactersAt(source);
  const tree = nodeOf(jsonAt(output, "sources", file, "ast"), (at) => characters[at] ?? source.length);
  if (tree === undefined) throw new Error(`${file} can't be parsed: ${JSON.stringify(output)}`);
  return tree;
}

export function child(node: Node, field: string): Node | undefined {
  const value = node.fields.get(field);
  return typeof value === "object" && "type" in value ? value : undefined;
}

export function children(node: Node, field: string): readonly Node[] {
  const value = node.fields.get(field);
  return typeof value === "object" && !("type" in value) ? value : [];
}

export function word(node: Node, field: string): string {
  const value = node.fields.get(field);
  return typeof value === "string" ? value : "";
}

/** Calls `see` with every node below `node`, and the way to it, innermost last. */
export function walk(node: Node, see: (node: Node, above: readonly Node[]) => void): void {
  const visit = (at: Node, above: readonly Node[]): void => {
    see(at, above);
    const path = [...above, at];
    for (const value of at.fields.values()) {
      if (typeof value === "string") continue;
      for (const below of "type" in value ? [value] : value) visit(below, path);
    }
  };
  visit(node, []);
}

function nodeOf(value: unknown, offset: (bytes: number) => number): Node | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { nodeType, src, ...rest } = Object.fromEntries(Object.entries(value));
  if (typeof nodeType !== "string" || typeof src !== "string") return undefined;
  const [start = 0, length = 0] = src.split(":").map(Number);
  const fields = new Map<string, Node | readonly Node[] | string>();
  for (const [name, field] of Object.entries<unknown>(rest)) {
    const below = Array.isArray(field)
      ? field.flatMap((entry: unknown) => nodeOf(entry, offset) ?? [])
      : typeof field === "string"
        ? field
        : nodeOf(field, offset);
    if (below !== undefined) fields.set(name, below);
  }
  return { type: nodeType, start: offset(start), end: offset(start + length), fields };
}

/** For each byte of the text in UTF-8, how many characters stand before it: the compiler counts bytes. */
function charactersAt(source: string): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const character of source) {
    for (let byte = Buffer.byteLength(character); byte > 0; byte -= 1) starts.push(at);
    at += character.length;
  }
  return starts;
}
