import { readFileSync } from "node:fs";

import type { CircuitInputs, SignalValue } from "../../scripts/core/circuit-inputs.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";

/** What circom's calculators export, as far as it is used here. */
interface CalculatorExports {
  init(sanityCheck: number): void;
  getInputSize(): number;
  getInputSignalSize(hashHigh: number, hashLow: number): number;
  setInputSignal(hashHigh: number, hashLow: number, position: number): void;
  writeSharedRWMemory(word: number, value: number): void;
  getSharedRWMemoryStart(): number;
  readonly memory: WebAssembly.Memory;
  getWitnessSize(): number;
  getWitness(wire: number): void;
  getMessageChar(): number;
}

/** An assertion of the calculator failed; `trace` names the templates, innermost first. */
export class AssertionFailed extends Error {
  override readonly name = "AssertionFailed";
}

const WORDS = 8;

/**
 * Loads circom's witness calculator. The function that it returns computes a whole witness and is strict about
 * inputs: a missing, misspelt or ill-sized one is a TypeError, so that no forgery fails for that.
 * @param forging leaves out the calculator's checks of `===`, so that it follows false inputs to the end
 * @throws TypeError, AssertionFailed
 */
export async function loadCalculator(
  wasmPath: string,
  forging: boolean,
): Promise<(inputs: CircuitInputs) => bigint[]> {
  let trace = "";
  const message = (): string => {
    let text = "";
    for (let c = wasm.getMessageChar(); c !== 0; c = wasm.getMessageChar()) text += String.fromCharCode(c);
    return text;
  };
  const bytes = new Uint8Array(readFileSync(wasmPath));
  const module = await WebAssembly.compile(forging ? withoutAssertions(bytes) : bytes);
  const instance = await WebAssembly.instantiate(module, {
    runtime: {
      exceptionHandler: (code: number) => {
        throw new AssertionFailed(`code ${code}: ${trace}`);
      },
      printErrorMessage: () => (trace += message()),
      writeBufferMessage: () => message(),
      showSharedRWMemory: () => undefined,
    },
  });
  const wasm = calculatorExports(instance);

  return (inputs) => {
    trace = "";
    wasm.init(0);
    let set = 0;
    for (const [name, value] of Object.entries(inputs)) {
      const hash = fnv1a(name);
      const [high, low] = [Number(hash >> 32n), Number(hash & 0xffffffffn)];
      const values = flat(value);
      if (wasm.getInputSignalSize(high, low) !== values.length) {
        throw new TypeError(`the circuit has no input ${name} of size ${values.length}`);
      }
      values.forEach((element, i) => {
        if (element < 0n || element >= FIELD_ORDER)
          throw new TypeError(`${name}[${i}] is not a field element`);
        for (let word = 0; word < WORDS; word++) {
          wasm.writeSharedRWMemory(word, Number((element >> BigInt(32 * word)) & 0xffffffffn));
        }
        set += 1;
        wasm.setInputSignal(high, low, i);
      });
    }
    if (set !== wasm.getInputSize()) throw new TypeError(`${set} of ${wasm.getInputSize()} inputs are given`);
    const element = new DataView(wasm.memory.buffer, wasm.getSharedRWMemoryStart(), 4 * WORDS);
    return Array.from({ length: wasm.getWitnessSize() }, (_, wire) => {
      wasm.getWitness(wire);
      const high = (element.getBigUint64(24, true) << 64n) | element.getBigUint64(16, true);
      const low = element.getBigUint64(0, true);
      const next = element.getBigUint64(8, true);
      // most signals are bits: keep their numbers short to make
      return high === 0n && next === 0n ? low : (high << 128n) | (next << 64n) | low;
    });
  };
}

function calculatorExports({ exports }: WebAssembly.Instance): CalculatorExports {
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory))
    throw new TypeError("the calculator does not export its memory");
  const get = (name: string): ((...args: number[]) => number) => {
    const found = exports[name];
    if (typeof found !== "function") throw new TypeError(`the calculator does not export ${name}`);
    return (...args) => Number(Reflect.apply(found, undefined, args));
  };
  return {
    init: get("init"),
    getInputSize: get("getInputSize"),
    getInputSignalSize: get("getInputSignalSize"),
    setInputSignal: get("setInputSignal"),
    writeSharedRWMemory: get("writeSharedRWMemory"),
    getSharedRWMemoryStart: get("getSharedRWMemoryStart"),
    memory,
    getWitnessSize: get("getWitnessSize"),
    getWitness: get("getWitness"),
    getMessageChar: get("getMessageChar"),
  };
}

/**
 * The code of a failed `===` ends in: call printErrorMessage (import 1), i32.const 4, return, end of the if.
 * Without the return the calculator goes on.
 */
export function withoutAssertions(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
  const failure = Buffer.from([0x10, 0x01, 0x41, 0x04, 0x0f, 0x0b]);
  const noOperation = 0x01;
  const patched = Buffer.from(wasm);
  let at = patched.indexOf(failure);
  if (at < 0) throw new Error("the calculator has no assertions: its code is other than expected");
  for (; at >= 0; at = patched.indexOf(failure, at)) patched.fill(noOperation, at + 2, at + 5);
  return new Uint8Array(patched);
}

function flat(value: SignalValue): bigint[] {
  return typeof value === "bigint" ? [value] : value.flatMap(flat);
}

/** The 64-bit hash by which calculators know their inputs. */
function fnv1a(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(name)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
