import type { NewTaskActionFunction } from "hardhat/types/tasks";
import { errorResult, successfulResult } from "hardhat/utils/result";

import { compileAll } from "../../scripts/setup/compile.ts";
import { verifyKeys } from "../../scripts/setup/verify.ts";

const verify: NewTaskActionFunction<{ full: boolean }> = async ({ full }) => {
  await compileAll();
  const checks = await verifyKeys(full, console.log);
  for (const { what, outcome, remedy } of checks) {
    console.log([outcome.padEnd(11), what, remedy && `→ ${remedy}`].filter(Boolean).join("  "));
  }
  const failed = checks.filter(({ outcome }) => outcome === "failed").length;
  if (failed === 0) return successfulResult();
  console.error(`${failed} of ${checks.length} checks failed`);
  return errorResult();
};

export default verify;
