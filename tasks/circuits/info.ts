import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { circuitInfos } from "../../scripts/setup/info.ts";

const info: NewTaskActionFunction<{ json: boolean }> = ({ json }) => {
  const infos = circuitInfos();
  if (json) console.log(JSON.stringify(infos, null, 2));
  else console.table(Object.fromEntries(infos.map(({ name, ...figures }) => [name, figures])));
};

export default info;
