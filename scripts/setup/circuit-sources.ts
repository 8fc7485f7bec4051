import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Texts that take the place of files, by path relative to the project root: how mutants are compiled. */
export type SourceOverrides = ReadonlyMap<string, string>;

const INCLUDE = /^\s*include\s+"([^"]+)"/gm;

/** How a library's files are named among the sources, wherever they are installed. */
const LIBRARY = "node_modules";

/** The folder in which circomlib is installed: the project's, or that of a project which has this one installed. */
export function libraryFolder(root: string): string {
  const folder = join(root, LIBRARY);
  if (existsSync(join(folder, "circomlib")) || dirname(root) === root) return folder;
  return libraryFolder(dirname(root));
}

/** All files that `entry` includes, itself first: path relative to `root` → text; a library's under node_modules/. */
export function circuitSources(
  root: string,
  entry: string,
  overrides: SourceOverrides = new Map(),
): Map<string, string> {
  const sources = new Map<string, string>();
  const library = libraryFolder(root);
  const fileOf = (path: string): string =>
    path.startsWith(LIBRARY) ? join(library, path.slice(LIBRARY.length)) : join(root, path);
  // as circom looks for it: beside the including file, then in the library
  const included = (from: string, include: string): string => {
    const beside = normalize(join(dirname(from), include));
    return existsSync(fileOf(beside)) ? beside : join(LIBRARY, include);
  };
  const visit = (path: string): void => {
    if (sources.has(path)) return;
    const text = overrides.get(path) ?? readFileSync(fileOf(path), "utf8");
    sources.set(path, text);
    for (const [, include = ""] of text.matchAll(INCLUDE)) visit(included(path, include));
  };
  visit(normalize(entry));
  return sources;
}

/** One hash of everything that decides what the compiler puts out. */
export function sourcesHash(sources: ReadonlyMap<string, string>, settings: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const [path, text] of sources) hash.update(JSON.stringify([path, text]));
  return hash.digest("hex");
}
