import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";

import manifest from "../../circuits/circuits.json" with { type: "json" };
import { projectRoot } from "../prover/files.ts";
import { buildEngine } from "./engine.ts";
import { circuitSources, libraryFolder, type SourceOverrides, sourcesHash } from "./circuit-sources.ts";

export interface CompileOptions {
  /** Where the circuit's files go; by default circuits/build/<name>. */
  readonly outDir?: string;
  /** Compiler flags besides the kinds of output. */
  readonly flags?: readonly string[];
  readonly overrides?: SourceOverrides;
  /** Whether warnings are left in the file `said` instead of counting as errors. */
  readonly mayWarn?: boolean;
}

/** Paths of a compiled circuit's files; `said` holds what the compiler printed. */
export type CompiledCircuit = Readonly<Record<"r1cs" | "wasm" | "sym" | "said", string>>;

/** circom refused the circuit, or warned; `output` is what it said. */
export class CompileError extends Error {
  override readonly name = "CompileError";
  readonly output: string;
  constructor(circuit: string, output: string) {
    super(`circom refuses ${circuit}:\n${output}`);
    this.output = output;
  }
}

const require = createRequire(import.meta.url);
const releaseFlags = ["--O2"];

/** Compiles every circuit of the manifest, in its order, and the proving engine. @throws CompileError, EngineBuildError */
export async function compileAll(): Promise<void> {
  // one after the other: the compiler is a WASM program that holds the thread
  for (const { name } of manifest.circuits) await compileCircuit(name);
  await buildEngine();
}

/**
 * Compiles circuits/main/<name>.circom unless the files of the same sources, compiler and flags are there;
 * then it returns within milliseconds, without loading the compiler. Warnings count as errors.
 * @throws CompileError
 */
export async function compileCircuit(name: string, options: CompileOptions = {}): Promise<CompiledCircuit> {
  const outDir = resolve(options.outDir ?? join(projectRoot, "circuits/build", name));
  const flags = options.flags ?? releaseFlags;
  const entry = `circuits/main/${name}.circom`;
  const sources = circuitSources(projectRoot, entry, options.overrides);
  const compiled = fileNames(name, outDir);
  const stamp = join(outDir, `${name}.sources`);
  const hash = sourcesHash(sources, [compilerVersion(), ...flags]);
  const upToDate = [...Object.values(compiled), stamp].every((file) => existsSync(file));
  if (upToDate && readFileSync(stamp, "utf8") === hash) return compiled;

  mkdirSync(outDir, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), "circom-"));
  try {
    const said = await runCompiler(name, entry, scratch, flags, options.overrides ?? new Map());
    if (said.failed || (options.mayWarn !== true && /^warning\[/m.test(said.text)))
      throw new CompileError(name, said.text);
    rmSync(stamp, { force: true });
    const made = { ...fileNames(name, scratch), wasm: join(scratch, `${name}_js`, `${name}.wasm`) };
    for (const kind of ["r1cs", "wasm", "sym"] as const) moveFile(made[kind], compiled[kind]);
    writeFileSync(compiled.said, said.text);
    writeFileSync(stamp, hash);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return compiled;
}

function fileNames(name: string, dir: string): CompiledCircuit {
  const file = (kind: string) => join(dir, `${name}.${kind}`);
  return { r1cs: file("r1cs"), wasm: file("wasm"), sym: file("sym"), said: file("said") };
}

/** Puts the whole file in place at once, also across file systems: another process may be reading. */
function moveFile(from: string, to: string): void {
  const near = `${to}.${process.pid}`;
  fs.copyFileSync(from, near);
  renameSync(near, to);
}

function compilerVersion(): string {
  return (
    readFileSync(require.resolve("circom2/package.json"), "utf8").match(/"version": *"([^"]*)"/)?.[1] ?? ""
  );
}

async function runCompiler(
  name: string,
  entry: string,
  outDir: string,
  flags: readonly string[],
  overrides: SourceOverrides,
): Promise<{ failed: boolean; text: string }> {
  const { CircomRunner, bindings } = await import("circom2");
  const library = libraryFolder(projectRoot);
  let output = "";
  const compilerFs = {
    ...fs,
    openSync(path: fs.PathLike, mode: fs.OpenMode): number {
      const file = String(path);
      const text = overrides.get(relative(file.startsWith(library) ? dirname(library) : projectRoot, file));
      if (text === undefined) return fs.openSync(path, mode);
      const override = join(outDir, `override-${process.hrtime.bigint().toString()}`);
      writeFileSync(override, text);
      return fs.openSync(override, mode);
    },
    writeSync(fd: number, data: Uint8Array, offset?: number, length?: number, position?: number): number {
      if (fd > 2) return fs.writeSync(fd, data, offset, length, position);
      const chunk = data.subarray(offset ?? 0, (offset ?? 0) + (length ?? data.length));
      output += Buffer.from(chunk).toString("utf8");
      return chunk.length;
    },
  };
  const runner = new CircomRunner({
    args: [entry, "--r1cs", "--wasm", "--sym", "-o", "/out", "-l", "/library", ...flags],
    env: {},
    preopens: { ".": projectRoot, "/out": outDir, "/library": library },
    bindings: { ...bindings, fs: compilerFs },
  });
  let failed = false;
  try {
    await runner.execute(readFileSync(require.resolve("circom2/circom.wasm")));
  } catch {
    // the compiler reports by its output; what it throws only says that it has ended
    failed = true;
  }
  const text = stripVTControlCharacters(output).trim();
  return { failed: failed || /^error\[/m.test(text), text };
}
