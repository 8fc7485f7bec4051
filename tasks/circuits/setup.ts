import { phrase } from "../../scripts/core/phrase.ts";
import { circuitInfos } from "../../scripts/setup/info.ts";
import { makeKeys } from "../../scripts/setup/keys.ts";
import { action, type Printed } from "../ui/action.ts";
import { tell } from "../ui/print.ts";

export default action<Printed>(async () => {
  await makeKeys(tell);
  return {
    json: circuitInfos(),
    lines: [phrase`DEVELOPMENT keys, from public beacons: anyone can forge proofs for them.`],
  };
});
