import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Texts that take the place of files, by path relative to the project root: how mutants are compiled. */
export type SourceOverrides = ReadonlyMap<string, string>;

const INCLUDE = /^\s*include\s+"([^"]+)"/gm;

/** All files that `entry` includes, itself first: path relative to `root` → text. */
export function circuitSources(
  root: string,
  entry: string,
  overrides: SourceOverrides = new Map(),
): Map<string, string> {
  const sources = new Map<string, string>();
  const visit = (path: string): void => {
    if (sources.has(path)) return;
    const text = overrides.get(path) ?? readFileSync(join(root, path), "utf8");
    sources.set(path, text);
    for (const [, include = ""] of text.matchAll(INCLUDE)) visit(normalize(join(dirname(path), include)));
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
