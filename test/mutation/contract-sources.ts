import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const IMPORT = /^import\s[^;"]*"([^"]+)"/gm;

/** Contracts that only tests deploy. */
export const TEST_CONTRACTS = "test/fixtures/contracts";

/** Every Solidity file of the project, by path from its root. */
export function contractFiles(root: string): string[] {
  return ["contracts", TEST_CONTRACTS]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".sol"))
        .map((file) => `${folder}/${file.replaceAll("\\", "/")}`),
    )
    .sort();
}

/** All files that the entries import, themselves included: name as the compiler knows it → text. */
export function contractSources(
  root: string,
  entries: readonly string[],
  overrides: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const sources = new Map<string, string>();
  const visit = (name: string): void => {
    if (sources.has(name)) return;
    const text = overrides.get(name) ?? readFileSync(pathOf(root, name), "utf8");
    sources.set(name, text);
    for (const [, target = ""] of text.matchAll(IMPORT)) {
      visit(target.startsWith(".") ? posix.join(posix.dirname(name), target) : target);
    }
  };
  for (const entry of entries) visit(entry);
  return sources;
}

function pathOf(root: string, name: string): string {
  const own = join(root, name);
  return existsSync(own) ? own : join(root, "node_modules", name);
}
