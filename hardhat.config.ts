import { createRequire } from "node:module";

import hardhatChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";

import { kobold } from "./tasks/index.ts";
import { SIMULATED } from "./tasks/ui/networks.ts";

// The compiler is the npm package, so that a build needs no download; `version` must equal the package's.
const compiler = {
  version: "0.8.34",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
};
const settings = { evmVersion: "prague", optimizer: { enabled: true, runs: 10_000 } };
// Below 100,000 runs PoseidonT6 costs twice the gas; under viaIR it is too large to deploy.
const poseidonSettings = { evmVersion: "prague", optimizer: { enabled: true, runs: 1_000_000 } };
// Each operation costs 1,400 to 5,000 gas less so; the other contracts hardly gain.
const lotSettings = { ...settings, viaIR: true };
const poseidonFiles = ["T3", "T4", "T5", "T6"].map((t) => `poseidon-solidity/Poseidon${t}.sol`);

export default defineConfig({
  plugins: [hardhatChaiMatchers, hardhatMocha, hardhatTypechain, kobold],
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
        overrides: {
          ...Object.fromEntries(
            poseidonFiles.map((file) => [file, { ...compiler, settings: poseidonSettings }]),
          ),
          "contracts/CobaltLot.sol": { ...compiler, settings: lotSettings },
          // a subclass, and too large without
          "test/fixtures/contracts/LotInternals.sol": { ...compiler, settings: lotSettings },
        },
      },
    },
    npmFilesToBuild: [...poseidonFiles, "@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: {
    default: SIMULATED,
    simulated: SIMULATED,
    node: SIMULATED,
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
  },
  // what hangs ends; a slow machine is no failure, and whole days of five firms are played
  test: { mocha: { timeout: 1_800_000 } },
  typechain: { outDir: "types" },
});
