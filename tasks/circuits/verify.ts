import { compileAll } from "../../scripts/setup/compile.ts";
import { verifyKeys } from "../../scripts/setup/verify.ts";
import { action, type Printed } from "../ui/action.ts";
import { checkAnswer } from "../ui/checks.ts";
import { tell } from "../ui/print.ts";

export default action<Printed & { full: boolean }>(async ({ full }) => {
  await compileAll();
  return checkAnswer(await verifyKeys(full, tell));
});
