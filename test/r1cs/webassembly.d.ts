// The part of the WebAssembly interface that circom's calculators need; it is in TypeScript's DOM library only.
declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  type Module = object;
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  type Imports = Readonly<Record<string, Readonly<Record<string, (code: number) => unknown>>>>;
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Imports): Promise<Instance>;
}
