import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { enginePath, isCheckout, projectRoot, sha256 } from "../prover/files.ts";
import { jsonText } from "../prover/json.ts";
import { FIELDS, fieldSource } from "./engine-field.ts";

const SOURCES = path.join(projectRoot, "scripts/prover/engine/assembly");
/** No runtime: the module gives out its memory itself. */
const FLAGS = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd,relaxed-simd"];

/** The proving engine's AssemblyScript could not be compiled. */
export class EngineBuildError extends Error {
  override readonly name = "EngineBuildError";
}

/** Compiles the proving engine unless the module of the same sources, compiler and flags is there. */
export async function buildEngine(): Promise<void> {
  if (!isCheckout()) return;
  const sources = engineSources();
  const stamp = `${enginePath()}.sources`;
  const hash = sha256(JSON.stringify([compilerVersion(), FLAGS, [...sources]]));
  if (readText(stamp) === hash && readText(enginePath()) !== undefined) return;
  mkdirSync(path.dirname(stamp), { recursive: true });
  rmSync(stamp, { force: true });
  putInPlace(enginePath(), await compileEngine(sources));
  putInPlace(stamp, hash);
}

/** All sources by their names: those that are written, and those that are generated. */
export function engineSources(): Map<string, string> {
  const written = globSync("*.ts", { cwd: SOURCES }).sort();
  return new Map([
    ...written.map((name) => [name, readFileSync(path.join(SOURCES, name), "utf8")] as const),
    ...Object.entries(FIELDS).map(
      ([name, modulus]) => [`${name.toLowerCase()}.ts`, fieldSource(name, modulus)] as const,
    ),
  ]);
}

/** @throws EngineBuildError with what the compiler says */
export async function compileEngine(sources: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const { default: asc } = await import("assemblyscript/asc");
  let module: Uint8Array | undefined;
  let said = "";
  const { error } = await asc.main(["index.ts", "--outFile", "engine.wasm", ...FLAGS], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_name, content) => {
      if (typeof content !== "string") module = content;
    },
    listFiles: () => [],
    stdout: { write: (text) => void (said += String(text)) },
    stderr: { write: (text) => void (said += String(text)) },
  });
  // what it warns of is an error too
  if (error !== null || module === undefined || said !== "") throw new EngineBuildError(said);
  return module;
}

function compilerVersion(): string {
  const manifest = createRequire(import.meta.url).resolve("assemblyscript/package.json");
  return jsonText(JSON.parse(readFileSync(manifest, "utf8")), "version");
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** At once: another process may be reading. */
function putInPlace(file: string, content: Uint8Array | string): void {
  const near = `${file}.${process.pid}`;
  writeFileSync(near, content);
  renameSync(near, file);
}
