import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { makeKeys } from "../../scripts/setup/keys.ts";

const setup: NewTaskActionFunction = async () => {
  await makeKeys(console.log);
  console.log("DEVELOPMENT keys, from public beacons: anyone can forge proofs for them.");
};

export default setup;
