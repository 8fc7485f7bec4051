import { hexOfBytes, numberOfBytes } from "../core/bytes.ts";
import type { Ledger } from "./ledger.ts";
import type { State } from "./state.ts";
import { contradicted, needed } from "./unmet.ts";
import { keccakBytes } from "./words.ts";

/** A contract whose code is what it should be, so that its storage means what the code makes it mean. */
export interface Contract {
  readonly address: string;
  /** @throws Unmet as `State.read` */
  read(slots: readonly bigint[]): Promise<bigint[]>;
}

/** A contract of a deployment, by the hash of its code that the deployment has published. */
export function openContract(
  ledger: Ledger,
  known: State | undefined,
  subject: string,
  { address, codeHash }: { readonly address: string; readonly codeHash: string },
): Promise<Contract | undefined> {
  return ledger.check("code", subject, async (inputs) => {
    Object.assign(inputs, { address, expected: codeHash });
    const state = needed(known);
    const { codeHash: found } = await state.read(address, []);
    if (found !== codeHash) throw contradicted("code-differs", { found });
    return contractAt(state, address);
  });
}

/** Code of this edition, whatever its immutables are. */
export interface CodeTemplate {
  readonly bytes: number;
  readonly maskedHash: string;
  readonly immutables: Readonly<Record<string, readonly number[]>>;
}

/**
 * A contract that no deployment publishes, such as a plant's own: it must be this edition's code, and the word that its
 * immutable `wiring` holds must be the address of `expected`.
 * @returns the contract, and all its immutables
 */
export function openTemplate(
  ledger: Ledger,
  known: State | undefined,
  subject: string,
  { address, template, wiring, expected }: TemplatePlace,
): Promise<(Contract & { readonly immutables: ReadonlyMap<string, bigint> }) | undefined> {
  return ledger.check("code", subject, async (inputs) => {
    Object.assign(inputs, { address, expected: template.maskedHash });
    const state = needed(known);
    const { codeHash } = await state.read(address, []);
    const immutables = immutablesIn(await state.code(address, codeHash), template);
    Object.assign(inputs, { wiring: expected });
    const wired = `0x${(immutables.get(wiring) ?? 0n).toString(16).padStart(40, "0")}`;
    if (wired !== expected) throw contradicted("wiring-differs", { found: wired });
    return { ...contractAt(state, address), immutables };
  });
}

export interface TemplatePlace {
  readonly address: string;
  readonly template: CodeTemplate;
  readonly wiring: string;
  readonly expected: string;
}

/** @throws Unmet code-differs, also where an immutable is not the same in all its places */
function immutablesIn(
  code: Uint8Array,
  { bytes, maskedHash, immutables }: CodeTemplate,
): Map<string, bigint> {
  const masked = code.slice(0, bytes);
  const found = new Map<string, bigint>();
  for (const [name, places] of Object.entries(immutables)) {
    for (const place of places) {
      const word = numberOfBytes(code.subarray(place, place + 32));
      if ((found.get(name) ?? word) !== word) throw contradicted("code-differs", { immutable: name });
      found.set(name, word);
      masked.fill(0, place, place + 32);
    }
  }
  const hash = hexOfBytes(keccakBytes(masked));
  if (hash !== maskedHash || !endsWithMetadata(code, bytes))
    throw contradicted("code-differs", { found: hash });
  return found;
}

/** Behind the code stands the compiler's description of its sources, which is never run, and its length in two bytes. */
function endsWithMetadata(code: Uint8Array, bytes: number): boolean {
  return code.length > bytes + 2 && numberOfBytes(code.subarray(-2)) === BigInt(code.length - bytes - 2);
}

function contractAt(state: State, address: string): Contract {
  return { address, read: async (slots) => (await state.read(address, slots)).words };
}
