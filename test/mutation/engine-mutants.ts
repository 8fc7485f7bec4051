import { createHash } from "node:crypto";

import ts from "typescript";

import type { Mutant } from "./circuit-mutants.ts";

/** Operators, and what takes the place of each. */
const OTHERS: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "+",
  "/": "*",
  "%": "/",
  "<<": ">>",
  ">>": "<<",
  "&": "|",
  "|": "&",
  "^": "&",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "==": "!=",
  "!=": "==",
  "&&": "||",
  "||": "&&",
  "+=": "-=",
  "-=": "+=",
  ">>=": "<<=",
  "|=": "&=",
  "++": "--",
  "--": "++",
  // functions of vectors, and of elements
  add: "sub",
  sub: "add",
  total: "difference",
  difference: "total",
  mul: "add",
  sqr: "set",
  relaxed_madd: "relaxed_nmadd",
  relaxed_nmadd: "relaxed_madd",
  shr_s: "shr_u",
  shr_u: "shr_s",
  max: "min",
  min: "max",
};

/** What a file's text is changed in. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly after: string;
}

/**
 * Every fault of one operator, number, condition or statement in a file of the engine's AssemblyScript, which reads as
 * TypeScript, each by itself. Of statements that differ in their numbers alone, as unrolled ones do, each fault is made once.
 */
export function engineMutantsOf(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true);
  const seen = new Set<string>();
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    for (const { start, end, after } of changesOf(node, source)) {
      const around = statementOf(node);
      const begin = around.getStart();
      const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
      const statement = oneLine(source.slice(begin, Math.min(around.end, begin + 200)));
      const before = oneLine(source.slice(start, end));
      const at = start - begin;
      const shape = JSON.stringify([
        statement.replaceAll(/[\d.e]*\d/g, "N"),
        before.replaceAll(/\d+/g, "N"),
        after,
      ]);
      if (seen.has(shape)) continue;
      seen.add(shape);
      mutants.push({
        id: createHash("sha256")
          .update(JSON.stringify([file, statement, at, before, after]))
          .digest("hex")
          .slice(0, 12),
        file,
        line: tree.getLineAndCharacterOfPosition(start).line + 1,
        before,
        after,
        statement,
        at,
        source: source.slice(0, start) + after + source.slice(end),
      });
    }
    // how much memory is set apart, and how it is aligned, may be more than is needed
    if (!(ts.isCallExpression(node) && node.expression.getText() === "memory.data"))
      ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants;
}

function changesOf(node: ts.Node, source: string): Change[] {
  const replace = (of: ts.Node, after: string): Change[] =>
    source.slice(of.getStart(), of.end) === after ? [] : [{ start: of.getStart(), end: of.end, after }];
  const exchanged = (of: ts.Node): Change[] => {
    const other = OTHERS[of.getText()];
    return other === undefined ? [] : replace(of, other);
  };
  if (ts.isBinaryExpression(node)) return exchanged(node.operatorToken);
  if (ts.isPostfixUnaryExpression(node)) {
    const after = node.operator === ts.SyntaxKind.PlusPlusToken ? "--" : "++";
    return [{ start: node.operand.end, end: node.end, after }];
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return exchanged(node.expression.name);
  if (ts.isNumericLiteral(node) && !ts.isTypeNode(node.parent) && !ts.isArrayLiteralExpression(node.parent))
    return replace(node, String(Number(node.text) + 1));
  if (ts.isIfStatement(node))
    return [...replace(node.expression, "true"), ...replace(node.expression, "false")];
  if (ts.isExpressionStatement(node)) return replace(node, ";");
  return [];
}

function statementOf(node: ts.Node): ts.Node {
  for (let at = node; ; at = at.parent) {
    const isWhole = ts.isStatement(at) || ts.isClassElement(at) || ts.isSourceFile(at.parent);
    if (isWhole) return at;
  }
}
