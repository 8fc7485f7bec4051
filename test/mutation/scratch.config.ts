import { join } from "node:path";

import type { HardhatUserConfig } from "hardhat/config";

import config from "../../hardhat.config.ts";

/** The project's configuration with artefacts of their own, for runs that compile the contracts otherwise. */
const dir = process.env["SCRATCH_DIR"];
if (dir === undefined) throw new Error("SCRATCH_DIR must name a folder");

// Code that is not optimised, or measured, is larger and dearer than the chain allows.
const gas = Number(process.env["SCRATCH_GAS"] ?? 1_000_000_000);
const lenient = { allowUnlimitedContractSize: true, blockGasLimit: gas, transactionGasCap: gas };
const networks = Object.fromEntries(
  Object.entries(config.networks ?? {}).map(([name, network]) => [
    name,
    network.type === "edr-simulated" ? { ...network, ...lenient } : network,
  ]),
);

export default {
  ...config,
  paths: { ...config.paths, artifacts: join(dir, "artifacts"), cache: join(dir, "cache") },
  networks,
  // such code is slow too, on a busy machine
  test: { mocha: { timeout: 1_800_000 } },
  coverage: { skipFiles: ["test/**"] },
} satisfies HardhatUserConfig;
