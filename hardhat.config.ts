import { createRequire } from "node:module";

import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatIgnitionEthers from "@nomicfoundation/hardhat-ignition-ethers";
import hardhatKeystore from "@nomicfoundation/hardhat-keystore";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { configVariable, defineConfig } from "hardhat/config";

import { kobold } from "./tasks/index.ts";

// The compiler is the npm package, so that a build needs no download; `version` must equal the package's.
const compiler = {
  version: "0.8.34",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
};
const settings = { evmVersion: "prague", optimizer: { enabled: true, runs: 10_000 } };
// Below 100,000 runs PoseidonT6 costs twice the gas; under viaIR it is too large to deploy.
const poseidonSettings = { evmVersion: "prague", optimizer: { enabled: true, runs: 1_000_000 } };
const poseidonFiles = ["T3", "T4", "T5", "T6"].map((t) => `poseidon-solidity/Poseidon${t}.sol`);

/** The chain of scenario and tests starts here, so that audits and validities do not grow old. */
const initialDate = "2026-03-16T08:00:00Z";

const simulated = { type: "edr-simulated", chainType: "l1", initialDate } as const;

export default defineConfig({
  plugins: [
    hardhatEthers,
    hardhatChaiMatchers,
    hardhatIgnitionEthers,
    hardhatKeystore,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatTypechain,
    kobold,
  ],
  paths: {
    // contracts that only tests deploy stay out of contracts/, which is a package of its own
    sources: ["contracts", "test/fixtures/contracts"],
    tests: { mocha: "test" },
    ignition: "scripts/ignition",
  },
  solidity: {
    profiles: {
      default: {
        compilers: [{ ...compiler, settings }],
        overrides: Object.fromEntries(
          poseidonFiles.map((file) => [file, { ...compiler, settings: poseidonSettings }]),
        ),
      },
    },
    npmFilesToBuild: [...poseidonFiles, "@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: {
    default: simulated,
    simulated,
    node: simulated,
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
    remote: {
      type: "http",
      chainType: "l1",
      url: configVariable("KOBOLD_RPC_URL"),
      accounts: [configVariable("KOBOLD_PRIVATE_KEY")],
    },
  },
  test: { mocha: { timeout: 120_000 } },
  typechain: { outDir: "types" },
});
