import type { Change } from "./contract-expressions.ts";
import { child, children, type Node, walk, word } from "./solidity-ast.ts";

/** Statements and modifiers left out, and neighbours exchanged whose order may matter. */
export function statementChanges(node: Node, above: readonly Node[], source: string): Change[] {
  switch (node.type) {
    case "ExpressionStatement":
    case "EmitStatement":
    case "RevertStatement":
    case "Continue":
      return isWholeBranch(above) ? [] : [without(node, source)];
    case "Return":
      return child(node, "expression") === undefined || isWholeBranch(above) ? [] : [without(node, source)];
    case "FunctionDefinition":
      // those of a constructor are calls of its bases
      return word(node, "kind") === "constructor"
        ? []
        : children(node, "modifiers").map(({ start, end }) => ({ start, end, after: "" }));
    case "Block":
    case "UncheckedBlock":
      return reordered(children(node, "statements"), source);
    default:
      return [];
  }
}

/** Whether leaving the statement out is the same as a condition that is never true. */
function isWholeBranch(above: readonly Node[]): boolean {
  const path = above.filter(({ type }) => type !== "Block");
  const parent = path.at(-1);
  const block = above.at(-1);
  const isOnly = block?.type !== "Block" || children(block, "statements").length === 1;
  return isOnly && parent?.type === "IfStatement" && child(parent, "falseBody") === undefined;
}

function without({ start, end }: Node, source: string): Change {
  return { start, end: source.indexOf(";", end) + 1, after: "{}" };
}

type Kind = "check" | "event" | "assignment" | "call";

/**
 * Two statements exchanged. Not two checks, because which error wins is no rule, nor two events; and of an assignment
 * or an event beside something that calls nothing, only where one writes what the other names.
 */
function reordered(statements: readonly Node[], source: string): Change[] {
  return statements.flatMap((one, i) => {
    const next = statements[i + 1];
    if (next === undefined) return [];
    const [a, b] = [kindOf(one, source), kindOf(next, source)];
    if (a === undefined || b === undefined) return [];
    const isCall = a === "call" || b === "call";
    const isMeant =
      a === b
        ? a === "call" || (a === "assignment" && share(one, next, source))
        : isCall
          ? a !== "event" && b !== "event"
          : share(one, next, source);
    if (!isMeant) return [];
    const stop = (node: Node): number =>
      source[node.end - 1] === "}" ? node.end : source.indexOf(";", node.end) + 1;
    const after =
      source.slice(next.start, stop(next)) +
      source.slice(stop(one), next.start) +
      source.slice(one.start, stop(one));
    return [{ start: one.start, end: stop(next), after }];
  });
}

/** A call is one that is made for its effects; an if or a loop counts as what it assigns. */
function kindOf(node: Node, source: string): Kind | undefined {
  switch (node.type) {
    case "EmitStatement":
      return "event";
    case "IfStatement":
      return source.slice(node.start, node.end).includes("revert ") ? "check" : "assignment";
    case "ForStatement":
      return "assignment";
    case "ExpressionStatement": {
      if (child(node, "expression")?.type !== "FunctionCall") return "assignment";
      return /^(\w+\.)?_?(check|require)/.test(source.slice(node.start, node.end)) ? "check" : "call";
    }
    default:
      return undefined;
  }
}

/** Whether one writes what the other reads. */
function share(one: Node, next: Node, source: string): boolean {
  const text = ({ start, end }: Node): string => source.slice(start, end);
  const places = (tree: Node): Node[] => {
    const found: Node[] = [];
    walk(tree, (node) => {
      if (/^(Identifier|MemberAccess|IndexAccess)$/.test(node.type)) found.push(node);
    });
    return found;
  };
  const written = (statement: Node): string[] => {
    const targets: Node[] = [];
    walk(statement, (node) => {
      const target = child(node, node.type === "Assignment" ? "leftHandSide" : "subExpression");
      if (target?.type === "TupleExpression") targets.push(...children(target, "components"));
      else if (target !== undefined) targets.push(target);
    });
    return targets.map(text);
  };
  const reads = (statement: Node, targets: readonly string[]): boolean =>
    places(statement).some((place) => targets.includes(text(place)));
  return reads(next, written(one)) || reads(one, written(next));
}
