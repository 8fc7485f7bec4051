import path from "node:path";

import { deployKobold } from "../scripts/chain/deploy.ts";
import { documentsHashOf } from "../scripts/chain/hashes.ts";
import { phrase } from "../scripts/core/phrase.ts";
import { action, type Given, type Printed } from "./ui/action.ts";
import { tell } from "./ui/print.ts";

type Holders = "accreditor" | "tracingAuthority" | "schemeAdministrator" | "surveillance";

export default action<Printed & Given<"footprintMethod" | Holders>>(async (given, hre) => {
  const connection = await hre.network.getOrCreate();
  const { chainId } = await connection.ethers.provider.getNetwork();
  const journal =
    connection.networkConfig.type === "http"
      ? path.join(hre.config.paths.ignition, `deployments/chain-${chainId}`)
      : undefined;
  const { accreditor, tracingAuthority, schemeAdministrator, surveillance } = given;
  const holders = { accreditor, tracingAuthority, schemeAdministrator, surveillance };
  const roles = Object.fromEntries(Object.entries(holders).filter(([, holder]) => holder !== ""));
  const parameters = { footprintMethod: documentsHashOf(given.footprintMethod), roles };
  const addresses = await deployKobold(connection, parameters, journal);
  tell(phrase`DEV KEYS give no security: anybody can forge proofs for them. Not for real cobalt.`);
  if (journal === undefined) tell(phrase`This chain ends with this command; try --network localhost.`);
  return {
    json: addresses,
    lines: Object.entries(addresses).map(([name, address]) => `${name.padEnd(16)}${address}`),
  };
});
