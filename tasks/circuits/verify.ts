import { phrase } from "../../scripts/core/phrase.ts";
import { compileAll } from "../../scripts/setup/compile.ts";
import { verifyKeys } from "../../scripts/setup/verify.ts";
import { action, type Printed } from "../ui/action.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { tell } from "../ui/print.ts";

export default action<Printed & { full: boolean }>(async ({ full }) => {
  await compileAll();
  const checks = await verifyKeys(full, tell);
  const failed = checks.filter(({ outcome }) => outcome === "failed").length;
  return {
    json: checks,
    lines: [
      ...checks.map(({ what, outcome, remedy }) =>
        [outcome.padEnd(11), what, remedy && `→ ${remedy}`].filter(Boolean).join("  "),
      ),
      ...(failed === 0 ? [] : [phrase`${failed} of ${checks.length} checks failed`]),
    ],
    ...(failed === 0 ? {} : { exitCode: EXIT_CODES.checkFailed }),
  };
});
