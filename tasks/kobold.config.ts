import path from "node:path";

import { defineConfig } from "hardhat/config";

import { kobold } from "./index.ts";
import { REMOTE } from "./ui/networks.ts";

// Of the command `kobold`, which needs no project: what deployments leave behind lies in the working folder, nothing in
// the package's own.
export default defineConfig({
  plugins: [kobold],
  networks: { default: REMOTE },
  paths: {
    ignition: path.resolve("kobold"),
    cache: path.resolve("kobold", "cache"),
    artifacts: path.resolve("kobold", "artifacts"),
  },
});
