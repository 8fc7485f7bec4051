import { type CircuitInputs, elementsOf } from "../core/circuit-inputs.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { FIELD_ORDER, requireField } from "../core/field.ts";

const FIELD_WORDS = 8;
const FIELD_BYTES = 4 * FIELD_WORDS;
const ASSERT_FAILED = 4;

/**
 * Computes the witness of one set of inputs with circom's WebAssembly calculator, as bytes of a .wtns file.
 * Each call takes a new instance, so that a refused witness leaves nothing behind.
 * @throws WITNESS_REJECTED if the inputs break a rule of the circuit, naming the template that says so;
 * RangeError if they are not the circuit's inputs; OUT_OF_RANGE if one is not a field element
 */
export async function calculateWitness(
  circuit: string,
  calculator: WebAssembly.Module,
  inputs: CircuitInputs,
): Promise<Uint8Array> {
  let trace = "";
  const message = (): string => {
    let text = "";
    for (let char = call("getMessageChar"); char !== 0; char = call("getMessageChar")) {
      text += String.fromCharCode(char);
    }
    return text;
  };
  const { exports } = await WebAssembly.instantiate(calculator, {
    runtime: {
      exceptionHandler: (code: number) => {
        throw code === ASSERT_FAILED
          ? rejected(circuit, trace)
          : new RangeError(`the calculator of ${circuit} fails with code ${code}: ${trace}`);
      },
      printErrorMessage: () => {
        trace += message();
      },
      writeBufferMessage: message,
      showSharedRWMemory: () => undefined,
    },
  });
  const functions = new Map<string, (...args: number[]) => unknown>();
  for (const [name, value] of Object.entries(exports)) if (isFunction(value)) functions.set(name, value);
  const call = (name: string, ...args: number[]): number => Number(functions.get(name)?.(...args));

  call("init", 0);
  let given = 0;
  for (const [name, value] of Object.entries(inputs)) {
    const hash = fnv1a(name);
    const [high, low] = [Number(hash >> 32n), Number(hash & 0xffffffffn)];
    const elements = elementsOf(value);
    if (call("getInputSignalSize", high, low) !== elements.length) {
      throw new RangeError(`circuit ${circuit} has no input ${name} of ${elements.length} elements`);
    }
    given += elements.length;
    for (const [index, element] of elements.entries()) {
      requireField(`${name}[${index}]`, element);
      for (let word = 0; word < FIELD_WORDS; word += 1) {
        call("writeSharedRWMemory", word, Number((element >> BigInt(32 * word)) & 0xffffffffn));
      }
      call("setInputSignal", high, low, index);
    }
  }
  const needed = call("getInputSize");
  if (given !== needed) throw new RangeError(`circuit ${circuit} has ${needed} inputs, ${given} were given`);

  const size = call("getWitnessSize");
  const file = new DataView(new ArrayBuffer(WITNESS_HEADER_BYTES + size * FIELD_BYTES));
  writeHeader(file, size);
  for (let wire = 0; wire < size; wire += 1) {
    call("getWitness", wire);
    for (let word = 0; word < FIELD_WORDS; word += 1) {
      const at = WITNESS_HEADER_BYTES + wire * FIELD_BYTES + 4 * word;
      file.setUint32(at, call("readSharedRWMemory", word), true);
    }
  }
  return new Uint8Array(file.buffer);
}

// "wtns", version 2, two sections; section 1: bytes of an element, the field's order, the number of elements;
// section 2: the elements. A section begins with its number and its size in eight bytes.
const MAGIC = 0x736e7477;
const WITNESS_HEADER_BYTES = 12 + 12 + (4 + FIELD_BYTES + 4) + 12;

function writeHeader(file: DataView, size: number): void {
  const order = Array.from({ length: FIELD_WORDS }, (_, word) =>
    Number((FIELD_ORDER >> BigInt(32 * word)) & 0xffffffffn),
  );
  const section1 = [1, 4 + FIELD_BYTES + 4, 0, FIELD_BYTES, ...order, size];
  const section2 = [2, size * FIELD_BYTES, 0];
  [MAGIC, 2, 2, ...section1, ...section2].forEach((word, i) => {
    file.setUint32(4 * i, word, true);
  });
}

function rejected(circuit: string, trace: string): KoboldError {
  // The innermost template comes first: "Error in template Num2Bits_3 line: 38".
  const template = /template (\w+?)_\d+ line/.exec(trace)?.[1] ?? "unknown";
  return new KoboldError(
    "WITNESS_REJECTED",
    phrase`the inputs break a rule of circuit ${circuit}: template ${template} rejects them`,
    phrase`the statement is false, so nobody can prove it: correct the figures`,
    { cause: new Error(trace.trim()) },
  );
}

function isFunction(value: unknown): value is (...args: number[]) => unknown {
  return typeof value === "function";
}

/** The 64-bit hash by which the calculator knows an input's name. */
function fnv1a(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
