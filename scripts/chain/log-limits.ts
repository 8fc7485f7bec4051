/** What a node lets one query of events span, as far as it says. */
export interface LogLimit {
  /** At most so many blocks. */
  readonly blocks?: number;
  /** The range that it suggests, both ends included. */
  readonly from?: number;
  readonly to?: number;
}

/** A count of blocks: `10000`, `10,000`, `10K`. */
const COUNT = String.raw`(\d[\d,_.]*\s?[km]?)\b`;
const BLOCK = String.raw`(0x[0-9a-f]+|\d+)`;

/** `block range should work: [0x1, 0x2]`, `retry with the range 1-2`; by Alchemy, Infura, reth and others. */
const SUGGESTED = [
  new RegExp(String.raw`(?:range|work)\W{0,3}\[\s*${BLOCK}\s*,\s*${BLOCK}\s*\]`, "i"),
  new RegExp(String.raw`retry with the range:? ${BLOCK}\s*-\s*${BLOCK}`, "i"),
];

/** How providers say the most blocks that they allow. */
const BLOCKS = [
  String.raw`limited to (?:a |0 ?- ?)?${COUNT}`,
  String.raw`max(?:imum)?(?: allowed)?(?: block)? range(?: limit)?(?: is|:)? ?${COUNT}`,
  String.raw`maxAllowedRange\W{1,4}${COUNT}`,
  String.raw`requested blocks is ${COUNT}`,
  String.raw`\(maximum ${COUNT}\)`,
  String.raw`max(?:imum)? is (?:set to )?${COUNT}`,
  String.raw`at most ${COUNT} blocks`,
  String.raw`up to an? ${COUNT} block range`,
  String.raw`allowed for your plan \(\d+ > ${COUNT}\)`,
  String.raw`range greater than ${COUNT} max`,
  String.raw`range exceeds ${COUNT}`,
  String.raw`(?:range|span) \d+ [\w ]*?limit(?: of)? ${COUNT}`,
  String.raw`smaller than size ${COUNT}`,
  String.raw`blocks distance: ${COUNT}`,
  String.raw`ranges over ${COUNT} blocks`,
].map((words) => new RegExp(words, "i"));

/** That the range or what it holds is too much, whether or not a number stands beside it. */
const TOO_MUCH = new RegExp(
  [
    String.raw`(?:block|blocks|requested|query|getlogs|filter|log)s? (?:range|span)[\w ]*(?:too (?:large|wide|big|long)|exceed|limit)`,
    String.raw`\brange is too (?:large|wide|big|long)`,
    String.raw`(?:returned|returns) (?:more than|too many)`,
    String.raw`too many (?:blocks|logs|results|events)`,
    String.raw`exceeds? max(?:imum)?(?: allowed)? (?:results|block range|range)`,
    String.raw`logs matched by query exceeds`,
    String.raw`log response size`,
    String.raw`response (?:size|is|too|would be)[\w ]*(?:greater|big|large|exceed)`,
    String.raw`query tim(?:eout|ed out)`,
  ].join("|"),
  "i",
);

/** Of a failed query of events: that it asked for too much, and what would do; undefined if it failed otherwise. */
export function logLimitOf(error: unknown): LogLimit | undefined {
  const { said, from: start, to: end } = gathered(error);
  const text = said.join("\n");
  const limits = BLOCKS.map((words) => words.exec(text)?.[1]).filter((count) => count !== undefined);
  const [, from = start, to = end] =
    SUGGESTED.map((words) => words.exec(text)).find((found) => found !== null) ?? [];
  if (limits.length === 0 && !TOO_MUCH.test(text)) return undefined;
  if (from !== undefined && to !== undefined && BigInt(from) <= BigInt(to)) {
    const range = { from: Number(from), to: Number(to) };
    return { blocks: range.to - range.from + 1, ...range };
  }
  const blocks = Math.min(...limits.map(countOf).filter((count) => count > 0));
  return Number.isFinite(blocks) ? { blocks } : {};
}

function countOf(text: string): number {
  const factor = { k: 1_000, m: 1_000_000 }[text.slice(-1).toLowerCase()] ?? 1;
  return Number(text.replace(/\D/g, "")) * factor;
}

interface Gathered {
  readonly said: readonly string[];
  /** The ends that Infura suggests beside its words. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What an error says, in whatever ethers or the node has wrapped it; what was asked does not count. */
function gathered(error: unknown, depth = 0): Gathered {
  if (typeof error === "string") return { said: [error] };
  if (typeof error !== "object" || error === null || depth > 5) return { said: [] };
  const within = ["message", "data", "payload", "body", "error", "info", "cause"].map((key) =>
    gathered(Reflect.get(error, key), depth + 1),
  );
  const [from, to] = ["from", "to"].map((key) => {
    const end: unknown = Reflect.get(error, key);
    return typeof end === "string" && /^0x[0-9a-f]{1,12}$/i.test(end) ? end : undefined;
  });
  const inner = within.find((each) => each.from !== undefined);
  return {
    said: within.flatMap(({ said }) => said),
    from: from ?? inner?.from,
    to: to ?? inner?.to,
  };
}
