import { jsonIn } from "../fields.ts";
import { packOf } from "../link.ts";
import { type Loaded, readText } from "./checking.ts";

/** What the page was made with. */
export interface Embedded {
  /** URLs of nodes. */
  readonly nodes: readonly string[];
  readonly loaded?: Loaded;
}

const MOST_CHARACTERS = 128_000_000;

/**
 * Reads what a page was made with: `{ nodes, file }`, the file a passport or evidence. A page of many packs leaves out which:
 * the link tells it.
 * @param fragment of the page's address, with its `#`
 */
export function readEmbedded(text: string, fragment: string): Embedded {
  if (text.trim() === "") return { nodes: [] };
  const data = jsonIn(text, MOST_CHARACTERS);
  const nodes = membersOf(membersOf(data)["nodes"]);
  const file = membersOf(membersOf(data)["file"]);
  const pack = packOf(fragment.slice(1));
  const loaded = readText(JSON.stringify(pack === undefined ? file : withPack(file, pack)));
  const urls = Object.values(nodes).filter((node) => typeof node === "string");
  return loaded === undefined ? { nodes: urls } : { nodes: urls, loaded };
}

/** A passport or evidence, of another pack of the same order. */
function withPack(file: Record<string, unknown>, pack: object): object {
  if ("passport" in file) return { ...file, passport: withPack(membersOf(file["passport"]), pack) };
  return { ...file, subject: { ...membersOf(file["subject"]), ...pack } };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
