import { evidenceText } from "../../scripts/passport/evidence.ts";
import { action, type Given, type Printed } from "../ui/action.ts";
import { checkGiven } from "./check.ts";
import { reportAnswer } from "./words.ts";
import { writeNew } from "../ui/write-new.ts";

type VerifyArguments = Printed & Given<"passport" | "block" | "deployment" | "evidence">;

export default action<VerifyArguments>(async (given, hre) => {
  const { report, evidence } = await checkGiven(given, hre);
  if (given.evidence !== "") writeNew(given.evidence, evidenceText(evidence));
  return reportAnswer(report);
});
