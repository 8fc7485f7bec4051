import { printable } from "../core/printable.ts";
import { phrase, type Text } from "../core/phrase.ts";

const LENGTH = 160;
/** Shorter parts of a URL, such as `v3` or `rpc`, are no key. */
const LEAST_SECRET = 5;

/** What nobody may read of a URL and of what goes with it: services put keys into path, query and headers. */
export function secretsOf(url: URL, headers: Readonly<Record<string, string>>): string[] {
  const parts = [
    url.username,
    url.password,
    ...url.pathname.split("/"),
    ...[...url.searchParams].flat(),
    ...Object.values(headers).flatMap((value) => [value, ...value.split(" ")]),
  ];
  const whole = [url.pathname + url.search, url.pathname, url.search];
  const secrets = [...whole, ...parts.flatMap((part) => [part, decoded(part)])];
  return [...new Set(secrets)]
    .filter((secret) => secret.length >= LEAST_SECRET)
    .sort((a, b) => b.length - a.length);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * What a node says, as others may read it: one short line without control characters and markup, and without anything
 * of a URL but its host.
 */
export function safeReason(text: string, secrets: readonly string[] = []): string {
  let said = printable(/<(!doctype|html|head|body|title|h1|p|center)\b/i.test(text) ? pageWords(text) : text);
  for (const secret of secrets) said = said.replaceAll(secret, "…");
  said = said.replace(/\b[a-z]+:\/\/[^\s"'<>)]+/gi, hostIn).replace(/\s+/g, " ").trim();
  return said.length > LENGTH ? `${said.slice(0, LENGTH)}…` : said;
}

/** The title of a page, or its first words. */
function pageWords(page: string): string {
  const title = /<title[^>]*>([^<]+)/i.exec(page)?.[1]?.trim() ?? "";
  if (title !== "") return title;
  return page.replace(/<(script|style)\b[^]*?(<\/\1>|$)/gi, " ").replace(/<[^>]*>?/g, " ");
}

function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "…";
}

/** What is asked by a method, in the words of the trade. */
export function askedBy(method: string): Text {
  return WORDS.get(method) ?? printable(method).slice(0, 40);
}

const WORDS: ReadonlyMap<string, Text> = new Map<string, Text>([
  ["eth_blockNumber", phrase`block number`],
  ["eth_call", phrase`answer`],
  ["eth_chainId", phrase`chain id`],
  ["eth_estimateGas", phrase`gas estimate`],
  ["eth_feeHistory", phrase`fees`],
  ["eth_gasPrice", phrase`fees`],
  ["eth_getBalance", phrase`balance`],
  ["eth_getBlockByHash", phrase`block`],
  ["eth_getBlockByNumber", phrase`block`],
  ["eth_getCode", phrase`code`],
  ["eth_getLogs", phrase`events`],
  ["eth_getStorageAt", phrase`storage`],
  ["eth_getTransactionByHash", phrase`transaction`],
  ["eth_getTransactionCount", phrase`nonce`],
  ["eth_getTransactionReceipt", phrase`receipt`],
  ["eth_maxPriorityFeePerGas", phrase`fees`],
  ["eth_sendRawTransaction", phrase`acknowledgement`],
]);

/** All these may be asked twice: they change nothing, and a signed transaction is carried out once. */
export function isRepeatable(method: string): boolean {
  return WORDS.has(method);
}
