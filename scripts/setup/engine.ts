import { execFile } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

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

/**
 * In a process of its own: the compiler's types would change those of arrays and numbers here.
 * @throws EngineBuildError with what the compiler says
 */
export async function compileEngine(sources: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-engine-"));
  try {
    for (const [name, text] of sources) writeFileSync(path.join(folder, name), text);
    const compiler = path.join(path.dirname(manifestOfCompiler()), "bin", "asc.js");
    const { stderr } = await promisify(execFile)(
      process.execPath,
      [compiler, "index.ts", "--outFile", "engine.wasm", ...FLAGS],
      { cwd: folder },
    ).catch((thrown: unknown) => {
      throw new EngineBuildError(thrown instanceof Error ? thrown.message : String(thrown));
    });
    // what it warns of is an error too
    if (stderr !== "") throw new EngineBuildError(stderr);
    return readFileSync(path.join(folder, "engine.wasm"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function manifestOfCompiler(): string {
  return createRequire(import.meta.url).resolve("assemblyscript/package.json");
}

function compilerVersion(): string {
  return jsonText(JSON.parse(readFileSync(manifestOfCompiler(), "utf8")), "version");
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
