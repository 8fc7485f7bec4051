import path from "node:path";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { plainly } from "./ui/plainly.ts";

interface DeployArguments {
  footprintMethod: string;
  accreditor: string;
  tracingAuthority: string;
  schemeAdministrator: string;
  surveillance: string;
  json: boolean;
}

const deploy: NewTaskActionFunction<DeployArguments> = async ({ footprintMethod, json, ...holders }, hre) => {
  await hre.tasks.getTask("build").run({ quiet: true });
  const { deployKobold } = await import("../scripts/chain/deploy.ts");
  const { documentsHashOf } = await import("../scripts/chain/hashes.ts");
  const connection = await hre.network.getOrCreate();
  const { chainId } = await connection.ethers.provider.getNetwork();
  const journal =
    connection.networkConfig.type === "http"
      ? path.join(hre.config.paths.ignition, "deployments", `chain-${chainId.toString()}`)
      : undefined;
  const roles = Object.fromEntries(Object.entries(holders).filter(([, holder]) => holder !== ""));
  const parameters = { footprintMethod: documentsHashOf(footprintMethod), roles };
  const addresses = await plainly(() => deployKobold(connection, parameters, journal));
  if (json) console.log(JSON.stringify(addresses, null, 2));
  else for (const [name, address] of Object.entries(addresses)) console.log(`${name.padEnd(16)}${address}`);
  console.error("DEV KEYS give no security: anybody can forge proofs for them. Not for real cobalt.");
  if (journal === undefined) console.error("This chain ends with this command; try --network localhost.");
};

export default deploy;
