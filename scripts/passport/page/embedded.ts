import { embeddedIn } from "../page-file.ts";
import { type Loaded, readText } from "./checking.ts";

/** What the page was made with. */
export interface Embedded {
  /** URLs of nodes. */
  readonly nodes: readonly string[];
  readonly loaded?: Loaded;
}

/**
 * Reads what the page was made with.
 * @param fragment of the page's address, with its `#`
 * @throws Unreadable
 */
export function readEmbedded(text: string, fragment: string): Embedded {
  const { nodes, text: file } = embeddedIn(text, fragment.slice(1));
  const loaded = readText(file);
  return loaded === undefined ? { nodes } : { nodes, loaded };
}
