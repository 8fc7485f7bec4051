import { createHash } from "node:crypto";

/** One small fault in one circuit file. */
export interface Mutant {
  /** Hash of file, statement, at, before and after, so the same whatever the line number. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** The changed piece and what takes its place. */
  readonly before: string;
  readonly after: string;
  /** The statement that the piece is part of, in one line, and where it is in the statement's code. */
  readonly statement: string;
  readonly at: number;
  /** The whole file with the fault. */
  readonly source: string;
}

/**
 * Sizes of a template's inputs in the order in which it takes them, as they are declared: "" if one is no array.
 * @throws Error if there is no such template
 */
export type TemplateInputs = (template: string) => readonly string[];

interface Change {
  readonly start: number;
  readonly end: number;
  readonly after: string;
  /** What the file gets at its end. */
  readonly appended?: string;
}

/**
 * Every fault of the operators below in a circuit file, each by itself, in the order of the file.
 */
export function mutantsOf(file: string, source: string, inputsOf: TemplateInputs): Mutant[] {
  const code = masked(source);
  const changes = [
    ...droppedStatements(code),
    ...unboundAssignments(code),
    ...shiftedNumbers(code),
    ...otherIndices(code),
    ...shortenedLoops(code),
    ...otherRanges(code),
    ...flippedSigns(code),
    ...exchangedSides(code),
    ...otherTags(code),
    ...changedArguments(code),
    ...unboundInputs(code, inputsOf),
  ].sort((a, b) => a.start - b.start);
  const seen = new Map<string, number>();
  return changes.map(({ start, end, after, appended = "" }) => {
    const before = source.slice(start, end).replaceAll(/\s+/g, " ");
    const statement = statementAround(code, start).replaceAll(/\s+/g, " ").trim();
    const at = start - statementStart(code, start);
    const place = JSON.stringify([file, statement, at, before, after]);
    // the same statement may stand in a file twice
    const count = (seen.get(place) ?? 0) + 1;
    seen.set(place, count);
    return {
      id: createHash("sha256").update(`${place}${count}`).digest("hex").slice(0, 12),
      at,
      file,
      line: source.slice(0, start).split("\n").length,
      before,
      after,
      statement,
      source: source.slice(0, start) + after + source.slice(end) + appended,
    };
  });
}

