declare module "solc" {
  interface Callbacks {
    readonly import: (path: string) => { readonly contents: string };
  }
  const solc: { compile(input: string, callbacks?: Callbacks): string };
  export default solc;
}
