import { child, children, type Node, word } from "./solidity-ast.ts";

/** A piece of a file, from `start` to before `end`, and what takes its place. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly after: string;
  readonly isBranch?: boolean;
}

const OTHER_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["/"],
  "<<": [">>"],
  ">>": ["<<"],
  "&": ["|"],
  "|": ["&"],
  "+=": ["-="],
  "-=": ["+="],
  "|=": ["&="],
  "&=": ["|="],
  "++": ["--"],
  "--": ["++"],
};

const OPPOSITES: Readonly<Record<string, string>> = {
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};

/** What an error says of itself is no rule; sizes of types are part of the interface. */
const LEFT_ALONE = /^(ImportDirective|PragmaDirective|ArrayTypeName|RevertStatement)$/;

/** The members of our enumerations, in their order. */
const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  LotStatus: ["Unknown", "Active", "Offered", "Held", "Recalled", "Consumed", "Retired"],
  OperationKind: ["Mint", "Split", "Merge", "Refine"],
  Rule: ["Carry", "Require", "Raise"],
  Restrictive: ["Never", "IfWorse", "Always"],
};

/** Operators exchanged, numbers one off, arguments exchanged, casts left out, conditions always true or never. */
export function expressionChanges(node: Node, above: readonly Node[], source: string): Change[] {
  if (above.some(({ type }) => LEFT_ALONE.test(type))) return [];
  const parent = above.at(-1);
  switch (node.type) {
    case "IfStatement":
    case "Conditional":
      return forced(child(node, "condition"), ["true", "false"]);
    case "ForStatement":
    case "WhileStatement":
      return forced(child(node, "condition"), ["false"]);
    case "BinaryOperation":
      return [...binary(node, parent, source), ...operands(node, parent)];
    case "Assignment":
      return otherOperator(node, source, "leftHandSide");
    case "UnaryOperation":
      return unary(node, source);
    case "Literal":
      return literal(node, source);
    case "MemberAccess":
      return member(node, source);
    case "FunctionCall":
      return [...exchanged(children(node, "arguments"), source), ...widened(node)];
    case "IndexAccess":
      return firstInstead(child(node, "indexExpression"));
    default:
      return [];
  }
}

function forced(condition: Node | undefined, values: readonly string[]): Change[] {
  if (condition === undefined) return [];
  return values.map((after) => ({ start: condition.start, end: condition.end, after, isBranch: true }));
}

function isJunction({ type, fields }: Node): boolean {
  const operator = fields.get("operator");
  return type === "BinaryOperation" && (operator === "||" || operator === "&&");
}

/** `a || b` without a or without b; one that is no condition by itself is forced too. */
function operands(node: Node, parent: Node | undefined): Change[] {
  if (!isJunction(node)) return [];
  const operator = word(node, "operator");
  const isSame = (other: Node | undefined): boolean =>
    other?.type === "BinaryOperation" && word(other, "operator") === operator;
  const neutral = operator === "||" ? "false" : "true";
  const changes = ["leftExpression", "rightExpression"].flatMap((side) => {
    const operand = child(node, side);
    return isSame(operand) ? [] : forced(operand, [neutral]);
  });
  const isPart = isSame(parent) || parent?.type === "IfStatement" || parent?.type === "Conditional";
  return isPart ? changes : [...changes, ...forced(node, ["true", "false"])];
}

/** Another operator; of a condition, which is forced both ways, not the opposite one. */
function binary(node: Node, parent: Node | undefined, source: string): Change[] {
  const isCondition = parent !== undefined && (isJunction(parent) || child(parent, "condition") === node);
  const changes = otherOperator(node, source, "leftExpression");
  return isCondition ? changes.filter(({ after }) => OPPOSITES[word(node, "operator")] !== after) : changes;
}

/** The operator behind the left side as another one. */
function otherOperator(node: Node, source: string, left: string): Change[] {
  const operator = word(node, "operator");
  const from = child(node, left)?.end;
  if (from === undefined) return [];
  const start = source.indexOf(operator, from);
  return (OTHER_OPERATORS[operator] ?? []).map((after) => ({ start, end: start + operator.length, after }));
}

function unary(node: Node, source: string): Change[] {
  const operator = word(node, "operator");
  const start = source.startsWith(operator, node.start) ? node.start : node.end - operator.length;
  const others = operator === "!" || operator === "~" ? [""] : (OTHER_OPERATORS[operator] ?? []);
  return others.map((after) => ({ start, end: start + operator.length, after }));
}

/** A number one more and one less, a truth as its opposite, a text as none. */
function literal({ start, end, fields }: Node, source: string): Change[] {
  const text = source.slice(start, end);
  switch (fields.get("kind")) {
    case "number": {
      const number = text.split(" ")[0] ?? "";
      const stop = start + number.length;
      return neighbours(number).map((after) => ({ start, end: stop, after }));
    }
    case "bool":
      return [{ start, end, after: text === "true" ? "false" : "true" }];
    case "string":
      return [{ start, end, after: '""' }];
    default:
      return [];
  }
}

/** One more and one less, in the same notation and with as many digits. */
export function neighbours(number: string): string[] {
  const isHex = number.startsWith("0x");
  const value = BigInt(number.replaceAll("_", ""));
  const written = (other: bigint): string =>
    isHex ? `0x${other.toString(16).padStart(number.length - 2, "0")}` : other.toString();
  return value === 0n ? [written(1n)] : [written(value + 1n), written(value - 1n)];
}

/** `msg.sender` as `tx.origin`, a member of an enumeration as the next one. */
function member(node: Node, source: string): Change[] {
  const { start, end } = node;
  if (source.slice(start, end) === "msg.sender") return [{ start, end, after: "tx.origin" }];
  const of = child(node, "expression");
  const name = of === undefined ? "" : source.slice(of.start, of.end);
  const members = ENUMERATIONS[name.split(".").at(-1) ?? ""] ?? [];
  const next = members[(members.indexOf(word(node, "memberName")) + 1) % members.length];
  return next === undefined ? [] : [{ start, end, after: `${name}.${next}` }];
}

/** Each argument exchanged with the next one. */
export function exchanged(list: readonly Node[], source: string): Change[] {
  return list.flatMap((one, i) => {
    const next = list[i + 1];
    if (next === undefined) return [];
    const text = ({ start, end }: Node): string => source.slice(start, end);
    const after = text(next) + source.slice(one.end, next.start) + text(one);
    return [{ start: one.start, end: next.end, after }];
  });
}

/** `uint16(x)` as `uint256(x)`. */
function widened(node: Node): Change[] {
  const type = child(node, "expression");
  const cast = type?.type === "ElementaryTypeNameExpression" ? child(type, "typeName") : undefined;
  if (type === undefined || cast === undefined) return [];
  const name = word(cast, "name");
  const isNarrow = /^u?int\d+$/.test(name) && !name.endsWith("256");
  return isNarrow ? [{ start: type.start, end: type.end, after: name.replace(/\d+$/, "256") }] : [];
}

/** `list[i]` as `list[0]`. */
function firstInstead(index: Node | undefined): Change[] {
  const isCounter = index?.type === "Identifier" && word(index, "name").length === 1;
  return isCounter ? [{ start: index.start, end: index.end, after: "0" }] : [];
}
