// circom2 ships no types; these cover what compile.ts uses.
declare module "circom2" {
  export interface CompilerBindings {
    readonly exit: (code: number) => void;
    readonly kill: (signal: string) => void;
  }
  export const bindings: CompilerBindings;
  export class CircomRunner {
    /** `fs` stands in for node:fs. */
    constructor(options: {
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly preopens: Readonly<Record<string, string>>;
      readonly bindings: CompilerBindings & { readonly fs: object };
    });
    /** Rejects if the compiler exits with an error. */
    execute(wasm: Uint8Array): Promise<unknown>;
  }
}
