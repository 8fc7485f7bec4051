import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { compileAll } from "../../scripts/setup/compile.ts";

const build: NewTaskActionFunction = async () => {
  await compileAll();
};

export default build;
