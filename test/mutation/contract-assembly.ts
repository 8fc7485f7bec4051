import { type Change, exchanged, neighbours } from "./contract-expressions.ts";
import { child, children, type Node, word } from "./solidity-ast.ts";

const OTHER_FUNCTIONS: Readonly<Record<string, string>> = {
  add: "sub",
  sub: "add",
  and: "or",
  lt: "gt",
  shl: "shr",
  shr: "shl",
  addmod: "mulmod",
  mulmod: "addmod",
};

/** The same faults in assembly: statements left out, functions and operands exchanged, numbers one more. */
export function assemblyChanges(node: Node, source: string): Change[] {
  const { start, end } = node;
  switch (node.type) {
    case "YulExpressionStatement":
    case "YulAssignment":
      return [{ start, end, after: "" }];
    case "YulIf": {
      const condition = child(node, "condition");
      if (condition === undefined) return [];
      return ["0", "1"].map((after) => ({
        start: condition.start,
        end: condition.end,
        after,
        isBranch: true,
      }));
    }
    case "YulLiteral":
      return word(node, "kind") === "number"
        ? neighbours(source.slice(start, end))
            .slice(0, 1)
            .map((after) => ({ start, end, after }))
        : [];
    case "YulFunctionCall": {
      const called = child(node, "functionName");
      if (called === undefined) return [];
      const other = OTHER_FUNCTIONS[word(called, "name")];
      const isOrdered = /^(sub|lt|gt|shl|shr)$/.test(word(called, "name"));
      return [
        ...(other === undefined ? [] : [{ start: called.start, end: called.end, after: other }]),
        ...(isOrdered ? exchanged(children(node, "arguments"), source) : []),
      ];
    }
    default:
      return [];
  }
}
