import { sha256 } from "@noble/hashes/sha2.js";

import { hexOfBytes } from "../core/bytes.ts";
import { jsonIn, Unreadable } from "./fields.ts";
import { packOf } from "./link.ts";

/** A page is the same program for all passports: these two places tell one page from another. */
const CONNECT = "connect-src 'none'";
const DATA = '<script type="application/json" id="passport"></script>';
// within the first, nothing but origins can stand; within the second, nothing that a browser takes for markup
const FILLED_CONNECT = /connect-src [^;"<>]*/;
const FILLED_DATA = /(<script type="application\/json" id="passport">)([^<]*)(<\/script>)/;

const MOST_CHARACTERS = 128_000_000;

/** What an empty page has in these places. */
export const EMPTY_PAGE = { connect: CONNECT, data: DATA } as const;

/**
 * The page of some passports.
 * @param page without passports
 * @param content what it is about, as it reads it
 * @param nodes URLs of the nodes that it may ask
 */
export function fillPage(page: string, content: unknown, nodes: readonly string[]): string {
  const origins = [...new Set(nodes.map((node) => new URL(node).origin))];
  // no text can end the element that it stands in
  const text = JSON.stringify(content).replaceAll("<", "\\u003c");
  const connect = origins.length === 0 ? CONNECT : `connect-src ${origins.join(" ")}`;
  return page.replace(CONNECT, () => connect).replace(DATA, () => DATA.replace("><", () => `>${text}<`));
}

/** Whether a text is a web page. */
export function isPage(text: string): boolean {
  return /^\s*<!doctype html>/i.test(text);
}

/**
 * The SHA-256 of a page's program, as a deployment's file names it: of the page without its passports and their nodes, so
 * that all pages of one edition have the same.
 */
export function pageHashOf(page: string): string {
  const empty = page
    .replace(FILLED_CONNECT, () => CONNECT)
    .replace(FILLED_DATA, (_, begin: string, __, end: string) => begin + end);
  return hexOfBytes(sha256(new TextEncoder().encode(empty)));
}

/** What a page was made with. */
export interface Embedded {
  /** URLs of nodes. */
  readonly nodes: readonly string[];
  /** A passport or evidence, as the text of its file; empty for a page of none. */
  readonly text: string;
  /** Whether it is of an order's packs, and no link has told which of them is meant. */
  readonly isOfMany: boolean;
}

/**
 * Reads what a page was made with: `{ nodes, file }`, the file a passport or evidence. A page of many packs leaves out which:
 * the link tells it.
 * @param fragment of the page's address, without its `#`
 * @throws Unreadable
 */
export function embeddedIn(text: string, fragment: string): Embedded {
  if (text.trim() === "") return { nodes: [], text: "", isOfMany: false };
  const data = membersOf(jsonIn(text, MOST_CHARACTERS));
  const file = membersOf(data["file"]);
  const pack = packOf(fragment);
  const one = pack === undefined ? file : withPack(file, pack);
  const { kind, serial } = membersOf(membersOf(one["passport"] ?? one)["subject"]);
  return {
    nodes: Object.values(membersOf(data["nodes"])).filter((node) => typeof node === "string"),
    text: JSON.stringify(one),
    isOfMany: kind === "pack" && serial === undefined,
  };
}

/** The same, from the page's text. @throws Unreadable */
export function contentOf(page: string, fragment: string): Embedded {
  const data = FILLED_DATA.exec(page)?.[2];
  if (data === undefined) throw new Unreadable("");
  return embeddedIn(data, fragment);
}

/** A passport or evidence, of another pack of the same order. */
function withPack(file: Record<string, unknown>, pack: object): Record<string, unknown> {
  if ("passport" in file) return { ...file, passport: withPack(membersOf(file["passport"]), pack) };
  return { ...file, subject: { ...membersOf(file["subject"]), ...pack } };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
