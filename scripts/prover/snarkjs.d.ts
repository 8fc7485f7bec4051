import "snarkjs";

// @types/snarkjs leaves out the curves, whose worker threads have to be ended before a process can exit.
declare module "snarkjs" {
  export interface Curve {
    readonly name: string;
    terminate(): Promise<void>;
  }
  export namespace curves {
    function getCurveFromName(name: string, options?: { singleThread?: boolean }): Promise<Curve>;
  }
}