/** The source with comments, directives, headers and declarations of sizes blanked, at the same offsets. */
function masked(source: string): string {
  const blankAll = (text: string) => text.replaceAll(/[^\n]/g, " ");
  // what ends a statement stays
  const blank = (text: string) => text.replaceAll(/[^\n;{}]/g, " ");
  return source
    .replaceAll(/\/\/.*$/gm, blankAll)
    .replaceAll(/^(pragma|include|template|function) .*$/gm, blank)
    .replaceAll(/^\s*assert\(.*$/gm, blank)
    .replaceAll(/^\s*signal[^;=<]*;/gm, blank)
    .replaceAll(/signal \w+\[[^;=]*?\](?=\s*<==)/g, (text) => text.replace(/\[.*$/s, blankAll));
}

function matches(code: string, pattern: RegExp): { start: number; end: number; text: string }[] {
  return [...code.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

function statementStart(code: string, at: number): number {
  return (
    Math.max(code.lastIndexOf(";", at - 1), code.lastIndexOf("{", at - 1), code.lastIndexOf("}", at - 1)) + 1
  );
}

function statementAround(code: string, at: number): string {
  const end = code.indexOf(";", at);
  return code.slice(statementStart(code, at), end < 0 ? code.length : end);
}

/** `a === b;` and `Range(30)(x);` left out. */
function droppedStatements(code: string): Change[] {
  return [
    ...matches(code, /[^;{}\s][^;{}]*===[^;{}]*;/g),
    ...matches(code, /(?<=[;{}]\s*)(_ <== )?[A-Z]\w*\([^;{}()]*(\([^;{}]*?\))?\)\([^;{}]*\);/g).filter(
      ({ text }) => !text.includes("===") && !/^[A-Z_]+\(/.test(text),
    ),
  ].map(({ start, end }) => ({ start, end, after: "" }));
}

/** `<==` as `<--`: computed, not constrained. Of an anonymous component circom does not take it. */
function unboundAssignments(code: string): Change[] {
  return matches(code, /<==(?!\s*[A-Z]\w*[a-z]\w*\()/g).map(({ start, end }) => ({
    start,
    end,
    after: "<--",
  }));
}

/** Every number one more, and one less if it is not part of a power of two. */
function shiftedNumbers(code: string): Change[] {
  return matches(code, /(?<![\w.])\d+\b/g).flatMap(({ start, end, text }) => {
    const more = { start, end, after: (BigInt(text) + 1n).toString() };
    const isPower = code.startsWith(" << ", end) || code.slice(0, start).endsWith("<< ");
    return text === "0" || isPower ? [more] : [more, { start, end, after: (BigInt(text) - 1n).toString() }];
  });
}

/** `x[i]` as `x[0]`. */
function otherIndices(code: string): Change[] {
  return matches(code, /(?<=\w\[)[a-z]\w*(?=\])/g).map(({ start, end }) => ({ start, end, after: "0" }));
}

/** `i < n` as `i < n - 1`, `i <= n` as `i < n`. */
function shortenedLoops(code: string): Change[] {
  return [
    ...matches(code, /(?<=\w < )[a-zA-Z]\w*(?=;)/g).map(({ start, end, text }) => ({
      start,
      end,
      after: `${text} - 1`,
    })),
    ...matches(code, /<=(?!=)(?= \w+;)/g)
      .filter(({ start }) => code[start - 1] === " ")
      .map(({ start, end }) => ({ start, end, after: "<" })),
  ];
}

/** `Range(bits)` as `Range(bits + 1)` and as `Range(bits - 1)`; those of a number are shifted above. */
function otherRanges(code: string): Change[] {
  return matches(code, /(?<=\b(Range|Num2Bits)\()[a-zA-Z]\w*(?=\)\()/g).flatMap(({ start, end, text }) =>
    [" + 1", " - 1"].map((by) => ({ start, end, after: text + by })),
  );
}

/** `a + b` as `a - b` and the reverse. */
function flippedSigns(code: string): Change[] {
  return matches(code, /(?<=[\w\])] )[+-](?= [\w(])/g).map(({ start, end, text }) => ({
    start,
    end,
    after: text === "+" ? "-" : "+",
  }));
}

/** A difference in brackets as its negative: `Range(n)(b - a)` for a ≤ b. Of `(b - a) · c === 0` nothing changes. */
function exchangedSides(code: string): Change[] {
  return matches(code, /(?<=[^\w ]\(|\* \(|<== \()(?=[^()\s])/g)
    .flatMap(({ start }) => argumentsFrom(code, start))
    .filter(
      ({ text, start }) =>
        / - /.test(text) && !/[=;[]/.test(text) && !/=== 0$/.test(statementAround(code, start)),
    )
    .map(({ start, end, text }) => ({ start, end, after: `-(${text})` }));
}

const TAGS = ["TAG_SITE", "TAG_TRACE", "TAG_PERMIT", "TAG_ASSAY", "TAG_PROCESS", "TAG_REGISTRY"];

/** A tag as the next one. */
function otherTags(code: string): Change[] {
  return matches(code, /\bTAG_[A-Z]+(?=\(\))/g).map(({ start, end, text }) => ({
    start,
    end,
    after: TAGS[(TAGS.indexOf(text) + 1) % TAGS.length] ?? text,
  }));
}

/** Arguments of a component and inputs of a hash: each exchanged with the next, and those of checks shifted by one. */
function changedArguments(code: string): Change[] {
  const changes: Change[] = [];
  for (const { start, end } of matches(code, /(?<=\)\()(?=[^()\s])|(?<=\(\[)|(?<=\)\(\s+)(?=[a-z])/g)) {
    if (start !== end) continue;
    const parts = argumentsFrom(code, start);
    parts.forEach((part, i) => {
      const next = parts[i + 1];
      if (next === undefined || part.text === next.text) return;
      const between = code.slice(part.end, next.start);
      changes.push({ start: part.start, end: next.end, after: `${next.text}${between}${part.text}` });
    });
    const callee = /\b([A-Z]\w*)\([^()]*(\([^()]*\)[^()]*)*\)\(\[?$/.exec(code.slice(0, start))?.[1] ?? "";
    const last = parts.at(-1);
    if (/^(Range|AtMost|Mass|IsZero|LessThan)$/.test(callee) && last !== undefined) {
      for (const by of [" + 1", " - 1"]) changes.push({ start: last.end, end: last.end, after: by });
    }
  }
  return changes;
}

/** What leaves a signal unbound; circom takes no `<--` for the input of an anonymous component. */
const UNBOUND = `
template Unbound() {
    signal input in;
    signal output out;
    out <-- in;
}
template UnboundArray(n) {
    signal input in[n];
    signal output out[n];
    out <-- in;
}
`;

/** An input of a component as if by `<--`: what the component is about need not be what stands there. */
function unboundInputs(code: string, inputsOf: TemplateInputs): Change[] {
  return matches(code, /\b[A-Z]\w*[a-z]\w*\(/g).flatMap(({ end, text }) => {
    const close = (argumentsFrom(code, end).at(-1)?.end ?? end) + 1;
    if (code[close] !== "(") return [];
    const parts = argumentsFrom(code, close + 1);
    const sizes = inputsOf(text.slice(0, -1));
    if (sizes.length !== parts.length) throw new Error(`${text}) has ${sizes.length} inputs`);
    return parts.flatMap((part, i) => {
      const elements = part.text.startsWith("[") ? argumentsFrom(code, part.start + 1) : [part];
      const size = elements[0] === part ? sizes[i] : "";
      const unbound = size === "" ? "Unbound()" : `UnboundArray(${size ?? ""})`;
      return elements.map(({ start, end, text }) => ({
        start,
        end,
        after: `${unbound}(${text})`,
        appended: UNBOUND,
      }));
    });
  });
}

/** The comma-separated expressions from `start` to the closing bracket. */
function argumentsFrom(code: string, start: number): { start: number; end: number; text: string }[] {
  const parts: { start: number; end: number; text: string }[] = [];
  let depth = 0;
  let from = start;
  const take = (to: number): void => {
    const raw = code.slice(from, to);
    const lead = raw.length - raw.trimStart().length;
    const text = raw.trim();
    if (text !== "") parts.push({ start: from + lead, end: from + lead + text.length, text });
    from = to + 1;
  };
  for (let at = start; at < code.length; at++) {
    const c = code[at] ?? "";
    if ("([".includes(c)) depth += 1;
    if (")]".includes(c)) depth -= 1;
    if (depth < 0) {
      take(at);
      return parts;
    }
    if (c === "," && depth === 0) take(at);
  }
  return parts;
}
