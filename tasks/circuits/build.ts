import { phrase } from "../../scripts/core/phrase.ts";
import { circuitInfos } from "../../scripts/setup/info.ts";
import { compileAll } from "../../scripts/setup/compile.ts";
import { action, type Printed } from "../ui/action.ts";

export default action<Printed>(async () => {
  await compileAll();
  const circuits = circuitInfos().map(({ name }) => name);
  return { json: { circuits }, lines: [phrase`circuits built: ${circuits.join(", ")}`] };
});
