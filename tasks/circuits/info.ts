import { circuitInfos } from "../../scripts/setup/info.ts";
import { action, type Printed } from "../ui/action.ts";
import { table } from "../ui/table.ts";

export default action<Printed>(() => {
  const infos = circuitInfos();
  const headings = ["name", "constraints", "wires", "publicSignals", "domainPower", "zkeyBytes"];
  const rows = infos.map((info) => Object.values(info).map(String));
  return { json: infos, lines: table(headings, rows) };
});
