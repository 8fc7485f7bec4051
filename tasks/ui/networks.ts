import { configVariable } from "hardhat/config";
import type { EdrNetworkUserConfig, HttpNetworkUserConfig } from "hardhat/types/config";
import type { ConfigHooks } from "hardhat/types/hooks";

/** Node and account from the environment or Hardhat's keystore. */
export const REMOTE = {
  type: "http",
  chainType: "l1",
  url: configVariable("KOBOLD_RPC_URL"),
  accounts: [configVariable("KOBOLD_PRIVATE_KEY")],
} as const satisfies HttpNetworkUserConfig;

/** The chain of the demo. It starts at a fixed time, so that audits and validities do not grow old. */
export const SIMULATED = {
  type: "edr-simulated",
  chainType: "l1",
  initialDate: "2026-03-16T08:00:00Z",
} as const satisfies EdrNetworkUserConfig;

/** Gives every project the networks that Kobold's tasks speak of, unless it has its own of the name. */
export default (): Promise<Partial<ConfigHooks>> =>
  Promise.resolve({
    async extendUserConfig(config, next) {
      const extended = await next(config);
      return { ...extended, networks: { remote: REMOTE, simulated: SIMULATED, ...extended.networks } };
    },
  });
