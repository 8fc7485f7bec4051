import { createHash } from "node:crypto";

import { assemblyChanges } from "./contract-assembly.ts";
import { type Change, expressionChanges } from "./contract-expressions.ts";
import { statementChanges } from "./contract-statements.ts";
import type { Mutant } from "./circuit-mutants.ts";
import { child, type Node, parseSolidity, walk, word } from "./solidity-ast.ts";

/** One small fault in one Solidity file. */
export interface ContractMutant extends Mutant {
  /** A condition, or an operand of one, that always has the same value: killed only if a test saw the other one. */
  readonly isBranch: boolean;
}

/**
 * What ships, but interfaces, which hold no code; VerifyingKeys.sol and Tags.sol are generated, and compared with what they
 * are made of.
 */
export function isMutated(file: string): boolean {
  return /^contracts\//.test(file) && !/\/interfaces\/|\/(VerifyingKeys|Tags)\.sol$/.test(file);
}

const STATEMENT =
  /^(ExpressionStatement|EmitStatement|RevertStatement|Return|Yul\w+Statement|YulAssignment|YulVariableDeclaration|VariableDeclaration|VariableDeclarationStatement|ModifierInvocation)$/;

/** Every fault of the operators in a file, each by itself, in the order of the file. */
export function contractMutantsOf(file: string, source: string): ContractMutant[] {
  const tree = parseSolidity(file, source);
  const changes = new Map<string, Change & { readonly above: readonly Node[] }>();
  walk(tree, (node, above) => {
    for (const change of [
      ...statementChanges(node, above, source),
      ...expressionChanges(node, above, source),
      ...assemblyChanges(node, source),
    ]) {
      // two operators may make the same text
      const key = [change.start, change.end, change.after].join();
      const isNone = source.slice(change.start, change.end) === change.after;
      if (!isNone && !changes.has(key)) changes.set(key, { ...change, above: [...above, node] });
    }
  });
  const seen = new Map<string, number>();
  return [...changes.values()]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, after, isBranch = false, above }) => {
      const around = above.find(({ type }) => STATEMENT.test(type)) ?? headOf(above, { start, end });
      const name = above.find(({ type }) => type === "FunctionDefinition");
      const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
      const statement = `${name === undefined ? "" : `${nameOf(name)}: `}${oneLine(source.slice(around.start, around.end))}`;
      const before = oneLine(source.slice(start, end));
      const at = start - around.start;
      const place = JSON.stringify([file, statement, at, before, oneLine(after)]);
      const count = (seen.get(place) ?? 0) + 1;
      seen.set(place, count);
      return {
        id: createHash("sha256").update(`${place}${count}`).digest("hex").slice(0, 12),
        file,
        line: source.slice(0, start).split("\n").length,
        before,
        after: oneLine(after),
        statement,
        at,
        isBranch,
        source: source.slice(0, start) + after + source.slice(end),
      };
    });
}

function nameOf(definition: Node): string {
  return word(definition, "name") || word(definition, "kind");
}

/** Of an if or a loop only the head, of a function or a block only what is changed, else the innermost node. */
function headOf(above: readonly Node[], change: Span): Span {
  const inner = above.at(-1);
  if (inner === undefined) throw new Error("a change lies nowhere");
  if (/^(FunctionDefinition|Block|UncheckedBlock)$/.test(inner.type)) return change;
  const outer = above.findLast(({ type }) => /^(If|For|While)Statement$/.test(type));
  const body = outer === undefined ? undefined : (child(outer, "trueBody") ?? child(outer, "body"));
  return outer !== undefined && body !== undefined && change.end <= body.start
    ? { start: outer.start, end: body.start }
    : inner;
}

interface Span {
  readonly start: number;
  readonly end: number;
}
