import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Compiles sources by their names to a module; what the compiler says of an error is text. */
export type AssemblyScript = (sources: ReadonlyMap<string, string>) => Promise<Uint8Array | string>;

/** Quicker than what ships, of the same meaning. */
const FLAGS = ["-O1", "--noAssert", "--runtime", "stub", "--enable", "simd,relaxed-simd"];

interface Compiler {
  main(
    args: readonly string[],
    host: {
      readFile(name: string): string | null;
      writeFile(name: string, content: Uint8Array): void;
      listFiles(): string[];
    },
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
}

/** The compiler in this process, which takes a second less a time; its types, which would change those here, stay out. */
export async function assemblyScript(): Promise<AssemblyScript> {
  const manifest = createRequire(import.meta.url).resolve("assemblyscript/package.json");
  const loaded: unknown = await import(pathToFileURL(path.join(path.dirname(manifest), "dist/asc.js")).href);
  if (!isCompiler(loaded)) throw new TypeError("AssemblyScript has no compiler where it is looked for");
  return async (sources) => {
    let module: Uint8Array | undefined;
    const { error, stderr } = await loaded.main(["index.ts", "--outFile", "engine.wasm", ...FLAGS], {
      readFile: (name) => sources.get(name.replace(/^\.\//, "")) ?? null,
      writeFile: (_, content) => {
        module = content;
      },
      listFiles: () => [],
    });
    return module ?? `${String(error)} ${stderr.toString()}`;
  };
}

function isCompiler(loaded: unknown): loaded is Compiler {
  return typeof loaded === "object" && loaded !== null && "main" in loaded;
}
